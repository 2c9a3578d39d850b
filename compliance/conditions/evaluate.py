"""Evaluates conditions in three values: compiled once into closures for the verdict, and walked again for the trace.

Truth is True, False or None (not known). `law_only` reads a condition as the law does: a comparison with a figure of ours is left open, so that a failure
which comes from the figure alone is told from a breach.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from compliance.base.source import Location
from compliance.conditions.compare import Compare, comparison, normalised
from compliance.conditions.model import AssessmentDate, Condition, Group, Parameter, Quantifier, Test, ValueOf
from compliance.conditions.paths import Resolved, Scope
from compliance.conditions.reading import Chain, Read, found_at, place_of, reader, subject_of
from compliance.conditions.step import Step, Truth
from compliance.facts.world import Answer, World
from compliance.system.types import Stated

Decide = Callable[[Chain, World], Truth]
Trace = Callable[[Chain, World], Step]


@dataclass(frozen=True, slots=True)
class Compiled:
    """A condition ready to be asked: `truth` gives the verdict alone, `step` the whole tree."""

    truth: Decide
    step: Trace


def compile_condition(condition: Condition, scope: Scope, parameters: Mapping[str, Any], law_only: bool = False) -> Compiled:
    """Compile a verified condition for subjects of `scope`, innermost first."""
    if isinstance(condition, Group):
        inner = [compile_condition(clause, scope, parameters, law_only) for clause in condition.clauses]
        return _group(condition, inner)
    if isinstance(condition, Quantifier):
        return _quantifier(condition, scope, parameters, law_only)
    return _test(condition, scope, parameters, law_only)


def _group(group: Group, inner: list[Compiled]) -> Compiled:
    decides = tuple(clause.truth for clause in inner)
    stop = group.kind != "all"  # the value that settles the group: one false for `all`, one true for `any` and `none`
    result = group.kind == "any"

    def truth(chain: Chain, world: World) -> Truth:
        unknown = False
        for decide in decides:
            value = decide(chain, world)
            if value is stop:
                return result
            if value is None:
                unknown = True
        return None if unknown else not result

    def step(chain: Chain, world: World) -> Step:
        children = tuple(clause.step(chain, world) for clause in inner)
        value: Truth = not result
        for child in children:
            if child.truth is stop:
                value = result
                break
            if child.truth is None:
                value = None
        return Step(group.kind, value, children=children, part=group.part)

    return Compiled(truth, step)


def _quantifier(quantifier: Quantifier, scope: Scope, parameters: Mapping[str, Any], law_only: bool) -> Compiled:
    found = found_at(quantifier.path, scope)
    inside = found.items
    assert inside is not None, quantifier.path
    read = reader(found)
    where = compile_condition(quantifier.where, (inside, *scope), parameters, law_only) if quantifier.where is not None else None
    require = compile_condition(quantifier.require, (inside, *scope), parameters, law_only) if quantifier.require is not None else None
    every = quantifier.kind == "every"
    target = found.shape.target

    def items(chain: Chain, world: World) -> list[Any] | None:
        value = read(chain, world)
        if value is None or not target:
            return value  # type: ignore[no-any-return]
        return [item for name in value if (item := world.object(target, name)) is not None]

    def one(chain: Chain, world: World) -> Truth:
        selected = True if where is None else where.truth(chain, world)
        if selected is False:
            return every
        met = True if require is None else require.truth(chain, world)
        if every:
            return True if met is True else (None if selected is None else met)
        return False if met is False else (None if selected is None else met)

    def truth(chain: Chain, world: World) -> Truth:
        listed = items(chain, world)
        if listed is None:
            return None
        unknown = False
        for item in listed:
            value = one((item, *chain), world)
            if value is not every and value is not None:
                return value
            if value is None:
                unknown = True
        return None if unknown else every

    def step(chain: Chain, world: World) -> Step:
        listed = items(chain, world)
        children = []
        for item in listed or ():
            inner = (item, *chain)
            parts = tuple(part.step(inner, world) for part in (where, require) if part is not None)
            children.append(Step("item", one(inner, world), path=str(getattr(item, "id", None) or ""), location=item.location, children=parts))
        location = place_of(found, chain, world)
        return Step(quantifier.kind, truth(chain, world), quantifier.path, found=None if listed is None else len(listed), location=location, children=tuple(children))

    return Compiled(truth, step)


def _test(test: Test, scope: Scope, parameters: Mapping[str, Any], law_only: bool) -> Compiled:
    found = found_at(test.path, scope)
    read = reader(found)
    convention = any(isinstance(item, Parameter) and parameters[item.name].basis == "convention" for item in _operands(test.operand))
    unit = parameters[test.operand.name].unit if test.operator == "within" and isinstance(test.operand, Parameter) else ""
    compare = comparison(test.operator, found.shape, unit)
    operand, moving = _operand(test, found, scope, parameters)
    open_to_law = law_only and convention

    def moved(chain: Chain, world: World) -> Truth:
        value = read(chain, world)
        wanted = None if value is None else operand(chain, world)
        return None if wanted is None else compare(value, wanted)

    truth: Decide = (lambda chain, world: None) if open_to_law else moved if moving else _still(found, read, test.operator, compare, operand)
    return Compiled(truth, _TestStep(test, found, read, truth, convention, operand, moving))


def _still(found: Resolved, read: Read, operator: str, compare: Compare, operand: Any) -> Decide:
    """The verdict of a test whose operand never moves; nearly all tests ask one field or one fact of a subject, and are asked most often of all."""
    depth, fact, name = found.depth, found.fact, found.shape.name
    equals = operator == "is" and not found.shape.many
    way = (*(hop.name for hop in found.hops), name)

    def far(chain: Chain, world: World) -> Truth:
        value = read(chain, world)
        return None if value is None else compare(value, operand)

    def inside(chain: Chain, world: World) -> Truth:
        value = chain[depth]
        for step in way:
            value = getattr(value, step)
            if value is None:
                return None
        return compare(value, operand)

    def near(chain: Chain, world: World) -> Truth:
        value = getattr(chain[depth], name)
        return None if value is None else compare(value, operand)

    def near_equals(chain: Chain, world: World) -> Truth:
        value = getattr(chain[depth], name)
        return None if value is None else bool(value == operand)

    def derived(chain: Chain, world: World) -> Truth:
        value = world.value(fact, chain[depth])
        return None if value is None else compare(value, operand)

    def derived_equals(chain: Chain, world: World) -> Truth:
        value = world.value(fact, chain[depth])
        return None if value is None else bool(value == operand)

    if found.hops:
        return far if fact or any(hop.target for hop in found.hops) else inside
    if fact:
        return derived_equals if equals else derived
    return near_equals if equals else near


class _TestStep:
    """Tells one test; an object and not a closure, since thousands are kept at a time."""

    __slots__ = ("convention", "found", "moving", "operand", "read", "test", "truth")

    def __init__(self, test: Test, found: Resolved, read: Read, truth: Decide, convention: bool, operand: Any, moving: bool) -> None:
        self.test, self.found, self.read, self.truth = test, found, read, truth
        self.convention, self.operand, self.moving = convention, operand, moving

    def __call__(self, chain: Chain, world: World) -> Step:
        test, found = self.test, self.found
        value = stated = self.read(chain, world)
        expected = self.operand(chain, world) if self.moving else self.operand
        if test.operator == "within" and expected is not None:
            expected = expected[0]
        children: tuple[Step, ...] = ()
        reason: str = ""
        words: tuple[tuple[str, str], ...] = ()
        if found.fact:
            subject = subject_of(found, chain, world)
            if subject is not None:
                answer = world.answer(found.fact, subject)
                reason, words = answer.reason, tuple((name, str(item)) for name, item in answer.values.items())
                children = _read_steps(answer)
        elif isinstance(test.operand, ValueOf) and expected is None and value is not None:
            value = None  # the answer that is missing is the one it is compared with
        if isinstance(value, list) and value and isinstance(value[0], Stated):
            value = len(value)  # a list of objects is told by its length
        location = place_of(found, chain, world)
        if isinstance(test.operand, ValueOf) and stated is not None and expected is None:
            other = found_at(test.operand.path, tuple(type(item) for item in chain))
            return Step("test", None, test.operand.path, "stated", None, None, place_of(other, chain, world), convention=self.convention)
        told = (_fixed(expected), _fixed(value), location, children, found.fact, reason, words)
        return Step("test", self.truth(chain, world), test.path, test.operator, *told, convention=self.convention)


def _fixed(value: Any) -> Any:
    """A value as a step keeps it: one that nothing changes any more."""
    return tuple(value) if isinstance(value, list) else value


def _frozen(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_frozen(item) for item in value)
    if isinstance(value, Stated):
        return "…"
    return value


def _read_steps(answer: Answer) -> tuple[Step, ...]:
    """What a derived fact read, as steps; kept with the answer, since many controls ask for the same fact."""
    if answer.steps is None:
        distinct = dict.fromkeys((item.location, _frozen(item.value)) for item in answer.reads)
        object.__setattr__(answer, "steps", tuple(_read_step(read) for read in distinct))
    steps: tuple[Step, ...] = answer.steps
    return steps


def _read_step(read: tuple[Location, Any]) -> Step:
    location, value = read
    path = ".".join(part for part in location if isinstance(part, str))
    return Step("read", None if value is None else True, path, found=value, location=location)


def _operands(operand: Any) -> list[Any]:
    return operand if isinstance(operand, list) else [operand]


def _operand(test: Test, found: Resolved, scope: Scope, parameters: Mapping[str, Any]) -> tuple[Any, bool]:
    """The operand as a value, or as a function of the subject when it moves with it."""
    shape = found.shape
    if isinstance(test.operand, ValueOf):
        return reader(found_at(test.operand.path, scope)), True
    if isinstance(test.operand, AssessmentDate):
        return (lambda chain, world: world.as_of), True
    if test.operator == "within":
        length = parameters[test.operand.name].value
        return (lambda chain, world: (length, world.as_of)), True
    if isinstance(test.operand, Parameter):
        value = parameters[test.operand.name].value
    elif isinstance(test.operand, list):
        value = [parameters[item.name].value if isinstance(item, Parameter) else item for item in test.operand]
    else:
        value = test.operand
    return (value if shape.many and test.operator in ("at_least", "at_most") else normalised(value, shape)), False
