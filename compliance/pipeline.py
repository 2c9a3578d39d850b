"""The outline of an assessment: read, ask, judge, roll up, and collect what is missing."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

import compliance
from compliance.assessment import applicability, controls, evidence
from compliance.assessment.applicability import Binding
from compliance.assessment.assignments import assignments
from compliance.assessment.attested import hold_attested
from compliance.assessment.controls import Outcome
from compliance.assessment.facts import facts_of
from compliance.assessment.flow_chart import flow_chart
from compliance.assessment.flow_model import FlowChart
from compliance.assessment.model import STATUSES, Assessment, Finding, FrameworkResult, RequirementResult, WaiverResult
from compliance.assessment.provisions import Counted, counted_of
from compliance.assessment.questions import questions
from compliance.assessment.requirements import Verdicts, in_force, requirement_result, standing
from compliance.assessment.routes import route_of
from compliance.assessment.statements import digest, stated
from compliance.assessment.waivers import Waiver, accept
from compliance.base.problems import Position
from compliance.base.source import Location
from compliance.catalog.load import Catalog
from compliance.catalog.model import Framework, MappingRow, Requirement
from compliance.conditions.step import Truth, reads, undecided
from compliance.facts.world import World
from compliance.system.load import LoadedSystem

if TYPE_CHECKING:
    from compliance.assessment.ai_act_model import Classification


def assess(
    system: LoadedSystem, catalog: Catalog, as_of: date, only: Collection[str] = (), traces: bool = True, answers: bool = True, waivers: Sequence[Waiver] = (),
    until: date | None = None,
) -> Assessment:  # fmt: skip
    """Assess one system against a catalog as of a day; `only` names the frameworks wanted, all of them when empty.

    Without `traces` verdicts come without their steps; without `answers` what is missing is not gathered and nothing is classified. `until` leaves out, with the controls
    that nothing else needs, what does not concern the system and what binds only after that day: a gate over many systems wants no more, and is several times faster.
    """
    hold_attested(system, catalog)
    world = World(system.description, as_of, catalog.parameters_on(as_of))
    world.tells = traces or answers
    wanted = [framework for key, framework in catalog.frameworks.items() if not only or key in only]
    if until is not None:
        wanted = [framework for framework in wanted if applicability.holds(framework.applies_when, world) is not False]
    counted = {framework.id: counted_of(framework, world, until) for framework in wanted}
    outcomes = run_controls(wanted, catalog, world, counted if until is not None else None)
    findings = tell(outcomes, catalog, system, world, traces, answers)

    def rolled_up(left: Mapping[str, Sequence[Outcome]]) -> tuple[FrameworkResult, ...]:
        known: Verdicts = {}
        return tuple(roll_up(framework, catalog, left, system, world, counted[framework.id], known) for framework in wanted)

    results = rolled_up(outcomes)
    accepted: tuple[WaiverResult, ...] = ()
    if waivers:
        results, accepted = accept(waivers, results, outcomes, as_of, rolled_up)
    organisation = system.description.organisation
    about = system.description.system
    labelled = next((framework for framework in wanted if framework.id in catalog.classifications), None) if answers and until is None else None
    return Assessment(
        system=(about.name if about else None) or "",
        version=(about.version if about else None) or "",
        organisation=(organisation.name if organisation else None) or "",
        file=system.file,
        as_of=as_of,
        rules_digest=catalog.digest,
        engine=compliance.__version__,
        frameworks=results,
        findings=findings,
        questions=questions(findings, results, system) if answers else (),
        evidence=evidence.register(system, as_of),
        facts=facts_of(world) if answers else {},
        waivers=accepted,
        statements=stated(system.document.data) if traces else {},
        input_digest=digest(system.document.data) if traces else "",
        policy=catalog.policy,
        assignments=assignments(system) if answers else (),
        flows=flow_chart(system.description, world) if traces else FlowChart(),
        classification=classified(system, catalog, labelled, world, results, traces) if labelled is not None else None,
        description=system.document,
    )


def classified(
    system: LoadedSystem, catalog: Catalog, framework: Framework, world: World, results: Sequence[FrameworkResult], traces: bool = True
) -> "Classification":  # fmt: skip
    """Where a system stands under a framework that works by labels, with what is already shown of each duty and what each missing answer would change."""
    from compliance.assessment.ai_act import classify  # a run of the gate does without all this
    from compliance.assessment.ai_act_missing import with_changes
    from compliance.assessment.ai_act_places import with_places

    rules = catalog.classifications[framework.id]
    shown = [requirement for result in results if result.id == framework.id for requirement in result.requirements]
    return with_places(with_changes(classify(world, rules, framework, shown, traces), world, rules, framework), system)


def run_controls(frameworks: Sequence[Framework], catalog: Catalog, world: World, counted: Mapping[str, Sequence[Counted]] | None = None) -> dict[str, list[Outcome]]:
    """Every control that bears on the frameworks wanted, on all its subjects; or only those that bear on what is counted."""
    if counted is None:
        named = dict.fromkeys(row.control for framework in frameworks for row in framework.rows)
    else:
        named = dict.fromkeys(row.control for framework in frameworks for item in counted[framework.id] for row in rows_of(framework).get(item.requirement.id, ()))
    return {key: list(controls.run(catalog.controls[key], world)) for key in sorted(named)}


def tell(
    outcomes: Mapping[str, Sequence[Outcome]], catalog: Catalog, system: LoadedSystem, world: World, traces: bool, answers: bool = True
) -> tuple[Finding, ...]:  # fmt: skip
    """A finding for each outcome: its place, what is missing, what supports it, and its trace."""
    support = evidence.Support(system, world.as_of)
    programs = {key: controls.program_of(catalog.controls[key]) for key in outcomes}
    found = []
    positions: dict[Location, Position] = {}
    for key, listed in outcomes.items():
        control = catalog.controls[key]
        for outcome in listed:
            when = require = None
            missing: tuple[Location, ...] = ()
            assurance, stale = evidence.ORDER[0], False
            location = outcome.location
            if traces and not outcome.chain:
                require = controls.list_step(outcome, system.description)
            if traces and outcome.chain:
                # Whether a control applies is told where that decides: not of what passes or fails, which it evidently does.
                when = programs[key].when.step(outcome.chain, world) if outcome.verdict in ("unknown", "not_applicable") else None
            if traces and outcome.chain and outcome.verdict != "not_applicable":
                require = programs[key].require.step(outcome.chain, world)
                assurance, stale = support.of(step.location for step in reads(require) if step.found is not None and step.location)
                missing = controls.missing_in(outcome, when, require) if when is not None else ()
                location = controls.telling_place(outcome, require)
            elif answers and outcome.verdict == "unknown":
                missing = controls.missing(outcome, world, programs)
            if location not in positions:
                positions[location] = system.position(location)
            found.append(
                Finding(
                    f"{key}@{outcome.subject}" if outcome.subject else key,
                    key,
                    control.title,
                    control.severity,
                    outcome.subject,
                    outcome.verdict,
                    positions[location],
                    location,
                    missing,
                    outcome.warning_only,
                    outcome.when is None,
                    assurance,
                    stale,
                    when,
                    require,
                    route_of(outcome, system, world, require) if traces else (),
                )
            )
    return tuple(found)


_ROWS: dict[int, tuple[Framework, dict[str, list[MappingRow]]]] = {}


def rows_of(framework: Framework) -> dict[str, list[MappingRow]]:
    """The mapping rows of a framework by requirement, gathered once for as long as the catalog is used."""
    found = _ROWS.get(id(framework))
    if found is None or found[0] is not framework:
        rows: dict[str, list[MappingRow]] = {}
        for row in framework.rows:
            rows.setdefault(row.requirement, []).append(row)
        found = _ROWS[id(framework)] = (framework, rows)
    return found[1]


def roll_up(
    framework: Framework, catalog: Catalog, outcomes: Mapping[str, Sequence[Outcome]], system: LoadedSystem, world: World, counted: Sequence[Counted], known: Verdicts
) -> FrameworkResult:  # fmt: skip
    """One framework: does it apply, and where does each of its requirements stand."""
    applies = applicability.holds(framework.applies_when, world)
    step = applicability.step(framework.applies_when, world) if world.tells else None
    attestations = {item.requirement: item for item in sorted(system.description.attestations or [], key=lambda item: in_force(item, world.as_of)) if item.requirement}
    rows = rows_of(framework)

    def result(requirement: Requirement, concerned: Truth, binding: Binding) -> RequirementResult:
        bearing = () if concerned is False else rows.get(requirement.id, ())
        return requirement_result(requirement, framework, concerned, standing(bearing, catalog, outcomes, world, known), attestations, world, binding)

    results = tuple(result(*item) for item in counted)
    counts: dict[str, int] = dict.fromkeys(STATUSES, 0)
    for done in results:
        counts[done.status] += 1
    missing = tuple(dict.fromkeys(leaf.location for leaf in undecided(step) if leaf.location)) if step is not None else ()
    return FrameworkResult(
        framework.id, framework.title, framework.short, framework.status, framework.binding, framework.text_version, framework.as_of,
        applies, step, missing, results, counts, len(framework.requirements) - len(counted),
    )  # fmt: skip
