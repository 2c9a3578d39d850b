"""Waivers: a named person accepts a named risk for a time. They change a breach into an accepted risk, never into a pass, and never silently."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fnmatch import fnmatchcase
from typing import Literal, NamedTuple

from compliance.assessment.controls import Outcome
from compliance.assessment.model import STATUSES, FrameworkResult, RequirementResult, Status, WaiverResult
from compliance.base.problems import Position

Results = tuple[FrameworkResult, ...]
Outcomes = Mapping[str, Sequence[Outcome]]
RollUp = Callable[[Outcomes], Results]
State = Literal["in_force", "expired", "not_yet"]


class Waiver(NamedTuple):
    """One waiver as its file states it; `scope` names systems or files, none of them means all."""

    target: str
    kind: Literal["finding", "requirement"]
    scope: tuple[str, ...]
    reason: str
    owner: str
    approver: str
    created: date
    expires: date
    position: Position

    def covers_system(self, name: str, file: str) -> bool:
        """Whether a system is in the scope, by its name or its file; `*` stands for anything."""
        plain = file.replace("\\", "/").removeprefix("./")
        return not self.scope or any(fnmatchcase(name, entry) or fnmatchcase(plain, entry) or plain.endswith(f"/{entry}") for entry in self.scope)

    def covers_finding(self, identifier: str) -> bool:
        """Whether a finding is meant; the name of something repeated at several parties stands for all of them."""
        return self.kind == "finding" and (identifier == self.target or ("@" in self.target and identifier.startswith(f"{self.target}@")))

    def state(self, day: date) -> State:
        """Where the waiver stands on a day; it counts on its first and its last day."""
        if day < self.created:
            return "not_yet"
        return "in_force" if day <= self.expires else "expired"


def finding_id(outcome: Outcome) -> str:
    """The stable id of the finding that an outcome becomes."""
    return f"{outcome.control}@{outcome.subject}" if outcome.subject else outcome.control


def accept(waivers: Sequence[Waiver], results: Results, outcomes: Outcomes, as_of: date, roll_up: RollUp) -> tuple[Results, tuple[WaiverResult, ...]]:
    """The results with what is accepted set apart, and what each waiver does.

    The requirements are rolled up again without the failures that are accepted: what then is no longer broken is accepted, what then is unknown stays unknown.
    Waivers of what was not assessed this time are left out.
    """
    waivers = [waiver for waiver in waivers if _looked_at(waiver, results, outcomes)]
    current = [waiver for waiver in waivers if waiver.state(as_of) == "in_force"]
    lapsed = [waiver for waiver in waivers if waiver.state(as_of) == "expired"]
    relieved = _relieved(results, current, outcomes, roll_up)
    as_before = _relieved(results, [*current, *lapsed], outcomes, roll_up) if lapsed else relieved
    reopened = {reference for reference, status in _broken(relieved).items() if status and not _broken(as_before)[reference]}
    accepted = {result.reference for framework in relieved for result in framework.requirements if "accepted" in (result.status, result.underlying)}
    told = []
    for waiver in waivers:
        state = waiver.state(as_of)
        findings = _failures(waiver, outcomes)
        moved = accepted if state == "in_force" else reopened if state == "expired" else set()
        mine = tuple(sorted(reference for reference in moved if _bears(waiver, reference, results)))
        told.append(
            WaiverResult(
                waiver.target, waiver.kind, state, waiver.reason, waiver.owner, waiver.approver, waiver.created, waiver.expires,
                (waiver.expires - as_of).days, waiver.scope, findings, mine, waiver.position, not findings and not mine and _undecided(waiver, results, outcomes),
            )
        )  # fmt: skip
    return relieved, tuple(told)


def _looked_at(waiver: Waiver, results: Results, outcomes: Outcomes) -> bool:
    """Whether an assessment of some frameworks only had to do with what a waiver names."""
    if waiver.kind == "finding":
        return waiver.target.split("@", 1)[0] in outcomes
    return waiver.target.split(":", 1)[0] in {framework.id for framework in results}


def _undecided(waiver: Waiver, results: Results, outcomes: Outcomes) -> bool:
    """Whether what a waiver names is unknown: not accepted, and not in order either."""
    if waiver.kind == "requirement":
        return any(result.reference == waiver.target and result.underlying == "unknown" for framework in results for result in framework.requirements)
    listed = outcomes.get(waiver.target.split("@", 1)[0], ())
    return any(outcome.verdict == "unknown" and waiver.covers_finding(finding_id(outcome)) for outcome in listed)


def _failures(waiver: Waiver, outcomes: Outcomes) -> tuple[str, ...]:
    listed = outcomes.get(waiver.target.split("@", 1)[0], ()) if waiver.kind == "finding" else ()
    return tuple(dict.fromkeys(key for outcome in listed if outcome.verdict == "fail" and waiver.covers_finding(key := finding_id(outcome))))


def _relieved(results: Results, waivers: Sequence[Waiver], outcomes: Outcomes, roll_up: RollUp) -> Results:
    """The results with the failures that some waivers cover taken as accepted."""
    covered = {key for waiver in waivers for key in _failures(waiver, outcomes)}
    requirements = {waiver.target for waiver in waivers if waiver.kind == "requirement"}
    without = results
    if covered:
        left = {key: [outcome for outcome in listed if outcome.verdict != "fail" or finding_id(outcome) not in covered] for key, listed in outcomes.items()}
        without = roll_up(left)
    return tuple(_merged(full, bare, requirements) for full, bare in zip(results, without, strict=True))


def _merged(full: FrameworkResult, bare: FrameworkResult, waived: set[str]) -> FrameworkResult:
    requirements = tuple(_one(result, less, waived) for result, less in zip(full.requirements, bare.requirements, strict=True))
    counts: dict[str, int] = {status: sum(result.status == status for result in requirements) for status in STATUSES}
    return full._replace(requirements=requirements, counts=counts)


def _one(full: RequirementResult, bare: RequirementResult, waived: set[str]) -> RequirementResult:
    stands: Status = full.underlying
    if full.underlying == "not_met" and full.reference in waived:
        stands = "accepted"
    elif full.underlying in ("not_met", "unknown") and bare.underlying not in ("not_met", full.underlying):
        stands = "unknown" if bare.underlying == "unknown" else "accepted"
    settled = full.status == full.underlying and full.applies is not None
    if stands == full.underlying:
        return full
    # What is accepted today keeps beneath it what it would be; what does not bind yet is accepted from the day it does.
    return full._replace(status=stands) if settled and stands == "accepted" else full._replace(underlying=stands, status=stands if settled else full.status)


def _broken(results: Results) -> dict[str, bool]:
    return {result.reference: result.underlying == "not_met" and result.status != "accepted" for framework in results for result in framework.requirements}


def _bears(waiver: Waiver, reference: str, results: Results) -> bool:
    """Whether a waiver has to do with a requirement: it names it, or the control of a row that fails."""
    if waiver.kind == "requirement":
        return waiver.target == reference
    control = waiver.target.split("@", 1)[0]
    rows = next((result.rows for framework in results for result in framework.requirements if result.reference == reference), ())
    return any(row.control == control and row.verdict == "fail" for row in rows)
