"""Waivers and lost evidence as plain data, beside what a command tells; a key stands only where there is something to say."""

from typing import Any

from compliance.assessment.model import EvidenceResult
from compliance.reports.json_report import evidence_plain, waiver_plain
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
    told = [*(item.told for item in view.requirements), *([view.remark] if view.remark else [])]
    return {view.result.kind: view.result.target, "title": view.title, **waiver_plain(view.result), "told": told}


def evidence_data(item: EvidenceResult) -> dict[str, Any]:
    """One document that has expired or is lost, under the keys that a saved assessment has for it; what supports nothing any more has no assurance."""
    return {key: value for key, value in evidence_plain(item).items() if key != "assurance"}
