"""The world computes each fact once, answers circles with silence, and keeps account of what was read."""

from collections.abc import Iterator
from typing import Any

import pytest

from compliance.facts.registry import FactShape, add_facts, all_facts, facts_by_group, subject_group
from compliance.facts.world import Ask
from compliance.system.model import Description
from compliance.system.model.architecture import Flow
from tests.fragments import world

CALLS: list[str] = []


def counted(system: Description, ask: Ask) -> bool | None:
    CALLS.append("counted")
    value: bool | None = ask.stated(system, "organisation.is_employer")
    return value


def above(system: Description, ask: Ask) -> Any:
    return ask.fact("test_counted")


def round_about(system: Description, ask: Ask) -> Any:
    return ask.fact("test_back_again")


def back_again(system: Description, ask: Ask) -> Any:
    return ask.fact("test_round_about")


@pytest.fixture(autouse=True)
def facts() -> Iterator[None]:
    CALLS.clear()
    functions = {"test_counted": counted, "test_above": above, "test_round_about": round_about, "test_back_again": back_again}
    add_facts(FactShape(name, "system", "flag", function) for name, function in functions.items())
    yield
    for name in functions:
        del all_facts()[name]
    facts_by_group.cache_clear()


def test_a_fact_is_computed_once() -> None:
    about = world({"organisation": {"is_employer": True}})
    assert about.answer("test_counted", about.description).value is True
    assert about.answer("test_above", about.description).value is True
    assert about.answer("test_counted", about.description).value is True
    assert CALLS == ["counted"]


def test_what_a_fact_reads_through_another_counts_as_read() -> None:
    about = world({"organisation": {}})
    answer = about.answer("test_above", about.description)
    assert [(read.location, read.value) for read in answer.reads] == [(("organisation", "is_employer"), None)]


def test_a_circle_of_facts_is_unknown() -> None:
    about = world({})
    assert about.answer("test_round_about", about.description).value is None


@pytest.mark.parametrize(
    ("given", "location", "value"),
    [
        ({}, ("privacy", "dp", "used"), None),
        ({"privacy": {}}, ("privacy", "dp", "used"), None),
        ({"privacy": {"dp": {}}}, ("privacy", "dp", "used"), None),
        ({"privacy": {"dp": {"used": False}}}, ("privacy", "dp", "used"), False),
    ],
)
def test_the_place_of_an_answer_is_known_even_where_it_is_missing(given: dict[str, Any], location: tuple[str, ...], value: Any) -> None:
    about = world(given)
    ask = Ask(about)
    assert ask.stated(about.description, "privacy.dp.used") is value
    assert [(read.location, read.value) for read in ask.reads] == [(location, value)]


def test_objects_by_id() -> None:
    about = world("sites: [{id: a}, {id: b}]\ncomponents: [{id: c, hosted_at: b, holds: [none]}]")
    component = about.description.components[0]
    ask = Ask(about)
    assert ask.one(component, "hosted_at", "sites") is about.description.sites[1]
    assert ask.one(component, "operated_by", "parties") is None
    assert ask.objects(component, "holds", "data") == []
    assert ask.objects(component, "trained_on", "datasets") is None
    assert about.object("sites", "x") is None
    assert about.object("sites", None) is None


def test_facts_belong_to_their_subject() -> None:
    assert subject_group("flow") is Flow
    assert "leaves_eea" in facts_by_group()[Flow]
    assert "leaves_eea" not in facts_by_group()[Description]
    assert "test_counted" in facts_by_group()[Description]
    assert all(shape.subject == "flow" for shape in facts_by_group()[Flow].values())
