"""Reasoning in three values: true, false, and None for what cannot be told (Kleene's strong logic)."""

from collections.abc import Iterable
from typing import Any


def either(values: Iterable[Any]) -> bool | None:
    """True when one is true, unknown when none is true and one is unknown, else false."""
    unknown = False
    for value in values:
        if value is True:
            return True
        unknown = unknown or value is None
    return None if unknown else False


def both(values: Iterable[Any]) -> bool | None:
    """False when one is false, unknown when none is false and one is unknown, else true."""
    unknown = False
    for value in values:
        if value is False:
            return False
        unknown = unknown or value is None
    return None if unknown else True


def contrary(value: bool | None) -> bool | None:
    """The contrary; unknown stays unknown."""
    return None if value is None else not value


def lists(values: list[Any] | None, *wanted: str) -> bool | None:
    """Whether a list of answers holds one of the wanted values; a list that is stated and does not hold it says no."""
    return None if values is None else any(value in values for value in wanted)
