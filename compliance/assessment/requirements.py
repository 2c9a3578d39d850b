"""Rolls findings up to requirements: what each mapping row contributes, and the status that follows."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from compliance.assessment.applicability import Binding, binding_window, has_lapsed
from compliance.assessment.controls import Outcome, run_part
from compliance.assessment.model import AttestationResult, RequirementResult, RowResult, Status, Verdict
from compliance.assessment.verdicts import gravest
from compliance.catalog.load import Catalog
from compliance.catalog.model import Control, Framework, MappingRow, Requirement
from compliance.conditions.step import Truth
from compliance.facts.world import World
from compliance.system.model.supply import Attestation

SHOWS = ("equal", "superset_of")


Verdicts = dict[tuple[str, tuple[str, ...]], tuple[Verdict, bool]]


class Standing(NamedTuple):
    """What the rows of one requirement give together: each row, the status that follows, and the controls whose failure only warns."""

    rows: tuple[RowResult, ...]
    status: Status
    warnings: tuple[str, ...]


NOTHING = Standing((), "not_assessed", ())

# The rows of a requirement come out in few ways: each is worked out once for all systems of a run.
_STANDINGS: dict[int, tuple[Sequence[MappingRow], dict[tuple[tuple[Verdict, bool], ...], Standing]]] = {}


def standing(rows: Sequence[MappingRow], catalog: Catalog, outcomes: Mapping[str, Sequence[Outcome]], world: World, known: Verdicts) -> Standing:
    """What the rows of one requirement give; `known` keeps the verdicts that the rows of one roll-up ask in common."""
    if not rows:
        return NOTHING
    answers = []
    for row in rows:
        asked = (row.control, row.parts)
        answer = known.get(asked)
        if answer is None:
            answer = known[asked] = verdict_for(row, catalog.controls[row.control], outcomes[row.control], world)
        answers.append(answer)
    kept = _STANDINGS.get(id(rows))
    if kept is None or kept[0] is not rows:
        kept = _STANDINGS[id(rows)] = (rows, {})
    came_out = tuple(answers)
    found = kept[1].get(came_out)
    if found is None:
        found = kept[1][came_out] = together([RowResult(row.control, row.relation, row.parts, row.confidence, *answer) for row, answer in zip(rows, came_out, strict=True)])
    return found


def together(rows: Sequence[RowResult]) -> Standing:
    """Some rows with the status that follows from them."""
    return Standing(tuple(rows), *underlying_status(rows))


def verdict_for(row: MappingRow, control: Control, outcomes: Sequence[Outcome], world: World) -> tuple[Verdict, bool]:
    """What one row asks of its control: its verdict as a whole, or that of the clauses the row points at, and whether a failure is of convention only."""
    return run_part(control, row.parts, outcomes, world) if row.parts else whole(outcomes)


def row_result(row: MappingRow, control: Control, outcomes: Sequence[Outcome], world: World) -> RowResult:
    """What one row contributes."""
    return RowResult(row.control, row.relation, row.parts, row.confidence, *verdict_for(row, control, outcomes, world))


def whole(outcomes: Sequence[Outcome]) -> tuple[Verdict, bool]:
    """The verdict of a control over all its subjects, and whether a failure is of convention only."""
    verdict = gravest(outcome.verdict for outcome in outcomes)
    return verdict, verdict == "fail" and all(outcome.warning_only for outcome in outcomes if outcome.verdict == "fail")


def underlying_status(rows: Sequence[RowResult]) -> tuple[Status, tuple[str, ...]]:
    """The status that the rows give, and the controls whose failure only warns.

    A failed row makes the requirement not met when the control, or its part, asks no more than the requirement does; a failure of something wider leaves it unknown,
    a failure of something that merely overlaps warns, and so does a failure that comes from a figure of ours.
    """
    live = [row for row in rows if row.verdict != "not_applicable"]
    if not rows:
        return "not_assessed", ()
    if not live:
        return "not_applicable", ()
    warnings: list[str] = []
    breached = unknown = shown = contributed = False
    for row in live:
        if row.breaks:
            breached = True
        elif row.verdict == "fail" and (row.warning_only or row.relation == "intersects_with"):
            warnings.append(row.control)
            unknown = unknown or row.relation in SHOWS
        elif row.verdict == "fail":
            unknown = True
        elif row.verdict == "unknown":
            unknown = unknown or row.relation != "intersects_with"
        elif row.relation in SHOWS:
            shown = True
        else:
            contributed = True
    if breached:
        status: Status = "not_met"
    elif unknown:
        status = "unknown"
    elif shown:
        status = "met"
    else:
        status = "partly_shown" if contributed else "unknown"
    return status, tuple(dict.fromkeys(warnings))


def requirement_result(
    requirement: Requirement,
    framework: Framework,
    applies: Truth,
    found: Standing,
    attestations: Mapping[str, Attestation],
    world: World,
    binding: Binding | None = None,
) -> RequirementResult:
    """Where one requirement stands on the day of the assessment; `applies` says whether it concerns the system, `binding` whether and since when it binds, where that is known."""
    as_of = world.as_of
    underlying, reference = found.status, requirement.reference
    if underlying == "not_met" and requirement.replaceable:
        underlying = "unknown"  # the measure is missing; whether an equivalent one was adopted, no control tells
    attestation = _attestation(attestations.get(reference), as_of) if attestations else None
    if attestation is not None and attestation.in_force:
        underlying = _attested(underlying, attestation.verdict)
    binds, since = binding if binding is not None else binding_window(requirement, as_of, world)
    status = underlying
    if applies is False or has_lapsed(requirement, as_of):
        status = "not_applicable"
    elif underlying != "not_applicable" and not binds and (framework.dated or since is not None):
        status = "not_yet_applicable"
    elif applies is None and underlying not in ("met", "not_applicable"):
        status = "unknown"
    return RequirementResult(
        reference, framework.id, requirement.citation, requirement.title, requirement.url, requirement.kind, status, underlying, applies, since,
        found.rows, found.warnings, attestation,
    )  # fmt: skip


def _attested(underlying: Status, verdict: str) -> Status:
    """A person's word settles what a machine leaves to judgement; it never outweighs a breach that was shown."""
    if verdict == "not_met":
        return "not_met"
    return "met" if underlying in ("partly_shown", "not_assessed", "met") else underlying


def _attestation(attestation: Attestation | None, as_of: date) -> AttestationResult | None:
    if attestation is None or attestation.verdict is None:
        return None
    said = (attestation.by, attestation.role, attestation.date, attestation.expires, attestation.statement)
    by, role, day, until, statement = (str(value or "") for value in said)
    return AttestationResult(by, role, day, until, attestation.verdict, statement, in_force(attestation, as_of))


def in_force(attestation: Attestation, as_of: date) -> bool:
    """Whether a person's word counts on the day: given, not expired, and signed."""
    given, expires = attestation.date, attestation.expires
    return isinstance(given, date) and given <= as_of and not (isinstance(expires, date) and expires < as_of) and attestation.by not in (None, "none")
