"""The need test of the impact assessment as a derived fact: groups of conditions asked in order, an outcome that a missing answer never softens."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from compliance.catalog.model import ControlParameter
from compliance.conditions.evaluate import Compiled, compile_condition
from compliance.conditions.parse import parsed
from compliance.conditions.paths import ROOT, resolve
from compliance.conditions.step import Step, Truth, reads, undecided
from compliance.facts.registry import FactShape, add_facts
from compliance.facts.world import Ask, Read, World
from compliance.system.model import Description

FACT = "dpia_outcome"
UNDETERMINED = "undetermined"
OUTCOMES = ("required", "recommended", "exempt", "covered_by_law", "out_of_scope", "not_required")


class Item(NamedTuple):
    """One condition of the test, ready to be asked; `invoked` is None when it does not have to be relied on."""

    id: str
    when: Compiled | None
    invoked: Compiled | None
    counted: bool
    alone: bool

    def truth(self, world: World) -> Truth:
        """Whether the condition holds; what has to be relied on counts for nothing as long as nobody relies on it."""
        chain = (world.description,)
        if self.invoked is not None and self.invoked.truth(chain, world) is not True:
            return False
        return True if self.when is None else self.when.truth(chain, world)

    def step(self, world: World) -> Step:
        """The steps behind `truth`."""
        chain = (world.description,)
        steps = [part.step(chain, world) for part in (self.invoked, self.when) if part is not None]
        return steps[0] if self.invoked is None else Step("all", self.truth(world), children=tuple(steps[:1] if steps[0].truth is not True else steps))


class Group(NamedTuple):
    """Conditions that lead to one outcome when `minimum` of them hold."""

    id: str
    outcome: str
    minimum: int
    items: tuple[Item, ...]

    def truth(self, truths: Sequence[Truth]) -> Truth:
        """Whether enough items hold, given the truth of each; open items keep it open as long as they could make the number."""
        pairs = list(zip(self.items, truths, strict=True))
        alone = [truth for item, truth in pairs if item.alone]
        if True in alone:
            return True
        met = sum(truth is True for item, truth in pairs if item.counted)
        still_open = sum(truth is None for item, truth in pairs if item.counted)
        return True if met >= self.minimum else (None if None in alone or met + still_open >= self.minimum else False)


class NeedTest(NamedTuple):
    """The whole test: what it presupposes, the groups in order, and the outcome when none holds."""

    scope: Item
    scope_outcome: str
    groups: tuple[Group, ...]
    default: str


def decide(steps: Iterable[tuple[str, Truth]], default: str) -> str:
    """The outcome of the first step that holds, unless a step before it that is still open would answer otherwise."""
    still_open: set[str] = set()
    for outcome, truth in steps:
        if truth is True:
            return outcome if still_open <= {outcome} else UNDETERMINED
        if truth is None:
            still_open.add(outcome)
    return UNDETERMINED if still_open else default


_READY: list[tuple[Mapping[str, Any], NeedTest]] = []


def need_test(plain: Mapping[str, Any]) -> NeedTest:
    """The test that the compiled catalog describes, made ready once for each catalog."""
    if not _READY or _READY[0][0] is not plain:
        _READY[:] = [(plain, _ready(plain))]
    return _READY[0][1]


def compiled_for(data: Any, plain: Mapping[str, Any]) -> Compiled:
    """A condition over the whole system, with the parameters of the test."""
    return compile_condition(parsed(data), ROOT, {name: ControlParameter(*value) for name, value in plain["parameters"].items()})


def _ready(plain: Mapping[str, Any]) -> NeedTest:
    def ready(data: Any) -> Compiled | None:
        return None if data is None else compiled_for(data, plain)

    def item(entry: Mapping[str, Any]) -> Item:
        return Item(entry["id"], ready(entry["when"]), ready(entry["invoked_when"]), entry["counted"], entry["alone"])

    groups = tuple(Group(group["id"], group["outcome"], group["minimum"], tuple(item(entry) for entry in group["items"])) for group in plain["groups"])
    scope = plain["scope"]
    return NeedTest(Item("scope", ready(scope["when"]), None, True, False), scope["outcome"], groups, plain["default"]["outcome"])


def register_need(test: Callable[[], Mapping[str, Any] | None]) -> None:
    """Make the outcome of the test usable as a derived fact; the test is asked for when it is first needed, and without one the fact can never be told."""

    def outcome(system: Description, ask: Ask) -> str | None:
        plain = test()
        if plain is None:
            return None
        found, told = outcome_of(need_test(plain), ask.world)
        for item in told:
            step = item.step(ask.world)
            leaves = undecided(step) if step.truth is None else reads(step)
            ask.reads.extend(Read(leaf.location, tuple(leaf.found) if isinstance(leaf.found, list) else leaf.found) for leaf in leaves)
        return None if found == UNDETERMINED else found

    add_facts([FactShape(FACT, "system", "choice", outcome, OUTCOMES)])
    resolve.cache_clear()


def outcome_of(test: NeedTest, world: World) -> tuple[str, list[Item]]:
    """The outcome for one system, and the items that tell why: those that decide, those that keep it open, or all of them when none holds."""
    in_scope = test.scope.truth(world)
    truths = [[item.truth(world) for item in group.items] for group in test.groups]
    steps: list[tuple[str, Truth]] = [(test.scope_outcome, None if in_scope is None else not in_scope)]
    steps += [(group.outcome, group.truth(listed)) for group, listed in zip(test.groups, truths, strict=True)]
    found = decide(steps, test.default)
    if in_scope is False:
        return found, [test.scope]
    asked = [(group, listed, truth) for group, listed, (_, truth) in zip(test.groups, truths, steps[1:], strict=True)]
    first = next((index for index, (_, _, truth) in enumerate(asked) if truth is True), len(asked) - 1)
    wanted = None if found == UNDETERMINED else True
    told = [test.scope] if in_scope is None else []
    for group, listed, truth in asked[: first + 1]:
        if truth is wanted or found == test.default:
            told += [item for item, one in zip(group.items, listed, strict=True) if one is wanted or found == test.default]
    return found, told
