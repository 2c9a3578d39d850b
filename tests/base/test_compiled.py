"""Compiled data are kept under the digest of their sources, and lost without harm."""

import json
from pathlib import Path
from typing import Any

import pytest

from compliance.base.compiled import compiled_json, keep, kept
from compliance.base.resources import cache_folder


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COMPLY_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_what_is_kept_comes_back(folder: Path) -> None:
    keep("name", "d" * 64, {"é": [1, None, "x"]})
    assert cache_folder() == folder
    assert kept("name", "d" * 64) == {"é": [1, None, "x"]}


def test_another_digest_or_name_finds_nothing() -> None:
    keep("name", "d" * 64, 1)
    assert kept("name", "e" * 64) is None
    assert kept("other", "d" * 64) is None


def test_a_digest_with_the_same_beginning_finds_nothing() -> None:
    keep("name", "d" * 64, 1)
    assert kept("name", "d" * 32 + "e" * 32) is None


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"digest": "' + b"d" * 64 + b'"}'])
def test_a_damaged_copy_is_as_good_as_none(folder: Path, damage: bytes) -> None:
    keep("name", "d" * 64, 1)
    (copy,) = folder.glob("name-*.json")
    copy.write_bytes(damage)
    assert kept("name", "d" * 64) is None


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("COMPLY_CACHE", str(tmp_path / "file"))
    keep("name", "d" * 64, 1)
    assert kept("name", "d" * 64) is None


def test_old_copies_are_removed_and_nothing_is_left_beside(folder: Path) -> None:
    for number in range(9):
        keep("name", f"{number}" * 64, number)
    left = sorted(folder.iterdir())
    assert len(left) == 4
    assert all(path.suffix == ".json" for path in left)
    assert kept("name", "8" * 64) == 8


def test_yaml_is_read_again_only_when_it_changes(tmp_path: Path) -> None:
    joined: list[Any] = []

    def join(files: list[Any]) -> Any:
        joined.append(files)
        return files

    source = tmp_path / "a.yaml"
    source.write_text("k: 1\n", encoding="utf-8")
    assert compiled_json("words", [source], join) == [{"k": 1}]
    assert compiled_json("words", [source], join) == [{"k": 1}]
    assert len(joined) == 1
    source.write_text("k: 2\n", encoding="utf-8")
    assert compiled_json("words", [source], join) == [{"k": 2}]
    assert len(joined) == 2


def test_the_kept_form_is_plain_json(folder: Path) -> None:
    keep("name", "d" * 64, {"a": 1})
    (copy,) = folder.glob("*.json")
    assert json.loads(copy.read_text(encoding="utf-8")) == {"digest": "d" * 64, "data": {"a": 1}}
