"""The kinds of answer a field takes: text, yes or no, whole number, amount, day, country, one of a list.

Every kind knows three states: stated, said to be absent (`none`), and not stated (`None`). A blank text is not stated; no items counted is a tally of zero.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Annotated, Any, Literal, Self

from compliance.base.compiled import compiled_json
from compliance.base.resources import package_file

NOTHING = "none"
Nothing = Literal["none"]
Location = tuple[str | int, ...]

_LARGEST = 10**15
_LARGEST_AMOUNT = 10**30
_COUNTRY = re.compile(r"[A-Z]{2}\Z")
_IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,79}\Z")


class GroupType(type):
    """The type of the groups: it knows their fields, and whether each must be stated."""

    @property
    def model_fields(cls) -> Mapping[str, bool]:
        """The fields by name; True for those that must be stated."""
        return _FIELDS[cls]

    def __init__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> None:
        super().__init__(name, bases, namespace)
        _FIELDS[cls] = {field: field not in namespace for field in namespace.get("__annotations__", ())}


_FIELDS: dict[type, Mapping[str, bool]] = {}


class Stated(metaclass=GroupType):
    """A group of answers; `location` says where it stands in the user's file, for example `("flows", 2)`.

    What the file states stands in the group itself, every other field is the None of its class: a run makes the few groups it needs at once,
    without building the 130 pydantic models that explain a refused file (see `forms.py`).
    """

    __slots__ = ("location",)
    location: Location

    @classmethod
    def model_construct(cls, _fields_set: set[str] | None = None, **values: Any) -> Self:
        """A group with these answers, taken as they are."""
        made = cls.__new__(cls)
        made.__dict__.update(values)
        return made

    def model_copy(self, *, update: Mapping[str, Any]) -> Self:
        """The same group with other answers; it stands nowhere until it is located."""
        return type(self).model_construct(None, **{**self.__dict__, **update})

    @property
    def model_fields_set(self) -> tuple[str, ...]:
        """The fields that the file states, in its order."""
        return tuple(self.__dict__)

    def locate(self, at: Location) -> None:
        """Say where the group stands; done once, by the loader."""
        object.__setattr__(self, "location", at)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__}.{name}: what a file states does not change")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Stated) and type(self) is type(other) and self.__dict__ == other.__dict__

    __hash__ = None  # type: ignore[assignment]  # lists stand inside

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in self.__dict__.items())})"


class Ref:
    """Marks a field that holds the id of an object of the named list."""

    __slots__ = ("target",)

    def __init__(self, target: str) -> None:
        self.target = target


class Refused(ValueError):
    """A value of another kind than the field takes; `code` names the message."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def _source_text(value: Any) -> str | None:
    """Text of a number as it was written, so that `1.3` stays the version 1.3."""
    return getattr(value, "text", None)


def _prose(value: Any) -> str | None:
    if isinstance(value, str):
        return value if value.strip() else None
    if (text := _source_text(value)) is not None:
        return text
    raise Refused("expected_text")


def _identifier(value: Any) -> str:
    text = value if isinstance(value, str) else _source_text(value)
    if text is None or text == NOTHING or not _IDENTIFIER.match(text):
        raise Refused("expected_identifier")
    return text


def _flag(value: Any) -> bool:
    if value is True or value is False:
        return value
    raise Refused("expected_flag")


def _whole(value: Any) -> int | str:
    if isinstance(value, int | float) and not isinstance(value, bool) and -_LARGEST < value < _LARGEST and value == int(value):
        return int(_not_negative(value))
    if value == NOTHING:
        return NOTHING
    raise Refused("expected_whole")


def _tally(value: Any) -> int:
    return 0 if value == NOTHING else int(_whole(value))


def _not_negative(value: Any) -> Any:
    """What is counted or measured from zero: fewer than none would pass for a very good answer."""
    if value < 0:
        raise Refused("below_zero")
    return value


def _amount(value: Any) -> float | str:
    found = _signed(value)
    return found if isinstance(found, str) else float(_not_negative(found))


