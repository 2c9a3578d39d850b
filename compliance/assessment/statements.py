"""The answers of a description as a flat list, paths with the ids of list items: what two assessments are compared by."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from compliance.system.explain import readable


def stated(data: Any) -> dict[str, Any]:
    """Every answer by its path, for example `flows[export].encrypted`; values of closed lists together, as one answer."""
    found: dict[str, Any] = {}

    def walk(node: Any, at: tuple[str | int, ...]) -> None:
        if isinstance(node, dict):
            for key, value in node.items():
                walk(value, (*at, key))
        elif isinstance(node, list) and any(isinstance(item, dict) for item in node):
            for index, item in enumerate(node):
                walk(item, (*at, index))
        elif node is not None:
            found[readable(at, data)] = plain(node)

    walk(data, ())
    return found


def plain(value: Any) -> Any:
    """A value as JSON holds it: a number as it was written when it stands for text is left to the reader."""
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return value
    return int(value) if isinstance(value, int) else float(value) if isinstance(value, float) else str(value)


def digest(data: Any) -> str:
    """SHA-256 of a description, comments and order of fields left aside."""
    return hashlib.sha256(json.dumps(_ordered(data), ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def _ordered(node: Any) -> Any:
    if isinstance(node, Mapping):
        return {key: _ordered(node[key]) for key in sorted(node)}
    return [_ordered(item) for item in node] if isinstance(node, list) else plain(node)
