"""Prepares the tree of a page for Typst: neighbouring words of one look as one run, every run with the number of its look, pictures as bytes."""

import re
from base64 import b64decode
from dataclasses import dataclass, field
from typing import Any

from compliance.reports.tree import INLINE, Node

LONGEST_WORD = 30
LONG_CELL = 1500
LONGEST_STRING = 4000  # a string of PDF/A holds 32 767 bytes; what a figure tells stands in the table below it
BREAK = "\u200b"
PARTS = ("thead", "tbody", "tr", "th", "td", "caption", "colgroup", "col", "li", "dt", "dd", "figcaption")  # laid out by what holds them: no link leads to them
MARKED = ("span.status", "span.bearing")
Look = tuple[str, ...]


def typst_input(body: Node) -> dict[str, Any]:
    """The blocks of a page as plain data, each named by its number where it stands, and the looks that their runs name by number.

    A run is a text, or `[look, text]`, or `[look, text or runs, address]`; a look is the tags and classes of the elements around the words.
    Each run costs the layout time, and each step of a walk costs Typst time, the more so the more it is handed: runs are kept few, and blocks are handed over as numbers.
    """
    reader = _Reader(frozenset(node.id for node in body.nodes() if node.id and node.tag not in INLINE and node.tag not in PARTS))
    children = reader.children(body, ())
    return {"body": children, "blocks": reader.blocks, "looks": list(reader.looks)}


@dataclass(frozen=True, slots=True)
class _Reader:
    """Turns elements into data, and numbers the looks it meets."""

    anchors: frozenset[str]
    looks: dict[Look, int] = field(default_factory=dict)
    blocks: list[dict[str, Any]] = field(default_factory=list)

    def children(self, node: Node, look: Look) -> list[Any]:
        """What stands in an element: runs and blocks, in reading order."""
        found: list[Any] = []
        self._read(node, look, found)
        return found

    def _read(self, node: Node, look: Look, found: list[Any]) -> None:
        for child in node.children:
            if isinstance(child, str):
                self._word(breakable(child), look, found)
                continue
            tag = child.tag
            if tag == "span":
                if "below" in child.classes:
                    self._word("\n", look, found)
                self._read(child, _within(child, look), found)
            elif tag == "br":
                self._word("\n", look, found)
            elif tag == "wbr":
                _break(found)
            elif tag == "a":
                self._link(child, look, found)
            elif tag in INLINE and tag != "img":
                self._read(child, _within(child, look), found)
            elif tag in PARTS:
                found.append(self._block(child, look))
            else:
                if found and isinstance(found[-1], int) and (tag == "ul" or "two-columns" in child.classes or "box" in child.classes):
                    before = self.blocks[found[-1]]
                    if before["tag"] == "p":
                        before["leads"] = True
                self.blocks.append(self._block(child, look))
                found.append(len(self.blocks) - 1)

    def _word(self, text: str, look: Look, found: list[Any]) -> None:
        """Add words, to the run before them where it looks the same."""
        last = found[-1] if found else None
        if not look:
            if isinstance(last, str):
                found[-1] = last + text
            else:
                found.append(text)
            return
        number = self._number(look)
        if isinstance(last, list) and len(last) == 2 and last[0] == number:
            last[1] += text
        else:
            found.append([number, text])

    def _link(self, node: Node, look: Look, found: list[Any]) -> None:
        """Add a link where its address leads somewhere, else its words alone."""
        address = node.attributes.get("href", "")
        if not (address[1:] in self.anchors if address.startswith("#") else address.startswith("http")):
            self._read(node, look, found)
            return
        inside = (*look, "a")
        runs = self.children(node, inside)
        if runs:
            found.append([runs[0][0], runs[0][1], address] if len(runs) == 1 and len(runs[0]) == 2 else [self._number(inside), runs, address])

    def _number(self, look: Look) -> int:
        return self.looks.setdefault(look, len(self.looks))

    def _block(self, node: Node, look: Look) -> dict[str, Any]:
        data: dict[str, Any] = {"tag": node.tag}
        attributes = dict(node.attributes)
        if node.classes:
            data["classes"] = list(node.classes)
        if node.raw:
            data["raw"] = node.raw
        if node.tag == "img":
            kind, _, content = attributes.pop("src", "").partition(";base64,")
            data |= {"bytes": list(b64decode(content)), "format": kind.removeprefix("data:image/").replace("jpeg", "jpg").replace("svg+xml", "svg")}
        if "alt" in attributes:
            attributes["alt"] = cut(attributes["alt"])
        if attributes:
            data["attributes"] = attributes
        if node.tag == "tr":
            children = self._cells(node, look)
        elif node.tag == "thead":
            children = self.children(node, ("head",))
        else:
            children = self.children(node, (*look, _name(node)) if node.tag == "p" and (look or node.classes) else look)
        if node.tag == "ul" and node.has("trace"):
            for item in children:
                _lift_mark(item)
        return data | (_content(children) if node.tag in ("li", "td", "th") else {"children": children} if children else {})

    def _cells(self, row: Node, look: Look) -> list[Any]:
        """The cells of a row; what stands in them looks as the head, or the cell and the row say.

        Typst lays a table out a second time for one link into the document, a quarter of a second in all: in cells, such a link is its words alone.
        """
        reader = _Reader(frozenset(), self.looks, self.blocks)
        cells = []
        for cell in row.children:
            if isinstance(cell, Node):
                own = (".".join((cell.tag, *cell.classes, *row.classes)),) if cell.tag == "th" or cell.classes or row.classes else ()
                children = reader.children(cell, look or own)
                data: dict[str, Any] = {"tag": cell.tag, **_content(children)}
                if cell.classes:
                    data["classes"] = list(cell.classes)
                if "colspan" in cell.attributes:
                    data["span"] = int(cell.attributes["colspan"])
                if sum(len(words.text()) if isinstance(words, Node) else len(words) for words in cell.children) > LONG_CELL:
                    data["long"] = True
                cells.append(data)
        return cells


