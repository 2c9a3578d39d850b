"""What a user writes is never markup, a formula, a command or a link in any format."""

import re
from html.parser import HTMLParser
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from compliance.catalog.load import Catalog
from compliance.reports.docx_report import docx_document
from compliance.reports.gap_analysis import html_page
from compliance.reports.html import report_page
from compliance.reports.markdown import markdown_document
from compliance.reports.pdf import render_pdf
from compliance.reports.tree import read_page
from compliance.reports.xlsx_report import workbook
from tests.reports import sample

HOSTILE = {
    "script": "<script>alert(1)</script>",
    "attribute": "\"><img src=x onerror=alert(1)>",
    "handler": "' onmouseover='alert(1)",
    "entity": "&lt;b&gt; &amp; &#x3c;i&#x3e;",
    "jinja": "{{ 7 * 7 }}{% raw %}",
    "typst": "#read(\"/etc/passwd\") $x$ *gras* _x_ `code` @ref <lab> = titre \\ #eval(\"1\")",
    "formula": "=HYPERLINK(\"http://mechant.example\";\"x\")",
    "plus": "+1+cmd|' /C calc'!A0",
    "minus": "-2+3",
    "at": "@SUM(1+1)",
    "link": "javascript:alert(1)",
    "markdown": "[clic](javascript:alert(1)) ![x](http://mechant.example/x.png) | a | b |\n# titre",
    "control": "a\x00b\x07c\x1b[31mrouge\x9bd",
    "surrogate_like": "fin\ufffe\uffff\U000e0041",
    "bidi": "facture\u202efdp.exe\u2066x\u2069",
    "long_word": "x" * 100_000,
    "long_text": "mot " * 3000,
    "wide": "漢字かな한국어 العربية עברית 👩‍⚕️ 🏥",
    "combining": "e" + "\u0301" * 40,
    "xml_end": "]]></w:t><w:br/>",
    "file_link": "file:///etc/passwd",
    "style": "</style><style>*{display:none}</style>",
    "comment": "<!-- --><!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>&y;",
    "empty": "",
    "spaces": " \t\n\u2028\u00a0",
}  # fmt: skip
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029\ufffe\uffff]")


@pytest.fixture(params=HOSTILE, ids=list(HOSTILE))
def text(request: pytest.FixtureRequest) -> str:
    return HOSTILE[request.param]


@pytest.fixture
def page(text: str, rules: Catalog) -> str:
    return html_page(sample.assessment(text, text), rules, sample.WORDS["fr"])


def test_html(page: str, text: str, rules: Catalog) -> None:
    screen = report_page(sample.assessment(text, text), rules, sample.WORDS["fr"])
    plain = {kind: made(sample.assessment(), rules, sample.WORDS["fr"]) for kind, made in (("page", html_page), ("screen", report_page))}
    for kind, made in (("page", page), ("screen", screen)):
        assert not CONTROLS.search(made)
        assert {tag: made.count(tag) for tag in TAGS} == {tag: plain[kind].count(tag) for tag in TAGS}
        assert handlers(made) == []
        assert not re.search(r"href=[\"']?(javascript|file|data)", made)


def handlers(html: str) -> list[str]:
    found: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.extend(f"{tag} {name}" for name, _ in attrs if name.startswith("on"))

    Reader().feed(html)
    return found


TAGS = ("<script", "<style", "</style", "<img", "<!--", "<!DOCTYPE", "<a ", "<p", "<tr", "<h1")


def test_the_tree_keeps_the_words(page: str, text: str) -> None:
    heading = read_page(page).body.first("h1")
    assert heading is not None
    if text == HOSTILE["script"]:
        assert heading.text() == text


def test_markdown(page: str) -> None:
    made = markdown_document(page).decode()
    assert not CONTROLS.search(made)
    assert "<script" not in made
    assert not re.search(r"(?<!\\)\]\((?!https://)", made)
    assert not re.search(r"(?<!\\)!\[", made)


def test_docx(page: str) -> None:
    made = docx_document(page, sample.DAY)
    with ZipFile(BytesIO(made)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(archive.read(name))
        links = archive.read("word/_rels/document.xml.rels").decode()
    assert set(re.findall(r'Target="(\w+:[^"]*)" TargetMode="External"', links)) <= {f"https://example.org/#art_{number}" for number in range(99)}


def test_xlsx(text: str, rules: Catalog) -> None:
    made = workbook(sample.assessment(text, text), rules, sample.WORDS["fr"])
    with ZipFile(BytesIO(made)) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(content)
            assert b"<f>" not in content
            assert b"<hyperlink" not in content
            assert not CONTROLS.search(content.decode())


@pytest.mark.parametrize("name", sorted(set(HOSTILE) - {"plus", "minus", "at", "link", "handler"}))
def test_pdf_by_typst(name: str, rules: Catalog) -> None:
    pytest.importorskip("typst")
    from pypdf import PdfReader

    page = html_page(sample.assessment(HOSTILE[name], HOSTILE[name]), rules, sample.WORDS["fr"])
    made = PdfReader(BytesIO(render_pdf(page, sample.assessment(HOSTILE[name]), "typst")))
    words = "".join(found.extract_text() for found in made.pages)
    assert "root:x:0" not in words
    if name == "typst":
        assert "#read" in words.replace("\u200b", "")
    assert _schemes(made) <= {"https"}


@pytest.mark.parametrize("name", ["script", "style", "file_link", "control", "bidi", "wide", "long_word"])
def test_pdf_by_weasyprint(name: str, rules: Catalog) -> None:
    pytest.importorskip("weasyprint")
    from pypdf import PdfReader

    page = html_page(sample.assessment(HOSTILE[name], HOSTILE[name]), rules, sample.WORDS["fr"])
    made = PdfReader(BytesIO(render_pdf(page, sample.assessment(HOSTILE[name]), "weasyprint")))
    assert name == "long_word" or "root:x:0" not in "".join(found.extract_text() for found in made.pages)
    assert _schemes(made) <= {"https"}


def _schemes(made: object) -> set[str]:
    found = set()
    for page in made.pages:  # type: ignore[attr-defined]
        for note in page.get("/Annots") or []:
            action = note.get_object().get("/A")
            if action is not None and "/URI" in action.get_object():
                found.add(str(action.get_object()["/URI"]).split(":")[0])
    return found
