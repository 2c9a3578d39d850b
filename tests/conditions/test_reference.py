"""The compiled evaluator against the naive one: the same answers on thousands of random conditions and systems."""

from collections import Counter
from random import Random
from typing import Any

import pytest

from compliance.base.source import Document
from compliance.catalog.condition_check import check_condition, scope_of
from compliance.catalog.reader import Section
from compliance.conditions.evaluate import compile_condition
from compliance.conditions.parse import parsed
from compliance.facts.world import World
from compliance.system.load import from_document
from compliance.system.model import Description
from compliance.system.schema import item_group
from tests.conditions.generate import AS_OF, CONTROL_PARAMETERS, PARAMETERS, condition, system
from tests.conditions.reference import Reference, Truth

SUBJECTS = ("", "flows", "components", "sites")


def pair(seed: int) -> tuple[str, dict[str, Any], dict[str, Any]]:
    """A kind of subject, a condition about it, and a system."""
    random = Random(seed)
    subject = random.choice(SUBJECTS)
    return subject, condition(random, (subject,) if subject else ()), system(random)


def engine(subject: str, asked: dict[str, Any], data: dict[str, Any], law_only: bool) -> list[Truth]:
    """What the engine says of each subject."""
    problems: list[Any] = []
    check_condition(Section(Document("test", {"when": asked}), (), problems), "when", scope_of(subject), CONTROL_PARAMETERS)
    assert [problem.line("en") for problem in problems] == [], asked
    description = from_document(Document("test", data)).description
    world = World(description, AS_OF, {})
    compiled = compile_condition(parsed(asked), scope_of(subject), CONTROL_PARAMETERS, law_only)
    chains = [(item, description) for item in getattr(description, subject) or []] if subject else [(description,)]
    return [compiled.truth(chain, world) for chain in chains]


def reference(subject: str, asked: dict[str, Any], data: dict[str, Any], law_only: bool) -> list[Truth]:
    """What the naive reading says of each subject."""
    whole = (Description, data)
    chains = [[(item_group(subject), item), whole] for item in data.get(subject, [])] if subject else [[whole]]
    return [Reference(data, AS_OF, PARAMETERS, law_only).ask(asked, chain) for chain in chains]


@pytest.mark.parametrize("block", range(4))
def test_both_say_the_same(block: int, deep: bool) -> None:
    size = 25_000 if deep else 500
    answers: Counter[Truth] = Counter()
    for seed in range(block * size, (block + 1) * size):
        subject, asked, data = pair(seed)
        for law_only in (False, True):
            found = engine(subject, asked, data, law_only)
            assert found == reference(subject, asked, data, law_only), f"seed {seed}: {asked} about {subject or 'the system'} in {data}"
            answers.update(found)
    assert min(answers[truth] for truth in (True, False, None)) > size / 10, "the pairs are worth asking"
