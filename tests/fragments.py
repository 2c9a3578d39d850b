"""Small systems written as YAML text or plain data, read as a file would be."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from compliance.base.source import Document, parse_yaml, read_yaml
from compliance.facts.world import World
from compliance.system.load import LoadedSystem, from_document

AS_OF = date(2026, 11, 21)


def read(text: str) -> Any:
    """The data of a YAML text."""
    return parse_yaml(text, "test.yaml").data


@cache
def document(path: Path) -> Document:
    """A file of ours, read once; nobody changes what it holds."""
    return read_yaml(path)


def system(text: str | dict[str, Any]) -> LoadedSystem:
    """A system, from the text of its file or from its data."""
    return from_document(parse_yaml(text, "system.yaml") if isinstance(text, str) else Document("system.yaml", text))


def world(text: str | dict[str, Any], parameters: dict[str, Any] | None = None, as_of: date = AS_OF) -> World:
    """The world of a system as of a day."""
    return World(system(text).description, as_of, parameters or {})


def find(description: Any, name: str) -> Any:
    """The subject that `list.id` names, or the whole description for an empty name."""
    if not name:
        return description
    items, _, identifier = name.partition(".")
    found = [item for index, item in enumerate(getattr(description, items)) if getattr(item, "id", str(index)) == identifier]
    assert len(found) == 1, f"{name}: {len(found)} found"
    return found[0]
