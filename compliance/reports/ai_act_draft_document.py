"""The draft of a document that a regulation asks for, as one HTML page from which the other formats are made."""

from typing import Any

from compliance.assessment.ai_act_drafts_model import Draft
from compliance.reports.ai_act_draft_view import View
from compliance.reports.brand import PLAIN, Brand
from compliance.reports.pages import render, strings
from compliance.reports.places import file_name
from compliance.reports.view_reserves import NONE, Reserves, for_templates
from compliance.reports.words import Words

REPORT = "ai-act-drafts"


def html_page(draft: Draft, words: Words, brand: Brand = PLAIN, beside: Reserves = NONE) -> str:
    """The whole draft as one HTML page that needs no other file; `beside` are the waivers and the lost evidence that touch it."""
    return render(REPORT, "document.html.j2", words, brand, **context(draft, words, brand), **for_templates(beside, words))


def view_of(draft: Draft, words: Words, brand: Brand = PLAIN) -> View:
    """What every format sees of a draft."""
    return View(draft, words, strings(REPORT, words.language, brand))


def context(draft: Draft, words: Words, brand: Brand) -> dict[str, Any]:
    """Everything the templates of this document name."""
    view = view_of(draft, words, brand)
    asked = view.everything()
    complete, total = view.sections()
    return {
        "d": draft,
        "v": view,
        "name": draft.system or words.say("summary.no_name"),
        "file": file_name(draft.file),
        "by_role": asked,
        "question_count": sum(len(items) for _, items in asked),
        "complete": complete,
        "total": total,
    }
