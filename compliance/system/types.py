"""The kinds of answer a field takes: text, yes or no, whole number, amount, day, country, one of a list.

Every kind knows three states: stated, said to be absent (`none`), and not stated (`None`). A blank text is not stated; no items counted is a tally of zero.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

NOTHING = "none"
Nothing = Literal["none"]
Location = tuple[str | int, ...]

_LARGEST = 10**15
_LARGEST_AMOUNT = 10**30
_COUNTRY = re.compile(r"[A-Z]{2}\Z")
_IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,79}\Z")


class Stated(BaseModel):
    """A group of answers; `location` says where it stands in the user's file, for example `("flows", 2)`."""

    # A slot and not a private attribute of pydantic: it is read tens of thousands of times in one assessment.
    __slots__ = ("location",)
    if TYPE_CHECKING:
        location: Location

    model_config = ConfigDict(frozen=True, extra="forbid", protected_namespaces=(), defer_build=True)

    def locate(self, at: Location) -> None:
        """Say where the group stands; done once, by the loader."""
        object.__setattr__(self, "location", at)


class Ref:
    """Marks a field that holds the id of an object of the named list."""

    __slots__ = ("target",)

    def __init__(self, target: str) -> None:
        self.target = target


class Ordered:
    """Marks a closed list of values that stand in rising order, so that `at_least` and `at_most` compare them."""


def _refuse(code: str, value: object) -> PydanticCustomError:
    return PydanticCustomError(code, "expected another kind of value", {"value": value})


def _source_text(value: Any) -> str | None:
    """Text of a number as it was written, so that `1.3` stays the version 1.3."""
    return getattr(value, "text", None)


def _prose(value: Any) -> str | None:
    if isinstance(value, str):
        return value if value.strip() else None
    if (text := _source_text(value)) is not None:
        return text
    raise _refuse("expected_text", value)


def _identifier(value: Any) -> str:
    text = value if isinstance(value, str) else _source_text(value)
    if text is None or text == NOTHING or not _IDENTIFIER.match(text):
        raise _refuse("expected_identifier", value)
    return text


def _flag(value: Any) -> bool:
    if value is True or value is False:
        return value
    raise _refuse("expected_flag", value)


def _whole(value: Any) -> int | str:
    if isinstance(value, int | float) and not isinstance(value, bool) and -_LARGEST < value < _LARGEST and value == int(value):
        return int(value)
    if value == NOTHING:
        return NOTHING
    raise _refuse("expected_whole", value)


def _tally(value: Any) -> int:
    return 0 if value == NOTHING else int(_whole(value))


def _amount(value: Any) -> float | str:
    if isinstance(value, int | float) and not isinstance(value, bool) and -_LARGEST_AMOUNT < value < _LARGEST_AMOUNT:
        return float(value)
    if value == NOTHING:
        return NOTHING
    raise _refuse("expected_amount", value)


def _day(value: Any) -> date | str:
    if value == NOTHING:
        return NOTHING
    if isinstance(value, date):
        return value
    if isinstance(value, str) and re.match(r"\d{4}-\d\d-\d\d\Z", value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise _refuse("expected_day", value)


def _country(value: Any) -> str:
    if value is False:
        raise _refuse("country_norway", value)
    if isinstance(value, str) and _COUNTRY.match(value):
        return value
    raise _refuse("expected_country", value)


def _none_alone(values: list[Any]) -> list[Any]:
    if NOTHING in values and len(values) > 1:
        raise _refuse("none_alone", values)
    return values


def _as_text(value: Any) -> Any:
    text = _source_text(value)
    return value if text is None else text


def _kind(reader: Callable[[Any], Any], *schemas: dict[str, Any]) -> tuple[PlainValidator, WithJsonSchema]:
    schema = schemas[0] if len(schemas) == 1 else {"anyOf": list(schemas)}
    return PlainValidator(reader), WithJsonSchema(schema)


_SAID_NONE = {"const": NOTHING}
_P, _PS = _kind(_prose, {"type": "string"})
_I, _IS = _kind(_identifier, {"type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9_.-]{0,79}$"})
_F, _FS = _kind(_flag, {"type": "boolean"})
_W, _WS = _kind(_whole, {"type": "integer"}, _SAID_NONE)
_T, _TS = _kind(_tally, {"type": "integer"}, _SAID_NONE)
_A, _AS = _kind(_amount, {"type": "number"}, _SAID_NONE)
_D, _DS = _kind(_day, {"type": "string", "format": "date"}, _SAID_NONE)
_C, _CS = _kind(_country, {"type": "string", "pattern": "^[A-Z]{2}$"})

Prose = Annotated[str, _P, _PS]
Identifier = Annotated[str, _I, _IS]
Flag = Annotated[bool, _F, _FS]
Whole = Annotated[int | Nothing, _W, _WS]
Tally = Annotated[int, _T, _TS]
Amount = Annotated[float | Nothing, _A, _AS]
Day = Annotated[date | Nothing, _D, _DS]
Country = Annotated[str, _C, _CS]

AS_TEXT = BeforeValidator(_as_text)
NONE_ALONE = AfterValidator(_none_alone)
ORDERED = Ordered()
