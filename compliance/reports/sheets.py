"""What each sheet of the workbook holds: columns with their widths, and rows of plain values."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from compliance.assessment.model import Assessment
from compliance.catalog.load import Catalog
from compliance.reports.pages import Strings
from compliance.reports.places import place
from compliance.reports.reasons import Reason, reasons
from compliance.reports.view import FrameworkView
from compliance.reports.view_findings import domains
from compliance.reports.view_plan import Action, plan
from compliance.reports.view_waivers import accepted_findings
from compliance.reports.words import Words, domain_label
from compliance.system.vocabulary import role_label

INDENT = "\u00a0" * 3
Views = Sequence[FrameworkView]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; `frozen` columns stay in view, `answers` are left to be filled in, `choices` are the words a column accepts."""

    name: str
    columns: tuple[tuple[str, int], ...]
    rows: tuple[tuple[Any, ...], ...]
    frozen: int = 1
    answers: tuple[int, ...] = ()
    choices: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


def requirements(assessment: Assessment, catalog: Catalog, views: Views, words: Words, texts: Strings) -> Sheet:
    """Every requirement with its status, those of the texts that apply first."""
    titles = {view.result.id: view.short for view in views}
    rows = []
    for framework in (view.result for view in views):
        for item in framework.requirements:
            notes = [catalog.text("requirements", item.reference, name) for name in ("gist", "remainder", "no_check")]
            controls = ", ".join(dict.fromkeys(f"{words.say('mark.' + row.verdict) if row.verdict != 'not_applicable' else '–'} {row.control}" for row in item.rows))
            rows.append((
                item.reference, titles[framework.id], words.text(item.citation), words.text(item.title), f"{words.say('mark.' + item.status)} {words.say('status.' + item.status)}",
                words.say("status." + item.underlying) if item.status in ("not_yet_applicable", "accepted") else "", item.binds_from, controls,
                *(words.text(note) if note else "" for note in notes), item.attestation.by if item.attestation else "", item.url,
            ))  # fmt: skip
    columns = (
        (texts("column.reference"), 24), (texts("column.framework"), 16), (texts("column.provision"), 22), (texts("column.requirement"), 40), (texts("column.status"), 20),
        (texts("column.as_if"), 18), (texts("column.binds"), 12), (texts("column.controls"), 26), (texts("column.gist"), 50), (texts("column.remainder"), 44),
        (texts("column.no_check"), 36), (texts("column.attested"), 20), (texts("column.url"), 36),
    )  # fmt: skip
    return Sheet(texts("sheet.requirements"), columns, tuple(rows), 1)


def findings(assessment: Assessment, catalog: Catalog, views: Views, words: Words, texts: Strings) -> Sheet:
    """Every finding, with the steps that account for it."""
    rows, accepted = [], accepted_findings(assessment, words)
    for item in assessment.findings:
        control = catalog.controls[item.control]
        subject = words.say(f"subject.{item.subject}") if item.subject in ("system", "organisation") else item.subject
        remedy = catalog.text("controls", item.control, "remedy")
        told = "\n".join(_lines(reasons(item.trace, words), words)) if item.verdict in ("fail", "unknown") else ""
        warning = accepted.get(item.id) or (words.say("warning_only") if item.warning_only else words.say("moot") if item.moot and item.verdict == "unknown" else "")
        rows.append((
            item.id, item.control, words.text(item.title), domain_label(control.domain, words.language), words.say("severity." + item.severity), subject,
            f"{words.say('mark.' + item.verdict) if item.verdict != 'not_applicable' else '–'} {words.say('verdict.' + item.verdict)}", warning,
            place(item.position, assessment.file), told, words.say("assurance." + item.assurance), words.say("stale") if item.stale else "",
            words.text(remedy) if remedy and item.verdict != "pass" else "",
        ))  # fmt: skip
    columns = (
        (texts("column.finding"), 30), (texts("column.control"), 10), (texts("column.title"), 34), (texts("column.domain"), 24), (texts("column.severity"), 11),
        (texts("column.subject_only"), 24), (texts("column.verdict"), 20), (texts("column.warning"), 24), (texts("column.position"), 22), (texts("column.steps"), 60),
        (texts("column.assurance"), 12), (texts("column.stale"), 14), (texts("column.remedy"), 50),
    )  # fmt: skip
    return Sheet(texts("sheet.findings"), columns, tuple(rows), 2)


def _lines(found: Sequence[Reason], words: Words, depth: int = 0) -> list[str]:
    out = []
    for reason in found:
        mark = words.say({True: "mark.pass", False: "mark.fail", None: "mark.unknown"}[reason.truth])
        out.append(INDENT * depth + f"{mark} {reason.text}")
        out += _lines(reason.children, words, depth + 1)
    return out


def questions(assessment: Assessment, catalog: Catalog, views: Views, words: Words, texts: Strings) -> Sheet:
    """Every question, with a place for the answer, for who answered and for the proof."""
    rows = tuple(
        (
            words.text(item.question), role_label(item.asked_of).of(words.language), item.path, place(item.position, assessment.file), item.verdicts, item.blocking,
            "", "", None, "",
        )
        for item in assessment.questions
    )  # fmt: skip
    columns = (
        (texts("column.question"), 60), (texts("column.asked_of"), 28), (texts("column.path"), 34), (texts("column.position"), 22), (texts("column.verdicts"), 12),
        (texts("column.blocking"), 12), (texts("column.answer"), 40), (texts("column.answered_by"), 20), (texts("column.answered_on"), 14), (texts("column.proof"), 30),
    )  # fmt: skip
    return Sheet(texts("sheet.questions"), columns, rows, 1, (6, 7, 8, 9))


