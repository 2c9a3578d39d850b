"""The shape of the description as conditions and messages see it."""

import pytest

from compliance.system.forms import form_of
from compliance.system.model import Description
from compliance.system.schema import all_paths, fields_of, item_group
from compliance.system.types import Stated

TABLE = {
    "system.name": ("text", False, False, ""),
    "organisation.is_employer": ("flag", False, False, ""),
    "organisation.headcount": ("whole", False, False, ""),
    "security.access.shared_accounts": ("whole", False, False, ""),
    "organisation.turnover_eur": ("amount", False, False, ""),
    "privacy.dpia.date": ("day", False, False, ""),
    "organisation.country": ("country", False, False, ""),
    "system.countries": ("country", True, False, ""),
    "system.status": ("choice", False, False, ""),
    "flows.min_tls": ("choice", False, True, ""),
    "security.pqc": ("choice", True, False, ""),
    "sites.hds.activities": ("choice", True, False, ""),
    "sites.support_languages": ("text", True, False, ""),
    "components.hosted_at": ("text", False, False, "sites"),
    "components.holds": ("text", True, False, "data"),
    "components": ("group", True, False, ""),
    "privacy.dp": ("group", False, False, ""),
    "components.id": ("text", False, False, ""),
}


@pytest.mark.parametrize("path", TABLE)
def test_shapes(path: str) -> None:
    shape = all_paths()[path]
    assert (shape.kind, shape.many, shape.ordered, shape.target) == TABLE[path]


def test_a_choice_knows_its_values_and_nothing_else_does() -> None:
    assert all_paths()["flows.min_tls"].values == ("none", "1.0", "1.1", "1.2", "1.3")
    assert all(bool(shape.values) == (shape.kind == "choice") for shape in all_paths().values())


def test_every_path_has_a_kind_and_groups_lead_on() -> None:
    for shape in all_paths().values():
        assert (shape.group is not None) == (shape.kind == "group")


def test_targets_are_lists_of_objects_with_an_id() -> None:
    targets = {shape.target for shape in all_paths().values() if shape.target}
    assert targets == {"parties", "sites", "data", "components", "datasets"}
    assert all("id" in fields_of(item_group(target)) for target in targets)


def test_no_field_bears_a_word_of_the_condition_language() -> None:
    reserved = {"all", "any", "none", "every", "some", "part", "in", "where", "require", "value_of"}
    assert reserved.isdisjoint(name for path in all_paths() for name in path.split("."))


def test_every_field_may_be_left_out_but_the_id() -> None:
    def required(group: type[Stated]) -> set[str]:
        return {name for name, needed in group.model_fields.items() if needed}

    groups = {Description} | {shape.group for shape in all_paths().values() if shape.group}
    assert set().union(*(required(group) for group in groups)) == {"id"}


def test_the_json_schema_says_each_field() -> None:
    schema = form_of(Description).model_json_schema()
    assert set(schema["properties"]) == set(fields_of(Description))
    assert schema["additionalProperties"] is False
