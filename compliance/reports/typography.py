"""Makes any text fit to print: no control or steering characters, and the no-break spaces that each language asks for."""

import re
from functools import cache
from unicodedata import category

from compliance.base.text import Language

SPACES = "\u00a0\u202f"  # no-break spaces are not printable for Python, and wanted here
REPLACEMENT = "\ufffd"
UNSEEN = "\u00ad\u200b\u2060"  # soft hyphens, places to break a line, and their opposite
_HARD = {
    "fr": [
        (re.compile(r" (?=[;:!?»%€](?:\W|$))"), "\u00a0"),
        (re.compile(r"(?<=«) "), "\u00a0"),
        (re.compile(r"(?<=[§°]) "), "\u00a0"),
        (re.compile(r"\b(art\.|n°|cons\.|chap\.|p\.|ann\.|annexe|chapitre) (?=[\dIVXLRD§])", re.IGNORECASE), "\\1\u00a0"),
        (re.compile(r"(?<=\d) (?=(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)\b)"), "\u00a0"),
    ],
    "en": [
        (re.compile(r"\b(art\.|arts\.|article|annex|chapter|recital|no\.) (?=[\dIVXLRD§])", re.IGNORECASE), "\\1\u00a0"),
        (re.compile(r"(?<=\d) (?=(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)"), "\u00a0"),
        (re.compile(r"(?<=§) "), "\u00a0"),
    ],
}  # fmt: skip


def clean(text: str) -> str:
    """A text without characters that steer a terminal, a reader or a parser; line breaks and tabs become spaces."""
    if text.isprintable() or text.replace("\u00a0", "").replace("\u202f", "").isprintable():
        return text
    return "".join(letter if letter.isprintable() or letter in SPACES else _instead(letter) for letter in text)


def _instead(letter: str) -> str:
    """What is printed for a letter that cannot be: other spaces as a space, places to break and hidden hyphens as nothing."""
    if letter in "\n\r\t" or category(letter) == "Zs":
        return " "
    return "" if letter in UNSEEN else REPLACEMENT


# A text beyond this length is cut in documents; the JSON file has it whole.
LONGEST = 3000
CUT = " […]"
_ADDRESSES = ("https://", "http://", "data:", "#")  # what stands in an address is never changed
_LONG_WORD = re.compile(r"\S{120,}")


def _broken(word: re.Match[str]) -> str:
    """A very long word with places where it may be broken: to look for them is what costs a layout its time."""
    return "\u200b".join(word[0][start : start + 24] for start in range(0, len(word[0]), 24))


def typeset(text: str, language: Language) -> str:
    """A cleaned text with the no-break spaces of its language."""
    return _typeset(text, language)


@cache
def _typeset(text: str, language: Language) -> str:
    text = clean(text)
    if not text.startswith(_ADDRESSES):
        text = _LONG_WORD.sub(_broken, text if len(text) <= LONGEST else text[:LONGEST] + CUT)
    for pattern, replacement in _HARD[language]:
        text = pattern.sub(replacement, text)
    return text
