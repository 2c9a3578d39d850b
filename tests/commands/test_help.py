"""The help of every command, in the reader's language and in no other."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import typer

from compliance.base.text import Language
from compliance.cli.help import entry, known, one_of, paragraph
from compliance.cli.main import app_of

FRENCH = ("Emploi", "Commandes", "Montrer", "écrire", "évaluer", "Langue", "obligatoire", "Codes de sortie", "par défaut")
ENGLISH = ("Usage", "Commands:", "Show this", "write", "assess a", "Language", "required", "Exit codes", "default")


def commands(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    yield path, command
    for name, inner in getattr(command, "commands", {}).items():
        yield from commands(inner, (*path, name))


ALL = dict(commands(typer.main.get_command(app_of())))


def texts(command: Any) -> list[str]:
    """Every text of ours on a page of help: one for each paragraph, argument, option and command listed."""
    parts = (command.help or "").split("\n\n")
    lines = [line.strip() for part in parts for line in (part.removeprefix("\b\n").split("\n") if part.startswith("\b") else (" ".join(part.split()),))]
    told = [param.help for param in command.params if getattr(param, "help", None) and param.name != "help"]
    return [text for text in (*lines, *told, command.short_help or "") if text]


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_every_text_of_help_stands_in_both_languages(path: tuple[str, ...]) -> None:
    for text in texts(ALL[path]):
        assert text.count(" / ") == 1, text
        french, english = text.split(" / ")
        assert len(english) >= len(french) / 3, f"one half says less: {text}"


@pytest.mark.parametrize("path", ALL, ids=" ".join)
@pytest.mark.parametrize(("lang", "other"), [("fr", ENGLISH), ("en", FRENCH)])
def test_a_page_of_help_is_in_one_language(path: tuple[str, ...], lang: str, other: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("COMPLY_LANG", lang)
    monkeypatch.setattr("sys.argv", ["comply"])
    app_of()([*path, "--help"], prog_name="comply", standalone_mode=False)
    page = capsys.readouterr().out
    assert page.startswith("Emploi\u00a0: comply" if lang == "fr" else "Usage: comply")
    assert " / " not in page
    assert not re.search(r"\w\.\.\.(?:\s|$)", page.replace("SYSTEM.YAML...", "")), "a line of the list of commands is cut"
    assert not [words for words in other if re.search(rf"(?<![-\w]){words}", page)]


@pytest.mark.parametrize(
    ("text", "french", "english"),
    [
        ("Langue du résultat / language of the result.", "Langue du résultat.", "Language of the result."),
        ("évaluer un système / assess a system", "évaluer un système", "assess a system"),
        ("Codes de sortie / Exit codes:", "Codes de sortie\u00a0:", "Exit codes:"),
        ("Une fin. / An end.", "Une fin.", "An end."),
        ("sans moitié", "sans moitié", "sans moitié"),
    ],
)
def test_the_half_of_a_text(text: str, french: str, english: str) -> None:
    assert (one_of(text, "fr"), one_of(text, "en")) == (french, english)


def test_what_the_library_adds_is_told_in_the_same_language() -> None:
    assert entry("Forme / form.  [default: text]", "fr") == "Forme.  [par défaut\u00a0: text]"
    assert entry("Forme / form.  [default: text]", "en") == "Form.  [default: text]"
    assert entry("Fichier / file.  [required]", "fr") == "Fichier.  [obligatoire]"


@pytest.mark.parametrize(("language", "expected"), [("fr", "--out DOSSIER|FICHIER BRAND.YAML AAAA-MM-JJ"), ("en", "--out DIR|FILE BRAND.YAML YYYY-MM-DD")])
def test_names_of_what_is_put_in_are_translated_as_whole_words(language: Language, expected: str) -> None:
    assert known("--out DIR|FILE BRAND.YAML AAAA-MM-JJ", language) == expected


def test_lines_that_stand_as_they_are_keep_their_numbers() -> None:
    text = "\b\nCodes / Codes:\n  0  ouvert / open\n  12  clos / shut"
    assert paragraph(text, "en") == "\b\nCodes:\n  0  open\n  12  shut"
