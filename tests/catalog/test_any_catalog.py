"""Whatever stands at whatever place of a catalog file, it is read and used, or refused: never a crash."""

import random
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from compliance.base.problems import InvalidInput
from compliance.base.source import Document, Location, read_yaml
from compliance.catalog import build as building
from compliance.catalog.build import build
from compliance.catalog.load import from_plain
from compliance.catalog.sources import Sources
from compliance.pipeline import assess
from tests.fragments import AS_OF, system

pytestmark = pytest.mark.usefixtures("apart")

MINI = Path(__file__).parent / "mini"
FILES = [path.relative_to(MINI).as_posix() for path in sorted(MINI.rglob("*.yaml")) if "parameters" not in path.parts or path.stem == "eea"]
SYSTEM = "organisation: {name: CHU, is_employer: true, headcount: 3, policies: [security], policies_last_review: 2026-01-01}\nflows: [{id: f, encrypted: true}]"
VALUES: list[Any] = [None, 1, True, "", "never", "none", "x", [], {}, [1], ["x"], [[]], [{}], {"a": 1}, {"fr": "x"}, {"fr": "x", "en": 1}, "$age", [None]]


def places(node: Any, at: Location = ()) -> Iterator[Location]:
    for key, value in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        yield (*at, key)
        yield from places(value, (*at, key))


def replaced(data: Any, at: Location, value: Any) -> Any:
    data = deepcopy(data)
    node = data
    for part in at[:-1]:
        node = node[part]
    node[at[-1]] = value
    return data


@pytest.mark.parametrize("file", FILES)
def test_any_value_at_any_place(file: str, monkeypatch: pytest.MonkeyPatch, deep: bool) -> None:
    documents = {name: read_yaml(MINI / name, name) for name in (path.relative_to(MINI).as_posix() for path in MINI.rglob("*.yaml"))}
    monkeypatch.setattr(building, "open_document", lambda path, name, problems: documents[name])
    whole = documents[file]
    every = [(at, value) for at in places(whole.data) for value in VALUES]
    refused = 0
    for at, value in every if deep else random.Random(file).sample(every, min(len(every), 60)):
        documents[file] = Document(file, replaced(whole.data, at, value), whole.marks, whole.lines)
        plain, texts, problems = build(Sources((MINI,)))
        assert all(problem.line("fr") and problem.line("en") for problem in InvalidInput(problems).problems), f"{at}: {value!r}"
        if not problems:
            assess(system(SYSTEM), from_plain(plain, "digest", Sources((MINI,)), [texts]), AS_OF)
        refused += bool(problems)
    assert refused
