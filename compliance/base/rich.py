"""Text written by people with a little formatting: kept to paragraphs, lists, bold and italics, whatever it held before."""

import re
from html import escape
from html.parser import HTMLParser

BLOCKS = ("p", "div", "ul", "ol", "li")
INLINE = {"strong": "strong", "b": "strong", "em": "em", "i": "em"}
SILENT = ("script", "style", "title", "textarea", "template", "noscript")
_TAG = re.compile(r"<(?:p|div|ul|ol|li|strong|b|em|i|br)\b[^<>]*>", re.IGNORECASE)


def is_rich(text: str) -> bool:
    """Whether a text holds markup that is kept; another text is read letter for letter."""
    return _TAG.search(text) is not None


def normal(text: str) -> str:
    """The text as HTML of the few elements that are kept, always the same for the same text; applying it twice changes nothing."""
    if not is_rich(text):
        lines = [escape(" ".join(line.split()), quote=False) for line in text.strip().splitlines()]
        paragraphs = [part for part in "\n".join(lines).split("\n\n") if part.strip()]
        return "".join(f"<p>{part.strip().replace(chr(10), '<br>')}</p>" for part in paragraphs)
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.finish()


def words(text: str) -> str:
    """The words of such a text on one line."""
    return " ".join(re.sub(r"<[^>]*>", " ", normal(text)).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").split())


class _Reader(HTMLParser):
    """Writes the text anew: known elements without attributes, closed where they were left open; the words of unknown ones are kept."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[str] = []
        self._open: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SILENT:
            self._silent += 1
        elif tag == "br":
            self._parts.append("<br>")
        elif tag in INLINE:
            self._begin(INLINE[tag])
        elif tag in BLOCKS:
            name = "p" if tag == "div" else tag
            while self._open and (self._open[-1] in ("p", "strong", "em") or (name == "li" and self._open[-1] == "li")):
                self._end()
            if name == "li" and (not self._open or self._open[-1] not in ("ul", "ol")):
                self._begin("ul")
            if name in ("p", "ul", "ol") and self._open and self._open[-1] in ("ul", "ol"):
                self._begin("li")
            self._begin(name)

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            self._silent = max(0, self._silent - 1)
            return
        name = INLINE.get(tag, "p" if tag == "div" else tag)
        if name in self._open:
            while self._open[-1] != name:
                self._end()
            self._end()

    def handle_data(self, data: str) -> None:
        text = re.sub(r"[ \t\r\n\f]+", " ", data)
        if self._silent or not text or (text == " " and (not self._open or self._open[-1] in ("ul", "ol"))):
            return
        if self._open and self._open[-1] in ("ul", "ol"):
            self._begin("li")
        if not self._open:
            self._begin("p")
        self._parts.append(escape("".join(letter if letter.isprintable() or letter in "\u00a0\u202f" else "\ufffd" for letter in text), quote=False))

    def _begin(self, name: str) -> None:
        if name in ("strong", "em") and not any(block in self._open for block in ("p", "li")):
            self._begin("p")
        self._open.append(name)
        self._parts.append(f"<{name}>")

    def _end(self) -> None:
        self._parts.append(f"</{self._open.pop()}>")

    def finish(self) -> str:
        """The text, tidied: no blanks at the edges of blocks, no empty elements."""
        while self._open:
            self._end()
        text = "".join(self._parts)
        text = re.sub(r"\s*(</?(?:p|ul|ol|li)>)\s*", r"\1", text)
        while (shorter := re.sub(r"<(p|ul|ol|li|strong|em)>(?:<br>)*</\1>", "", text)) != text:
            text = shorter
        return text.replace("<li><p>", "<li>").replace("</p></li>", "</li>")
