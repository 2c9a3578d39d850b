"""Skeletons: what an author is given, and that it passes once the blanks are filled."""

import re
from pathlib import Path

import pytest

from compliance.base.source import read_yaml
from compliance.catalog.skeleton import quoted, slug
from tests.commands.running import Run

DATES = re.compile(r'(as_of|date|from): ""')


def fill_blanks(root: Path, control: str) -> None:
    """What an author does: every blank gets a text, dates a day, the row its control."""
    for path in root.rglob("*.yaml"):
        text = DATES.sub(r"\1: 2026-01-01", path.read_text(encoding="utf-8"))
        text = text.replace('control: ""', f"control: {control}").replace('url: ""', "url: https://chu.example").replace('""', "texte")
        path.write_text(text, encoding="utf-8")


def test_skeletons_pass_once_they_are_filled(run: Run, tmp_path: Path) -> None:
    root = tmp_path / "mine"
    titles = ("--title-fr", "Charte d’usage : « locale »", "--title-en", 'A "local" charter: use', "--dir", root)
    assert run("new", "control", "LOC-01", *titles, "--lang", "en")[0] == 0
    assert run("new", "framework", "chu", *titles)[0] == 0
    code, out, err = run("catalog", "check", "--catalog", root, "--lang", "en")
    assert (code, out) == (2, "")
    blanks = [line for line in err.splitlines() if str(root) in line]
    assert any("the text is missing in this language" in line for line in blanks)
    assert any("the field `verified` is missing" in line for line in blanks)
    fill_blanks(root, "LOC-01")
    code, out, err = run("catalog", "check", "--catalog", root, "--lang", "en")
    assert (code, err) == (0, "")


def test_the_file_of_a_control_is_named_after_it(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("new", "control", "LOC-01", "--title-fr", "Une « charte » : l’usage", "--title-en", "Charte d’été: use & abuse!", "--dir", tmp_path, "--lang", "en")
    path = tmp_path / "controls" / "LOC" / "LOC-01-charte-d-ete-use-abuse.yaml"
    assert code == 0
    assert str(path) in out
    assert "Add a mapping row that names LOC-01" in out
    assert read_yaml(path).data["title"]["fr"] == "Une « charte » : l’usage"
    assert not [other for other in path.parent.iterdir() if other != path]


def test_the_domain_may_be_another_one(run: Run, tmp_path: Path) -> None:
    assert run("new", "control", "LOC-01", "--domain", "IAM", "--title-fr", "a", "--title-en", "b", "--dir", tmp_path)[0] == 0
    assert read_yaml(tmp_path / "controls" / "IAM" / "LOC-01-b.yaml").data["domain"] == "IAM"


def test_nothing_is_overwritten(run: Run, tmp_path: Path) -> None:
    arguments = ("new", "control", "LOC-01", "--title-fr", "a", "--title-en", "b", "--dir", tmp_path)
    assert run(*arguments)[0] == 0
    path = tmp_path / "controls" / "LOC" / "LOC-01-b.yaml"
    path.write_text("mine", encoding="utf-8")
    code, _, err = run(*arguments, "--lang", "en")
    assert code == 2
    assert str(path) in err
    assert path.read_text(encoding="utf-8") == "mine"


def test_a_framework_is_written_whole_or_not_at_all(run: Run, tmp_path: Path) -> None:
    home = tmp_path / "frameworks" / "chu"
    home.mkdir(parents=True)
    (home / "mapping.yaml").write_text("rows: []\n", encoding="utf-8")
    assert run("new", "framework", "chu", "--dir", tmp_path)[0] == 2
    assert [path.name for path in home.iterdir()] == ["mapping.yaml"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("control", "LOC1", "--title-fr", "a", "--title-en", "b"), "LOC1"),
        (("control", "../A-01", "--title-fr", "a", "--title-en", "b"), "../A-01"),
        (("control", "LOC-01", "--domain", "../x", "--title-fr", "a", "--title-en", "b"), "../x"),
        (("control", "IAM-01", "--title-fr", "a", "--title-en", "b"), "controls/IAM/IAM-01"),
        (("control", "LOC-01", "--title-fr", "a"), "--title-en"),
        (("framework", "CHU"), "CHU"),
        (("framework", "../chu"), "../chu"),
        (("framework", "parameters"), "parameters"),
        (("framework", "rgpd"), "frameworks/rgpd/framework.yaml"),
    ],
)
def test_a_mistake_of_use_is_told(run: Run, tmp_path: Path, arguments: tuple[str, ...], told: str) -> None:
    code, out, err = run("new", *arguments, "--dir", tmp_path, "--lang", "en")
    assert (code, out) == (2, "")
    assert told in err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "controls").write_text("a file", encoding="utf-8")
    code, _, err = run("new", "control", "LOC-01", "--title-fr", "a", "--title-en", "b", "--dir", tmp_path, "--lang", "en")
    assert code == 2
    assert "cannot be written" in err


def test_titles_are_quoted_and_file_names_kept_short() -> None:
    assert quoted('a "b": {c}\n\x1b[d]') == '"a \\"b\\": {c}  [d]"'
    assert slug("Éthique & IA — 2026") == "ethique-ia-2026"
    assert slug("…") == "new"
    assert len(slug("mot " * 80)) <= 60


@pytest.mark.parametrize(("lang", "word"), [("fr", "obligatoire"), ("en", "required")])
def test_the_help_says_what_is_required(lang: str, word: str, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPLY_LANG", lang)
    _, out, _ = run("new", "control", "--help")
    assert out.count(word) == 3  # the identifier and both titles
