"""Reads one of our own HTML pages into a small tree, from which the other document formats are written: no sentence is written twice."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape, unescape
from types import MappingProxyType
from typing import NamedTuple

VOID = ("br", "wbr", "col", "img", "input", "meta", "hr", "link")
INLINE = (
    "span",
    "a",
    "strong",
    "em",
    "code",
    "br",
    "wbr",
    "img",
    "text",
    "b",
    "i",
    "u",
    "s",
    "q",
    "sub",
    "sup",
    "small",
    "abbr",
    "cite",
    "mark",
    "time",
    "del",
    "ins",
    "kbd",
    "samp",
    "var",
    "dfn",
    "bdi",
    "bdo",
    "data",
    "label",
)
# What the beginning of an element ends, where its own end was left out: HTML allows that, and a house may write so.
ENDS = {
    **dict.fromkeys(("p", "ul", "ol", "dl", "table", "div", "section", "article", "header", "figure", "nav", "h1", "h2", "h3", "h4", "h5"), ("p",)),
    "li": ("p", "li"), "dt": ("p", "dt", "dd"), "dd": ("p", "dt", "dd"), "td": ("p", "td", "th"), "th": ("p", "td", "th"), "tr": ("p", "td", "th", "tr"),
    "thead": ("colgroup", "caption"), "tbody": ("p", "td", "th", "tr", "thead", "tbody", "colgroup", "caption"),
}  # fmt: skip
SKIPPED = ("style", "script")


NO_ATTRIBUTES: Mapping[str, str] = MappingProxyType({})


class Node(NamedTuple):
    """One element; `raw` holds the markup of a picture as it stands."""

    tag: str
    classes: tuple[str, ...] = ()
    attributes: Mapping[str, str] = NO_ATTRIBUTES
    children: tuple["Node | str", ...] = ()
    raw: str = ""

    @property
    def id(self) -> str:
        """The anchor of the element."""
        return self.attributes.get("id", "")

    def has(self, name: str) -> bool:
        """Whether the element carries a class."""
        return name in self.classes

    def nodes(self) -> Iterator["Node"]:
        """The element and all those below it, in reading order."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting += [child for child in reversed(node.children) if isinstance(child, Node)]

    def first(self, tag: str) -> "Node | None":
        """The first element of a kind."""
        return next((node for node in self.nodes() if node.tag == tag), None)

    def all(self, tag: str) -> list["Node"]:
        """All elements of a kind."""
        return [node for node in self.nodes() if node.tag == tag]

    def text(self) -> str:
        """The words of the element, without markup."""
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)


@dataclass(frozen=True, slots=True)
class Page:
    """A page: what it says of itself, and its body."""

    language: str
    title: str
    about: Mapping[str, str]
    body: Node


def read_page(html: str) -> Page:
    """The tree of a page that our own templates wrote."""
    root = _Reader().read(html)
    page = root.first("html") or root
    title = root.first("title")
    about = {node.attributes.get("name", ""): node.attributes.get("content", "") for node in root.all("meta")}
    body = root.first("body")
    return Page(page.attributes.get("lang", "fr"), title.text() if title else "", about, body or root)


_TAG = re.compile(
    r"<!--.*?-->|<![^>]*>|</([a-zA-Z][\w-]*)[^>]*>"
    r"|<([a-zA-Z][\w-]*)((?:\s+[^\s=>/\"']+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>\"']+))?)*)\s*(/?)>",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"([^\s=>/\"']+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+)))?")
_SPACES = re.compile(r"[ \t\n\r\f]+")
_Said = tuple[tuple[str, ...], Mapping[str, str]]
NOTHING_SAID: _Said = ((), NO_ATTRIBUTES)