def actions(assessment: Assessment, catalog: Catalog, views: Views, words: Words, texts: Strings) -> Sheet:
    """The action plan, then the judgements that a person has to give; owner and due date as stated, the rest left to be filled in."""
    failed, unknown = (domains(assessment, catalog, words, verdict) for verdict in ("fail", "unknown"))
    groups = plan(assessment, catalog, failed, unknown, words)
    rows: list[tuple[Any, ...]] = [
        (
            texts(f"action.{group.kind}"), item.id, item.title, texts("plan.renew_text", day=item.todo) if group.kind == "renew" else item.todo, _why(item, words, texts),
            words.say("severity." + item.severity) if item.severity else "", words.say("effort." + item.effort) if item.effort else "",
            "\n".join(", ".join(text.citations) for text in item.settles), ", ".join(item.asked), ", ".join(item.subjects), item.owner, item.due, "",
        )
        for group in groups
        for item in group.actions
    ]  # fmt: skip
    waiting = ((view, row) for view in views for row in view.now if row.status in ("partly_shown", "not_assessed"))
    rows += [(texts("action.judge"), row.reference, row.title, row.note, "", "", "", f"{view.short} {row.citation}", "", "", "", None, "") for view, row in waiting]
    columns = (
        (texts("column.action"), 18), (texts("column.reference"), 24), (texts("column.title"), 36), (texts("column.todo"), 60), (texts("column.why"), 36),
        (texts("column.severity"), 11), (texts("column.effort"), 16), (texts("plan.settles"), 44), (texts("column.asked_of"), 28), (texts("column.subject_only"), 28),
        (texts("column.owner"), 20), (texts("column.due"), 14), (texts("column.state"), 14),
    )  # fmt: skip
    states = tuple(texts(f"state.{name}") for name in ("open", "doing", "done"))
    return Sheet(texts("sheet.actions"), columns, tuple(rows), 2, (10, 11, 12), {12: states})


def _why(item: Action, words: Words, texts: Strings) -> str:
    """What an action comes to: the weight of a failure, or how many answers are missing."""
    if item.kind == "mark":
        return words.say("warning_only")
    if item.kind == "answer":
        return texts.count("plan.establish", item.answers, roles=", ".join(item.asked))
    return texts(f"reach.{item.consequence}", date=item.bites.isoformat() if item.bites else "") if item.consequence else ""


def evidence(assessment: Assessment, catalog: Catalog, views: Views, words: Words, texts: Strings) -> Sheet:
    """The documents that support answers."""
    rows = tuple(
        (
            item.title, words.value(item.kind, "documents.kind") if item.kind else "", item.reference, _day(item.date), _day(item.expires),
            texts("stale.mark" if item.stale else "stale.good" if item.expires else "stale.open"), words.say("gate.attached." + item.attached),
            words.say("assurance." + item.assurance), ", ".join(item.supports), place(item.position, assessment.file),
        )
        for item in assessment.evidence
    )  # fmt: skip
    columns = (
        (texts("column.document"), 40), (texts("column.kind"), 24), (texts("column.reference"), 24), (texts("column.issued"), 12), (texts("column.expires"), 12),
        (texts("column.state"), 12), (texts("column.attached"), 20), (texts("column.assurance"), 12), (texts("column.supports"), 50), (texts("column.position"), 22),
    )  # fmt: skip
    return Sheet(texts("sheet.evidence"), columns, rows)


def mapping(assessment: Assessment, catalog: Catalog, views: Views, words: Words, texts: Strings) -> Sheet:
    """Which control bears on which requirement, how, and what it gave."""
    rationales = catalog.texts["rows"]
    told = {}
    for framework in catalog.frameworks.values():
        for index, row in enumerate(framework.rows):
            told[(f"{framework.id}:{row.requirement}", row.control, row.parts)] = rationales[f"{framework.id}:{index}"][0 if words.language == "fr" else 1]
    links = ((item, link) for result in assessment.frameworks for item in result.requirements for link in item.rows)
    rows = [
        (
            item.reference, words.text(item.citation), link.control, words.text(catalog.controls[link.control].title), ", ".join(link.parts),
            words.say("relation." + link.relation), words.say("confidence." + link.confidence), words.say("verdict." + link.verdict),
            words.say("warning_only") if link.warning_only else "", told.get((item.reference, link.control, link.parts), ""),
        )
        for item, link in links
    ]  # fmt: skip
    columns = (
        (texts("column.reference"), 26), (texts("column.provision"), 22), (texts("column.control"), 10), (texts("column.title"), 34), (texts("column.part"), 18),
        (texts("column.relation"), 20), (texts("column.confidence"), 12), (texts("column.verdict"), 20), (texts("column.warning"), 24), (texts("column.rationale"), 60),
    )  # fmt: skip
    return Sheet(texts("sheet.mapping"), columns, tuple(rows), 1)


def _day(text: str) -> date | str:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


SHEETS: tuple[Callable[[Assessment, Catalog, Views, Words, Strings], Sheet], ...] = (requirements, findings, questions, actions, evidence, mapping)
