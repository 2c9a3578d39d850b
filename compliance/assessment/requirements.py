"""Rolls findings up to requirements: what each mapping row contributes, and the status that follows."""

from collections.abc import Mapping, Sequence
from datetime import date

from compliance.assessment.applicability import Binding, binding_window, has_lapsed
from compliance.assessment.controls import Outcome, run_part
from compliance.assessment.model import AttestationResult, RequirementResult, RowResult, Status, Verdict
from compliance.assessment.verdicts import gravest
from compliance.catalog.model import Control, Framework, MappingRow, Requirement
from compliance.conditions.step import Truth
from compliance.facts.world import World
from compliance.system.model.supply import Attestation

SHOWS = ("equal", "superset_of")


Verdicts = dict[tuple[str, tuple[str, ...]], tuple[Verdict, bool]]

# A row has few results: they are shared by all systems of a run.
_ROW_RESULTS: dict[tuple[int, str, bool], tuple[MappingRow, RowResult]] = {}


def row_result(row: MappingRow, control: Control, outcomes: Sequence[Outcome], world: World, known: Verdicts | None = None) -> RowResult:
    """What one row contributes: the control as a whole, or the clauses it points at; `known` keeps what the rows of one roll-up ask in common."""
    asked = (row.control, row.parts)
    answer = known.get(asked) if known is not None else None
    if answer is None:
        answer = run_part(control, row.parts, outcomes, world) if row.parts else whole(outcomes)
        if known is not None:
            known[asked] = answer
    verdict, warning = answer
    key = (id(row), verdict, warning)
    found = _ROW_RESULTS.get(key)
    if found is None or found[0] is not row:
        found = _ROW_RESULTS[key] = (row, RowResult(row.control, row.relation, row.parts, row.confidence, verdict, warning))
    return found[1]


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
    rows: Sequence[RowResult],
    attestations: Mapping[str, Attestation],
    world: World,
    binding: Binding | None = None,
) -> RequirementResult:
    """Where one requirement stands on the day of the assessment; `applies` says whether it concerns the system, `binding` whether and since when it binds, where that is known."""
    as_of = world.as_of
    underlying, warnings = underlying_status(rows)
    attestation = _attestation(attestations.get(requirement.reference), as_of) if attestations else None
    if attestation is not None and attestation.in_force:
        underlying = _attested(underlying, attestation.verdict)
    binds, since = binding if binding is not None else binding_window(requirement, as_of, world)
    status = underlying
    if applies is False or has_lapsed(requirement, as_of):
        status = "not_applicable"
    elif underlying != "not_applicable" and not binds and (framework.binding or since is not None):
        status = "not_yet_applicable"
    elif applies is None and underlying not in ("met", "not_applicable"):
        status = "unknown"
    return RequirementResult(
        requirement.reference, framework.id, requirement.citation, requirement.title, requirement.url, requirement.kind, status, underlying, applies, since,
        tuple(rows), warnings, attestation
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
