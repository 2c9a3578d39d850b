"""The words of the description: what each field is called, how it is asked, of whom, and what its values mean, in both languages."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from compliance.base.compiled import compiled_json
from compliance.base.resources import package_file
from compliance.base.text import Text


class Word(NamedTuple):
    """The name of a field, the question that asks for it, the role it is asked of, and the meaning of its values."""

    label: Text
    question: Text
    asked_of: str
    unit: str
    values: Mapping[str, Text]


@cache
def _entries() -> dict[str, str]:
    """Every entry as JSON text: a run speaks of a few dozen of them, and hundreds made ready would weigh more than all it says."""
    entries: dict[str, str] = compiled_json("words-by-path", sorted(package_file("system/vocabulary").glob("*.yaml")), _join)
    return entries


def _join(files: list[Any]) -> dict[str, str]:
    return {path: json.dumps(entry) for data in files for path, entry in data.items()}


def _entry(name: str) -> dict[str, Any] | None:
    written = _entries().get(name)
    found: dict[str, Any] | None = None if written is None else json.loads(written)
    return found


@cache
def word_of(path: str) -> Word:
    """The words of one path; a path without words is named by itself."""
    entry = _entry(path)
    if entry is None:
        return Word(Text(path, path), Text(path, path), "dpo", "", {})
    values = {name: Text(value["fr"], value["en"]) for name, value in (entry.get("values") or {}).items()}
    label, question = (Text(entry[key]["fr"] or path, entry[key]["en"] or path) for key in ("label", "question"))
    return Word(label, question, entry["asked_of"], entry.get("unit", ""), values)


@cache
def role_label(role: str) -> Text:
    """The name of a role that questions are asked of."""
    entry = _entry(role)
    return Text(entry["fr"], entry["en"]) if entry else Text(role, role)


__all__ = ["Word", "role_label", "word_of"]
