"""Problems tell where, what and what was expected, in both languages, on one line."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.base.problems import InvalidInput, Position, Problem, closest, messages
from compliance.base.source import parse_yaml
from compliance.base.text import LANGUAGES

PLACEHOLDER = re.compile(r"\{(\w+)\}")


def test_a_problem_says_file_line_column_path_words_and_suggestion() -> None:
    problem = Problem("unknown_field", Position("a.yaml", 4, 11), "system", {"field": "nmae"}, "name")
    assert problem.line("en") == "a.yaml:4:11: system: unknown field `nmae` - did you mean `name`?"
    assert problem.line("fr") == "a.yaml:4:11: system: champ inconnu `nmae` – vouliez-vous dire `name`\u00a0?"


def test_a_problem_of_a_whole_file_has_no_path() -> None:
    assert Problem("empty_file", Position("a.yaml")).line("en").startswith("a.yaml:1:1: empty file;")


def test_problems_come_out_once_and_in_order_of_appearance() -> None:
    late, early = Problem("blank_item", Position("a", 9, 1)), Problem("blank_item", Position("a", 2, 5))
    twice = Problem("blank_item", Position("a", 9, 1))
    assert InvalidInput([late, early, twice]).problems == (early, late)


def test_the_exception_reads_as_its_problems() -> None:
    assert str(InvalidInput([Problem("empty_file", Position("a"))])) == Problem("empty_file", Position("a")).line("en")


@pytest.mark.parametrize("code", sorted(messages()))
def test_both_languages_say_the_same_things(code: str) -> None:
    text = messages()[code]
    assert text.fr.strip()
    assert text.en.strip()
    assert set(PLACEHOLDER.findall(text.fr)) == set(PLACEHOLDER.findall(text.en))
    assert "\n" not in text.fr + text.en


@pytest.mark.parametrize("code", sorted(messages()))
def test_french_keeps_its_typography(code: str) -> None:
    french = re.sub(r"`[^`]*`|\{[^}]*\}", "x", messages()[code].fr)
    assert "'" not in french, "the apostrophe is ’"
    assert not re.search(r"[^\u00a0\u202f\s][;!?»]|[^\u00a0\u202f\d\s]:(?!\S)|[ ][;:!?»]|«[^\u00a0\u202f]", french), "no-break space before ; : ! ? and inside « »"


@pytest.mark.parametrize(
    ("word", "candidates", "expected"),
    [
        ("encrypton_at_rest", ["encryption_at_rest", "exposure"], "encryption_at_rest"),
        ("IIB", ["I", "IIa", "IIb"], "IIb"),
        ("zebra", ["name", "version"], ""),
        ("", ["name"], ""),
        ("name", [], ""),
    ],
)
def test_the_closest_word(word: str, candidates: list[str], expected: str) -> None:
    assert closest(word, candidates) == expected


def lines_of(text: str) -> list[str]:
    with pytest.raises(InvalidInput) as refused:
        parse_yaml(text, "f")
    return [problem.line(language) for problem in refused.value.problems for language in LANGUAGES]


HOSTILE = "\\e[31mred\\n\\r\\0"


@pytest.mark.parametrize("text", [f'"{HOSTILE}": 1\n"{HOSTILE}": 2\n', "a: !<tag:x%1b%0a> 1\n", "a: *" + "b" * 500 + "\n", "1" * 390 + ": a\n"])
def test_a_hostile_word_stays_on_its_line_and_short(text: str) -> None:
    for line in lines_of(text):
        assert line.replace("\u00a0", " ").isprintable()
        assert len(line) < 300


@given(st.text("{}abfield`", max_size=20), st.text("{}suggestion", min_size=1, max_size=20))
def test_values_are_never_read_as_patterns(field: str, suggestion: str) -> None:
    problem = Problem("unknown_field", Position("a"), values={"field": field}, suggestion=suggestion)
    assert problem.text("en") == f"unknown field `{field}` - did you mean `{suggestion}`?"
