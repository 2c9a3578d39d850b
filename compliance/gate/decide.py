"""Decides on one system: which obligations close the gate, under which policy, and with which exit code.

Only what binds counts: a failed recommendation, a class of risk or a percentage never closes the gate.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from compliance.assessment.evidence import ORDER
from compliance.assessment.model import LOST, Assessment, EvidenceResult, Finding, RequirementResult, RowResult, Status
from compliance.assessment.saved import Saved
from compliance.base.problems import Position
from compliance.base.text import Text
from compliance.catalog.model import SEVERITIES
from compliance.gate.model import CODES, GRAVITY, OPEN, Decision, Kind, Policy, Reason
from compliance.gate.notes import notes_of
from compliance.gate.waivers_file import gravest

SETTLED = ("met", "accepted", "not_applicable", "not_yet_applicable")
# The verdicts of the findings that a reason names, by the status it is about.
TOLD = {"not_met": ("fail",), "unknown": ("unknown", "fail"), "partly_shown": ("pass",), "not_assessed": ()}


@dataclass(frozen=True, slots=True)
class Standing:
    """One obligation as the gate counts it: its status today or, when it binds soon enough, the one it will have."""

    result: RequirementResult
    status: Status
    ahead: bool
    severity: str
    rows: tuple[RowResult, ...]


def decide(assessment: Assessment, policy: Policy, baseline: Saved | None = None) -> Decision:
    """The decision on one system; with a baseline only what is new closes the gate."""
    findings = _by_control(assessment.findings)
    everything = list(_statuses(assessment, policy))
    weighed = {"unknown", *(status for statuses in policy.fail_on.values() for status in statuses)}
    standings = [_standing(result, status, ahead, findings) for result, status, ahead in everything if status in weighed]
    reopened = {reference for waiver in assessment.waivers if waiver.state == "expired" for reference in waiver.requirements}
    found = [
        *_broken(standings, policy, findings, reopened, assessment),
        *_unknown(standings, policy, findings, assessment),
        *_evidence(assessment, policy, [result for result, _, _ in everything], findings),
    ]
    verdicts = {finding.id: finding.verdict for finding in assessment.findings} if baseline is not None else {}
    new = [reason for reason in found if baseline is None or not _known(reason, baseline, verdicts)]
    unknowns: dict[str, int] = {}
    for reason in new:
        if reason.kind == "unknown":
            unknowns[reason.severity] = unknowns.get(reason.severity, 0) + 1
    over = {severity for severity, count in unknowns.items() if count > policy.unknowns[severity]}
    closing = tuple(reason for reason in new if reason.kind != "unknown" or reason.severity in over)
    codes = {CODES[reason.kind] for reason in closing}
    return Decision(
        file=assessment.file,
        system=assessment.system,
        code=next((code for code in GRAVITY if code in codes), OPEN),
        reasons=closing,
        notes=notes_of(assessment, policy, baseline),
        obligations=len(everything),
        controls=_evaluated(everything, findings),
        accepted=sum(status == "accepted" for _, status, _ in everything),
        known=len(found) - len(new),
    )


def _evaluated(everything: Iterable[tuple[RequirementResult, Status, bool]], findings: Mapping[str, Sequence[Finding]]) -> int:
    """How many controls had something to judge and bear on an obligation that counts."""
    bearing = {row.control for result, _, _ in everything for row in result.rows}
    return sum(any(finding.verdict != "not_applicable" for finding in findings.get(control, ())) for control in bearing)


def _by_control(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.control, []).append(finding)
    return found


def _statuses(assessment: Assessment, policy: Policy) -> Iterator[tuple[RequirementResult, Status, bool]]:
    """Every obligation that concerns the system, with the status that counts and whether it is one to come."""
    horizon = assessment.as_of + timedelta(days=policy.look_ahead_days)
    for framework in assessment.frameworks:
        if not framework.binding or framework.applies is False:
            continue
        for result in framework.requirements:
            status, ahead = _status(result, horizon)
            if status is not None and status != "not_applicable":
                yield result, status, ahead


def _status(result: RequirementResult, horizon: date) -> tuple[Status | None, bool]:
    """The status that counts, None for what binds later than the policy looks."""
    if result.status != "not_yet_applicable":
        return result.status, False
    if result.binds_from is None or result.binds_from > horizon:
        return None, False
    if result.applies is None and result.underlying not in ("met", "not_applicable"):
        return "unknown", True
    return result.underlying, True


def _standing(result: RequirementResult, status: Status, ahead: bool, findings: Mapping[str, Sequence[Finding]]) -> Standing:
    """An obligation with the gravest control among those that make its status; a person's word that it is not met weighs as much as the gravest check."""
    rows = _behind(result, status)
    severity = gravest(findings[row.control][0].severity for row in rows if row.control in findings) if rows or status != "not_met" else SEVERITIES[0]
    return Standing(result, status, ahead, severity, rows)


