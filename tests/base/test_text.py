"""Texts in two languages, filled without reading values as patterns."""

import pytest

from compliance.base.text import Text, fill


@pytest.mark.parametrize(
    ("pattern", "values", "expected"),
    [
        ("no value", {}, "no value"),
        ("{a}", {"a": 1}, "1"),
        ("{a}{b}", {"a": "{b}", "b": 2}, "{b}2"),
        ("{a} {unknown}", {"a": 1}, "1 {unknown}"),
        ("{value_of: path} {a}", {"a": 1}, "{value_of: path} 1"),
        ("{{a}}", {"a": 1}, "{1}"),
        ("open { brace", {"a": 1}, "open { brace"),
        ("close } brace", {"a": 1}, "close } brace"),
        ("{a", {"a": 1}, "{a"),
    ],
)
def test_fill(pattern: str, values: dict[str, object], expected: str) -> None:
    assert fill(pattern, values) == expected


def test_of_gives_the_language() -> None:
    text = Text("oui", "yes")
    assert (text.of("fr"), text.of("en")) == ("oui", "yes")


def test_with_values_fills_both() -> None:
    assert Text("{n} fois", "{n} times").with_values({"n": 3}) == Text("3 fois", "3 times")
