"""Every key and value remembers its line and column, whatever the line ends, the encoding and the aliases."""

import codecs
from pathlib import Path

import pytest

from compliance.base.problems import Position, Problem
from compliance.base.source import Document, parse_yaml, read_yaml
from compliance.cli.errors import EXCERPT, _excerpt

TEXT = """\
# a comment
system:
  name: Lac é
  countries: [FR, "DE"]
flows:
- id: un
  carries:
    - a
    - b
- {id: deux}
"""
KEYS = {
    ("system",): (2, 1), ("system", "name"): (3, 3), ("system", "countries"): (4, 3), ("flows",): (5, 1),
    ("flows", 0, "id"): (6, 3), ("flows", 0, "carries"): (7, 3), ("flows", 1, "id"): (10, 4),
}  # fmt: skip
VALUES = {
    (): (2, 1), ("system",): (3, 3), ("system", "name"): (3, 9), ("system", "countries"): (4, 14), ("system", "countries", 0): (4, 15),
    ("system", "countries", 1): (4, 19), ("flows", 0): (6, 3), ("flows", 0, "carries", 1): (9, 7), ("flows", 1): (10, 3), ("flows", 1, "id"): (10, 8),
}  # fmt: skip


def place(document: Document, location: tuple[str | int, ...], of_key: bool = False) -> tuple[int, int]:
    position = document.position(location, of_key)
    return position.line, position.column


def written(tmp_path: Path, raw: bytes) -> Document:
    path = tmp_path / "f.yaml"
    path.write_bytes(raw)
    return read_yaml(path, "f")


@pytest.fixture(params=["plain", "CRLF", "BOM", "UTF-16 LE", "UTF-16 BE", "CR"])
def document(request: pytest.FixtureRequest, tmp_path: Path) -> Document:
    raw = {
        "plain": TEXT.encode(),
        "CRLF": TEXT.replace("\n", "\r\n").encode(),
        "CR": TEXT.replace("\n", "\r").encode(),
        "BOM": codecs.BOM_UTF8 + TEXT.encode(),
        "UTF-16 LE": codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        "UTF-16 BE": codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
    }[request.param]
    return written(tmp_path, raw)


def test_data_are_the_same_in_every_encoding(document: Document) -> None:
    assert document.data == parse_yaml(TEXT, "f").data
    assert document.data["system"]["name"] == "Lac é"


def test_keys_keep_their_place(document: Document) -> None:
    assert {location: place(document, location, of_key=True) for location in KEYS} == KEYS


def test_values_keep_their_place(document: Document) -> None:
    assert {location: place(document, location) for location in VALUES} == VALUES


def test_lines_are_those_of_the_file(document: Document) -> None:
    assert [line.strip() for line in document.lines["f"]] == [line.strip() for line in TEXT.splitlines()]


def test_lengths_underline_the_word() -> None:
    document = parse_yaml(TEXT, "f")
    assert document.position(("system", "name")).length == len("Lac é")
    assert document.position(("system", "name"), of_key=True).length == len("name")
    assert document.position(("system", "countries", 1)).length == len('"DE"')


def test_what_is_not_written_is_placed_at_the_nearest_group() -> None:
    document = parse_yaml(TEXT, "f")
    assert place(document, ("system", "version")) == (2, 1)
    assert place(document, ("flows", 0, "carries", 7)) == (7, 3)
    assert place(document, ("security", "keys")) == (2, 1)
    assert str(parse_yaml("", "f").position(("security",))) == "f:1:1"


def test_an_alias_points_at_its_anchor() -> None:
    document = parse_yaml("a: &x {n: 1}\nb: *x\nc: [*x]\n", "f")
    assert document.data == {"a": {"n": 1}, "b": {"n": 1}, "c": [{"n": 1}]}
    assert place(document, ("b", "n")) == (1, 11)
    assert place(document, ("b",), of_key=True) == (2, 1)
    assert place(document, ("c", 0, "n"), of_key=True) == (1, 8)


def test_an_anchor_may_be_set_anew() -> None:
    assert parse_yaml("a: &x 1\nb: &x 2\nc: *x\n", "f").data == {"a": 1, "b": 2, "c": 2}


@pytest.mark.parametrize(
    ("raw", "column", "shown", "under"),
    [
        ("système: 5\n".encode("utf-16"), 10, "    1 | système: 5", 8 + 9),
        (("a: " + "x" * 500 + " y\n").encode(), 505, "", 8 + 80),
        ("名前: 5\n".encode(), 5, "    1 | 名前: 5", 8 + 6),
    ],
    ids=["UTF-16", "a long line", "wide letters"],
)  # fmt: skip
def test_an_excerpt_points_at_its_place(raw: bytes, column: int, shown: str, under: int, tmp_path: Path) -> None:
    path = tmp_path / "system.yaml"
    path.write_bytes(raw)
    line, mark = _excerpt(Problem("file_missing", Position(str(path), 1, column))).splitlines()
    assert shown in line
    assert mark == " " * under + "^"
    assert len(line) <= 8 + EXCERPT
