"""Walks the tree of a page and writes each element as WordprocessingML."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from compliance.reports.docx_logo import drawing, logo_inline
from compliance.reports.docx_xml import (
    Look,
    bookmark,
    cell,
    contents_field,
    external_link,
    framed,
    internal_link,
    line_break,
    paragraph,
    row,
    run,
    table,
)  # fmt: skip
from compliance.reports.pictures import png_of
from compliance.reports.tree import INLINE, Node

TEXT_WIDTH = 9752  # 172 mm in twentieths of a point
LOGO_HEIGHT, LOGO_WIDTH = 12, 70  # millimetres
SMALL, MUTED, SHADE, AMBER = 16, "5B6672", "F3F6F8", "85540A"
HEADINGS = {"h1": "Title", "h2": "Heading1", "h3": "Heading2", "h4": "Heading3", "h5": "Heading4"}
COLOURS = {
    "not_met": "9D1C20", "fail": "9D1C20", "no": "9D1C20", "unknown": "85540A", "open": "85540A", "warning": "85540A", "accepted": "85540A", "met": "22663A",
    "pass": "22663A", "yes": "22663A", "partly_shown": "1F5C8B", "not_yet_applicable": "5B4A8A", "not_applicable": MUTED, "not_assessed": MUTED,
}  # fmt: skip
MUTED_CLASSES = ("place", "severity", "nature", "note", "reads", "caution", "out", "cover-date")


class Walk:
    """Writes one page; keeps the bookmarks and the pages to be broken."""

    def __init__(self, document: Any, body: Node, accent: str) -> None:
        self._document = document
        self._body = body
        self._accent = accent
        self._names = {node.id: f"p{number}" for number, node in enumerate((node for node in body.nodes() if node.id), 1)}
        self._pending: list[str] = []
        self._new_page = False

    def body(self) -> str:
        """The whole body."""
        return self._blocks(self._body.children, Look())

    def _blocks(self, children: Sequence[Node | str], look: Look, indent: int = 0) -> str:
        """Blocks as they stand; words between them as paragraphs of their own."""
        out, loose = [], []
        for child in children:
            if isinstance(child, str) or child.tag in INLINE:
                loose.append(child)
                continue
            if loose:
                out.append(self._paragraph(loose, look, indent=indent))
                loose = []
            out.append(self._block(child, look, indent))
        if loose:
            out.append(self._paragraph(loose, look, indent=indent))
        return "".join(out)

    def _block(self, node: Node, look: Look, indent: int) -> str:
        if node.id:
            self._pending.append(node.id)
        if node.has("new-page") or node.has("contents"):
            self._new_page = True
        if node.tag in HEADINGS:
            return self._paragraph(node.children, Look(), style=HEADINGS[node.tag], keep=True)
        if node.tag == "p":
            return self._words(node, look, indent)
        if node.tag in ("ul", "ol"):
            return self._list(node, look, indent)
        if node.tag == "dl":
            return "".join(self._blocks((child,), look, indent) for child in node.children if isinstance(child, Node))
        if node.tag in ("dt", "dd"):
            return self._paragraph(node.children, look.but(bold=node.tag == "dt"), indent=indent, after=0 if node.tag == "dt" else 100, keep=node.tag == "dt")
        if node.tag == "table":
            return self._table(node)
        if node.tag == "nav":
            return self._contents(node)
        if node.tag == "svg":
            return self._picture(node)
        if node.tag == "figcaption":
            return self._paragraph(node.children, look.but(bold=True), keep=True)
        if node.has("box"):
            return framed(self._blocks(node.children, look), TEXT_WIDTH - indent, AMBER) + paragraph([], after=60)
        return self._blocks(node.children, look, indent)

    def _words(self, node: Node, look: Look, indent: int) -> str:
        if node.has("kicker"):
            return self._paragraph(node.children, look.but(bold=True, colour=self._accent, size=24))
        if node.has("lead"):
            return self._paragraph(node.children, look.but(size=22))
        if node.has("confidential") or node.has("brand"):
            return self._paragraph(node.children, look.but(bold=True, colour=COLOURS["not_met"] if node.has("confidential") else look.colour))
        if node.has("step") or node.has("caption"):
            return self._paragraph(node.children, look.but(bold=True), keep=True, indent=indent, after=20)
        if node.has("remedy"):
            return self._paragraph(node.children, look, shade=SHADE, indent=indent)
        muted = any(node.has(name) for name in MUTED_CLASSES)
        return self._paragraph(node.children, look.but(colour=MUTED) if muted else look, indent=indent)

    def _list(self, node: Node, look: Look, indent: int) -> str:
        out = []
        look = look.but(size=17) if node.has("trace") or node.has("asked") or node.has("two-columns") else look
        for number, item in enumerate((child for child in node.children if isinstance(child, Node)), 1):
            inline = [child for child in item.children if isinstance(child, str) or child.tag in INLINE]
            blocks = [child for child in item.children if isinstance(child, Node) and child.tag not in INLINE]
            lead = [run(f"{number}. ", look)] if node.tag == "ol" else [] if node.has("trace") or node.has("plain") or node.has("tiles") else [run("• ", look)]
            colour = self._colour(item) if node.has("tiles") else ""
            runs = [*lead, *self._runs(inline, look.but(colour=colour) if colour else look, mark=self._colour(item))]
            out.append(self._finish(runs, indent=indent, hanging=0 if node.has("plain") else 240, after=40))
            out.append(self._blocks(blocks, look, indent + 240))
        return "".join(out)

    def _table(self, node: Node) -> str:
        caption = next((child for child in node.children if isinstance(child, Node) and child.tag == "caption"), None)
        head = node.first("thead")
        rows = [line for part in node.children if isinstance(part, Node) and part.tag in ("thead", "tbody") for line in part.children if isinstance(line, Node)]
        shares = [float(col.attributes["style"].removeprefix("width: ").removesuffix("%")) for col in node.all("col")]
        shares = shares or [1.0] * max(len(line.children) for line in rows)
        widths = [round(TEXT_WIDTH * share / sum(shares)) for share in shares]
        lines = []
        for line in rows:
            is_head = head is not None and line in head.children
            cells, at = [], 0
            for item in (child for child in line.children if isinstance(child, Node)):
                span = int(item.attributes.get("colspan", "1"))
                look = Look(size=SMALL, bold=item.tag == "th" or line.has("subtotal"), colour=MUTED if is_head else self._colour(item))
                content = self._cell(item, look) or paragraph([])
                cells.append(cell(content, sum(widths[at : at + span]), span, is_head, SHADE if line.has("group") else ""))
                at += span
            lines.append(row(cells, is_head))
        title = self._paragraph(caption.children, Look(bold=True), keep=True, after=40) if caption else ""
        return title + table(lines, widths, caption.text() if caption else "") + paragraph([], after=60)

    def _cell(self, node: Node, look: Look) -> str:
        out, loose = [], []
        for child in node.children:
            if isinstance(child, str) or child.tag in INLINE:
                loose.append(child)
                continue
            if loose:
                out.append(self._paragraph(loose, look, after=0))
                loose = []
            out.append(self._paragraph(child.children, look.but(bold=False, colour=MUTED), after=0) if child.tag == "p" else self._block(child, look, 0))
        if loose or not out:
            out.append(self._paragraph(loose, look, right=node.has("number"), after=0))
        return "".join(out)

    def _contents(self, node: Node) -> str:
        entries: list[tuple[int, str]] = []

        def collect(items: Node, level: int) -> None:
            for item in (child for child in items.children if isinstance(child, Node)):
                for child in item.children:
                    if isinstance(child, Node) and child.tag == "a":
                        entries.append((level, "".join(self._runs([child], Look(bold=level == 0)))))
                    elif isinstance(child, Node):
                        collect(child, level + 1)

        titles = ""
        for child in node.children:
            if isinstance(child, Node) and child.tag == "ol":
                collect(child, 0)
            elif isinstance(child, Node):
                titles += self._block(child, Look(), 0)
        return titles + contents_field(entries)

    def _picture(self, node: Node) -> str:
        png = png_of(node.raw)
        alternative = node.attributes.get("alt", "")
        if png is None:
            return self._paragraph([alternative], Look(italic=True))
        from docx.shared import Pt

        wide, tall = float(node.attributes["width"]), float(node.attributes["height"])
        scale = min(1, 487 / wide, 600 / tall)
        inline = self._document.part.new_pic_inline(BytesIO(png), Pt(wide * scale), Pt(tall * scale))
        return self._finish([drawing(inline, alternative)])

    def _logo(self, node: Node, look: Look) -> str:
        """A picture given with the page, as high as on the cover of the PDF; its words where it cannot be drawn."""
        from docx.shared import Mm

        alternative = node.attributes.get("alt", "")
        inline = logo_inline(self._document, node.attributes.get("src", ""), Mm(LOGO_HEIGHT), Mm(LOGO_WIDTH))
        return run(alternative, look.but(bold=True)) if inline is None else drawing(inline, alternative)

    def _paragraph(self, children: Iterable[Node | str], look: Look, **layout: Any) -> str:
        return self._finish(self._runs(children, look), **layout)

    def _finish(self, runs: Iterable[str], **layout: Any) -> str:
        """A paragraph that also carries the anchors and the page break that wait for one."""
        marks = [bookmark(int(self._names[name][1:]), self._names[name]) for name in self._pending]
        new_page, self._pending, self._new_page = self._new_page, [], False
        return paragraph([*marks, *runs], new_page=new_page, **layout)

    def _runs(self, children: Iterable[Node | str], look: Look, mark: str = "") -> list[str]:
        out: list[str] = []
        for child in children:
            if isinstance(child, str):
                out.append(run(child, look))
            elif child.tag == "br":
                out.append(line_break())
            elif child.tag in ("strong", "em"):
                out += self._runs(child.children, look.but(bold=True) if child.tag == "strong" else look.but(italic=True), mark)
            elif child.tag == "a":
                out.append(self._link(child, look))
            elif child.tag == "img":
                out.append(self._logo(child, look))
            elif child.tag != "wbr":
                out += [line_break()] if child.has("below") else []
                out += self._runs(child.children, self._look(child, look, mark), mark)
        return out

    def _look(self, node: Node, look: Look, mark: str) -> Look:
        colour = self._colour(node)
        if node.has("mark"):
            return look.but(bold=True, colour=colour or mark or look.colour)
        if node.has("status"):
            return look.but(bold=True, colour=colour or MUTED)
        if any(node.has(name) for name in MUTED_CLASSES):
            return look.but(bold=False, colour=MUTED)
        return look.but(colour=colour) if colour else look

    def _link(self, node: Node, look: Look) -> str:
        href = node.attributes.get("href", "")
        inside = look if look.colour else look.but(colour=self._accent)
        if href.startswith("#"):
            name = self._names.get(href[1:])
            return internal_link(name, "".join(self._runs(node.children, inside))) if name else "".join(self._runs(node.children, look))
        if not href.startswith(("https://", "http://")):
            return "".join(self._runs(node.children, look))
        from docx.opc.constants import RELATIONSHIP_TYPE

        relation = self._document.part.relate_to(href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return external_link(relation, "".join(self._runs(node.children, inside)))

    def _colour(self, node: Node) -> str:
        return next((COLOURS[name] for name in node.classes if name in COLOURS), "")
