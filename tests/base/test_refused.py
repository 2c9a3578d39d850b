"""What the reader refuses, each with its place; and how long a hostile file may take."""

import os
import time
from pathlib import Path

import pytest

from compliance.base.problems import InvalidInput, Problem
from compliance.base.source import MAX_ALIASES, MAX_DEPTH, parse_yaml, read_yaml
from compliance.base.text_file import MAX_BYTES


def problems(text: str) -> list[tuple[str, int, int]]:
    with pytest.raises(InvalidInput) as refused:
        parse_yaml(text, "f")
    return [(problem.code, problem.position.line, problem.position.column) for problem in refused.value.problems]


def problems_of_file(path: Path) -> list[Problem]:
    with pytest.raises(InvalidInput) as refused:
        read_yaml(path, "f")
    return list(refused.value.problems)


TABLE = {
    "duplicate key": ("a: 1\nb: 2\na: 3\n", [("duplicate_key", 3, 1)]),
    "duplicate key, quoted": ('a: 1\n"a": 3\n', [("duplicate_key", 2, 1)]),
    "duplicate key inside a list": ("- {a: 1, a: 2}\n", [("duplicate_key", 1, 10)]),
    "two mistakes": ("a: {x: 1, x: 2}\nb: {1: 2}\n", [("duplicate_key", 1, 11), ("key_not_text", 2, 5)]),
    "number as key": ("1: a\n", [("key_not_text", 1, 1)]),
    "flag as key": ("true: a\n", [("key_not_text", 1, 1)]),
    "nothing as key": ("~: a\n", [("key_not_text", 1, 1)]),
    "list as key": ("? [a]\n: b\n", [("key_not_text", 1, 3)]),
    "mapping as key": ("{{a: 1}: b}\n", [("key_not_text", 1, 2)]),
    "tag": ("a: !!str 1\n", [("tag_refused", 1, 4)]),
    "own tag": ("a: !secret 1\n", [("tag_refused", 1, 4)]),
    "python tag": ("a: !!python/name:os.system x\n", [("tag_refused", 1, 4)]),
    "tag on a list": ("a: !!set [x]\n", [("tag_refused", 1, 4)]),
    "the bare tag on a mapping": ("a: ! {x: 1}\n", [("tag_refused", 1, 4)]),
    "the bare tag": ("a: ! 12\n", [("tag_refused", 1, 4)]),
    "merge key": ("a: &a {x: 1}\nb:\n  <<: *a\n", [("merge_key", 3, 3)]),
    "several documents": ("a: 1\n---\nb: 2\n", [("several_documents", 2, 1)]),
    "an empty second document": ("a: 1\n---\n", [("several_documents", 2, 1)]),
    "alias inside an anchor": ("a: &a {x: &b 1}\nc: &c\n  d: *a\n", [("alias_inside_anchor", 3, 6)]),
    "anchor inside itself": ("a: &a [*a]\n", [("alias_inside_anchor", 1, 8)]),
    "unknown alias": ("a: *b\n", [("unknown_alias", 1, 4)]),
    "tab as indentation": ("a:\n\tb: 1\n", [("yaml_token", 2, 1)]),
    "at sign": ("a: @b\n", [("yaml_token", 1, 4)]),
    "backtick": ("a: `b`\n", [("yaml_token", 1, 4)]),
    "per cent": ("a: %b\n", [("yaml_token", 1, 4)]),
    "second colon": ("a: b: c\n", [("yaml_colon", 1, 5)]),
    "unclosed quote": ("a: 'b\n", [("yaml_unclosed", 2, 1)]),
    "unclosed bracket": ("a: [b\nc: 1\n", [("yaml_unclosed", 2, 2)]),
    "wrong indentation": ("a:\n  b: 1\n c: 2\n", [("yaml_indentation", 3, 2)]),
    "missing colon": ("a: 1\nb\nc: 2\n", [("yaml_missing_colon", 3, 1)]),
    "bad escape": ('a: "\\ud800"\n', [("yaml_escape", 1, 7)]),
    "unknown version of YAML": ("%YAML 3.0\n---\na: 1\n", [("yaml_syntax", 1, 1)]),
}


@pytest.mark.parametrize("name", TABLE)
def test_is_refused_at_its_place(name: str) -> None:
    text, expected = TABLE[name]
    assert problems(text) == expected


@pytest.mark.parametrize("character", ["\x00", "\x01", "\x07", "\x0b", "\x0c", "\x1b", "\x7f", "\x80", "\ufffe"])
def test_a_control_character_is_refused_at_its_place(character: str) -> None:
    assert problems(f"first: 1\nsecond: é{character}b\n") == [("forbidden_character", 2, 10)]


