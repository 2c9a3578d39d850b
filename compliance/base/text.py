"""Texts in French and English."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Language = Literal["fr", "en"]
LANGUAGES: tuple[Language, ...] = ("fr", "en")


@dataclass(frozen=True, slots=True)
class Text:
    """A text in both languages; neither may be blank."""

    fr: str
    en: str

    def of(self, language: Language) -> str:
        """The text in `language`."""
        return self.fr if language == "fr" else self.en

    def with_values(self, values: Mapping[str, object]) -> "Text":
        """The same text with `{name}` filled from `values`, which are never read as patterns themselves."""
        return Text(fill(self.fr, values), fill(self.en, values))


def fill(pattern: str, values: Mapping[str, object]) -> str:
    """Replace `{name}` by `values[name]` in one pass; an unknown name stays as it is."""
    if "{" not in pattern:
        return pattern
    parts: list[str] = []
    for index, piece in enumerate(pattern.split("{")):
        name, brace, rest = piece.partition("}")
        if index and brace and name in values:
            parts.append(f"{values[name]}{rest}")
        else:
            parts.append("{" + piece if index else piece)
    return "".join(parts)


def one_line(text: str, most: int = 60) -> str:
    """A user's text as a message quotes it: on one line, without control characters, shortened."""
    if not text.isprintable():
        text = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return text if len(text) <= most else text[: most - 1] + "…"