class _Reader:
    """Builds the tree: white space is collapsed, pictures are kept as they stand, styles and scripts are left out.

    A page of sixty sheets has thirty thousand tags: one pattern finds them five times as fast as the reader of the standard library, which also mends what is badly formed.
    """

    def __init__(self) -> None:
        self._children: list[Node | str] = []  # of the element that is open
        self._open: list[tuple[str, _Said, list[Node | str]]] = []  # the elements around it: tag, attributes, what stood before it in the one that holds it
        self._said: dict[str, _Said] = {"": NOTHING_SAID}
        self._picture: list[str] = []
        self._depth = 0

    def read(self, html: str) -> Node:
        """The root of a whole page."""
        at = 0
        while (skipped := self._read(html, at)) is not None:
            at = skipped
        while self._open:  # what was never closed ends here
            self._close()
        return Node("root", children=_tidy(self._children))

    def _read(self, html: str, at: int) -> int | None:
        """Read on from a place to the end, or to a style or a script, whose end is then the place to go on from."""
        for found in _TAG.finditer(html, at):
            start, end = found.span()
            if start > at:
                self._words(html[at:start])
            at = end
            closing, opening, attributes, alone = found.groups()
            if closing:
                self._end(closing.lower())
            elif opening:
                tag = opening.lower()
                self._start(tag, attributes, found[0], alone == "/")
                if tag in SKIPPED and not self._depth:  # what stands in a style or a script is no markup
                    over = re.compile(f"</{tag}", re.IGNORECASE).search(html, at)
                    if over:
                        return over.start()
        if at < len(html):
            self._words(html[at:])
        return None

    def _start(self, tag: str, attributes: str, text: str, alone: bool) -> None:
        if tag == "svg" or self._depth:
            self._picture.append(text)
            self._depth += not alone
            return
        if (said := self._said.get(attributes)) is None:
            said = self._said[attributes] = _said(attributes)
        while self._open and self._open[-1][0] in ENDS.get(tag, ()):
            self._close()
        if tag in VOID:
            self._children.append(Node(tag, *said))
        else:
            self._open.append((tag, said, self._children))
            self._children = []

    def _end(self, tag: str) -> None:
        if self._depth:
            self._picture.append(f"</{tag}>")
            self._depth -= 1
            if not self._depth:
                self._children.append(_picture("".join(self._picture)))
                self._picture = []
        elif any(opened[0] == tag for opened in reversed(self._open)):
            while self._close() != tag:
                pass  # what stands inside and was never closed ends with it

    def _close(self) -> str:
        """End the element that is open; answers its tag."""
        tag, said, around = self._open.pop()
        if tag not in SKIPPED:
            around.append(Node(tag, *said, _tidy(self._children)))
        self._children = around
        return tag

    def _words(self, text: str) -> None:
        if self._depth:
            self._picture.append(escape(unescape(text), quote=False))
        elif not (self._open and self._open[-1][0] in SKIPPED):
            self._children.append(unescape(text) if "&" in text else text)


def _said(attributes: str) -> _Said:
    """The classes and the other attributes of an element; those of most elements are those of many."""
    held: dict[str, str] = {}
    for name, one, other, bare in _ATTRIBUTE.findall(attributes):
        value = one or other or bare
        held.setdefault(name.lower(), unescape(value) if "&" in value else value)
    return tuple(held.pop("class", "").split()), held


def _picture(markup: str) -> Node:
    """A picture with what it says of itself and its size in points."""
    size = re.search(r'width="([\d.]+)pt" height="([\d.]+)pt"', markup)
    width, height = size.groups() if size else ("400", "200")
    return Node("svg", (), {"alt": _told(markup), "width": width, "height": height}, (), markup)


def _told(picture: str) -> str:
    """What a picture says of itself: its title and its description."""
    found = [unescape(piece.partition(f"</{tag}>")[0]) for tag in ("title", "desc") if (piece := picture.partition(f"<{tag}>")[2])]
    return ". ".join(found)


def _tidy(children: list[Node | str]) -> tuple[Node | str, ...]:
    """Runs of white space as one space; none at the edges of the element or beside a block."""
    if len(children) == 1:  # most elements hold some words or one element
        only = children[0]
        if isinstance(only, Node):
            return (only,)
        only = _collapsed(only).strip(" ")
        return (only,) if only else ()
    tidy: list[Node | str] = []
    for child in children:
        if isinstance(child, str):
            before = tidy[-1] if tidy else None
            text = _collapsed(child)
            if not tidy or (isinstance(before, Node) and _is_block(before)) or (isinstance(before, str) and before.endswith(" ")):
                text = text.lstrip(" ")
            if isinstance(before, str):
                tidy[-1] = before + text
            elif text:
                tidy.append(text)
        else:
            if _is_block(child) and tidy and isinstance(tidy[-1], str):
                tidy[-1] = tidy[-1].rstrip(" ")
                if not tidy[-1]:
                    tidy.pop()
            tidy.append(child)
    if tidy and isinstance(tidy[-1], str):
        tidy[-1] = tidy[-1].rstrip(" ")
        if not tidy[-1]:
            tidy.pop()
    return tuple(tidy)


def _is_block(node: Node) -> bool:
    return node.tag not in INLINE


def _collapsed(text: str) -> str:
    """Spaces, tabs and line breaks as one space; no-break spaces stay."""
    return _SPACES.sub(" ", text) if "\n" in text or "  " in text or "\t" in text or "\r" in text or "\f" in text else text
