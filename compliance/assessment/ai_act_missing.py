"""The answers that a classification lacks, the rows each keeps open, and what every possible answer would change."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from compliance.assessment.ai_act_answers import with_answer
from compliance.assessment.ai_act_model import Change, Classification, Missing
from compliance.assessment.ai_act_walk import Walk, walk
from compliance.base.source import Location
from compliance.catalog.classification_model import Rules
from compliance.catalog.model import Framework
from compliance.facts.world import World
from compliance.system.model import Description
from compliance.system.schema import FieldShape, all_paths
from compliance.system.types import NOTHING


def missing_answers(done: Walk) -> tuple[Missing, ...]:
    """Each missing answer once, with the rows and labels that wait for it; first those that most rows wait for."""
    rows: dict[Location, dict[str, None]] = {}
    labels: dict[Location, dict[str, None]] = {}
    for node in done.nodes:
        for row in node.rows:
            for location in row.missing:
                rows.setdefault(location, {})[row.id] = None
                if row.gives:
                    labels.setdefault(location, {})[row.gives] = None
    found = [Missing(".".join(part for part in location if isinstance(part, str)), location, tuple(names), tuple(labels.get(location, ()))) for location, names in rows.items()]
    return tuple(sorted(found, key=lambda item: (-len(item.labels), -len(item.rows), item.path)))


def with_changes(result: Classification, world: World, rules: Rules, framework: Framework) -> Classification:
    """The classification with, for each missing answer, what each possible answer would add to the labels and roles and take from them; a role goes by `role:` and its name."""

    def standing(description: Description) -> set[str]:
        done = walk(rules, framework, World(description, world.as_of, world.parameters), traces=False, tells=False)
        return {*done.labels, *done.each_presumed, *(f"role:{name}" for name in done.roles)}

    def labels_with(location: Location, answer: Any) -> set[str]:
        return standing(with_answer(world.description, location, answer))

    before = standing(world.description)
    return result.with_changes(tuple(_changed(item, before, labels_with) for item in result.missing))


def _changed(item: Missing, before: set[str], labels_with: Callable[[Location, Any], set[str]]) -> Missing:
    shape = all_paths().get(item.path)
    if shape is None or any(isinstance(part, int) for part in item.location):
        return item
    answers: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Any]] = {}
    for answer in possible_answers(shape):
        after = labels_with(item.location, answer)
        change = (tuple(sorted(after - before)), tuple(sorted(before - after)))
        if any(change):
            answers.setdefault(change, []).append(answer[0] if isinstance(answer, list) and answer else answer)
    changes = tuple(Change(tuple(given), adds, drops) for (adds, drops), given in answers.items())
    return Missing(item.path, item.location, item.rows, item.labels, changes)


def possible_answers(shape: FieldShape) -> Iterator[Any]:
    """The answers worth trying: yes and no, each value of a closed list, and that there is nothing; dates and figures cannot be listed."""
    if shape.kind == "flag":
        yield from (True, False)
    elif shape.kind == "choice":
        values: Sequence[str] = shape.values
        if shape.many and NOTHING not in values:
            yield []
        yield from ([value] for value in values) if shape.many else values
    elif shape.kind == "day":
        yield NOTHING
