"""Reads one answer of a description by its path, and makes the same description with another answer there."""

from typing import Any

from compliance.base.source import Location
from compliance.system.model import Description
from compliance.system.schema import fields_of
from compliance.system.types import Stated


def answer_at(description: Description, path: str) -> Any:
    """The answer at a path that enters no list, None when it is not stated."""
    value: Any = description
    for name in path.split("."):
        value = getattr(value, name)
        if value is None:
            return None
    return value


def with_answer(description: Description, location: Location, answer: Any) -> Description:
    """The same description with `answer` at a location that enters no list; groups on the way are made where they are missing."""
    changed: Description = _with(description, [str(part) for part in location], answer)
    return changed


def _with(group: Any, names: list[str], answer: Any) -> Any:
    name, *rest = names
    if rest:
        inner = getattr(group, name)
        answer = _with(blank(group, name) if inner is None else inner, rest, answer)
    copied = group.model_copy(update={name: answer})
    copied.locate(group.location)
    return copied


def blank(group: Stated, name: str) -> Stated:
    """The group at a field with nothing stated in it."""
    kind = fields_of(type(group))[name].group
    assert kind is not None, name
    made = kind.model_construct(None)
    made.locate((*group.location, name))
    return made
