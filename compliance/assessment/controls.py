"""Runs the controls: each on its subjects, verdict first, trace where it is wanted."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from compliance.assessment.model import Verdict
from compliance.assessment.verdicts import gravest, verdict_of
from compliance.base.source import Location
from compliance.catalog.condition_check import scope_of
from compliance.catalog.model import SUBJECTS, Control
from compliance.conditions.evaluate import Compiled, Parts, compile_condition, together
from compliance.conditions.model import Condition, Group, part_of
from compliance.conditions.parse import parsed
from compliance.conditions.step import Step, Truth, undecided
from compliance.facts.world import World
from compliance.system.model import Description
from compliance.system.schema import item_group

ALWAYS = Compiled(lambda chain, world: True, lambda chain, world: Step("all", True))


class Program(NamedTuple):
    """A control ready to run, with its labelled clauses; `conventional` says that it compares with a figure of convention."""

    control: Control
    when: Compiled
    require: Compiled
    conventional: bool
    condition: Condition
    parts: Parts


class Outcome(NamedTuple):
    """The verdict of one control on one subject; `chain` is the subject in its surroundings, None when its list is not stated."""

    control: str
    subject: str
    location: Location
    verdict: Verdict
    when: Truth
    warning_only: bool
    chain: tuple[Any, ...]


_PROGRAMS: dict[int, tuple[Control, Program]] = {}


def program_of(control: Control) -> Program:
    """The compiled form of a control, kept for as long as the catalog is."""
    found = _PROGRAMS.get(id(control))
    if found is None or found[0] is not control:
        scope = scope_of(SUBJECTS[control.for_each][0])
        condition = parsed(control.require)
        when = ALWAYS if control.when is None else compile_condition(parsed(control.when), scope, control.parameters)
        conventional = any(parameter.basis == "convention" for parameter in control.parameters.values())
        parts: Parts = {}
        found = (control, Program(control, when, compile_condition(condition, scope, control.parameters, parts=parts), conventional, condition, parts))
        _PROGRAMS[id(control)] = found
    return found[1]


@cache
def _blank(list_name: str) -> Any:
    """A subject of which nothing is stated, to ask whether a control could apply at all."""
    group = item_group(list_name)
    values: dict[str, Any] = {"id": "?"} if "id" in group.model_fields else {}
    blank = group.model_construct(None, **values)
    blank.locate((list_name,))
    return blank


def subjects(control: Control, description: Description) -> list[Any] | None:
    """The objects a control runs on; None when the list that would hold them is not stated."""
    list_name, kind = SUBJECTS[control.for_each]
    if not list_name:
        return [description]
    items = getattr(description, list_name)
    if items is None:
        return None
    return [item for item in items if not kind or item.kind == kind or item.kind is None]


def run(control: Control, world: World) -> Iterator[Outcome]:
    """One outcome for each subject; a list that is not stated gives one unknown about the list, unless the control cannot apply."""
    program = program_of(control)
    description = world.description
    list_name, kind = SUBJECTS[control.for_each]
    found = subjects(control, description)
    if found is None:
        blank = _blank(list_name)
        when = program.when.truth((blank, description), world)
        verdict: Verdict = "not_applicable" if when is False else "unknown"
        yield Outcome(control.id, "", (list_name,), verdict, when, False, ())
        return
    if not found:
        yield Outcome(control.id, "", (list_name,), "not_applicable", False, False, ())
    applies, holds = program.when.truth, program.require.truth
    for subject in found:
        chain = (subject, description) if list_name else (description,)
        when = applies(chain, world)
        if when is False:
            yield Outcome(control.id, subject_name(control, subject), subject.location, "not_applicable", when, False, chain)
            continue
        if kind and when and subject.kind is None:
            when = None  # a component that does not say what it is may be no such thing
        verdict = verdict_of(when, holds(chain, world))
        warning = verdict == "fail" and _of_convention_only(control, program.condition, program.conventional, chain, world)
        yield Outcome(control.id, subject_name(control, subject), subject.location, verdict, when, warning, chain)


def subject_name(control: Control, subject: Any) -> str:
    """The id of a subject, or the kind of thing it is when it has none."""
    if control.for_each in ("system", "organisation"):
        return control.for_each
    name = getattr(subject, "id", None) or getattr(subject, "party", None) or getattr(subject, "name", None) or getattr(subject, "kind", None)
    return str(name) if name else f"{control.for_each}-{subject.location[-1] + 1}"


def run_part(control: Control, parts: Sequence[str], outcomes: Sequence[Outcome], world: World) -> tuple[Verdict, bool]:
    """The verdict of some labelled clauses of a control over all its subjects, and whether a failure is of convention only."""
    condition, compiled = _part_program(control, tuple(parts))
    conventional = program_of(control).conventional
    verdicts: list[Verdict] = []
    breach = False
    for outcome in outcomes:
        if not outcome.chain:
            verdicts.append(outcome.verdict)
            continue
        truth = None if outcome.when is False else compiled.truth(outcome.chain, world)
        verdict = verdict_of(outcome.when, truth)
        verdicts.append(verdict)
        if verdict == "fail":
            breach = breach or not _of_convention_only(control, condition, conventional, outcome.chain, world)
    worst = gravest(verdicts)
    return worst, worst == "fail" and not breach


_PARTS: dict[tuple[int, tuple[str, ...]], tuple[Control, Condition, Compiled]] = {}


def _part_program(control: Control, parts: tuple[str, ...]) -> tuple[Condition, Compiled]:
    key = (id(control), parts)
    found = _PARTS.get(key)
    if found is None or found[0] is not control:
        program = program_of(control)
        clauses = [clause for part in parts if (clause := program.parts.get(part) or _one_value(program, part)) is not None]
        group = Group("all", tuple(clause for clause, _ in clauses))
        condition, compiled = clauses[0] if len(clauses) == 1 else (group, together(group, [made for _, made in clauses]))
        found = _PARTS[key] = (control, condition, compiled)
    return found[1], found[2]


def _one_value(program: Program, part: str) -> tuple[Condition, Compiled] | None:
    """The clause that asks for one value of an `includes`, or that stands inside a quantifier."""
    clause = part_of(program.condition, part)
    if clause is None:
        return None
    return clause, compile_condition(clause, scope_of(SUBJECTS[program.control.for_each][0]), program.control.parameters)


_LAW_ONLY: dict[int, tuple[Condition, Compiled]] = {}


def _of_convention_only(control: Control, condition: Condition, conventional: bool, chain: tuple[Any, ...], world: World) -> bool:
    """Whether a failed condition would be left open if the figures of convention were; asked of failures only, so compiled only then."""
    if not conventional:
        return False
    found = _LAW_ONLY.get(id(condition))
    if found is None or found[0] is not condition:
        scope = scope_of(SUBJECTS[control.for_each][0])
        found = _LAW_ONLY[id(condition)] = (condition, compile_condition(condition, scope, control.parameters, law_only=True))
    return found[1].truth(chain, world) is not False


def trace(program: Program, outcome: Outcome, world: World) -> tuple[Step, Step]:
    """The steps of applicability and of the test for one outcome."""
    return program.when.step(outcome.chain, world), program.require.step(outcome.chain, world)


def list_step(outcome: Outcome, description: Description) -> Step:
    """What stands in the place of a trace where there is no subject: the list of what a control runs on is empty, or nobody has stated it."""
    (name,) = outcome.location
    listed = getattr(description, str(name)) is not None
    return Step("read", True if listed else None, str(name), found=() if listed else None, location=outcome.location)


def missing(outcome: Outcome, world: World, programs: Mapping[str, Program]) -> tuple[Location, ...]:
    """The answers that would settle an unknown outcome, in reading order."""
    if outcome.verdict != "unknown":
        return ()
    if not outcome.chain:
        return (outcome.location,)
    when, require = trace(programs[outcome.control], outcome, world)
    return missing_in(outcome, when, require)


def missing_in(outcome: Outcome, when: Step, require: Step) -> tuple[Location, ...]:
    """The answers that would settle an unknown outcome, read off its steps."""
    if outcome.verdict != "unknown":
        return ()
    # The condition holds, and yet it is not known whether the control applies: the component does not say what it is.
    kind = [(*outcome.location, "kind")] if outcome.when is None and when.truth is True else []
    steps = [*undecided(when), *undecided(require)]
    return tuple(dict.fromkeys([*kind, *(step.location for step in steps if step.location)]))


def telling_place(outcome: Outcome, require: Step) -> Location:
    """Where a person should look first: the answer that fails, or the place of the one that is missing, else the subject."""
    if outcome.verdict == "unknown":
        return next((step.location for step in undecided(require) if step.location), outcome.location)
    if outcome.verdict == "fail":
        guilty = list(culprits(require))
        # An answer that is itself compared is what fails. A derived fact looked at many answers, of which it read last the one that settled it.
        for test in sorted(guilty, key=lambda test: len(test.children) if test.fact else 0):
            read = [step.location for step in test.children if step.found is not None and step.location]
            if place := read[-1] if read else test.location:
                return place
    return outcome.location


def culprits(step: Step) -> Iterator[Step]:
    """The tests because of which a step came out false, in reading order."""
    if step.kind in ("test", "read"):
        yield step
        return
    for child in step.children:
        if child.truth is (step.kind == "none"):
            yield from culprits(child)
