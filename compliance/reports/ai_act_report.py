"""The AI Act classification as a document: one HTML page, from which the PDF, Word and Markdown forms are made."""

from typing import Any, NamedTuple

from compliance.assessment.ai_act_model import Classification
from compliance.assessment.model import STATUSES, Assessment
from compliance.reports import ai_act_report_view as view
from compliance.reports.ai_act_report_figure import walk_figure
from compliance.reports.ai_act_report_walk import Reader
from compliance.reports.ai_act_reserves import reserves_of, without_waiver
from compliance.reports.brand import PLAIN, Brand
from compliance.reports.figure_calendar import timeline
from compliance.reports.pages import Strings, render, strings, trusted
from compliance.reports.places import file_name
from compliance.reports.view_reserves import for_templates
from compliance.reports.words import Words

REPORT = "ai-act"


def html_page(assessment: Assessment, words: Words, brand: Brand = PLAIN) -> str:
    """The whole document as one HTML page that needs no other file; empty where the assessment classified nothing."""
    if assessment.classification is None:
        return ""
    return render(REPORT, "document.html.j2", words, brand, **context(assessment, assessment.classification, words, brand))


class Section(NamedTuple):
    """A part of another page: its heading and its markup."""

    title: str = ""
    markup: Any = ""


def section(assessment: Assessment, words: Words, brand: Brand = PLAIN) -> Section:
    """The section that the report for the screen gives to the classification; empty where nothing was classified."""
    if assessment.classification is None:
        return Section()
    given = context(assessment, assessment.classification, words, brand)
    return Section(strings(REPORT, words.language, brand)("section.title"), trusted(render(REPORT, "section.html.j2", words, brand, **given)))


def context(assessment: Assessment, result: Classification, words: Words, brand: Brand) -> dict[str, Any]:
    """Everything the templates of this document name."""
    return {
        "a": assessment,
        "name": assessment.system or words.say("summary.no_name"),
        "file": file_name(assessment.file),
        "logo": brand.logo_address,
        **facts(assessment, result, words, strings(REPORT, words.language, brand)),
        **for_templates(reserves_of(result, assessment, words), words),
    }


def facts(assessment: Assessment, result: Classification, words: Words, texts: Strings) -> dict[str, Any]:
    """What a classification concludes, prepared for templates: the document, and the section of the report for the screen."""
    reader = Reader(result, words, assessment.file)
    walk, labels, roles = reader.walk(), view.labels(reader), view.roles(reader)
    coming = view.coming(result, reader)
    now = [duty for duty in result.duties if duty.status == "applies_now"]
    shown = [duty.shown for duty in now if duty.shown is not None]
    without = without_waiver(assessment)
    return {
        "c": result,
        "law": words.text(result.law),
        "labels": labels,
        "roles": roles,
        "shifted": [role for role in roles if role.how == "shifted"],
        "walk": walk,
        "figure": trusted(walk_figure(walk, [label.name for label in labels], words, texts("walk.figure"), texts("walk.ends"))),
        "duties": view.duties_by_role(reader),
        "coming": coming,
        "next_day": min((item.day for item in coming), default=None),
        "line": trusted(timeline(coming, assessment.as_of, words, texts("calendar.figure"), texts("calendar.today"))),
        "now": now,
        "breaches": [duty for duty in result.duties if duty.breach],
        "borne": [duty for duty in now if duty.shown == "accepted" and not duty.presumed],
        "without": without,
        "shown": [(status, shown.count(status)) for status in STATUSES if status in shown],
        "missing": view.missing(reader),
        "near": view.near(reader),
        "penalties": view.penalties(reader),
        "device": result.device_class,
        "device_facts": reader.facts(result.device_class.step) if result.device_class is not None else (),
        "preview": [words.text(result.titles[label]) for label in result.preview.labels] if result.preview is not None else [],
        "colon": words.say("colon"),
        "join": words.say("join"),
    }
