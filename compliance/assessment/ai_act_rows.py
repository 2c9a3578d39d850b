"""Asks one row of the walk of a system, and keeps what it read: the row knows the law, this module only knows the three values."""

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from compliance.assessment.ai_act_model import Outcome, RowResult
from compliance.assessment.applicability import holds, step
from compliance.base.source import Location
from compliance.catalog.classification_model import Node, Row
from compliance.conditions.step import Step, Truth, undecided
from compliance.facts.logic import both, either
from compliance.facts.world import Answer, World
from compliance.system.types import Stated


class Supposed(World):
    """A world in which some notions about the system are taken as decided."""

    def __init__(self, world: World, decided: Mapping[str, Truth]) -> None:
        super().__init__(world.description, world.as_of, world.parameters)
        self.tells = world.tells
        self.decided = dict(decided)

    def decide(self, name: str, truth: Truth) -> None:
        """Take a notion as decided from now on; what was concluded without it is forgotten."""
        self.decided[name] = truth
        self._answers.clear()
        self.steps.clear()
        self.truths.clear()

    def answer(self, name: str, subject: Stated) -> Answer:
        """What is decided, else what the derived fact says."""
        if name in self.decided and subject is self.description:
            return Answer(self.decided[name])
        return super().answer(name, subject)


class Asked(NamedTuple):
    """A row after it was asked: its truth, what follows from it, and whether the use was declared and borne out by other facts."""

    row: Row
    truth: Truth
    outcome: Outcome
    declared: Truth
    borne_out: Truth


def ask(row: Row, node: Node, roles: Collection[str], labels: Collection[str], world: World) -> Asked:
    """Whether a row holds, and what follows: an unknown exception is not available, an unknown claim is refused; `labels` are those given so far."""
    if row.roles and not any(role in roles for role in row.roles):
        return Asked(row, False, "not_asked", None, None)
    borne_out = holds(row.when, world) if row.when is not None else None
    if row.informs and row.when is None:
        return Asked(row, None, "for_a_person", None, None)
    declared = holds(row.declared, world) if row.declared is not None else None
    truth = _truth(row, node, declared, borne_out)
    if row.presumes_only and truth is None:
        return Asked(row, False, "out", None, None)  # a contradiction is there or not: what is not stated contradicts nothing
    if row.needs and not any(label in labels for label in row.needs):
        return Asked(row, None if truth is not False else False, "out", declared, borne_out)
    if row.claimed is not None:
        claimed = holds(row.claimed, world)
        if claimed is not True:
            return Asked(row, False, "out", None, borne_out)
        if truth is not True:
            return Asked(row, False, "refused", True, borne_out)
    if truth is not False and row.unless is not None and holds(row.unless, world) is True:
        return Asked(row, False, "excepted", declared, borne_out)
    return Asked(row, truth, _outcome(row, truth), declared, borne_out)


def _truth(row: Row, node: Node, declared: Truth, borne_out: Truth) -> Truth:
    if row.declared is None:
        return True if row.when is None else borne_out
    if declared is True or row.when is None:
        return declared
    if node.declared_settles:
        # What was stated settles the question; facts can only add to it, and decide alone where nothing was stated.
        return borne_out if declared is None or borne_out is True else False
    return either([declared, borne_out])


def _outcome(row: Row, truth: Truth) -> Outcome:
    if truth is False:
        return "out"
    if row.informs:
        return "informs" if truth else "out"
    if row.presumes_only:
        return "presumed" if truth else "out"
    if truth is True:
        return "hit"
    return "presumed" if row.unknown else "out"


def told(asked: Asked, gives: str, world: World, traces: bool) -> RowResult:
    """The row as it is reported, with its steps, and the answers that would settle it."""
    row = asked.row
    condition = exception = None
    missing: tuple[Location, ...] = ()
    unsettled = asked.truth is None or asked.outcome == "refused"
    if asked.outcome not in ("not_asked", "for_a_person") and (traces or unsettled or (row.unless is not None and asked.truth is not False)):
        condition = condition_step(row, asked, world)
        exception = step(row.unless, world) if (row.unless is not None and asked.truth is not False) or asked.outcome == "excepted" else None
        missing = _missing(asked, condition, exception)
    return RowResult(
        row.id, row.citation, row.title, row.provisions, row.point, asked.truth, asked.outcome, gives, condition if traces else None, exception if traces else None, missing
    )  # fmt: skip


def condition_step(row: Row, asked: Asked, world: World) -> Step | None:
    """The steps of a row: its claim, its declaration and its test, joined as the row joins them."""
    parts = [found for data in (row.claimed, row.declared, row.when) if data is not None and (found := step(data, world)) is not None]
    if len(parts) < 2:
        return parts[0] if parts else None
    if row.claimed is not None:
        return Step("all", both([part.truth for part in parts]), children=tuple(parts))
    # The truth of the row is said by the row: a declaration that settles outweighs an unknown test.
    return Step("any", asked.truth if asked.outcome != "excepted" else True, children=tuple(parts))


def _missing(asked: Asked, condition: Step | None, exception: Step | None) -> tuple[Location, ...]:
    steps: list[Any] = []
    if asked.truth is None or asked.outcome == "refused":
        steps += undecided(condition) if condition is not None and condition.truth is None else ()
    if asked.truth is not False and exception is not None and exception.truth is None:
        steps += undecided(exception)
    return tuple(dict.fromkeys(found.location for found in steps if found.location))
