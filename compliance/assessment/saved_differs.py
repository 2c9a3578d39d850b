"""Finds the first place at which two kept assessments differ."""

from collections.abc import Mapping
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


def decided(data: Mapping[str, Any]) -> dict[str, Any]:
    """What a kept assessment decided, by name, its words left aside: the status of each requirement and the verdict of each finding.

    What is not of the usual form decides nothing.
    """
    try:
        found = {"findings": {item["id"]: item["verdict"] for item in data["findings"]}}
        return found | {framework["id"]: {item["id"]: item["status"] for item in framework["requirements"]} for framework in data["frameworks"]}
    except (KeyError, TypeError):
        return {}
