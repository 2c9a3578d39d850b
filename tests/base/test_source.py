"""YAML 1.2 core schema: what each plain scalar becomes, and that nothing but InvalidInput ever comes out of the reader."""

from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from compliance.base.problems import InvalidInput, Problem
from compliance.base.source import Document, parse_yaml, read_yaml

TEXTS = [
    "NO", "no", "No", "on", "On", "ON", "off", "OFF", "yes", "Yes", "YES", "y", "n", "N",
    "12:30", "22:22", "1:2:3", "190:20:30.15", "2026-11-21", "2026-11-21T10:00:00Z", "2026-1-1",
    "0b101", "1_000", "0o8", "0xG", "0O17", "0X1F", "+0x1F", "-0o7", "1e", "1e+", "e5", ".", "..5", "1.2.3", "+", "-x", "--1", "1,5", "5%", "nULL", "tRUE", "none",
    "=", "v1", "10.0.0.1", "A.5.17",
]  # fmt: skip
NUMBERS = [
    ("0", 0), ("7", 7), ("+7", 7), ("-7", -7), ("010", 10), ("0o17", 15), ("0x1F", 31), ("0xff", 255), ("00", 0), ("-0", 0),
    ("1e-5", 1e-5), ("1e3", 1000.0), ("1E3", 1000.0), ("1e+3", 1000.0), ("-1.5e2", -150.0), (".5", 0.5), ("-.5", -0.5), ("+.5", 0.5), ("5.", 5.0),
    ("1.10", 1.1), ("0.0", 0.0), ("010.5", 10.5),
]  # fmt: skip
NULLS = ["", "~", "null", "Null", "NULL"]
FLAGS = [("true", True), ("True", True), ("TRUE", True), ("false", False), ("False", False), ("FALSE", False)]


def value_of(scalar: str) -> object:
    return parse_yaml(f"key: {scalar}\n", "f").data["key"]


@pytest.mark.parametrize("scalar", TEXTS)
def test_stays_text(scalar: str) -> None:
    value = value_of(scalar)
    assert value == scalar
    assert type(value) is str


@pytest.mark.parametrize(("scalar", "expected"), NUMBERS)
def test_becomes_a_number_that_keeps_its_text(scalar: str, expected: float) -> None:
    value = value_of(scalar)
    assert value == expected
    assert isinstance(value, type(expected))
    assert value.text == scalar


@pytest.mark.parametrize("scalar", NULLS)
def test_becomes_nothing(scalar: str) -> None:
    assert value_of(scalar) is None


@pytest.mark.parametrize(("scalar", "expected"), FLAGS)
def test_becomes_a_flag(scalar: str, expected: bool) -> None:
    assert value_of(scalar) is expected


@pytest.mark.parametrize("scalar", [*NULLS, *(text for text, _ in FLAGS + NUMBERS), *TEXTS])
@pytest.mark.parametrize("quote", ["'", '"'])
def test_quoted_is_text(scalar: str, quote: str) -> None:
    value = value_of(f"{quote}{scalar}{quote}")
    assert value == scalar
    assert type(value) is str


@pytest.mark.parametrize("style", ["|-", ">-"])
def test_a_block_scalar_is_text(style: str) -> None:
    assert parse_yaml(f"key: {style}\n  true\n", "f").data == {"key": "true"}


@pytest.mark.parametrize("digits", [320, 400, 401, 5000])
def test_a_number_beyond_all_measure_does_no_harm(digits: int) -> None:
    value = value_of("9" * digits)
    assert getattr(value, "text", value) == "9" * digits


TOKENS = [
    "a", ": ", "- ", "[", "]", "{", "}", ",", "&x ", "*x", "\n", "  ", "'", '"', "#", "|", "1", "!t ", "<<", "? ", "---\n", "\t", "true", "é",
]  # fmt: skip


def read_or_refused(read: Callable[[], Document]) -> tuple[Document | None, tuple[Problem, ...]]:
    """What the reader gives: a document, or problems; any other exception is a fault."""
    try:
        return read(), ()
    except InvalidInput as refused:
        return None, refused.problems


@given(st.text(max_size=200))
@example("\x00")
@example("a: \x07")
@example("? [a]\n: 1")
@example("&a [*a]")
@example("!!python/object:os.system x")
@example("%YAML 3.0\n---\na")
@example("a: 'x")
@example("\ufeff\ufeffa: 1")
@example("\x85a: 1\u2028b: 2")
def test_any_text_is_read_or_refused(text: str) -> None:
    document, problems = read_or_refused(lambda: parse_yaml(text, "f"))
    assert (document is None) == bool(problems)
    assert all(1 <= problem.position.line <= len(text.splitlines()) + 1 for problem in problems)


@given(st.lists(st.sampled_from(TOKENS), max_size=40))
def test_anything_that_looks_like_yaml_is_read_or_refused(tokens: list[str]) -> None:
    document, problems = read_or_refused(lambda: parse_yaml("".join(tokens), "f"))
    assert (document is None) == bool(problems)
    assert document is None or () in document.marks or document.data is None


@given(st.binary(max_size=60))
@example(b"\xff\xfea")
@example(b"\xfe\xff\xd8\x00")
@example(b"\xef\xbb\xbf\xff")
@example(b"\xff\xfe\x00\x00a\x00\x00\x00")
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "bytes.yaml"
    path.write_bytes(raw)
    document, problems = read_or_refused(lambda: read_yaml(path, "f"))
    assert (document is None) == bool(problems)
    assert all(problem.position.file == "f" for problem in problems)
