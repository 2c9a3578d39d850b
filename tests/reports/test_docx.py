"""The Word document: real headings, tables whose heads repeat, a table of contents, anchors, and a template of one's own."""

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest

from compliance.base.text import LANGUAGES
from compliance.catalog.load import Catalog
from compliance.reports.docx_report import docx_document
from compliance.reports.gap_analysis import html_page
from compliance.reports.tree import read_page
from tests.reports import sample

docx = pytest.importorskip("docx")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture
def page(rules: Catalog) -> str:
    return html_page(sample.assessment(), rules, sample.WORDS["fr"])


@pytest.fixture
def made(page: str) -> Any:
    return docx.Document(BytesIO(docx_document(page, sample.DAY)))


def test_same_input_same_bytes(page: str) -> None:
    assert docx_document(page, sample.DAY) == docx_document(page, sample.DAY)


@pytest.mark.parametrize("language", LANGUAGES)
def test_is_the_structure_kept(language: str, rules: Catalog, gold: Callable[[str, bytes], None]) -> None:
    made = docx.Document(BytesIO(docx_document(html_page(sample.assessment(), rules, sample.WORDS[language]), sample.DAY)))
    gold(f"docx/gap-analysis.{language}.txt", ("\n".join(structure(made)) + "\n").encode())


def structure(made: Any) -> Iterator[str]:
    """Paragraphs by style and tables by rows, in the order of the document."""
    for block in made.iter_inner_content():
        if hasattr(block, "rows"):
            yield f"[table {len(block.rows)} x {len(block.columns)}]"
            yield from ("  " + " | ".join(cell.text.replace("\n", "⏎") for cell in row.cells) for row in block.rows)
        elif block.text.strip():
            yield f"[{block.style.name}] {block.text}"


def test_headings_are_those_of_the_page(made: Any, page: str) -> None:
    body = read_page(page).body
    levels = {"Title": "h1", "Heading 1": "h2", "Heading 2": "h3", "Heading 3": "h4", "Heading 4": "h5"}
    for style, tag in levels.items():
        assert [item.text for item in made.paragraphs if item.style.name == style] == [node.text() for node in body.all(tag)]


def test_tables_are_those_of_the_page_and_repeat_their_heads(made: Any, page: str) -> None:
    tables = read_page(page).body.all("table")
    assert len(made.tables) == len(tables)
    for table, node in zip(made.tables, tables, strict=True):
        first = table._tbl.tr_lst[0]
        assert first.find(f"{W}trPr/{W}tblHeader") is not None
        assert [cell.text.strip() for cell in table.rows[0].cells] == [cell.text().strip() for cell in node.all("thead")[0].all("th")]
        assert table._tbl.tblPr.find(f"{W}tblCaption") is not None


def test_inner_links_lead_to_bookmarks(made: Any) -> None:
    xml = made.element
    anchors = {node.get(f"{W}anchor") for node in xml.iter(f"{W}hyperlink")} - {None}
    names = [node.get(f"{W}name") for node in xml.iter(f"{W}bookmarkStart")]
    assert anchors
    assert len(names) == len(set(names))
    assert anchors <= set(names)


def test_has_contents_head_foot_and_alternative_texts(made: Any) -> None:
    assert any("TOC" in (node.text or "") for node in made.element.iter(f"{W}instrText"))
    section = made.sections[0]
    assert sample.assessment().system in section.header.paragraphs[0].text
    assert "PAGE" in section.footer._element.xml
    assert section.different_first_page_header_footer


def test_says_its_title_language_and_day(made: Any) -> None:
    about = made.core_properties
    assert sample.assessment().system in about.title
    assert about.author == sample.assessment().organisation
    assert (about.created.date(), about.modified.date()) == (sample.DAY, sample.DAY)
    assert about.language == "fr"
    assert 'w:val="fr-FR"' in made.styles.element.xml


def test_a_template_keeps_its_text_and_styles(page: str) -> None:
    template = docx.Document()
    template.add_paragraph("Papier à en-tête du cabinet")
    template.styles["Heading 1"].font.name = "Georgia"
    kept = BytesIO()
    template.save(kept)
    made = docx.Document(BytesIO(docx_document(page, sample.DAY, template=kept.getvalue())))
    assert made.paragraphs[0].text == "Papier à en-tête du cabinet"
    assert made.styles["Heading 1"].font.name == "Georgia"
    assert any(item.style.name == "Title" for item in made.paragraphs)


def test_the_archive_holds_no_other_date(page: str) -> None:
    with ZipFile(BytesIO(docx_document(page, sample.DAY))) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
