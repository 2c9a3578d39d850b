"""Whatever stands at whatever place of a description, it is read or refused with a place, never a crash."""

import copy
import random
from collections.abc import Iterator
from typing import Any

import pytest

from compliance.base.problems import InvalidInput
from compliance.base.scalars import SourceFloat, SourceInt
from compliance.base.source import Document, Location
from compliance.system.load import from_document
from compliance.system.schema import all_paths


def number(kind: type, text: str) -> Any:
    value = kind(float(text)) if kind is SourceFloat else kind(int(text))
    value.text = text
    return value


VALUES = [
    None, True, False, "", " ", "none", "NO", "é" * 500, "\x1b[31m", "2026-02-30", "{a}", number(SourceInt, "-3"), number(SourceInt, "9" * 60), number(SourceFloat, "1.50"),
    number(SourceFloat, "1e308"), [], [None], ["none"], [[]], [{}], ["a", "a"], {}, {"id": "a"}, {"a": 1}, {"nullable": 1}, {"list[1]": 1}, {"in": "x"}, {"id": ["a"]},
    [{"id": "a"}, {"id": "a"}],
]  # fmt: skip


def read(data: Any) -> tuple[str, ...]:
    """The problems of some data, as lines; none when they are a description."""
    try:
        from_document(Document("f", data))
    except InvalidInput as refused:
        return tuple(problem.line(language) for problem in refused.problems for language in ("fr", "en"))
    return ()


def placed(path: str, value: Any) -> dict[str, Any]:
    """A description with one value at one path, list items named `a`."""
    names = path.split(".")
    for index in range(len(names) - 1, -1, -1):
        value = {names[index]: value}
        shape = all_paths().get(".".join(names[:index]))
        if shape is not None and shape.many:
            value = [{"id": "a", **value}] if f"{'.'.join(names[:index])}.id" in all_paths() else [value]
    return value


@pytest.mark.parametrize("path", sorted(all_paths()))
def test_any_value_at_any_path(path: str, deep: bool) -> None:
    for value in VALUES if deep else random.Random(path).sample(VALUES, 8):
        lines = read(placed(path, value))
        assert [line for line in lines if not line.replace("\u00a0", " ").isprintable()] == []
        assert [line for line in lines if path.split(".")[0] not in line or len(line) > 1000] == []


def places(node: Any, at: Location = ()) -> Iterator[Location]:
    yield at
    for key, value in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        yield from places(value, (*at, key))


def replaced(data: Any, at: Location, value: Any) -> Any:
    data = copy.deepcopy(data)
    node = data
    for part in at[:-1]:
        node = node[part]
    node[at[-1]] = value
    return data


FEDERATED = {
    "parties": [{"id": "lyon", "country": "FR"}, {"id": "berlin", "country": "DE"}],
    "sites": [{"id": "cloud", "provider": "lyon", "hds": {"activities": ["1"]}}],
    "data": [{"id": "images", "kinds": ["images"], "fields": [{"name": "age"}]}],
    "components": [{"id": "store", "operated_by_each": ["lyon", "berlin"], "holds": ["images"]}, {"id": "model", "trained_on": ["set"], "hosted_at": "cloud"}],
    "flows": [{"id": "update", "source": "store", "destination": "model", "carries": ["images"]}],
    "datasets": [{"id": "set", "stored_in": "store", "contributors": ["lyon"]}],
    "documents": [{"id": "report", "supports": ["components[store].keys"]}],
    "suppliers": [{"id": "s", "party": "lyon"}],
    "attestations": [{"requirement": "rgpd:art-5"}],
}


def test_any_value_at_any_place_of_a_whole_description(deep: bool) -> None:
    every = [(at, value) for at in places(FEDERATED) if at for value in VALUES]
    chosen = every if deep else random.Random(7).sample(every, 400)
    refused = [read(replaced(FEDERATED, at, value)) for at, value in chosen]
    assert read(FEDERATED) == ()
    assert sum(bool(lines) for lines in refused) > len(chosen) / 3
