"""The shape of the description: which fields a group has and which answers each takes.

Read once off the annotations of the groups and kept between runs. The loader reads by it, conditions are verified against it, problems are explained with it, and questions
are named after it.
"""

import hashlib
import types
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from compliance.base.compiled import keep, kept
from compliance.system.model import Description
from compliance.system.types import AS_TEXT, NONE_ALONE, ORDERED, Answers, Ref, Stated

Kind = Literal["text", "flag", "whole", "amount", "day", "country", "choice", "group"]

_KINDS: dict[str, Kind] = {
    "prose": "text", "identifier": "text", "flag": "flag", "whole": "whole", "tally": "whole", "amount": "amount", "percent": "amount", "share": "amount",
    "signed": "amount", "day": "day", "country": "country",
}  # fmt: skip
_MARKS = (AS_TEXT, NONE_ALONE, ORDERED)


class FieldShape(NamedTuple):
    """Which answers a field takes: their kind, whether it is a list, its closed list of values, what its ids point at.

    `answers` names the way one answer is read; `marks` are those of `types.py`.
    """

    name: str
    kind: Kind
    many: bool = False
    values: tuple[str, ...] = ()
    ordered: bool = False
    target: str = ""
    group: type[Stated] | None = None
    answers: str = ""
    marks: tuple[str, ...] = ()


@cache
def fields_of(group: type[Stated]) -> Mapping[str, FieldShape]:
    """The fields of one group of the description, by name."""
    classes, plain = _known()
    return {
        name: FieldShape(name, kind, many, tuple(values), ordered, target, classes[inner] if inner else None, answers, tuple(marks))
        for name, kind, many, values, ordered, target, inner, answers, marks in plain[_key(group)]
    }


def _key(group: type[Stated]) -> str:
    return f"{group.__module__.rpartition('.')[2]}.{group.__name__}"


@cache
def _known() -> tuple[dict[str, type[Stated]], dict[str, list[Any]]]:
    """Every group by its key, and its fields as plain data: read off the annotations, or kept from an earlier run over the same sources."""
    classes = {_key(group): group for group in Stated.__subclasses__()}
    here = Path(__file__)
    digest = hashlib.sha256(b"2")
    for path in (here, here.with_name("types.py"), *sorted((here.parent / "model").glob("*.py"))):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    plain = kept("shapes", digest.hexdigest())
    if not isinstance(plain, dict) or set(plain) != set(classes):
        plain = {key: list(_plain_fields(group)) for key, group in classes.items()}
        keep("shapes", digest.hexdigest(), plain)
    return classes, plain


def _plain_fields(group: type[Stated]) -> Iterator[list[Any]]:
    for name, annotation in annotations_of(group).items():
        shape = _shape(name, annotation)
        yield [*shape[:6], _key(shape.group) if shape.group else "", shape.answers, shape.marks]


def annotations_of(group: type[Stated]) -> dict[str, Any]:
    """The annotations of a group's fields, marks included."""
    from typing import get_type_hints

    hints = get_type_hints(group, include_extras=True)
    return {name: hints[name] for name in group.model_fields}


def _shape(name: str, annotation: Any) -> FieldShape:
    marks: list[Any] = []
    many = False
    while True:
        origin = get_origin(annotation)
        answers = next((mark for mark in marks if isinstance(mark, Answers)), None)
        target = next((mark.target for mark in marks if isinstance(mark, Ref)), "")
        words = tuple(mark for mark in _MARKS if mark in marks)
        if answers is not None:
            return FieldShape(name, _KINDS[answers.name], many, target=target, answers=answers.name, marks=words)
        if origin is Annotated:
            annotation, *more = get_args(annotation)
            marks += more
        elif origin in (Union, types.UnionType):
            (annotation,) = [part for part in get_args(annotation) if part is not type(None)]
        elif origin is list:
            many, annotation = True, get_args(annotation)[0]
        elif origin is Literal:
            return FieldShape(name, "choice", many, get_args(annotation), ORDERED in marks, target, answers="choice", marks=words)
        elif isinstance(annotation, type) and issubclass(annotation, Stated):
            return FieldShape(name, "group", many, group=annotation, answers="group", marks=words)
        else:
            raise TypeError(f"{name}: no kind of answer for {annotation!r}")


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
