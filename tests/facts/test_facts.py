"""Each derived fact on small systems: true, false, and unknown; the cases stand in `cases/*.yaml`, a base and what is changed in it."""

from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from compliance.base.source import read_yaml
from compliance.catalog.load import Catalog
from compliance.facts.registry import all_facts
from tests.fragments import AS_OF, find, world


def cases() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every case with its subject and its whole system."""
    for path in sorted((Path(__file__).parent / "cases").glob("*.yaml")):
        for group in read_yaml(path).data:
            for case in group["cases"]:
                yield group["of"], {**case, "given": changed(group["base"], case.get("with", {}))}


def changed(base: Any, changes: dict[str, Any]) -> Any:
    """The base with other answers; null takes one away."""
    data = deepcopy(base)
    for path, value in changes.items():
        *groups, name = path.split(".")
        node = data
        for part in groups:
            node = next(item for item in node if item["id"] == part) if isinstance(node, list) else node.setdefault(part, {})
        if value is None:
            del node[name]
        else:
            node[name] = value
    return data


CASES = list(cases())
FACTS = sorted(name for name, shape in all_facts().items() if shape.function.__module__.startswith("compliance.facts."))


@pytest.mark.parametrize(("of", "case"), CASES, ids=[f"{case['fact']} {case.get('with', '')} {case.get('as_of', '')}" for _, case in CASES])
def test_gives(of: str, case: dict[str, Any], catalog: Catalog) -> None:
    as_of = date.fromisoformat(case["as_of"]) if "as_of" in case else AS_OF
    about = world(case["given"], catalog.parameters_on(as_of), as_of)
    answer = about.answer(case["fact"], find(about.description, of))
    assert answer.value == case["gives"]
    assert type(answer.value) is type(case["gives"]) or isinstance(case["gives"], int | float)
    assert "because" not in case or answer.reason == case["because"]
    assert "words" not in case or {name: str(value) for name, value in answer.values.items()} == {name: str(value) for name, value in case["words"].items()}


@pytest.mark.parametrize("fact", FACTS)
def test_every_fact_is_shown_true_false_and_unknown(fact: str) -> None:
    given = [case["gives"] for _, case in CASES if case["fact"] == fact]
    assert None in given
    if all_facts()[fact].kind == "flag":
        assert True in given
        assert False in given
    else:
        assert len({str(value) for value in given}) >= 3


@pytest.mark.parametrize(("of", "case"), [pair for pair in CASES if pair[1]["gives"] is None], ids=lambda value: value if isinstance(value, str) else value["fact"])
def test_what_is_unknown_names_an_answer_that_is_missing(of: str, case: dict[str, Any], catalog: Catalog) -> None:
    as_of = date.fromisoformat(case["as_of"]) if "as_of" in case else AS_OF
    about = world(case["given"], catalog.parameters_on(as_of), as_of)
    answer = about.answer(case["fact"], find(about.description, of))
    assert any(read.value is None for read in answer.reads) or case["fact"] in NOTHING_TO_ASK


# Unknown although everything is stated: no answer of the vocabulary would settle it.
NOTHING_TO_ASK = {
    "destination_is_adequate": "a partial decision whose recipients no evidence of the vocabulary names",
    "robust_rule_bears_malicious_sites": "a rule for which no bound is published",
    "linkable": "only a test rules linkability out, and it was not made",
    "is_personal": "anonymous by claim",
    "update_is_personal_data": "no inversion test was made",
    "remote_access_is_adequate": "a partial decision, or no flow that would show it",
    "remote_access_client_informed": "no flow that would show it",
    "size_class": "a headcount said not to exist",
}
