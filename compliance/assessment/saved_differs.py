"""Finds the first place at which two pieces of plain data differ."""

from typing import Any


def first_difference(one: Any, other: Any, at: str = "") -> str | None:
    """The path of the first difference, list positions counted from 1; None when there is none."""
    if isinstance(one, dict) and isinstance(other, dict):
        for key in [*one, *(key for key in other if key not in one)]:
            path = f"{at}.{key}" if at else str(key)
            if key not in one or key not in other:
                return path
            if (found := first_difference(one[key], other[key], path)) is not None:
                return found
        return None
    if isinstance(one, list) and isinstance(other, list):
        for index, (left, right) in enumerate(zip(one, other, strict=False), 1):
            if (found := first_difference(left, right, f"{at}.{index}")) is not None:
                return found
        return None if len(one) == len(other) else f"{at}.{min(len(one), len(other)) + 1}"
    return None if type(one) is type(other) and one == other else at
