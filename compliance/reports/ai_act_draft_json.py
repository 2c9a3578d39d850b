"""Writes drafts as JSON, for another tool to fill a form with: every sentence with its value and its places, every gap with its question."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from compliance.assessment.ai_act_drafts_model import Call, Chapter, Draft, Listing, SectionResult, Standing
from compliance.assessment.aipd_statement import Article, Missing, Source, Statement
from compliance.reports.ai_act_draft_document import view_of
from compliance.reports.ai_act_draft_view import View
from compliance.reports.reserves_json import plain
from compliance.reports.view_reserves import NONE, Reserves
from compliance.reports.words import Words
from compliance.system.vocabulary import role_label

FORM = 1


def render(draft: Draft, words: Words, beside: Reserves = NONE) -> bytes:
    """One draft as UTF-8 JSON ending in a line break, with the waivers and the lost evidence that touch it."""
    view = view_of(draft, words)
    data = {
        "form": FORM,
        **_head(draft, view),
        "chapters": [_chapter(chapter, view) for chapter in draft.chapters],
        "left_out": [chapter.id for chapter in draft.left_out],
        **plain(beside),
    }
    return _written(data)


def render_list(drafts: Sequence[Draft], words: Words, beside: Reserves = NONE) -> bytes:
    """Which documents are called for, as UTF-8 JSON ending in a line break."""
    return _written({"form": FORM, "documents": [_head(draft, view_of(draft, words)) for draft in drafts], **plain(beside)})


def _written(data: Any) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")


def _head(draft: Draft, view: View) -> dict[str, Any]:
    return {
        "document": draft.id, "title": view.words.text(draft.title), "state": draft.state, "told": view.state(), "system": draft.system, "version": draft.version,
        "organisation": draft.organisation, "as_of": draft.as_of.isoformat(), "rules_digest": draft.rules_digest, "engine": draft.engine,
        "calls": [_call(call, view) for call in draft.calls], "answers": draft.answers, "questions": draft.questions,
    }  # fmt: skip


def _call(call: Call, view: View) -> dict[str, Any]:
    text = view.words.text
    return {
        "provision": _article(call.requirement, view), "state": call.state, "owed_by": [text(role) for role in call.owed_by],
        "addressees": [text(role) for role in call.addressees],
        "applies_from": call.applies_from.isoformat() if call.applies_from else None, "status": call.status or None, "labels": [text(label) for label in call.labels],
        "rule": text(call.rule), "missing": [_missing(item, view) for item in call.missing], "because": [_statement(one, view) for one in call.because],
    }  # fmt: skip


def _chapter(chapter: Chapter, view: View) -> dict[str, Any]:
    return {
        "id": chapter.id, "title": view.words.text(chapter.title), "provision": chapter.call.requirement.reference, "state": chapter.call.state,
        "sections": [_section(section, view) for section in chapter.sections],
    }  # fmt: skip


def _section(section: SectionResult, view: View) -> dict[str, Any]:
    asked = [{"path": None, "question": view.typeset(view.words.text(item.ask)), "asked_of": view.words.text(role_label(item.asked_of))} for item in section.open]
    return {
        "id": section.id, "title": view.words.text(section.title), "provisions": [_article(article, view) for article in section.articles],
        "citation": view.words.text(section.citation) if section.citation else None, "applies": section.applies, "voice": section.voice,
        "because": [_statement(one, view) for one in section.because],
        "parts": [_part(part, view) for part in section.parts], "questions": [*(_missing(item, view) for item in section.missing), *asked],
    }  # fmt: skip


def _part(part: Statement | Listing | Standing, view: View) -> dict[str, Any]:
    if isinstance(part, Statement):
        return _statement(part, view)
    if isinstance(part, Standing):
        return {"role": view.words.text(part.role), "duties": part.total, "counts": dict(part.counts), "not_met": [_article(article, view) for article in part.not_met]}
    listed = [{"name": subject.name, "statements": [_statement(one, view) for one in subject.statements], "sources": _sources([subject.source], view)} for subject in part.subjects]
    return {"list": view.words.text(part.name), "items": listed, "sources": _sources([part.source], view)}


def _statement(one: Statement, view: View) -> dict[str, Any]:
    value = list(one.names) if one.names else one.value
    return {"text": view.sentence(one), "path": one.path, "value": _plain(value), "sources": _sources(one.sources, view)}


def _plain(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)


def _sources(sources: Iterable[Source], view: View) -> list[dict[str, Any]]:
    return [{"path": source.path, "place": view.places_at([source])[0], "documents": list(source.documents)} for source in sources]


def _missing(item: Missing, view: View) -> dict[str, Any]:
    return {
        "path": item.path, "question": view.typeset(view.words.text(item.question)), "asked_of": view.words.text(role_label(item.asked_of)), "about": list(item.subjects),
    }  # fmt: skip


def _article(article: Article, view: View) -> dict[str, Any]:
    return {"id": article.reference, "citation": view.words.text(article.citation), "url": article.url}
