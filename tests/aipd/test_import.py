"""Reading files of the CNIL's PIA software: whatever they hold gives a description that loads, a list of what was left, or a message."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.base.problems import InvalidInput
from compliance.base.rich import from_html, from_literal, literal, normal, words
from compliance.base.source import parse_yaml
from compliance.system.from_pia import MAX_BYTES, read_pia
from compliance.system.schema import all_paths
from compliance.system.write_yaml import comment, to_yaml
from tests.aipd.pia import imported


def file(**parts: Any) -> dict[str, Any]:
    return {"pia": {"name": "Essai"}, "answers": [], "measures": [], "evaluations": [], "comments": [], **parts}


def answer(question: Any, **data: Any) -> dict[str, Any]:
    return {"reference_to": question, "data": {"text": None, "gauge": None, "list": [], **data}}


@pytest.mark.parametrize(
    ("raw", "key"),
    [
        (b"", "pia_not_json"),
        (b"nom: Essai", "pia_not_json"),
        (b"\xff\xfe\x00", "pia_not_json"),
        (b"[" * 100_000, "pia_not_json"),
        (b"[]", "pia_without_pia"),
        (b"{}", "pia_without_pia"),
        (b'{"pia": []}', "pia_without_pia"),
        (b'{"pia": {}, "answers": {}}', "pia_wrong_part"),
        (b'{"pia": {}, "measures": [1]}', "pia_wrong_part"),
        (b" " * (MAX_BYTES + 1), "file_too_large"),
    ],
)
def test_another_file_is_refused(raw: bytes, key: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        read_pia(raw, "pia.json")
    assert [problem.code for problem in caught.value.problems] == [key]


def test_missing_arrays_are_empty() -> None:
    about, found = imported({"pia": {"name": "Essai"}, "comments": None})
    assert found.data == {"system": {"name": "Essai"}}
    assert about.description.system is not None


@pytest.mark.parametrize(
    ("parts", "left"),
    [
        ({"answers": [answer(999, text="<p>ancien</p>")]}, [("answers.999", "ancien")]),
        ({"answers": [answer(None, list=["a"])]}, [("answers.None", '["a"]')]),
        ({"measures": [{"id": 1, "title": "", "content": "<div>sans titre</div>"}]}, [("measures.1", "sans titre")]),
        ({"evaluations": [{"reference_to": "3.1.7", "action_plan_comment": "<p>agir</p>"}]}, [("evaluations.3.1.7", "agir")]),
        ({"evaluations": [{"reference_to": None, "evaluation_comment": "vu"}]}, [("evaluations.", "vu")]),
        ({"comments": [{"reference_to": 3, "for_measure": True, "description": "à voir"}]}, [("comments.3", "à voir")]),
        ({"pia": {"name": "Essai", "dpo_status": "oui"}}, [("pia.dpo_status", "oui")]),
        ({"pia": {"name": "Essai", "structure_id": 4, "structure_name": "Modèle santé"}}, [("pia.structure_name", "Modèle santé")]),
        (
            {"pia": {"name": "Essai", "structure_sector_name": "Santé", "structure_data": {"sections": [{"id": 1}]}}},
            [("pia.structure_sector_name", "Santé"), ("pia.structure_data", '{"sections": [{"id": 1}]}')],
        ),
    ],
)
def test_what_has_no_place_is_listed(parts: dict[str, Any], left: list[tuple[str, str]]) -> None:
    about, found = imported(file(**parts))
    assert found.unread == left
    assert about.description.system is not None
    assert about.description.system.name == "Essai"


def test_a_value_that_a_description_refuses_is_listed() -> None:
    text = "<p>Le traitement étudié est <strong>Essai</strong>. <em>[a.yaml:1 · data[x].retention.months=douze]</em></p>"
    _, found = imported(file(answers=[answer(111, text=text)]))
    assert found.unread == [("data[x].retention.months", "Essai")]
    text = "<p><strong>Marsien</strong> <em>[a.yaml:1 · system.countries=M1]</em></p>"
    _, found = imported(file(answers=[answer(111, text=text)]))
    assert [where for where, _ in found.unread] == ["system.countries[1]"]


def test_facts_are_read_in_both_languages() -> None:
    for said, value in (("oui", True), ("yes", True), ("non", False), ("no", False)):
        _, found = imported(file(answers=[answer(111, text=f"<p>x : <strong>{said}</strong> <em>[s.yaml:3 · ai.is_llm]</em></p>")]))
        assert found.data["ai"] == {"is_llm": value}


def test_two_measures_with_one_title_are_both_kept() -> None:
    measures = [{"id": number, "title": "Chiffrement", "content": f"<p>{number}</p>"} for number in (1, 2, 3)]
    evaluations = [{"reference_to": "3.1.2", "status": 3}]
    about, found = imported(file(measures=measures, evaluations=evaluations))
    assert [(entry["title"], entry["content"]) for entry in found.data["privacy"]["dpia"]["measures"]] == [
        ("Chiffrement", "<p>1</p>"), ("Chiffrement (2)", "<p>2</p>"), ("Chiffrement (3)", "<p>3</p>"),
    ]  # fmt: skip
    assert found.data["privacy"]["dpia"]["evaluations"] == [{"target": "Chiffrement (2)", "status": "acceptable"}]
    assert about.description.privacy is not None


TEXTS = st.text(max_size=30) | st.sampled_from(
    ["<p>a</p>", "<script>x</script>", "<em>[a:1 · data[x].kinds]</em>", "<strong>v</strong> <em>[a:1 · system.name=x]</em>", "none", "\x00", "<li>"]
)
ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3), max_leaves=6
)
PATHS = st.sampled_from(sorted(all_paths()))
MARKS = st.builds(lambda path, value: f"<p><strong>{value}</strong> <em>[a.yaml:1 · {path}]</em></p>", PATHS, TEXTS) | st.builds(
    lambda path, value: f"<p><strong>x</strong> <em>[a.yaml:1 · {path}={value}]</em></p>", PATHS, TEXTS
)  # fmt: skip
DATA = st.fixed_dictionaries({"text": TEXTS | MARKS | ANY, "gauge": st.integers(-1, 9) | ANY, "list": st.lists(ANY, max_size=3) | ANY})
ANSWERS = st.fixed_dictionaries({"reference_to": st.sampled_from([111, 121, 321, 324, 325, 326, 399, "111"]) | ANY, "data": DATA | ANY})
MEASURES = st.fixed_dictionaries({"id": st.integers(0, 3) | ANY, "title": TEXTS | ANY, "content": TEXTS | MARKS | ANY, "placeholder": ANY})
EVALUATIONS = st.fixed_dictionaries(
    {"reference_to": st.sampled_from(["1.1", "3.2", "3.1.1", "2.1.211"]) | ANY, "status": ANY, "global_status": ANY, "gauges": ANY, "evaluation_date": ANY}
)
COMMENTS = st.fixed_dictionaries({"reference_to": ANY, "description": ANY, "for_measure": ANY})
HEAD = st.dictionaries(
    st.sampled_from(["name", "category", "status", "dpo_status", "dpo_opinion", "created_at", "concerned_people_searched_opinion", "structure_id", "structure_data", "people_names"]), ANY
)  # fmt: skip


@given(HEAD, st.lists(ANSWERS, max_size=4), st.lists(MEASURES, max_size=3), st.lists(EVALUATIONS, max_size=2), st.lists(COMMENTS, max_size=2))
def test_any_file_gives_a_description_that_loads(
    pia: dict[str, Any], answers: list[Any], measures: list[Any], evaluations: list[Any], comments: list[Any]
) -> None:  # fmt: skip
    about, _ = imported({"pia": pia, "answers": answers, "measures": measures, "evaluations": evaluations, "comments": comments})
    assert about.description is not None


@given(
    st.text()
    | st.lists(st.sampled_from(["<p>", "</p>", "<li>", "<ul>", "</ul>", "<b>", "</b>", "<br>", "<em>", "a", " b ", "&lt;", "<x y>", "<script>", "\n\n"]), max_size=12).map("".join)
)
def test_formatted_text_settles_at_once(text: str) -> None:
    for once in (normal(text), from_html(text)):
        assert normal(once) == once
        assert from_html(once) == once


@given(st.text())
def test_plain_text_comes_back(text: str) -> None:
    shown = literal(text)
    assert literal(from_literal(shown)) == shown
    if text.isprintable():
        assert from_literal(shown) == text


def test_the_words_of_a_text() -> None:
    assert words("<p>a &amp; b</p><ul><li>c</li></ul>") == "a & b c"
    assert words("1 < 2") == "1 < 2"


SCALARS = st.booleans() | st.integers(-1000, 1000) | TEXTS | st.sampled_from(
    ["yes", "null", "12", "1e3", "2026-01-02", "0x1", "a: b", "- x", "# c", "é", "none", "~", "\x7f\x85\u2028", "[a]", "a, b", "{}", "'", '"', " a", "a "]
)  # fmt: skip
NAMES = st.text("abcdefgh_", min_size=1, max_size=5).filter(lambda name: name not in ("none", "null"))
PLAIN = st.recursive(
    st.dictionaries(NAMES, SCALARS | st.lists(SCALARS, max_size=3), min_size=1, max_size=3),
    lambda inner: st.dictionaries(NAMES, inner | st.lists(inner, min_size=1, max_size=3), min_size=1, max_size=3),
    max_leaves=4,
)


@given(PLAIN)
def test_what_is_written_as_yaml_is_read_again(data: dict[str, Any]) -> None:
    assert parse_yaml(to_yaml(data), "x.yaml").data == data


@given(st.text())
def test_a_comment_stays_a_comment(text: str) -> None:
    assert parse_yaml(comment(text) + "\na: 1\n", "x.yaml").data == {"a": 1}
