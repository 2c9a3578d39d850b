"""The words of the derived facts: each has a name and a method in both languages, and each reason is one that some system gives."""

import re
from typing import Any

import pytest

from compliance.base.resources import package_file
from compliance.base.source import read_yaml
from compliance.base.text import LANGUAGES, Language, Text
from compliance.catalog.load import Catalog
from compliance.facts.registry import all_facts
from compliance.reports.words import Words
from tests.facts.test_facts import CASES, FACTS
from tests.fragments import AS_OF, find, world

TEXTS = read_yaml(package_file("facts/texts.yaml")).data
PLACEHOLDER = re.compile(r"\{(\w+)\}")


def test_every_fact_has_words_and_no_words_are_left_over() -> None:
    assert sorted(TEXTS["facts"]) == FACTS


@pytest.mark.parametrize("fact", FACTS)
def test_words_are_in_both_languages(fact: str) -> None:
    entry = TEXTS["facts"][fact]
    assert {"label", "how"} <= set(entry) <= {"label", "how", "like", "values"}
    assert all(entry[key][language].strip() for key in ("label", "how") for language in ("fr", "en"))


@pytest.mark.parametrize("fact", [name for name, shape in all_facts().items() if shape.values])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_value_of_a_fact_is_told_in_words(fact: str, language: Language) -> None:
    told = {value: Words(language).value(value, fact) for value in all_facts()[fact].values}
    assert [value for value, words in told.items() if value[0].isalpha() and (not words or "_" in words)] == []
    if "like" not in TEXTS["facts"].get(fact, {}):
        assert [value for value, words in told.items() if words == value] == []


@pytest.fixture(scope="module")
def reasons(catalog: Catalog) -> dict[str, set[str]]:
    """Every reason that the cases give, with the names of its values."""
    found: dict[str, set[str]] = {}
    for of, case in CASES:
        about = world(case["given"], catalog.parameters_on(AS_OF))
        about.answer(case["fact"], find(about.description, of))
        for answer in about._answers.values():
            if answer.reason:
                found.setdefault(answer.reason, set()).update(answer.values)
    return found


def test_every_reason_has_words_and_every_words_a_reason(reasons: dict[str, Any]) -> None:
    assert sorted(set(reasons) - set(TEXTS["reasons"])) == []
    assert sorted(set(TEXTS["reasons"]) - set(reasons)) == []


def test_reasons_are_filled_with_what_the_facts_give(reasons: dict[str, set[str]]) -> None:
    for name, pair in TEXTS["reasons"].items():
        text = Text(pair["fr"], pair["en"])
        assert set(PLACEHOLDER.findall(text.fr)) == set(PLACEHOLDER.findall(text.en)) <= reasons.get(name, set()), name


def test_french_keeps_its_typography() -> None:
    texts = [pair["fr"] for pair in TEXTS["reasons"].values()] + [entry[key]["fr"] for entry in TEXTS["facts"].values() for key in ("label", "how")]
    assert [text for text in texts if "'" in text] == []
    assert [text for text in texts if re.search(r"[^\u00a0\u202f][;:!?%»](?=\s|$)|«[^\u00a0\u202f]", text)] == []
