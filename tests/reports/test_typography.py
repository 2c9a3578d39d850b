"""Very long texts are cut and very long words broken, addresses never."""

import pytest

from compliance.reports.typography import CUT, LONGEST, typeset


def test_a_long_word_may_be_broken_and_keeps_its_letters() -> None:
    word = "abcdefghij" * 30
    assert "\u200b" in typeset(word, "fr")
    assert typeset(word, "fr").replace("\u200b", "") == word
    assert typeset("a" * 64, "en") == "a" * 64


def test_a_very_long_text_is_cut_and_says_so() -> None:
    told = typeset("mot " * LONGEST, "fr")
    assert told.endswith(CUT)
    assert len(told) <= LONGEST + len(CUT)


@pytest.mark.parametrize("start", ["https://example.org/", "data:image/png;base64,", "#control-"])
def test_an_address_stays_as_it_is(start: str) -> None:
    assert typeset(start + "a" * 5000, "en") == start + "a" * 5000
