"""The quick reader and the pydantic models, made of the same declarations, take and refuse the same files and read the same answers in them."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from compliance.base.resources import shipped
from compliance.base.source import read_yaml
from compliance.system.forms import form_of
from compliance.system.model import Description
from compliance.system.read import group_of_form, read_group
from compliance.system.schema import all_paths, fields_of
from compliance.system.types import Refused, Stated

EXAMPLES = sorted(shipped("examples").glob("*/system.yaml"))
VALUES: list[Any] = [
    None, True, False, 0, 3, -1, 1.5, 10**16, float("inf"), "", "  ", "none", "FR", "fr", "EU", "1", "2026-11-21", "2026-02-30", "a b", "x", date(2026, 11, 21), [], [None],
    ["none"], ["none", "x"], ["x"], [1], [[]], {}, {"id": "a"}, {"id": None}, {"unheard_of": 1}, [{}], [{"id": "a"}],
]  # fmt: skip
PLACES = [(group, name) for group in {Description} | {shape.group for shape in all_paths().values() if shape.group} for name in fields_of(group)]


def outcome(group: type[Stated], data: Any) -> tuple[Stated | None, BaseModel | None]:
    try:
        read = read_group(group, data)
    except Refused:
        read = None
    try:
        form = form_of(group).model_validate(data)
    except ValidationError:
        form = None
    return read, form


def as_plain(value: Any) -> Any:
    if isinstance(value, Stated):
        return {name: as_plain(getattr(value, name)) for name in sorted(value.model_fields_set)}
    if isinstance(value, BaseModel):
        return {name: as_plain(getattr(value, name)) for name in sorted(value.model_fields_set)}
    return [as_plain(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_every_example_reads_alike(path: Any) -> None:
    data = {name: value for name, value in read_yaml(path).data.items() if name != "organisation" or isinstance(value, dict)}
    read, form = outcome(Description, data)
    assert read is not None
    assert form is not None
    assert as_plain(read) == as_plain(form) == as_plain(group_of_form(Description, form))


def test_every_field_takes_and_refuses_the_same_values() -> None:
    assert len(PLACES) > 600
    for group, name in PLACES:
        shape = fields_of(group)[name]
        tried = [*VALUES, *(value for word in shape.values[:2] for value in (word, [word]))]
        for value in tried:
            data = {"id": "a", name: value} if "id" in group.model_fields else {name: value}
            read, form = outcome(group, data)
            assert (read is None) == (form is None), (group.__name__, name, value)
            assert as_plain(read) == as_plain(form), (group.__name__, name, value)


@given(st.recursive(st.sampled_from(VALUES), lambda inner: st.dictionaries(st.sampled_from(["id", "system", "components", "flows", "name", "kind", "holds"]), inner, max_size=4)))
def test_any_tree_is_taken_or_refused_alike(data: Any) -> None:
    read, form = outcome(Description, data)
    assert as_plain(read) == as_plain(form)


def test_a_copy_keeps_what_is_stated_beside_the_change() -> None:
    read = read_group(Description, {"system": {"name": "Retina", "version": "1"}}).system
    assert read is not None
    copy = read.model_copy(update={"name": "Cornea"})
    assert (copy.name, copy.version, read.name) == ("Cornea", "1", "Retina")
