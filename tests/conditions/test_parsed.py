"""A verified condition is read in a shorter way: it must come out as the full reading gives it, places left aside."""

from typing import Any

from compliance.catalog.load import Catalog
from compliance.conditions import model
from compliance.conditions.model import Condition, Group, Quantifier
from compliance.conditions.parse import parse_condition, parsed


def fully(data: Any) -> Condition:
    reported: list[str] = []
    found = parse_condition(data, (), lambda code, at, values, suggestion: reported.append(code))
    assert not reported
    return found


def without_places(condition: Condition | None) -> Condition | None:
    if isinstance(condition, model.Test):
        return condition._replace(at=())
    if isinstance(condition, Group):
        return condition._replace(at=(), clauses=tuple(clause for one in condition.clauses if (clause := without_places(one)) is not None))
    if isinstance(condition, Quantifier):
        return condition._replace(at=(), where=without_places(condition.where), require=without_places(condition.require))
    return None


def test_every_condition_of_the_catalog_is_read_alike(catalog: Catalog) -> None:
    controls = [condition for control in catalog.controls.values() for condition in (control.when, control.require)]
    provisions = [provision.applies_when for framework in catalog.frameworks.values() for provision in framework.requirements.values()]
    terms = [term["holds_when"] for term in catalog.terms.values()]
    read = [condition for condition in (*controls, *provisions, *terms) if isinstance(condition, dict)]
    assert len(read) > 500
    for data in read:
        assert parsed(data) == without_places(fully(data)), data


def test_operands_that_are_not_plain_are_read_alike() -> None:
    asked = {
        "all": [
            {"organisation.founded": "assessment_date", "ai.accuracy": {"at_least": "$floor"}},
            {"part": "x", "components.count": {"one_of": [1, "two", "$three"]}, "a.b": {"is": {"value_of": "c.d"}}},
            {"every": {"in": "components", "where": {"kind": "model"}, "require": {"none": [{"kind": True}]}}},
        ]
    }
    assert parsed(asked) == without_places(fully(asked))
