"""Writes the page as a Word document: real headings, a table of contents, tables whose heads repeat, and the same sentences as the PDF."""

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from compliance.reports.brand import PLAIN, Brand
from compliance.reports.docx_walk import TEXT_WIDTH, Walk
from compliance.reports.docx_xml import NAMESPACES, Look, field_run, run
from compliance.reports.tree import Page, read_page

EPOCH = (1980, 1, 1, 0, 0, 0)


def docx_document(page: str, day: date, brand: Brand = PLAIN, template: bytes | None = None) -> bytes:
    """The page as a Word document; `template` is a document whose styles, heads and feet are kept, the text being put at its end."""
    import docx
    from docx.oxml import parse_xml

    tree = read_page(page)
    document = docx.Document(BytesIO(template)) if template is not None else docx.Document()
    if template is None:
        _dress(document, tree, brand)
    _describe(document, tree, day)
    walk = Walk(document, tree.body, brand.accent.lstrip("#").upper())
    body = parse_xml(f"<w:body {NAMESPACES}>{walk.body()}</w:body>")
    end = document.element.body.sectPr
    for element in list(body):
        end.addprevious(element)
    written = BytesIO()
    document.save(written)
    return _settled(written.getvalue())


def opens(template: bytes) -> bool:
    """Whether the bytes are a Word file that a document can be put into."""
    import zlib
    from zipfile import BadZipFile

    import docx
    from docx.opc.exceptions import OpcError

    try:
        return docx.Document(BytesIO(template)).element.body.sectPr is not None
    except (OpcError, BadZipFile, zlib.error, SyntaxError, LookupError, OSError, ValueError, TypeError, AttributeError, RuntimeError, EOFError):
        return False  # no archive, a damaged one, one with a password, another kind of document


def _dress(document: Any, tree: Page, brand: Brand) -> None:
    """Page, fonts, headings, running head and foot of a document without a template."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt, RGBColor

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin, section.top_margin, section.bottom_margin = Mm(20), Mm(18), Mm(24), Mm(20)
    section.different_first_page_header_footer = True
    accent = RGBColor.from_string(brand.accent.lstrip("#").upper())
    sizes = {"Normal": 9.5, "Title": 28, "Heading 1": 18, "Heading 2": 13, "Heading 3": 11, "Heading 4": 10}
    for name, size in sizes.items():
        style = document.styles[name]
        style.font.size, style.font.name = Pt(size), "Calibri"
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for key in [key for key in fonts.attrib if key.endswith("Theme")]:
            del fonts.attrib[key]
        fonts.set(qn("w:eastAsia"), "Calibri")
        if name != "Normal":
            style.font.bold, style.font.italic = True, False
            style.font.color.rgb = accent if name in ("Heading 1", "Heading 3") else RGBColor.from_string(brand.ink.lstrip("#").upper())
    title = document.styles["Title"].element.pPr
    for border in title.findall(qn("w:pBdr")):
        title.remove(border)
    normal = document.styles["Normal"].paragraph_format
    normal.space_after, normal.line_spacing = Pt(5), 1.08
    heading = tree.body.first("h1")
    grey = Look(colour="5B6672", size=15)
    tab = "<w:r><w:tab/></w:r>"
    tabs = f'<w:pPr><w:tabs><w:tab w:val="clear" w:pos="4320"/><w:tab w:val="clear" w:pos="8640"/><w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs></w:pPr>'
    name = heading.text() if heading else tree.title
    lines = {
        section.header: f"<w:p {NAMESPACES}>{tabs}{run(name[:120], grey)}{tab}{run(tree.about.get('draft', '').upper(), grey)}</w:p>",
        section.footer: f"<w:p {NAMESPACES}>{tabs}{run(tree.about.get('footer', ''), grey)}{tab}{field_run('PAGE')}{run(' / ', grey)}{field_run('NUMPAGES')}</w:p>",
    }
    for part, markup in lines.items():
        part.is_linked_to_previous = False
        old = part.paragraphs[0]._p
        old.getparent().replace(old, parse_xml(markup))


def _describe(document: Any, tree: Page, day: date) -> None:
    """Title, author, language and dates: those of the assessment, never those of the clock."""
    from docx.oxml.ns import qn

    about = document.core_properties
    about.title, about.author, about.last_modified_by = tree.title[:255], tree.about.get("author", "")[:255], tree.about.get("author", "")[:255]
    about.subject, about.keywords, about.comments = tree.about.get("description", "")[:255], tree.about.get("keywords", "")[:255], ""
    about.language, about.revision = tree.language, 1
    about.created = about.modified = datetime(day.year, day.month, day.day, tzinfo=UTC)
    defaults = document.styles.element.find(qn("w:docDefaults"))
    if defaults is not None:
        for node in defaults.iter(qn("w:lang")):
            node.set(qn("w:val"), "fr-FR" if tree.language == "fr" else "en-GB")


def _settled(content: bytes) -> bytes:
    """The same archive with fixed dates inside, so that the same input gives the same bytes."""
    written = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(written, "w", ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            info = ZipInfo(name, EPOCH)
            info.compress_type = ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            new.writestr(info, old.read(name))
    return written.getvalue()
