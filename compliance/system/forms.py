"""The description as pydantic models, made of the same declarations: they say every problem of a refused file, and print the JSON Schema.

A file that is in order never needs them (see `read.py`).
"""

import types
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, PlainValidator, WithJsonSchema, create_model
from pydantic_core import PydanticCustomError

from compliance.system.schema import annotations_of
from compliance.system.types import AS_TEXT, NONE_ALONE, Answers, Refused, Stated, as_text, none_alone


class Form(BaseModel):
    """What every model of a group shares: nothing but what is declared."""

    model_config = ConfigDict(frozen=True, extra="forbid", protected_namespaces=(), defer_build=True)


@cache
def form_of(group: type[Stated]) -> type[BaseModel]:
    """The pydantic model of a group."""
    required = group.model_fields
    fields: dict[str, Any] = {name: (_formed(annotation), ... if required[name] else None) for name, annotation in annotations_of(group).items()}
    return create_model(group.__name__, __base__=Form, __module__=group.__module__, __doc__=group.__doc__, **fields)


def _formed(annotation: Any) -> Any:
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *marks = get_args(annotation)
        translated = [part for mark in marks for part in _marks(mark)]
        return Annotated[_formed(inner), *translated] if translated else _formed(inner)
    if origin in (Union, types.UnionType):
        return Union[*(_formed(part) for part in get_args(annotation))]
    if origin is list:
        return list[_formed(get_args(annotation)[0])]  # type: ignore[misc]
    if isinstance(annotation, type) and issubclass(annotation, Stated):
        return form_of(annotation)
    return annotation


def _marks(mark: Any) -> list[Any]:
    if isinstance(mark, Answers):
        return [PlainValidator(_telling(mark.read)), WithJsonSchema(dict(mark.schema))]
    if mark == AS_TEXT:
        return [BeforeValidator(as_text)]
    return [AfterValidator(_telling(none_alone))] if mark == NONE_ALONE else []


def _telling(read: Any) -> Any:
    """The reader of a kind, its refusals said as pydantic says them."""

    def telling(value: Any) -> Any:
        try:
            return read(value)
        except Refused as refused:
            raise PydanticCustomError(refused.code, "expected another kind of value", {"value": value}) from None

    return telling
