"""Waivers and lost evidence as plain data, beside what a command tells; a key stands only where there is something to say."""

from typing import Any

from compliance.assessment.model import EvidenceResult
from compliance.base.problems import Position
from compliance.reports.view_reserves import Reserves, proof_name
from compliance.reports.view_waivers import WaiverView


def plain(found: Reserves) -> dict[str, Any]:
    """What touches the report, the waivers that touch nothing of it, and the names of the documents that supported nothing of it."""
    data = {
        "waivers": [waiver_data(view) for view in found.waivers], "evidence": [evidence_data(item) for item in found.evidence],
        "other_waivers": [waiver_data(view) for view in found.other_waivers], "other_evidence": [proof_name(item) for item in found.other_evidence],
    }  # fmt: skip
    return {key: value for key, value in data.items() if value}


def waiver_data(view: WaiverView) -> dict[str, Any]:
    """One waiver, under the keys that a saved assessment has for it, with what it does in words."""
    waiver = view.result
    return {
        waiver.kind: waiver.target, "title": view.title, "state": waiver.state, "reason": waiver.reason, "owner": waiver.owner, "approver": waiver.approver,
        "created": waiver.created.isoformat(), "expires": waiver.expires.isoformat(), "days_left": waiver.days_left, "scope": list(waiver.scope),
        "findings": list(waiver.findings), "requirements": list(waiver.requirements), "told": [*(item.told for item in view.requirements), *([view.remark] if view.remark else [])],
        **_place(waiver.position),
    }  # fmt: skip


def evidence_data(item: EvidenceResult) -> dict[str, Any]:
    """One document that has expired or is lost, under the keys that a saved assessment has for it."""
    return {
        "title": item.title, "kind": item.kind, "reference": item.reference, "date": item.date, "expires": item.expires, "supports": list(item.supports),
        "stale": item.stale, "attached": item.attached, **_place(item.position),
    }  # fmt: skip


def _place(position: Position) -> dict[str, Any]:
    return {"file": position.file, "line": position.line, "column": position.column}
