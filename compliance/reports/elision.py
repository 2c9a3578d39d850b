"""Elides French `de` and `que` before the words that are filled in after them: autre qu’aucune, un élément d’indicateurs."""

import re
from collections.abc import Mapping
from functools import cache

VOWELS = "aeiouyàâäéèêëîïôöùûüœæ"
# Words in h- that elide; most words in h- of this vocabulary do not (hachage, handicap, haut, hors).
MUTE = re.compile(r"h(?:ab|eb|éb|er|eu|is|om|op|ôp|or[ai]|um|y)", re.IGNORECASE)
SOUNDED = re.compile(r"(?:onze|oui|y[aeo])", re.IGNORECASE)
_PLACE = re.compile(r"\b(de|que) \{(\w+)\}", re.IGNORECASE)


def elided(pattern: str, values: Mapping[str, object]) -> str:
    """The pattern with `de` and `que` elided where the word filled in after them begins with a vowel or a mute h."""
    return pattern if not _places(pattern) else _PLACE.sub(lambda place: _elide(place, values), pattern)


@cache
def _places(pattern: str) -> bool:
    return _PLACE.search(pattern) is not None


def _elide(place: re.Match[str], values: Mapping[str, object]) -> str:
    word, name = place.groups()
    return f"{word[:-1]}’{{{name}}}" if name in values and _begins_with_vowel(str(values[name])) else place[0]


def _begins_with_vowel(text: str) -> bool:
    first = text[:1].lower()
    return bool((first in VOWELS and first and not SOUNDED.match(text)) or MUTE.match(text))
