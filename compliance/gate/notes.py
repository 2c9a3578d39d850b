"""What is worth knowing beside a decision: waivers about to end, not yet begun or no longer needed, evidence that the policy lets pass, other rules than the baseline's."""

from datetime import date

from compliance.assessment.model import LOST, Assessment
from compliance.assessment.saved import Saved
from compliance.base.problems import Position
from compliance.gate.model import Note, Policy


def notes_of(assessment: Assessment, policy: Policy, baseline: Saved | None) -> tuple[Note, ...]:
    """Every note on one system, in a steady order."""
    found = []
    for waiver in assessment.waivers:
        values = {"target": waiver.target, "day": waiver.expires, "days": waiver.days_left, "owner": waiver.owner, "approver": waiver.approver}
        if waiver.state == "not_yet":
            found.append(Note("waiver_not_yet", {**values, "day": waiver.created}, waiver.position))
        elif waiver.undecided:
            found.append(Note("waiver_undecided", values, waiver.position))
        elif not waiver.needed:
            found.append(Note("waiver_not_needed", values, waiver.position))
        elif waiver.state == "expired":
            found.append(Note("waiver_expired", values, waiver.position))
        elif waiver.days_left <= policy.warn_days:
            code = {0: "waiver_ends_today", 1: "waiver_ends_tomorrow"}.get(waiver.days_left, "waiver_ends_soon")
            found.append(Note(code, values, waiver.position))
    for item in assessment.evidence:
        if item.stale and not policy.stale_closes:
            found.append(Note("evidence_stale", {"title": item.title, "day": date.fromisoformat(item.expires)}, item.position))
        if item.attached in LOST and not policy.missing_closes:
            found.append(Note(f"evidence_{item.attached}", {"title": item.title, "reference": item.reference}, item.position))
    if baseline is not None and baseline.rules and baseline.rules != assessment.rules_digest:
        found.append(Note("baseline_rules", {"file": baseline.file}, Position(assessment.file)))
    return tuple(found)
