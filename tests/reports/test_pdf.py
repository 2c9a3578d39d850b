"""The PDF: tagged, titled, dated by the assessment, drawn with the shipped fonts, the same bytes each time; and what happens without an engine."""

import builtins
import sys
from io import BytesIO
from typing import Any

import pytest

from compliance.catalog.load import Catalog
from compliance.reports import pdf
from compliance.reports.gap_analysis import html_page
from compliance.reports.pdf import ENGINES, EngineMissing, render_pdf
from compliance.reports.tree import read_page
from tests.reports import sample

pypdf = pytest.importorskip("pypdf")
DATA = ("assessment.json", '{"évalué": true}\n'.encode())


@pytest.fixture(scope="module", params=["typst", "weasyprint"])
def engine(request: pytest.FixtureRequest) -> str:
    pytest.importorskip(request.param)
    return str(request.param)


@pytest.fixture(scope="module", params=["fr", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def page(language: str) -> str:
    return html_page(sample.assessment(), sample.catalog(), sample.WORDS[language])


@pytest.fixture(scope="module")
def content(engine: str, page: str) -> bytes:
    return render_pdf(page, sample.assessment(), engine, DATA)


@pytest.fixture(scope="module")
def made(content: bytes) -> Any:
    return pypdf.PdfReader(BytesIO(content))


def squeezed(text: str) -> str:
    """Words alone: engines put their own spaces and breaks."""
    return "".join(letter for letter in text if letter.isalnum())


def test_same_input_same_bytes(content: bytes, engine: str, page: str) -> None:
    assert render_pdf(page, sample.assessment(), engine, DATA) == content


def test_is_tagged_and_says_its_language_and_title(made: Any, language: str) -> None:
    root = made.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert str(root["/Lang"]).startswith(language)
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert sample.assessment().system in made.metadata.title
    assert made.metadata.author == sample.assessment().organisation


def test_is_dated_by_the_assessment(made: Any) -> None:
    assert made.metadata.creation_date.date() == sample.DAY


def test_declares_its_standards(content: bytes, made: Any, engine: str) -> None:
    about = made.trailer["/Root"]["/Metadata"].get_data().decode()
    assert "pdfuaid:part" in about
    if engine == "typst":
        assert "pdfaid:part>3<" in about
        assert "pdfaid:conformance>A<" in about


def test_carries_the_data(made: Any) -> None:
    assert {name: files[0] for name, files in made.attachments.items()} == dict([DATA])


def test_embeds_the_shipped_font_only(made: Any) -> None:
    fonts = set()
    for found in made.pages:
        for font in (found["/Resources"].get("/Font") or {}).values():
            description = font.get_object()
            below = description["/DescendantFonts"][0].get_object() if "/DescendantFonts" in description else description
            assert any(key in below["/FontDescriptor"] for key in ("/FontFile", "/FontFile2", "/FontFile3"))
            fonts.add(str(description["/BaseFont"]).split("+")[-1])
    assert fonts
    assert all(name.lstrip("/").startswith("Inter") for name in fonts), fonts


def test_every_sentence_of_the_page_is_in_the_pdf(made: Any, page: str) -> None:
    words = squeezed("".join(found.extract_text() for found in made.pages))
    body = read_page(page).body
    for tag in ("h2", "h3", "h4", "p", "dd", "li"):
        for node in body.all(tag):
            if not node.all("a") and not node.all("ul") and not node.all("ol"):
                assert squeezed(node.text())[:60] in words or "two-columns" in str(node.classes), node.text()


def test_pages_are_numbered(made: Any) -> None:
    total = len(made.pages)
    assert total > 4
    assert f"{total} / {total}" in made.pages[-1].extract_text().replace("\u00a0", " ")
    assert " / " not in made.pages[0].extract_text()


def test_the_table_of_contents_leads_to_its_pages(made: Any) -> None:
    links = [note.get_object() for note in made.pages[1].get("/Annots") or []]
    assert len(links) >= 8


def test_only_the_engines_named(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ENGINES == ("auto", "typst", "weasyprint")
    asked: list[str] = []
    monkeypatch.setattr("compliance.reports.pdf_typst.prepared", lambda *_: lambda: asked.append("typst") or b"%PDF-")
    monkeypatch.setattr("compliance.reports.pdf_weasyprint.render", lambda *_: asked.append("weasyprint") or b"%PDF-")
    for name in ENGINES:
        assert render_pdf(page, sample.assessment(), name).startswith(b"%PDF-")
    assert asked == ["typst", "typst", "weasyprint"]


def test_without_typst_weasyprint_writes(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    monkeypatch.setattr("compliance.reports.pdf_weasyprint.render", lambda *_: b"%PDF-second")
    assert render_pdf(page, sample.assessment()) == b"%PDF-second"
    with pytest.raises(EngineMissing, match="typst"):
        render_pdf(page, sample.assessment(), "typst")


def test_without_any_engine_both_reasons_are_told(page: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any, **named: Any) -> Any:
        if name == "typst":
            raise ImportError("No module named 'typst'")
        if name == "weasyprint":
            print("long advice on how to install pango")
            raise OSError("cannot load library 'libpango-1.0-0'\nsecond line")
        return real(name, *rest, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(EngineMissing) as missing:
        pdf.render_pdf(page, sample.assessment())
    assert missing.value.detail == "typst: No module named 'typst'; weasyprint: cannot load library 'libpango-1.0-0'"
    assert "advice" not in "".join(capsys.readouterr())


def test_weasyprint_opens_nothing_outside_the_fonts(monkeypatch: pytest.MonkeyPatch, rules: Catalog) -> None:
    pytest.importorskip("weasyprint")
    from compliance.base.resources import shipped
    from compliance.reports.pdf_weasyprint import _fetcher

    fetcher = _fetcher(shipped("templates") / "fonts")
    inside = (shipped("templates") / "fonts" / "Inter-Regular.otf").as_uri()
    assert fetcher(inside)
    outside = inside.replace("Inter-Regular.otf", "../common/document.typ")
    web = ("http://example.org/x.png", "https://example.org/x.png", "ftp://example.org")
    for address in (*web, "file:///etc/passwd", outside, "file://host/etc/passwd", "data:text/html,x"):
        with pytest.raises(ValueError):
            fetcher(address)