def _behind(result: RequirementResult, status: Status) -> tuple[RowResult, ...]:
    if status == "not_met":
        return tuple([row for row in result.rows if row.breaks])
    if status == "unknown":
        return tuple([row for row in result.rows if row.verdict in ("unknown", "fail") and row.relation != "intersects_with"]) or result.rows
    return tuple([row for row in result.rows if row.verdict != "not_applicable"])


def _reason(standing: Standing, kind: Kind, findings: Mapping[str, Sequence[Finding]], assessment: Assessment) -> Reason:
    result, verdicts = standing.result, TOLD[standing.status]
    controls = dict.fromkeys([row.control for row in standing.rows])
    waived = {name for waiver in assessment.waivers if waiver.state == "in_force" for name in waiver.findings} if assessment.waivers else ()
    behind = [finding for control in controls for finding in findings.get(control, ()) if finding.verdict in verdicts and finding.id not in waived]
    if len(behind) > 1:
        behind.sort(key=lambda finding: finding.severity != standing.severity)
    position = behind[0].position if behind else Position(assessment.file)
    names = tuple(finding.id for finding in behind)
    return Reason(
        kind, standing.severity, result.reference, result.title, position, result.citation, result.url, names, result.binds_from if standing.ahead else None,
        status=standing.status,
    )  # fmt: skip


def _broken(
    standings: Iterable[Standing], policy: Policy, findings: Mapping[str, Sequence[Finding]], reopened: set[str], assessment: Assessment
) -> Iterable[Reason]:  # fmt: skip
    for standing in standings:
        if standing.status in policy.fail_on.get(standing.severity, ()):
            kind: Kind = "reopened" if standing.result.reference in reopened else "ahead" if standing.ahead else "not_met"
            yield _reason(standing, kind, findings, assessment)


def _unknown(standings: Iterable[Standing], policy: Policy, findings: Mapping[str, Sequence[Finding]], assessment: Assessment) -> Iterable[Reason]:
    """The unknowns of the severities that the policy counts."""
    for standing in standings:
        if standing.status == "unknown" and standing.severity in policy.unknowns:
            yield _reason(standing, "unknown", findings, assessment)


def _evidence(
    assessment: Assessment, policy: Policy, results: Sequence[RequirementResult], findings: Mapping[str, Sequence[Finding]]
) -> Iterable[Reason]:  # fmt: skip
    for item in assessment.evidence:
        if item.stale and policy.stale_closes:
            yield _document(item, "stale", item.expires)
        if item.attached in LOST and policy.missing_closes:
            yield _document(item, "attachment", item.attached)
    if not policy.assurance:
        return
    bearing = dict.fromkeys(row.control for result in results for row in result.rows)
    for control in bearing:
        for finding in findings.get(control, ()):
            wanted = policy.assurance.get(finding.severity)
            if finding.verdict == "pass" and wanted is not None and _weaker(finding.assurance, wanted):
                yield Reason("assurance", finding.severity, finding.id, finding.title, finding.position, findings=(finding.id,), detail=wanted)


def _weaker(assurance: str, wanted: str) -> bool:
    names: list[str] = list(ORDER)
    return names.index(assurance) < names.index(wanted)


def _document(item: EvidenceResult, kind: Kind, detail: str) -> Reason:
    return Reason(kind, "blocking", item.reference or item.title, Text(item.title, item.title), item.position, detail=detail)


# The verdicts that a finding may have had in the baseline for its verdict of today to be nothing new.
BEFORE = {"fail": ("fail",), "unknown": ("unknown", "fail"), "pass": ("pass", "fail")}


def _known(reason: Reason, baseline: Saved, verdicts: Mapping[str, str]) -> bool:
    """Whether the baseline already had it: the same obligation, broken or unknown for no other finding than before."""
    if reason.kind in ("stale", "attachment"):
        return (reason.reference, reason.kind) in baseline.lost_evidence
    if reason.kind == "assurance":
        before = baseline.findings.get(reason.reference)
        return before is not None and before.verdict == "pass" and _weaker(before.assurance, reason.detail)
    requirement = baseline.requirements.get(reason.reference)
    if requirement is None:
        return False
    stood = requirement.underlying if requirement.status == "not_yet_applicable" else requirement.status
    if stood in SETTLED:
        return False
    # What was only in part shown, or undecided without a failure, and is broken today has become worse.
    if reason.status == "not_met" and stood != "not_met" and not (stood == "unknown" and reason.findings):
        return False
    return all(name in baseline.findings and baseline.findings[name].verdict in BEFORE.get(verdicts[name], ()) for name in reason.findings)