def _content(children: list[Any]) -> dict[str, Any]:
    """What stands in a cell or a point of a list: most hold a few plain words."""
    if len(children) == 1 and isinstance(children[0], str):
        return {"text": children[0]}
    return {"children": children} if children else {}


def _within(node: Node, look: Look) -> Look:
    """The look of what stands in an element of a line."""
    if node.tag == "span" and not node.classes:
        return look
    if node.has("mark") and look and look[-1].startswith(MARKED):
        return look  # a mark in a status looks like the status
    return (*look, _name(node))


def _break(found: list[Any]) -> None:
    """Where a line may be broken: at the end of the run before, so that it is no run of its own."""
    if found and isinstance(found[-1], str):
        found[-1] += BREAK
    elif found and isinstance(found[-1], list) and isinstance(found[-1][1], str):
        found[-1][1] += BREAK


def _name(node: Node) -> str:
    return ".".join((node.tag, *node.classes))


def _lift_mark(item: dict[str, Any]) -> None:
    """Put the mark at the head of a step beside its words: it stands where the number of a list would."""
    children = item.get("children", [])
    if children and isinstance(children[0], list) and len(children[0]) == 2:
        item["mark"] = children.pop(0)
        if children and isinstance(children[0], str):
            children[0] = children[0].lstrip(" ")


def cut(text: str) -> str:
    """A text for a string of the PDF, which has a limit."""
    return text if len(text) <= LONGEST_STRING else text[: LONGEST_STRING - 1].rstrip() + "…"


def breakable(text: str) -> str:
    """A text whose very long words may be broken anywhere."""
    if len(text) < LONGEST_WORD:
        return text
    return _LONG_WORD.sub(lambda match: BREAK.join(match[0][start : start + 8] for start in range(0, len(match[0]), 8)), text)


_LONG_WORD = re.compile(rf"\S{{{LONGEST_WORD},}}")
