"""`comply draft`: the list, one document in every form, a folder or a file, and what is refused."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer import Typer
from typer.testing import CliRunner

from compliance.cli.draft import draft
from compliance.cli.errors import CommandError
from tests.drafts.asking import DOCUMENTS, EXAMPLES, HERE

APP = Typer()
APP.command()(draft)
SCRIBE = str(EXAMPLES / "consultation-scribe" / "system.yaml")
DAY = ("--as-of", "2026-11-21")


def run(*arguments: str) -> Any:
    return CliRunner().invoke(APP, [*arguments, *DAY], catch_exceptions=False)


@pytest.mark.parametrize(("lang", "words"), [("fr", ("demandé", "2 août 2026", "art. 50")), ("en", ("called for", "2 August 2026", "Art."))])
def test_the_list(lang: str, words: tuple[str, ...]) -> None:
    told = run(SCRIBE, "--lang", lang)
    assert told.exit_code == 0
    plain = told.stdout.replace("\u00a0", " ")
    assert all(document in plain for document in DOCUMENTS)
    assert all(word in plain for word in words)
    assert told.stdout == run("list", SCRIBE, "--lang", lang).stdout


def test_the_list_for_machines() -> None:
    data = json.loads(run("list", SCRIBE, "--lang", "en", "--format", "json").stdout)
    assert [item["document"] for item in data["documents"]] == list(DOCUMENTS)
    marking = data["documents"][-1]["calls"][0]
    assert (marking["state"], marking["applies_from"], marking["owed_by"]) == ("called", "2026-08-02", ["provider"])


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("document", DOCUMENTS)
def test_on_the_screen(document: str, lang: str) -> None:
    told = run(document, str(HERE / "in-house.yaml"), "--lang", lang)
    assert told.exit_code == 0
    assert "in-house.yaml:" in told.stdout
    assert "?" in told.stdout
    assert "\u001b" not in told.stdout
    assert "{" not in told.stdout


def test_every_form_in_a_folder(tmp_path: Path) -> None:
    for form, start in (("text", b""), ("md", b""), ("html", b"<!DOCTYPE"), ("json", b"{"), ("docx", b"PK")):
        assert run("notices", SCRIBE, "--format", form, "--out", str(tmp_path / "pieces"), "--lang", "fr").exit_code == 0
        path = tmp_path / "pieces" / f"notices.{'txt' if form == 'text' else form}"
        assert path.read_bytes().lstrip().startswith(start)
    assert sorted(path.name for path in (tmp_path / "pieces").iterdir()) == ["notices.docx", "notices.html", "notices.json", "notices.md", "notices.txt"]


def test_a_file_of_any_name(tmp_path: Path) -> None:
    out = tmp_path / "mention.md"
    run("notices", SCRIBE, "--format", "md", "--out", str(out), "--lang", "fr")
    assert "Transcription" in out.read_text(encoding="utf-8")


def test_the_pdf_carries_its_data(tmp_path: Path) -> None:
    pytest.importorskip("typst")
    from pypdf import PdfReader

    out = tmp_path / "mention.pdf"
    run("notices", SCRIBE, "--format", "pdf", "--out", str(out), "--lang", "fr")
    assert json.loads(PdfReader(out).attachments["draft.json"][0])["document"] == "notices"


@pytest.mark.parametrize(
    "arguments",
    [
        ("fira", SCRIBE),
        ("notices", SCRIBE, "--format", "odt"),
        ("list", SCRIBE, "--format", "pdf"),
        ("notices", SCRIBE, "--format", "docx"),
        ("notices", SCRIBE, "--lang", "de"),
        ("fria",),
    ],
)
def test_wrong_use(arguments: tuple[str, ...]) -> None:
    with pytest.raises(CommandError):
        run(*arguments)


def test_the_json_of_a_registration_can_fill_a_form() -> None:
    data = json.loads(run("registration", str(EXAMPLES / "emergency-triage" / "system.yaml"), "--format", "json", "--lang", "fr").stdout)
    assert [chapter["id"] for chapter in data["chapters"]] == ["C", "A"]
    fields = {section["citation"]: section for section in data["chapters"][0]["sections"]}
    first = fields["annexe\u00a0VIII, section C, points\u00a01 et 2"] if "annexe\u00a0VIII, section C, points\u00a01 et 2" in fields else next(iter(fields.values()))
    assert first["parts"][0]["value"] == "CHU"
    assert first["parts"][0]["sources"][0]["place"] == "../chu/organisation.yaml:4"
    assert all(question["asked_of"] for chapter in data["chapters"] for section in chapter["sections"] for question in section["questions"])
