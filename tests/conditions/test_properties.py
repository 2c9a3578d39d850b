"""What must hold of every condition and every system: silence only ever makes unknown, and order never matters."""

from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from random import Random
from typing import Any

import pytest

from compliance.base.source import Document, Location
from compliance.catalog.condition_check import scope_of
from compliance.conditions.evaluate import compile_condition
from compliance.conditions.parse import parsed
from compliance.conditions.step import Truth
from compliance.facts.world import World
from compliance.system.load import from_document
from tests.conditions.generate import AS_OF, CONTROL_PARAMETERS, condition, system

TARGETS = ("parties", "sites", "data", "components")


def asked(data: dict[str, Any], about: dict[str, Any]) -> Truth:
    description = from_document(Document("test", about)).description
    return compile_condition(parsed(data), scope_of(""), CONTROL_PARAMETERS).truth((description,), World(description, AS_OF, {}))


def answers(node: Any, at: Location = ()) -> Iterator[Location]:
    """The place of each answer: what can be left out without leaving an id that points nowhere."""
    for key, value in node.items():
        here = (*at, key)
        if isinstance(value, dict):
            yield from answers(value, here)
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            if key not in TARGETS:
                yield here
            for index, item in enumerate(value):
                yield from answers(item, (*here, index))
        elif key != "id":
            yield here


def without(data: dict[str, Any], location: Location) -> dict[str, Any]:
    data = deepcopy(data)
    node: Any = data
    for part in location[:-1]:
        node = node[part]
    del node[location[-1]]
    return data


def shuffled(random: Random, node: Any) -> Any:
    if isinstance(node, dict):
        keys = random.sample(list(node), len(node))
        return {key: shuffled(random, node[key]) for key in keys}
    if isinstance(node, list):
        return [shuffled(random, item) for item in random.sample(node, len(node))]
    return node


@pytest.mark.parametrize("block", range(2))
def test_taking_an_answer_away_only_ever_makes_unknown(block: int, deep: bool) -> None:
    size = 10_000 if deep else 120
    changes: Counter[tuple[Truth, Truth]] = Counter()
    for seed in range(block * size, (block + 1) * size):
        random = Random(seed)
        data, about = condition(random), system(random)
        before = asked(data, about)
        places = list(answers(about))
        for location in random.sample(places, min(6, len(places))):
            after = asked(data, without(about, location))
            assert after is None or after is before, f"seed {seed}: without {location}, {data} about {about}"
            changes[before, after] += 1
    assert changes[True, None]
    assert changes[False, None]


@pytest.mark.parametrize("block", range(4))
def test_order_never_matters(block: int, deep: bool) -> None:
    size = 5_000 if deep else 100
    found: Counter[Truth] = Counter()
    for seed in range(block * size, (block + 1) * size):
        random = Random(seed)
        data, about = condition(random), system(random)
        before = asked(data, about)
        assert asked(shuffled(random, data), shuffled(random, about)) is before, f"seed {seed}: {data} about {about}"
        found[before] += 1
    assert len(found) == 3


@pytest.mark.parametrize("block", range(2))
def test_the_law_alone_says_the_same_or_nothing(block: int, deep: bool) -> None:
    size = 5_000 if deep else 100
    opened = 0
    for seed in range(block * size, (block + 1) * size):
        random = Random(seed)
        data, about = condition(random), system(random)
        description = from_document(Document("test", about)).description
        world = World(description, AS_OF, {})
        plain, law = (compile_condition(parsed(data), scope_of(""), CONTROL_PARAMETERS, law_only).truth((description,), world) for law_only in (False, True))
        assert law is None or law is plain, f"seed {seed}: {data} about {about}"
        opened += law is not plain
    assert opened
