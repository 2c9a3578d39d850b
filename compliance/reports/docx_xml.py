"""Pieces of WordprocessingML as text: runs, paragraphs, tables, fields; every word cleaned and escaped."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from compliance.reports.typography import clean
from compliance.reports.xml_text import escape, quoteattr

NAMESPACES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
CELL = '<w:tcBorders><w:bottom w:val="single" w:sz="{size}" w:color="{colour}"/></w:tcBorders>'


@dataclass(frozen=True, slots=True)
class Look:
    """How a run looks; `colour` is six hexadecimal digits, `size` half points, 0 for that of the style."""

    bold: bool = False
    italic: bool = False
    colour: str = ""
    size: int = 0

    def but(self, **changes: object) -> "Look":
        """The same look with some changes."""
        return replace(self, **changes)  # type: ignore[arg-type]


def run(text: str, look: Look) -> str:
    """Some words."""
    properties = "".join((
        "<w:b/>" if look.bold else "",
        "<w:i/>" if look.italic else "",
        f'<w:color w:val="{look.colour}"/>' if look.colour else "",
        f'<w:sz w:val="{look.size}"/><w:szCs w:val="{look.size}"/>' if look.size else "",
    ))  # fmt: skip
    return f'<w:r>{f"<w:rPr>{properties}</w:rPr>" if properties else ""}<w:t xml:space="preserve">{escape(clean(text))}</w:t></w:r>'


def line_break() -> str:
    """A new line in the same paragraph."""
    return "<w:r><w:br/></w:r>"


def paragraph(
    runs: Iterable[str], style: str = "", indent: int = 0, hanging: int = 0, keep: bool = False, new_page: bool = False, right: bool = False, after: int | None = None,
    shade: str = "",
) -> str:  # fmt: skip
    """A paragraph; lengths in twentieths of a point."""
    properties = "".join((
        f"<w:pStyle w:val={quoteattr(style)}/>" if style else "",
        "<w:keepNext/>" if keep else "",
        "<w:pageBreakBefore/>" if new_page else "",
        f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else "",
        f'<w:spacing w:before="0" w:after="{after}"/>' if after is not None else "",
        f'<w:ind w:left="{indent + hanging}" w:hanging="{hanging}"/>' if indent or hanging else "",
        '<w:jc w:val="right"/>' if right else "",
    ))  # fmt: skip
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{''.join(runs)}</w:p>"


def bookmark(number: int, name: str) -> str:
    """A place that links may lead to."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/><w:bookmarkEnd w:id="{number}"/>'


def internal_link(name: str, runs: str) -> str:
    """Words that lead to a bookmark."""
    return f'<w:hyperlink w:anchor="{name}" w:history="1">{runs}</w:hyperlink>'


def external_link(relation: str, runs: str) -> str:
    """Words that lead to the web."""
    return f'<w:hyperlink r:id="{relation}" w:history="1">{runs}</w:hyperlink>'


def field_run(instruction: str) -> str:
    """A field that the word processor fills in, a page number for example."""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def contents_field(entries: Sequence[tuple[int, str]]) -> str:
    """A table of contents that is brought up to date when the document is opened; until then it shows `entries`, each with its level."""
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" \\h \\z \\u </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    shown = [paragraph([begin if index == 0 else "", runs], indent=level * 300, after=40) for index, (level, runs) in enumerate(entries)]
    return "".join(shown) + paragraph(['<w:r><w:fldChar w:fldCharType="end"/></w:r>'])


def cell(content: str, width: int, span: int = 1, head: bool = False, fill: str = "") -> str:
    """A cell; `content` is at least one paragraph."""
    border = CELL.format(size=8, colour="1C2733") if head else CELL.format(size=4, colour="D5DBE1")
    merged = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merged}{border}{shade}</w:tcPr>{content}</w:tc>'


def row(cells: Iterable[str], head: bool = False) -> str:
    """A row that is not broken over pages; a head row stands again on each page."""
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if head else ''}</w:trPr>{''.join(cells)}</w:tr>"


def table(rows: Iterable[str], widths: Sequence[int], caption: str) -> str:
    """A table of fixed widths, with a caption for those who do not see it."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    margins = '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar>'
    look = '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
    about = f"<w:tblCaption w:val={quoteattr(clean(caption))}/>" if caption else ""
    head = f'<w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>{margins}{look}{about}</w:tblPr>'
    return f"<w:tbl>{head}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def framed(content: str, width: int, colour: str) -> str:
    """Some paragraphs in a frame: a table of one cell, which may go over pages; `content` ends with a paragraph."""
    sides = "".join(f'<w:{side} w:val="single" w:sz="{24 if side == "left" else 4}" w:color="{colour}"/>' for side in ("top", "left", "bottom", "right"))
    margins = "".join(f'<w:{side} w:w="120" w:type="dxa"/>' for side in ("top", "left", "bottom", "right"))
    head = f'<w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
    inside = f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:tcBorders>{sides}</w:tcBorders></w:tcPr>{content}</w:tc>'
    return f'<w:tbl>{head}<w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid><w:tr>{inside}</w:tr></w:tbl>'
