"""Evaluates conditions in three values: compiled once into closures for the verdict, and walked again for the trace.

Truth is True, False or None (not known). `law_only` reads a condition as the law does: a comparison with a figure of ours is left open, so that a failure
which comes from the figure alone is told from a breach.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from compliance.conditions.compare import Compare, comparison, normalised
from compliance.conditions.model import AssessmentDate, Condition, Group, Parameter, Quantifier, Test, ValueOf
from compliance.conditions.paths import Resolved, Scope
from compliance.conditions.reading import Chain, Read, found_at, place_of, reader
from compliance.conditions.step import Step, Truth
from compliance.conditions.tell import Decide, TestStep
from compliance.facts.world import World

Trace = Callable[[Chain, World], Step]


class Compiled(NamedTuple):
    """A condition ready to be asked: `truth` gives the verdict alone, `step` the whole tree."""

    truth: Decide
    step: Trace


Parts = dict[str, tuple[Group, Compiled]]


def compile_condition(condition: Condition, scope: Scope, parameters: Mapping[str, Any], law_only: bool = False, parts: Parts | None = None) -> Compiled:
    """Compile a verified condition for subjects of `scope`, innermost first; `parts` takes up the labelled clauses that stand outside quantifiers."""
    if isinstance(condition, Test):
        return _test(condition, scope, parameters, law_only)
    if isinstance(condition, Quantifier):
        return _quantifier(condition, scope, parameters, law_only)
    made = together(condition, [compile_condition(clause, scope, parameters, law_only, parts) for clause in condition.clauses])
    if parts is not None and condition.part:
        parts[condition.part] = (condition, made)
    return made


def together(group: Group, inner: Sequence[Compiled]) -> Compiled:
    """A group of which every clause is compiled."""
    decides = [clause.truth for clause in inner]
    steps = [clause.step for clause in inner]
    stop = group.kind != "all"  # the value that settles the group: one false for `all`, one true for `any` and `none`
    result = group.kind == "any"
    kind, part = group.kind, group.part

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
        children = tuple([clause(chain, world) for clause in steps])
        value: Truth = not result
        for child in children:
            if child.truth is stop:
                value = result
                break
            if child.truth is None:
                value = None
        return Step(kind, value, "", "", None, None, (), children, "", "", (), part)

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


_ALIKE: dict[tuple[Any, ...], Compiled] = {}  # many conditions ask the same test of the same kind of subject
_FIXED = frozenset((str, bool, int))


def _test(test: Test, scope: Scope, parameters: Mapping[str, Any], law_only: bool) -> Compiled:
    operand = test.operand
    if isinstance(operand, list) and all(type(item) is str for item in operand):
        key: tuple[Any, ...] = (test.path, test.operator, list, scope, *operand)
    elif type(operand) in _FIXED:
        key = (test.path, test.operator, operand, type(operand), scope)  # True equals 1, and is not the same operand
    else:
        return _tested(test, scope, parameters, law_only)
    made = _ALIKE.get(key)
    if made is None:
        made = _ALIKE[key] = _tested(test, scope, parameters, law_only)
    return made


def _tested(test: Test, scope: Scope, parameters: Mapping[str, Any], law_only: bool) -> Compiled:
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
    direct = None if moving or open_to_law else compare
    return Compiled(truth, TestStep(test, found, read, truth, direct, convention, operand, moving))


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
