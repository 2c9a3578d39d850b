"""What a word of YAML means by the core schema: `NO` is text, `1e-5` a number, `12:30` and dates are text; numbers remember how they were written."""

import re
from typing import Any

_INT = re.compile(r"[-+]?[0-9]+\Z")
_BASED = re.compile(r"0o[0-7]+\Z|0x[0-9a-fA-F]+\Z")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")
_CONSTANTS: dict[str, Any] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_LONGEST_NUMBER = 400
_FIRST = frozenset("-+.0123456789")


class SourceInt(int):
    """A whole number that remembers how it was written."""

    text: str


class SourceFloat(float):
    """A number that remembers how it was written, so that version 1.10 does not become 1.1."""

    text: str


def scalar(text: str) -> Any:
    """The value of a word without quotes."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if text[0] not in _FIRST:
        return text
    if len(text) > _LONGEST_NUMBER:
        return text
    if _INT.match(text):
        whole = SourceInt(text)
        whole.text = text
        return whole
    if _BASED.match(text):
        whole = SourceInt(int(text, 0))
        whole.text = text
        return whole
    if _FLOAT.match(text):
        number = SourceFloat(text)
        number.text = text
        return number
    return text
