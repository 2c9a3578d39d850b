"""The laws of three-valued reasoning, each table whole: groups, quantifiers, and `when` against `require`."""

from itertools import product
from typing import Any

import pytest

from compliance.conditions.step import Truth
from compliance.facts.logic import both, contrary, either, lists
from tests.conditions.ask import truth

VALUES: tuple[Truth, ...] = (True, False, None)
# Kleene's strong logic as an order: false below unknown below true.
RANK: dict[Truth, int] = {False: 0, None: 1, True: 2}
UNRANK = {rank: value for value, rank in RANK.items()}
FLAGS = ("system.recall_procedure", "organisation.is_employer", "organisation.professional_secrecy")


def conjunction(values: Any) -> Truth:
    return UNRANK[min((RANK[value] for value in values), default=2)]


def disjunction(values: Any) -> Truth:
    return UNRANK[max((RANK[value] for value in values), default=0)]


def negation(value: Truth) -> Truth:
    return UNRANK[2 - RANK[value]]


def given(values: tuple[Truth, ...]) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for path, value in zip(FLAGS, values, strict=False):
        section, name = path.split(".")
        if value is not None:
            data.setdefault(section, {})[name] = value
    return data


@pytest.mark.parametrize("values", [values for size in (1, 2, 3) for values in product(VALUES, repeat=size)])
def test_groups(values: tuple[Truth, ...]) -> None:
    clauses = [{path: True} for path, _ in zip(FLAGS, values, strict=False)]
    assert truth({"all": clauses}, given(values)) is conjunction(values)
    assert truth({"any": clauses}, given(values)) is disjunction(values)
    assert truth({"none": clauses}, given(values)) is negation(disjunction(values))
    assert truth({path: True for clause in clauses for path in clause}, given(values)) is conjunction(values)
    assert both(values) is conjunction(values)
    assert either(values) is disjunction(values)


ITEMS = list(product(VALUES, repeat=2))


def listed(items: tuple[tuple[Truth, Truth], ...]) -> dict[str, Any]:
    sites = []
    for index, (where, require) in enumerate(items):
        stated = {"for_third_party": where, "provider_reuse": require}
        sites.append({"id": f"s{index}", **{name: value for name, value in stated.items() if value is not None}})
    return {"sites": sites}


@pytest.mark.parametrize("items", [items for size in (0, 1, 2) for items in product(ITEMS, repeat=size)])
def test_quantifiers(items: tuple[tuple[Truth, Truth], ...]) -> None:
    where, require = {"for_third_party": True}, {"provider_reuse": True}
    implied = [disjunction([negation(selected), met]) for selected, met in items]
    met_both = [conjunction([selected, met]) for selected, met in items]
    assert truth({"every": {"in": "sites", "where": where, "require": require}}, listed(items)) is conjunction(implied)
    assert truth({"some": {"in": "sites", "where": where, "require": require}}, listed(items)) is disjunction(met_both)
    assert truth({"every": {"in": "sites", "require": require}}, listed(items)) is conjunction(met for _, met in items)
    assert truth({"some": {"in": "sites", "require": require}}, listed(items)) is disjunction(met for _, met in items)
    assert truth({"some": {"in": "sites", "where": where}}, listed(items)) is disjunction(selected for selected, _ in items)


@pytest.mark.parametrize("kind", ["every", "some"])
def test_a_list_that_is_not_stated_leaves_a_quantifier_open(kind: str) -> None:
    condition = {kind: {"in": "sites", "require": {"provider_reuse": True}}}
    assert truth(condition, {}) is None
    assert truth(condition, {"sites": []}) is (kind == "every")


def test_quantifiers_inside_quantifiers() -> None:
    condition = "every: {in: components, require: {some: {in: holds, where: {identifiability: pseudonymised}}}}"
    data = "data: [{id: p, identifiability: pseudonymised}, {id: i, identifiability: identified}, {id: u}]\ncomponents: [%s]"
    assert truth(condition, data % "{id: a, holds: [p, i]}, {id: b, holds: [p]}") is True
    assert truth(condition, data % "{id: a, holds: [p]}, {id: b, holds: [i]}") is False
    assert truth(condition, data % "{id: a, holds: [p]}, {id: b, holds: [i, u]}") is None
    assert truth(condition, data % "{id: a, holds: [p]}, {id: b}") is None
    assert truth(condition, data % "{id: a, holds: [i]}, {id: b}") is False


def test_groups_inside_groups() -> None:
    condition = "none: [{all: [{organisation.is_employer: true}, {any: [{system.recall_procedure: true}, {organisation.professional_secrecy: false}]}]}]"
    assert truth(condition, {"organisation": {"is_employer": True}, "system": {"recall_procedure": True}}) is False
    assert truth(condition, {"organisation": {"is_employer": True}}) is None
    assert truth(condition, {"organisation": {"is_employer": False}}) is True


@pytest.mark.parametrize("value", VALUES)
def test_contrary(value: Truth) -> None:
    assert contrary(value) is negation(value)


def test_lists() -> None:
    assert lists(None, "a") is None
    assert lists([], "a") is False
    assert lists(["b", "a"], "a") is True
    assert lists(["b"], "a", "b") is True
