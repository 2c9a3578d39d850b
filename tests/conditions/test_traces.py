"""A trace tells what the verdict says: each node follows from its children, each leaf from what is stated, each unknown names what is missing."""

from random import Random
from typing import Any

import pytest

from compliance.base.source import Document
from compliance.catalog.condition_check import scope_of
from compliance.conditions.evaluate import compile_condition
from compliance.conditions.parse import parsed
from compliance.conditions.step import Step, Truth, reads, undecided
from compliance.facts.world import World
from compliance.system.load import from_document
from tests.conditions.ask import PARAMETERS, step, truth
from tests.conditions.generate import AS_OF, CONTROL_PARAMETERS, condition, system
from tests.fragments import find
from tests.fragments import world as small


def both(values: list[Truth]) -> Truth:
    return False if False in values else None if None in values else True


def either(values: list[Truth]) -> Truth:
    return True if True in values else None if None in values else False


def follows(node: Step) -> bool:
    """Whether the truth of a node is the one its children give."""
    values = [child.truth for child in node.children]
    if node.kind in ("all", "any", "none"):
        met = both(values) if node.kind == "all" else either(values)
        return node.truth is (met if met is None or node.kind != "none" else not met)
    if node.kind in ("every", "some") and node.found is not None:
        return node.truth is (both(values) if node.kind == "every" else either(values))
    return all(follows(child) for child in node.children)


def stated_at(data: Any, location: tuple[str | int, ...]) -> bool:
    for part in location:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            return False
    return data is not None


@pytest.mark.parametrize("block", range(4))
def test_traces_agree_with_verdicts(block: int, deep: bool) -> None:
    size = 5_000 if deep else 120
    unknown = 0
    for seed in range(block * size, (block + 1) * size):
        random = Random(seed)
        asked, data = condition(random), system(random)
        description = from_document(Document("test", data)).description
        world = World(description, AS_OF, {})
        compiled = compile_condition(parsed(asked), scope_of(""), CONTROL_PARAMETERS)
        told = compiled.step((description,), world)
        assert told.truth is compiled.truth((description,), world), f"seed {seed}: {asked}"
        assert follows(told), f"seed {seed}: {asked} {told}"
        missing = list(undecided(told))
        assert bool(missing) is (told.truth is None), f"seed {seed}: {asked} about {data}"
        assert all(not stated_at(data, leaf.location) for leaf in missing), f"seed {seed}: {asked} about {data}"
        assert all(not stated_at(data, leaf.location) for leaf in reads(told) if leaf.kind == "test" and leaf.found is None), f"seed {seed}: {asked} about {data}"
        unknown += told.truth is None
    assert unknown > size / 10


GIVEN = """
sites: [{id: paris, country: FR}, {id: rome}]
components: [{id: pacs, hosted_at: paris}, {id: ris}, {id: lab, hosted_at: rome}]
organisation: {headcount: 3}
"""


def test_a_leaf_says_what_was_asked_and_found_and_where() -> None:
    leaf = step("organisation.headcount: {at_least: $five}", GIVEN)
    assert (leaf.kind, leaf.truth, leaf.path, leaf.operator, leaf.expected, leaf.found, leaf.location) == (
        "test", False, "organisation.headcount", "at_least", 5, 3, ("organisation", "headcount"),
    )  # fmt: skip
    assert leaf.convention is False
    assert step("privacy.dpia.date: {within: $months}", "privacy: {dpia: {date: 2026-01-01}}").convention is True
    assert step("privacy.dpia.date: {within: $months}", "privacy: {dpia: {date: 2026-01-01}}").expected == 12


@pytest.mark.parametrize(
    ("subject", "location"),
    [
        ("components.pacs", ("sites", 0, "country")),
        ("components.lab", ("sites", 1, "country")),
        ("components.ris", ("components", 1, "hosted_at")),
    ],
)
def test_a_leaf_behind_an_id_stands_at_the_object_or_at_the_missing_id(subject: str, location: tuple[str | int, ...]) -> None:
    assert step("hosted_at.country: FR", GIVEN, subject).location == location


def test_what_is_missing_may_be_the_other_side_of_a_comparison() -> None:
    leaf = step("privacy.fl.n_clients: {at_least: {value_of: privacy.fl.max_malicious_clients}}", "privacy: {fl: {n_clients: 3}}")
    assert [missing.location for missing in undecided(leaf)] == [("privacy", "fl", "max_malicious_clients")]


def test_a_list_that_is_not_stated_is_what_is_missing() -> None:
    told = step("every: {in: flows, require: {encrypted: true}}", "{}")
    assert (told.kind, told.truth, told.found, told.location) == ("every", None, None, ("flows",))
    assert [missing.location for missing in undecided(told)] == [("flows",)]


def test_items_are_named_and_counted() -> None:
    told = step("every: {in: components, where: {hosted_at: {stated: true}}, require: {hosted_at.country: FR}}", GIVEN)
    assert told.found == 3
    assert [(item.kind, item.path, item.truth, item.location) for item in told.children] == [
        ("item", "pacs", True, ("components", 0)), ("item", "ris", None, ("components", 1)), ("item", "lab", None, ("components", 2)),
    ]  # fmt: skip


def test_a_list_of_objects_is_told_by_its_length() -> None:
    assert step("components: {at_least: 1}", GIVEN).found == 3
    assert truth("components: {at_least: 1}", GIVEN) is True


def test_a_derived_fact_tells_its_reason_and_what_it_read(parameters: dict[str, Any]) -> None:
    text = "sites: [{id: a, country: FR}, {id: b, country: US}]\ncomponents: [{id: x, hosted_at: a}, {id: y, hosted_at: b}]\nflows: [{id: f, source: x, destination: y}]"
    about = small(text, parameters)
    chain = (find(about.description, "flows.f"), about.description)
    told = compile_condition(parsed({"leaves_eea": True}), scope_of("flows"), PARAMETERS).step(chain, about)
    assert (told.truth, told.fact, told.reason, dict(told.values)) == (True, "leaves_eea", "destination_outside_eea", {"country": "US"})
    assert ("sites", 1, "country") in [leaf.location for leaf in reads(told)]


def test_a_condition_that_is_gone_lends_its_trace_to_no_other() -> None:
    about = small({"organisation": {"turnover_eur": 3}})
    for bound, met in [("$half", True), ("$five", False)] * 200:  # each compiled, told and forgotten: a place in memory comes back soon
        assert step({"organisation.turnover_eur": {"at_least": bound}}, about).truth is met
