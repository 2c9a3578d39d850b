"""Writes plain data as YAML that our own reader takes back: block style, texts in double quotes where they could be read as something else."""

import json
import re
from collections.abc import Iterator
from typing import Any

INDENT, SPACES = "  ", "\u00a0\u202f"
BYTE, PLANE = 0x100, 0x10000
_PLAIN = re.compile(r"[A-Za-zÀ-ÿ][\w À-ÿ’'./()-]*\Z")
_RESERVED = {"true", "false", "null", "yes", "no", "on", "off", "y", "n", "~", "none"}


def to_yaml(data: dict[str, Any]) -> str:
    """The data as YAML text, ending in a line break."""
    if not data:
        return "{}\n"
    return "\n".join(_mapping(data, 0)) + "\n"


def comment(text: str) -> str:
    """A text as comment lines, without characters that could end the comment."""
    lines = "".join(letter if letter.isprintable() or letter in "\n\u00a0\u202f" else " " for letter in text).split("\n")
    return "\n".join(f"# {line}".rstrip() for line in lines)


def _mapping(data: dict[str, Any], depth: int) -> Iterator[str]:
    for key, value in data.items():
        if isinstance(value, dict) and value:
            yield f"{INDENT * depth}{key}:"
            yield from _mapping(value, depth + 1)
        elif isinstance(value, list) and any(isinstance(item, dict) for item in value):
            yield f"{INDENT * depth}{key}:"
            for item in value:
                yield from _item(item, depth + 1)
        else:
            yield f"{INDENT * depth}{key}: {_scalar(value)}"


def _item(item: Any, depth: int) -> Iterator[str]:
    if not isinstance(item, dict) or not item:
        yield f"{INDENT * depth}- {_scalar(item)}"
        return
    lines = list(_mapping(item, depth + 1))
    yield f"{INDENT * depth}- {lines[0].lstrip()}"
    yield from lines[1:]


def _scalar(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_scalar(item) for item in value)}]"
    if isinstance(value, dict):
        return "{}"
    if isinstance(value, str):
        plain = _PLAIN.match(value) and value.lower() not in _RESERVED and not value.endswith(" ") and "  " not in value
        return value if plain or value == "none" else _quoted(value)
    return json.dumps(value)


def _quoted(text: str) -> str:
    """A text in double quotes; line breaks and control characters as escapes that YAML knows."""
    told = json.dumps(text, ensure_ascii=False)
    return "".join(letter if letter.isprintable() or letter in SPACES else _escaped(ord(letter)) for letter in told)


def _escaped(code: int) -> str:
    return f"\\x{code:02x}" if code < BYTE else f"\\u{code:04x}" if code < PLANE else f"\\U{code:08x}"
