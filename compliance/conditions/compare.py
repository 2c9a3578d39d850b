"""The operators: each compares one stated value with one operand and answers true or false, or None when the operand is not stated."""

from collections.abc import Callable
from datetime import date
from typing import Any

from compliance.system.schema import FieldShape

NOTHING = "none"
Compare = Callable[[Any, Any], bool | None]


def normalised(operand: Any, shape: FieldShape) -> Any:
    """An operand in the form in which the field holds its value."""
    if isinstance(operand, list):
        return [normalised(item, shape) for item in operand]
    if operand is None or isinstance(operand, bool) or operand == NOTHING:
        return operand
    if shape.kind == "choice" and not isinstance(operand, str):
        return str(getattr(operand, "text", operand))
    if shape.kind == "day" and isinstance(operand, str):
        return date.fromisoformat(operand)
    if shape.kind == "text" and not isinstance(operand, str):
        return str(getattr(operand, "text", operand))
    return operand


def comparison(operator: str, shape: FieldShape, unit: str = "") -> Compare:
    """The function that compares a stated value of `shape` with an operand."""
    if operator == "within":
        return _within(unit)
    if shape.many and operator in ("at_least", "at_most"):
        return _count_at_least if operator == "at_least" else _count_at_most
    if shape.many and operator == "is":
        return lambda value, operand: not value or value == [NOTHING]
    if shape.ordered and operator in ("at_least", "at_most"):
        return _ranked(operator, shape.values)
    return _PLAIN[operator]


def _is(value: Any, operand: Any) -> bool:
    return bool(value == operand)


def _not(value: Any, operand: Any) -> bool:
    return bool(value != operand)


def _one_of(value: Any, operand: Any) -> bool:
    return value in operand


def _none_of(value: Any, operand: Any) -> bool:
    return value not in operand


def _includes(value: Any, operand: Any) -> bool:
    return all(item in value for item in operand) if isinstance(operand, list) else operand in value


def _includes_any(value: Any, operand: Any) -> bool:
    return any(item in value for item in operand) if isinstance(operand, list) else operand in value


def _excludes(value: Any, operand: Any) -> bool:
    return not _includes_any(value, operand)


def _at_least(value: Any, operand: Any) -> bool:
    return value != NOTHING and operand != NOTHING and bool(value >= operand)


def _at_most(value: Any, operand: Any) -> bool:
    return value != NOTHING and operand != NOTHING and bool(value <= operand)


def _before(value: Any, operand: Any) -> bool:
    return value != NOTHING and operand != NOTHING and bool(value < operand)


def _after(value: Any, operand: Any) -> bool:
    return value != NOTHING and operand != NOTHING and bool(value > operand)


def _stated(value: Any, operand: Any) -> bool:
    return value not in (NOTHING, [NOTHING], [])


def _length(value: list[Any]) -> int:
    return 0 if value == [NOTHING] else len(value)


def _count_at_least(value: Any, operand: Any) -> bool:
    return bool(_length(value) >= operand)


def _count_at_most(value: Any, operand: Any) -> bool:
    return bool(_length(value) <= operand)


def _ranked(operator: str, values: tuple[str, ...]) -> Compare:
    rank = {value: index for index, value in enumerate(values)}
    if operator == "at_least":
        return lambda value, operand: rank[value] >= rank[operand]
    return lambda value, operand: rank[value] <= rank[operand]


def _within(unit: str) -> Compare:
    def within(value: Any, operand: Any) -> bool:
        length, as_of = operand
        if value == NOTHING:
            return False
        return bool(earlier(as_of, length, unit) <= value <= as_of)

    return within


def earlier(day: date, length: int, unit: str) -> date:
    """The day that lies `length` days, months or years before `day`; a month that is too short gives its last day."""
    if unit == "days":
        return date.fromordinal(max(1, day.toordinal() - length))
    months = day.year * 12 + day.month - 1 - length * (12 if unit == "years" else 1)
    year, month = divmod(months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(max(1, year), month + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError(day)


_PLAIN: dict[str, Compare] = {
    "is": _is, "not": _not, "one_of": _one_of, "none_of": _none_of, "includes": _includes, "includes_any": _includes_any,
    "excludes": _excludes, "at_least": _at_least, "at_most": _at_most, "before": _before, "after": _after, "stated": _stated,
}  # fmt: skip
