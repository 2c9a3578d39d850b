"""The shape of the description, read once off the models: which fields a group has and which answers each takes.

Conditions are verified against it, problems are explained with it, and questions are named after it.
"""

import types
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from compliance.system.model import Description
from compliance.system.types import Amount, Country, Day, Flag, Identifier, Nothing, Ordered, Prose, Ref, Stated, Tally, Whole

Kind = Literal["text", "flag", "whole", "amount", "day", "country", "choice", "group"]

_KINDS: dict[Any, Kind] = {
    Prose: "text", Identifier: "text", Flag: "flag", Whole: "whole", Tally: "whole", Amount: "amount", Day: "day", Country: "country",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class FieldShape:
    """Which answers a field takes: their kind, whether it is a list, its closed list of values, what its ids point at."""

    name: str
    kind: Kind
    many: bool = False
    values: tuple[str, ...] = ()
    ordered: bool = False
    target: str = ""
    group: type[Stated] | None = None


@cache
def fields_of(group: type[Stated]) -> dict[str, FieldShape]:
    """The fields of one group of the description, by name."""
    return {name: _shape(name, info.annotation, info.metadata) for name, info in group.model_fields.items()}


def _shape(name: str, annotation: Any, metadata: list[Any] | None = None) -> FieldShape:
    marks = list(metadata or [])
    many = False
    while True:
        if annotation in _KINDS:
            return FieldShape(name, _KINDS[annotation], many, target=_target(marks))
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation, *more = get_args(annotation)
            marks += more
        elif origin in (Union, types.UnionType):
            rest = [part for part in get_args(annotation) if part is not type(None)]
            annotation = rest[0] if len(rest) == 1 else next(alias for alias in (Day, Whole, Amount) if get_args(get_args(alias)[0])[0] in rest)
        elif origin is list:
            many, annotation = True, get_args(annotation)[0]
        elif origin is Literal and annotation is not Nothing:
            ordered = any(isinstance(mark, Ordered) for mark in marks)
            return FieldShape(name, "choice", many, tuple(str(value) for value in get_args(annotation)), ordered, _target(marks))
        elif isinstance(annotation, type) and issubclass(annotation, Stated):
            return FieldShape(name, "group", many, group=annotation)
        elif annotation is str:
            return FieldShape(name, "country" if _is_country(marks) else "text", many, target=_target(marks))
        elif annotation is bool:
            return FieldShape(name, "flag", many)
        else:
            raise TypeError(f"{name}: no kind of answer for {annotation!r}")


def _target(marks: list[Any]) -> str:
    return next((mark.target for mark in marks if isinstance(mark, Ref)), "")


def _is_country(marks: list[Any]) -> bool:
    return any(mark in get_args(Country)[1:] for mark in marks)


@cache
def item_group(name: str) -> type[Stated]:
    """The group that describes one item of a list at the top of the description, for example `Flow` for `flows`."""
    group = fields_of(Description)[name].group
    assert group is not None, name
    return group


@cache
def all_paths() -> dict[str, FieldShape]:
    """Every path of the description, groups included, without marks for lists: `flows.carries`, `privacy.dp`."""
    found: dict[str, FieldShape] = {}

    def walk(group: type[Stated], prefix: str) -> None:
        for name, shape in fields_of(group).items():
            found[prefix + name] = shape
            if shape.group is not None:
                walk(shape.group, f"{prefix}{name}.")

    walk(Description, "")
    return found
