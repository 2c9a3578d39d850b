"""The smaller pieces: the tree of a page, cleaned texts, shortened traces, places."""

import pytest

from compliance.base.problems import Position
from compliance.conditions.step import Step
from compliance.reports.places import place
from compliance.reports.reasons import reasons
from compliance.reports.tree import Node, read_page
from compliance.reports.typography import clean, typeset
from tests.reports import sample


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a : b ; c ! d ?", "a\u00a0: b\u00a0; c\u00a0! d\u00a0?"), ("« x »", "«\u00a0x\u00a0»"), ("art. 32, § 1", "art.\u00a032, §\u00a01"), ("n° 12", "n°\u00a012"),
        ("https://x.example/?a=1", "https://x.example/?a=1"), ("10 %", "10\u00a0%"), ("21 novembre 2026", "21\u00a0novembre 2026"), ("a:b", "a:b"),
    ],
)  # fmt: skip
def test_french_spaces(text: str, expected: str) -> None:
    assert typeset(text, "fr") == expected


def test_english_keeps_its_colons() -> None:
    assert typeset("a: b? Art. 32(1)", "en") == "a: b? Art.\u00a032(1)"


@pytest.mark.parametrize(("text", "expected"), [("a\nb\tc", "a b c"), ("x\x1b[0m", "x\ufffd[0m"), ("a\u202eb", "a\ufffdb"), ("a\u00a0b\u202fc", "a\u00a0b\u202fc"), ("é", "é")])
def test_clean(text: str, expected: str) -> None:
    assert clean(text) == expected


def test_the_tree_collapses_spaces_and_keeps_pictures() -> None:
    page = read_page(
        '<html lang="fr"><title>T</title><body><p class="a b" id="x">  un\n <strong>deux</strong> trois&nbsp;!  </p><svg viewBox="0 0 1 1"><path d="M0"/></svg></body></html>'
    )
    paragraph, picture = page.body.children
    assert isinstance(paragraph, Node)
    assert isinstance(picture, Node)
    assert (paragraph.classes, paragraph.id, paragraph.text()) == (("a", "b"), "x", "un deux trois\u00a0!")
    assert picture.raw == '<svg viewBox="0 0 1 1"><path d="M0"/></svg>'


def test_reasons_keep_what_accounts_for_the_outcome() -> None:
    def test(truth: bool | None, path: str) -> Step:
        return Step("test", truth, path, "is", True, truth, (path,))

    step = Step(
        "all",
        False,
        children=(test(True, "a"), test(False, "b"), Step("any", False, children=(test(False, "c"), Step("all", False, children=(test(False, "d"), test(True, "e")))))),
    )
    found = reasons(step, sample.WORDS["fr"])
    assert [reason.text.split("\u00a0")[0].split(" ")[0] for reason in found] == ["b", "au"]
    assert [reason.text[0] for reason in found[1].children] == ["c", "d"]
    assert reasons(None, sample.WORDS["fr"]) == ()


def test_an_open_step_tells_what_is_asked_and_not_that_nothing_was_found() -> None:
    step = Step("test", None, "flows.encrypted", "is", True, None, ("flows", 0, "encrypted"))
    assert "renseigné" not in reasons(step, sample.WORDS["fr"])[0].text


@pytest.mark.parametrize(
    ("file", "home", "expected"),
    [
        ("chu/system.yaml", "chu/system.yaml", "system.yaml:4"), ("org/organisation.yaml", "chu/system.yaml", "../org/organisation.yaml:4"),
        ("/a/b/system.yaml", "/a/b/system.yaml", "system.yaml:4"), ("system.yaml", "system.yaml", "system.yaml:4"), ("C:\\a\\s.yaml", "C:\\a\\s.yaml", "s.yaml:4"),
    ],
)  # fmt: skip
def test_places_are_relative_to_the_description(file: str, home: str, expected: str) -> None:
    assert place(Position(file, 4), home) == expected
