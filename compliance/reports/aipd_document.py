"""The impact assessment as a document: one HTML page, from which the other formats are made, in the CNIL's order or the EDPB's."""

from typing import Any

from compliance.assessment.aipd_model import Aipd
from compliance.base.compiled import compiled_json
from compliance.base.resources import shipped
from compliance.reports.aipd_map import risk_map
from compliance.reports.aipd_view import View
from compliance.reports.brand import PLAIN, Brand
from compliance.reports.pages import render, strings
from compliance.reports.places import file_name
from compliance.reports.view_reserves import NONE, Reserves, for_templates
from compliance.reports.words import Words

REPORT = "aipd"
LAYOUTS = ("cnil", "edpb")


def html_page(draft: Aipd, words: Words, layout: str = "cnil", brand: Brand = PLAIN, beside: Reserves = NONE) -> str:
    """The whole draft as one HTML page that needs no other file; `beside` are the waivers and the lost evidence that touch it."""
    return render(REPORT, "document.html.j2", words, brand, **context(draft, words, layout, brand), **for_templates(beside, words))


def layouts() -> dict[str, Any]:
    """The order of the document in each layout."""
    found: dict[str, Any] = compiled_json("aipd-layouts", [shipped("templates") / REPORT / "layouts.yaml"], lambda files: files[0])
    return found


def context(draft: Aipd, words: Words, layout: str, brand: Brand) -> dict[str, Any]:
    """Everything the templates of this document name."""
    from markupsafe import Markup

    view = View(draft, words, strings(REPORT, words.language, brand))
    asked = view.everything()
    return {
        "d": draft,
        "v": view,
        "name": draft.system or words.say("summary.no_name"),
        "file": file_name(draft.file),
        "layout": layout,
        "sections": [{**section, "title": view.pair(section["title"])} for section in layouts()[layout]],
        "map": Markup(risk_map(draft, view)),  # noqa: S704 - our own picture, its texts escaped by the drawing
        "by_role": asked,
        "missing_count": sum(len(items) for _, items in asked),
        "pair_count": len(draft.findings) + sum(len(activity.findings) for activity in draft.activities),
    }
