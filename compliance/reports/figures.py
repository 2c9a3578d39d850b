"""Small SVG pictures: shapes and texts placed by the caller, with a title that says what is seen; no script, no outside file."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from compliance.reports.typography import clean
from compliance.reports.xml_text import escape, quoteattr

FONT = "Inter, 'Segoe UI', sans-serif"
COLOURS = {
    "not_met": "#9d1c20", "unknown": "#85540a", "partly_shown": "#1f5c8b", "met": "#22663a", "accepted": "#7a5c00", "not_assessed": "#5b6672",
    "not_yet_applicable": "#5b4a8a", "not_applicable": "#5b6672",
}  # fmt: skip
TINTS = {
    "not_met": "#f6dcdc", "unknown": "#f6e8d0", "partly_shown": "#d9e8f4", "met": "#d8ecdf", "accepted": "#f3ecc8", "not_assessed": "#e6e9ed",
    "not_yet_applicable": "#e4dff1", "not_applicable": "#f0f2f4",
}  # fmt: skip
INK, MUTED, LINE = "#1c2733", "#5b6672", "#d5dbe1"


@dataclass
class Drawing:
    """An SVG picture under way; lengths are in points."""

    width: float
    height: float
    title: str
    description: str = ""
    parts: list[str] = field(default_factory=list)

    def rect(self, x: float, y: float, width: float, height: float, fill: str = "none", stroke: str = "none", radius: float = 0, dash: str = "") -> None:
        """A rectangle."""
        extra = (f' rx="{radius:g}"' if radius else "") + (f' stroke-dasharray="{dash}"' if dash else "")
        self.parts.append(f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}" fill="{fill}" stroke="{stroke}"{extra}/>')

    def line(self, points: Sequence[tuple[float, float]], stroke: str = LINE, width: float = 0.7, dash: str = "", marker: str = "") -> None:
        """A line through some points."""
        extra = (f' stroke-dasharray="{dash}"' if dash else "") + (f' marker-end="url(#{marker})"' if marker else "")
        path = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
        self.parts.append(f'<polyline points="{path}" fill="none" stroke="{stroke}" stroke-width="{width:g}"{extra}/>')

    def text(self, x: float, y: float, words: str, size: float = 8, fill: str = INK, weight: int = 400, anchor: str = "start") -> None:
        """A line of text."""
        shown = escape(clean(words))
        self.parts.append(f'<text x="{_n(x)}" y="{_n(y)}" font-size="{size:g}" fill="{fill}" font-weight="{weight}" text-anchor="{anchor}">{shown}</text>')

    def raw(self, markup: str) -> None:
        """Markup of our own that the helpers do not cover."""
        self.parts.append(markup)

    def svg(self) -> str:
        """The whole picture."""
        about = f"<title>{escape(clean(self.title))}</title>" + (f"<desc>{escape(clean(self.description))}</desc>" if self.description else "")
        size = f'width="{_n(self.width)}pt" height="{_n(self.height)}pt" viewBox="0 0 {_n(self.width)} {_n(self.height)}"'
        return f'<svg xmlns="http://www.w3.org/2000/svg" role="img" {size} font-family={quoteattr(FONT)}>{about}{"".join(self.parts)}</svg>'


def text_width(words: str, size: float, bold: bool = False) -> float:
    """About how wide a text is in the shipped font; a little too wide rather than too narrow."""
    wide = sum(1.0 if letter in "MWmw@%—…" else 0.36 if letter in "iljtfrI.,:;’'|()[]-/ \u00a0" else 0.72 if letter.isupper() else 0.6 for letter in words)
    return wide * size * (1.05 if bold else 1.0)


def shorten(words: str, size: float, room: float) -> str:
    """A text cut to the room it has, with an ellipsis where something is left out."""
    if text_width(words, size) <= room:
        return words
    used = text_width("…", size)
    for index, letter in enumerate(words):
        used += text_width(letter, size)
        if used > room:
            return words[:index].rstrip() + "…"
    return words


def wrapped(words: str, size: float, room: float, lines: int) -> list[str]:
    """A text on at most so many lines, the last cut where it does not fit."""
    found: list[str] = []
    current = ""
    for word in words.split(" "):
        longer = f"{current} {word}".strip()
        if text_width(longer, size) <= room or not current:
            current = longer
        else:
            found.append(current)
            current = word
    found.append(current)
    if len(found) > lines:
        found = [*found[: lines - 1], " ".join(found[lines - 1 :])]
    return [shorten(line, size, room) for line in found]


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
