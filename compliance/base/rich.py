"""Text written by people with a little formatting: kept to paragraphs, lists, bold and italics, whatever it held before."""

import re
from html import escape, unescape
from html.parser import HTMLParser

BLOCKS = ("p", "div", "ul", "ol", "li")
INLINE = {"strong": "strong", "b": "strong", "em": "em", "i": "em"}
SILENT = ("script", "style", "title", "textarea", "template", "noscript")
KEPT, REPLACEMENT = "\u00a0\u202f\n", "\ufffd"
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_TAG_START = re.compile(r"<(?=[A-Za-z/!?])")
_ENTITY = re.compile(r"&(?=#|\w+;)")
_EDGE = re.compile(r"[ \n]*(</?(?:p|ul|ol|li)>)[ \n]*")
_BREAKS = re.compile(r"(?<=<li>)(?:<br>)+|(?<=</ul>)(?:<br>)+|(?<=</ol>)(?:<br>)+|(?:<br>)+(?=</?(?:li|ul|ol)>)|(?<=<br>)<br>(?=<br>)")
_EMPTY = re.compile(r"<(p|ul|ol|li|strong|em)>(?:<br>)*</\1>")
_TAG = re.compile(r"<(?:p|div|ul|ol|li|strong|b|em|i|br)\b[^<>]*>", re.IGNORECASE)


def is_rich(text: str) -> bool:
    """Whether a text holds markup that is kept; another text is read letter for letter."""
    return _TAG.search(text) is not None


def normal(text: str) -> str:
    """The text as HTML of the few elements that are kept, always the same for the same text; applying it twice changes nothing."""
    if is_rich(text):
        return from_html(text)
    lines = [escape(_BLANKS.sub(" ", _shown(line)).strip(" "), quote=False) for line in text.strip().splitlines()]
    paragraphs = [part for part in "\n".join(lines).split("\n\n") if part.strip()]
    return "".join(f"<p>{part.strip().replace(chr(10), '<br>')}</p>" for part in paragraphs)


def from_html(text: str) -> str:
    """A text that is known to be HTML, in the same few elements."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.finish()


def words(text: str) -> str:
    """The words of such a text on one line."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", normal(text))).split())


def literal(text: str) -> str:
    """A plain text that stays the same words where a tool shows it as HTML: only what would begin a tag or an entity is escaped."""
    return _TAG_START.sub("&lt;", _ENTITY.sub("&amp;", _shown(text.replace("\r\n", "\n"))))


def from_literal(text: str) -> str:
    """The plain text behind `literal`."""
    return text.replace("&lt;", "<").replace("&amp;", "&")


def _shown(text: str) -> str:
    """A text without characters that steer a reader; line breaks stay."""
    return "".join(letter if letter.isprintable() or letter in KEPT else " " if letter == "\t" else REPLACEMENT for letter in text)


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
            if name == "p" and self._open and self._open[-1] == "li":
                self._parts.append("<br>")
                return
            if name == "li" and (not self._open or self._open[-1] not in ("ul", "ol")):
                self._begin("ul")
            if name in ("p", "ul", "ol") and self._open and self._open[-1] in ("ul", "ol"):
                self._begin("li")
            if not (name == "p" and self._open and self._open[-1] == "li"):
                self._begin(name)

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            self._silent = max(0, self._silent - 1)
            return
        name = INLINE.get(tag, "p" if tag == "div" else tag)
        if name == "p" and self._block() == "li":
            self._parts.append("<br>")
        elif name in self._open:
            while self._open[-1] != name:
                self._end()
            self._end()

    def handle_data(self, data: str) -> None:
        text = _BLANKS.sub(" ", data)
        if self._silent or not text or (text == " " and (not self._open or self._open[-1] in ("ul", "ol"))):
            return
        if self._open and self._open[-1] in ("ul", "ol"):
            self._begin("li")
        if not self._open:
            self._begin("p")
        self._parts.append(escape(_shown(text), quote=False))

    def _begin(self, name: str) -> None:
        if name in ("strong", "em") and self._block() in ("", "ul", "ol"):
            self._begin("li" if self._block() else "p")
        self._open.append(name)
        self._parts.append(f"<{name}>")

    def _block(self) -> str:
        """The innermost paragraph, list or item that is open."""
        return next((known for known in reversed(self._open) if known in BLOCKS), "")

    def _end(self) -> None:
        self._parts.append(f"</{self._open.pop()}>")

    def finish(self) -> str:
        """The text, tidied: no blanks at the edges of blocks, no empty elements."""
        while self._open:
            self._end()
        text = "".join(self._parts)
        while (shorter := _EMPTY.sub("", _BREAKS.sub("", _EDGE.sub(r"\1", _BLANKS.sub(" ", text))))) != text:
            text = shorter
        return text