def _percent(value: Any) -> float | str:
    found = _amount(value)
    if not isinstance(found, str) and found > 100:
        raise Refused("over_hundred")
    return found


def _share(value: Any) -> float | str:
    found = _amount(value)
    if not isinstance(found, str) and found > 1:
        raise Refused("over_one")
    return found


def _signed(value: Any) -> float | str:
    if isinstance(value, int | float) and not isinstance(value, bool) and -_LARGEST_AMOUNT < value < _LARGEST_AMOUNT:
        return float(value)
    if value == NOTHING:
        return NOTHING
    raise Refused("expected_amount")


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
    raise Refused("expected_day")


def _country(value: Any) -> str:
    if value is False:
        raise Refused("country_norway")
    if not isinstance(value, str) or not _COUNTRY.match(value):
        raise Refused("expected_country")
    if value not in countries():
        raise Refused("unknown_country")
    return value


@cache
def countries() -> frozenset[str]:
    """The country codes that ISO 3166-1 assigns."""
    return frozenset(_country_codes()["codes"])


def country_meant(code: str) -> str:
    """The country code that a code in common use stands for; an empty text when none is known."""
    return str(_country_codes()["instead"].get(code, ""))


def _country_codes() -> dict[str, Any]:
    codes: dict[str, Any] = compiled_json("countries", [package_file("system/countries.yaml")], lambda files: files[0])
    return codes


def none_alone(values: list[Any]) -> list[Any]:
    """A list as it is, unless it says both `none` and something.

    Raises Refused.
    """
    if NOTHING in values and len(values) > 1:
        raise Refused("none_alone")
    return values


def as_text(value: Any) -> Any:
    """A number as it was written, anything else as it is."""
    text = _source_text(value)
    return value if text is None else text


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """How answers of one kind are read, and how JSON Schema says them; the reader raises Refused."""

    name: str
    read: Callable[[Any], Any]
    schema: Mapping[str, Any]


def _or_none(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"anyOf": [schema, {"const": NOTHING}]}


PROSE = Answers("prose", _prose, {"type": "string"})
IDENTIFIER = Answers("identifier", _identifier, {"type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9_.-]{0,79}$"})
FLAG = Answers("flag", _flag, {"type": "boolean"})
WHOLE = Answers("whole", _whole, _or_none({"type": "integer", "minimum": 0}))
TALLY = Answers("tally", _tally, _or_none({"type": "integer", "minimum": 0}))
AMOUNT = Answers("amount", _amount, _or_none({"type": "number", "minimum": 0}))
PERCENT = Answers("percent", _percent, _or_none({"type": "number", "minimum": 0, "maximum": 100}))
SHARE = Answers("share", _share, _or_none({"type": "number", "minimum": 0, "maximum": 1}))
SIGNED = Answers("signed", _signed, _or_none({"type": "number"}))
DAY = Answers("day", _day, _or_none({"type": "string", "format": "date"}))
COUNTRY = Answers("country", _country, {"type": "string", "pattern": "^[A-Z]{2}$"})
KINDS = {kind.name: kind for kind in (PROSE, IDENTIFIER, FLAG, WHOLE, TALLY, AMOUNT, PERCENT, SHARE, SIGNED, DAY, COUNTRY)}

Prose = Annotated[str, PROSE]
Identifier = Annotated[str, IDENTIFIER]
Flag = Annotated[bool, FLAG]
Whole = Annotated[int | Nothing, WHOLE]
Tally = Annotated[int, TALLY]
Amount = Annotated[float | Nothing, AMOUNT]
Percent = Annotated[float | Nothing, PERCENT]
Share = Annotated[float | Nothing, SHARE]
Signed = Annotated[float | Nothing, SIGNED]
Day = Annotated[date | Nothing, DAY]
Country = Annotated[str, COUNTRY]

AS_TEXT = "as_text"  # a number is read as it was written
NONE_ALONE = "none_alone"  # `none` stands alone in the list
ORDERED = "ordered"  # a closed list of values in rising order, so that `at_least` and `at_most` compare them
