"""Compiled templates are kept beside the program's own compiled modules, and never outlive their source."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

from compliance.reports import template_code
from compliance.reports.template_code import TemplateCode

Make = Callable[[], Environment]


@pytest.fixture
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Make:
    def package_file(name: str) -> Path:
        return tmp_path / name

    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "typography.py").touch()
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "a.j2").write_text("one {{ x }}", encoding="utf-8")
    monkeypatch.setattr(template_code, "package_file", package_file)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return lambda: Environment(loader=FileSystemLoader(tmp_path / "templates"), bytecode_cache=TemplateCode("report", "fr"), autoescape=True)


def kept(folder: Path) -> list[Path]:
    return sorted((folder / template_code.FOLDER).glob("*"))


def test_what_was_compiled_is_not_compiled_again(make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert make().get_template("a.j2").render(x="<") == "one &lt;"
    assert len(kept(tmp_path)) == 1
    monkeypatch.setattr(Environment, "compile", lambda *_: pytest.fail("compiled again"))
    assert make().get_template("a.j2").render(x="<") == "one &lt;"


def test_a_changed_template_is_compiled_anew(make: Make, tmp_path: Path) -> None:
    make().get_template("a.j2")
    (tmp_path / "templates" / "a.j2").write_text("two {{ x }}", encoding="utf-8")
    assert make().get_template("a.j2").render(x=1) == "two 1"


@pytest.mark.parametrize("damage", [b"", b"\x00", b"j2 and more"])
def test_a_damaged_file_is_no_error(damage: bytes, make: Make, tmp_path: Path) -> None:
    make().get_template("a.j2")
    kept(tmp_path)[0].write_bytes(damage)
    assert make().get_template("a.j2").render(x=1) == "one 1"


def test_nothing_is_written_where_python_writes_no_bytecode(make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert make().get_template("a.j2").render(x=1) == "one 1"
    assert kept(tmp_path) == []


def test_a_folder_that_cannot_be_written_is_no_error(make: Make, tmp_path: Path) -> None:
    (tmp_path / "__pycache__").write_text("a file where the folder would stand", encoding="utf-8")
    assert make().get_template("a.j2").render(x=1) == "one 1"


def test_other_rules_of_typography_compile_anew(make: Make, tmp_path: Path) -> None:
    make().get_template("a.j2")
    rules = tmp_path / "reports" / "typography.py"
    rules.write_text("changed", encoding="utf-8")
    import os

    os.utime(rules, (1, 1))
    make().get_template("a.j2")
    assert len(kept(tmp_path)) == 2
