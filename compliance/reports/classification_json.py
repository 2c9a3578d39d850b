"""The classification as plain data: every label, row, duty and question with its words in one language."""

import json
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from compliance.assessment.ai_act_model import Classification, Duty, NodeResult, RowResult
from compliance.base.text import Text
from compliance.conditions.step import Step
from compliance.reports.classification_words import role_name
from compliance.reports.words import Words
from compliance.system.vocabulary import word_of

if TYPE_CHECKING:
    from compliance.reports.view_reserves import Reserves

FORMAT = 1


def render(result: Classification, name: str, rules_digest: str, words: Words, beside: "Reserves | None" = None) -> bytes:
    """A classification as UTF-8 JSON ending in a line break, with the waivers and the lost evidence that touch it."""
    data = {"format": FORMAT, "system": name, "rules": rules_digest, "language": words.language, **plain(result, words)}
    if beside is not None:
        from compliance.reports.reserves_json import plain as said

        data |= said(beside)
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def plain(result: Classification, words: Words) -> dict[str, Any]:
    """A classification as plain data."""
    return {
        "framework": result.framework,
        "law": words.text(result.law),
        "as_of": result.as_of.isoformat(),
        "labels": [
            {
                "id": label,
                "title": words.text(result.titles[label]),
                "points": list(result.points.get(label, ())),
                "sections": list(result.attributes.get(label, ())),
                "binds_from": start.isoformat() if (start := result.binds_from(label)) else None,
            }
            for label in result.labels
        ],
        "presumed": list(result.presumed),
        "contested": {point: words.text(why) for point, why in result.contested.items()},
        "roles": [{"name": role.name, "title": role_name(role.name, result, words), "how": role.how, "citation": words.text(role.citation)} for role in result.roles],
        "reasons": [{"provision": reason.provision, "citation": words.text(reason.citation), "refused": reason.refused} for reason in result.reasons],
        "authority": _text(result.authority, words),
        "device_class": _device(result, words),
        "nodes": [_node(node, words) for node in result.nodes],
        "duties": [_duty(duty, words) for duty in result.duties],
        "missing": [
            {
                "path": item.path,
                "question": words.text(word_of(item.path).question),
                "asked_of": word_of(item.path).asked_of,
                "rows": list(item.rows),
                "labels": list(item.labels),
                "changes": [{"answers": list(change.answers), "adds": list(change.adds), "drops": list(change.drops)} for change in item.changes],
            }
            for item in result.missing
        ],
        "near_misses": [
            {
                "row": miss.row,
                "citation": words.text(miss.citation),
                "title": words.text(miss.title),
                "distance": miss.distance,
                "facts": [{"path": fact.path, "operator": fact.operator, "expected": _value(fact.expected), "found": _value(fact.found)} for fact in miss.facts],
            }
            for miss in result.near_misses
        ],
        "cautions": [{"id": item.id, "text": words.text(item.text), "citations": [words.text(text) for text in item.citations]} for item in result.cautions],
        "preview": plain(result.preview, words) if result.preview is not None else None,
        "places": {path: {"file": place.file, "line": place.line, "column": place.column} for path, place in result.places.items()},
    }


def _text(text: Text | None, words: Words) -> str | None:
    return None if text is None else words.text(text)


def _value(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _device(result: Classification, words: Words) -> Mapping[str, Any] | None:
    found = result.device_class
    if found is None:
        return None
    return {
        "stated": found.stated,
        "leads_to": found.leads_to,
        "presumed": found.presumed,
        "title": words.text(found.title),
        "citation": words.text(found.citation),
        "to_judge": [words.text(text) for text in found.to_judge],
    }


def _node(node: NodeResult, words: Words) -> dict[str, Any]:
    return {"id": node.id, "title": words.text(node.title), "asked": node.asked, "truth": node.truth, "rows": [_row(row, words) for row in node.rows]}


def _row(row: RowResult, words: Words) -> dict[str, Any]:
    return {
        "id": row.id,
        "citation": words.text(row.citation),
        "title": words.text(row.title),
        "provisions": list(row.provisions),
        "point": row.point,
        "truth": row.truth,
        "outcome": row.outcome,
        "gives": row.gives,
        "condition": _step(row.condition, words),
        "exception": _step(row.exception, words),
    }


def _step(step: Step | None, words: Words) -> dict[str, Any] | None:
    if step is None:
        return None
    children = [_step(child, words) for child in step.children]
    said: dict[str, Any] = {"says": words.step(step), "truth": step.truth}
    return {**said, "children": children} if children else said


def _duty(duty: Duty, words: Words) -> dict[str, Any]:
    fine = duty.fine
    return {
        "reference": duty.reference,
        "citation": words.text(duty.citation),
        "title": words.text(duty.title),
        "url": duty.url,
        "owed_by": list(duty.owed_by),
        "labels": list(duty.labels),
        "applies_from": duty.applies_from.isoformat(),
        "dates": {label: day.isoformat() for label, day in duty.dates},
        "status": duty.status,
        "presumed": duty.presumed,
        "legacy_if_unchanged": duty.legacy_if_unchanged,
        "legacy_until": duty.legacy_until.isoformat() if duty.legacy_until else None,
        "contested": _text(duty.contested, words),
        "shown": duty.shown,
        "breach": duty.breach,
        "fine": None
        if fine is None
        else {"key": fine.key, "citation": words.text(fine.citation), "amount": fine.amount, "turnover_percent": fine.turnover_percent, "combine": fine.combine},
    }
