"""What a system outside high risk comes close to: the rows that miss by the fewest facts, and the facts that keep it out."""

from collections.abc import Iterable, Sequence

from compliance.assessment.ai_act_model import KeptOut, NearMiss
from compliance.assessment.ai_act_rows import Asked
from compliance.assessment.applicability import step
from compliance.conditions.step import Step
from compliance.facts.world import World

Cost = tuple[int, tuple[Step, ...]]
SHOWN = 3  # rows told at most
FARTHEST = 2  # facts that may be otherwise for a row to count as near


def near_misses(asked: Iterable[Asked], world: World) -> tuple[NearMiss, ...]:
    """The rows that do not hold but share a fact with the system, those that miss by the fewest facts first."""
    found = []
    for order, one in enumerate(asked):
        row = one.row
        if not row.label or row.presumes_only or one.outcome not in ("out", "excepted") or row.when is None:
            continue
        condition = step(row.when, world)
        assert condition is not None
        distance, facts = _to_hold(condition)
        if one.outcome == "excepted" and (exception := step(row.unless, world)) is not None:
            more, others = _to_fail(exception)
            distance, facts = distance + more, (*facts, *others)
        common = _shared(condition)
        if common and distance <= FARTHEST:
            # Among equals, first the rows whose own subject is shared: the test that a row begins with.
            found.append((distance, _first(condition).truth is not True, -common, order, row, facts))
    nearest = sorted(found, key=lambda item: item[:4])
    return tuple(
        NearMiss(row.id, row.citation, row.title, distance, tuple(_kept_out(fact) for fact in facts))
        for distance, _, _, _, row, facts in nearest[:SHOWN]
        if distance == nearest[0][0]
    )  # fmt: skip


def _kept_out(fact: Step) -> KeptOut:
    return KeptOut(fact.path, fact.operator, fact.expected, fact.found, fact.location)


def _first(condition: Step) -> Step:
    while condition.kind != "test" and condition.children:
        condition = condition.children[0]
    return condition


def _shared(condition: Step) -> int:
    """How many tests of a condition hold."""
    if condition.kind == "test":
        return int(condition.truth is True)
    return sum(_shared(child) for child in condition.children)


def _to_hold(condition: Step) -> Cost:
    """How many tests would have to come out otherwise for a condition to hold, and which."""
    if condition.truth is True:
        return 0, ()
    if condition.kind == "all":
        return _sum(_to_hold(child) for child in condition.children)
    if condition.kind == "any":
        return _least([_to_hold(child) for child in condition.children])
    if condition.kind == "none":
        return _sum(_to_fail(child) for child in condition.children)
    return 1, (condition,)


def _to_fail(condition: Step) -> Cost:
    """How many tests would have to come out otherwise for a condition to fail, and which."""
    if condition.truth is False:
        return 0, ()
    if condition.kind == "all":
        return _least([_to_fail(child) for child in condition.children])
    if condition.kind == "any":
        return _sum(_to_fail(child) for child in condition.children)
    if condition.kind == "none":
        return _least([_to_hold(child) for child in condition.children])
    return 1, (condition,)


def _sum(costs: Iterable[Cost]) -> Cost:
    total = 0
    facts: tuple[Step, ...] = ()
    for cost, more in costs:
        total, facts = total + cost, (*facts, *more)
    return total, facts


def _least(costs: Sequence[Cost]) -> Cost:
    return min(costs, key=lambda cost: cost[0])
