"""Writes XML: escaped, without the characters that XML forbids, the same bytes for the same input."""

from collections.abc import Mapping

_REPLACED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"}


def escaped(text: str, attribute: bool = False) -> str:
    """Text for an element or, with its line breaks kept, for an attribute."""
    return "".join(_letter(letter, attribute) for letter in text)


def _letter(letter: str, attribute: bool) -> str:
    if letter in _REPLACED and (attribute or letter not in '\n\t"'):
        return _REPLACED[letter]
    code = ord(letter)
    allowed = code in (0x9, 0xA, 0xD) or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code >= 0x10000
    return letter if allowed and not 0x7F <= code <= 0x9F else "\ufffd"


def tag(name: str, attributes: Mapping[str, object], content: str = "") -> str:
    """One element; `content` is XML already."""
    said = "".join(f' {key}="{escaped(str(value), attribute=True)}"' for key, value in attributes.items())
    return f"<{name}{said}>{content}</{name}>" if content else f"<{name}{said}/>"