def test_nesting_is_allowed_up_to_the_limit() -> None:
    assert parse_yaml("[" * MAX_DEPTH + "]" * MAX_DEPTH, "f").data != []
    assert problems("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1)) == [("too_deep", 1, MAX_DEPTH + 1)]


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "[{a: "])
def test_deep_nesting_is_refused_fast(opening: str) -> None:
    start = time.process_time()
    assert problems(opening * 200_000)[0][0] == "too_deep"
    assert time.process_time() - start < 1


def test_aliases_are_allowed_up_to_the_limit() -> None:
    line = "a: &a 1\nb: [{}]\n"
    assert parse_yaml(line.format(", ".join(["*a"] * MAX_ALIASES)), "f").data["b"] == [1] * MAX_ALIASES
    assert problems(line.format(", ".join(["*a"] * (MAX_ALIASES + 1)))) == [("too_many_aliases", 2, 5 + 4 * MAX_ALIASES)]


def test_a_file_does_not_grow_beyond_measure_through_its_aliases() -> None:
    text = f"a: &a [{'1,' * 60_000}1]\nb: [{','.join(['*a'] * MAX_ALIASES)}]\n"
    start = time.process_time()
    assert problems(text)
    assert time.process_time() - start < 2


def test_invalid_utf8_is_placed_in_characters(tmp_path: Path) -> None:
    path = tmp_path / "f.yaml"
    path.write_bytes("a: 1\né: é".encode() + b"\xff\n")
    (problem,) = problems_of_file(path)
    assert (problem.code, problem.position.line, problem.position.column) == ("not_utf8", 2, 5)


def test_invalid_utf8_after_a_byte_order_mark_is_placed_likewise(tmp_path: Path) -> None:
    path = tmp_path / "f.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\nb: \xff\n")
    (problem,) = problems_of_file(path)
    assert (problem.code, problem.position.line, problem.position.column) == ("not_utf8", 2, 4)


def test_half_a_utf16_character_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "f.yaml"
    path.write_bytes("a: 1\n".encode("utf-16") + b"x")
    assert [problem.code for problem in problems_of_file(path)] == ["not_utf8"]


def test_a_file_may_weigh_so_much_and_no_more(tmp_path: Path) -> None:
    path = tmp_path / "f.yaml"
    path.write_bytes(b"a: 1\n#" + b"x" * (MAX_BYTES - 6))
    assert read_yaml(path, "f").data == {"a": 1}
    path.write_bytes(b"a: 1\n#" + b"x" * (MAX_BYTES - 5))
    assert [problem.code for problem in problems_of_file(path)] == ["file_too_large"]


def test_missing_folder_and_unreadable(tmp_path: Path) -> None:
    (tmp_path / "f.yaml").write_text("a: 1\n", encoding="utf-8")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    assert [problem.code for problem in problems_of_file(tmp_path / "absent.yaml")] == ["file_missing"]
    assert [problem.code for problem in problems_of_file(tmp_path)] == ["file_is_folder"]
    assert [problem.code for problem in problems_of_file(tmp_path / "loop")] == ["file_unreadable"]
    assert [problem.code for problem in problems_of_file(tmp_path / "f.yaml" / "inside")] == ["file_unreadable"]
    assert [problem.code for problem in problems_of_file(tmp_path / "a\0b")] == ["file_unreadable"]


def test_what_is_no_plain_file_is_never_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "pipe")
    monkeypatch.setattr(Path, "read_bytes", lambda path: pytest.fail(f"{path.name} was opened: nobody may ever write into it"))
    assert [problem.code for problem in problems_of_file(tmp_path / "pipe")] == ["file_unreadable"]


@pytest.mark.parametrize("text", ["", "\n", "# nothing\n", "---\n", "---\n...\n", "~\n"])
def test_an_empty_file_holds_nothing(text: str) -> None:
    assert parse_yaml(text, "f").data is None


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "file_is_pdf"), (b"PK\x03\x04\x14\x00\x08\x00\x9c\xff", "file_is_office"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "file_is_office"),
        (b"\x89PNG\r\n\x1a\n", "file_is_binary"), (b"\x7fELF\x02\x01\x01\x00\xff", "file_is_binary"), (b"\x00\x01\xff\x02", "file_is_binary"),
        (b"PK: \xe9", "not_utf8"), (b"%PDF: oui\n", ""),
    ],
)  # fmt: skip
def test_a_file_of_another_kind_is_named(content: bytes, code: str, tmp_path: Path) -> None:
    path = tmp_path / "f.yaml"
    path.write_bytes(content)
    assert [problem.code for problem in problems_of_file(path)][:1] == ([code] if code else ["yaml_syntax"])
