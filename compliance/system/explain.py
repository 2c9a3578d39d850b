"""Turns what pydantic refused into problems that a person can act on: place, path with ids, expectation, suggestion."""

from typing import TYPE_CHECKING, Any

from compliance.base.problems import Problem, closest
from compliance.base.source import Document, Location
from compliance.base.text import one_line
from compliance.system.model import Description
from compliance.system.schema import FieldShape, all_paths, fields_of
from compliance.system.types import NOTHING, Stated, countries, country_meant

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails


def problems_of(errors: "list[ErrorDetails]", document: Document) -> list[Problem]:
    """One problem for each error, with its place in the file that holds the value."""
    return [_problem(error, document) for error in errors]


def _problem(error: "ErrorDetails", document: Document) -> Problem:
    location: Location = error["loc"]
    kind, value = error["type"], error.get("input")
    path = readable(location, document.data)
    if kind == "extra_forbidden":
        name = str(location[-1])
        return Problem("unknown_field", document.position(location, of_key=True), path, {"field": shown(name)}, _similar_field(name, location))
    if kind == "missing":
        return Problem("missing_field", document.position(location[:-1]), readable(location[:-1], document.data), {"field": str(location[-1])})
    position = document.position(location)
    if value is None and location and isinstance(location[-1], int):
        return Problem("blank_item", position, path)
    if kind == "literal_error":
        shape = shape_at(location)
        values = shape.values if shape else ()
        if not isinstance(value, str | int | float):
            return Problem("expected_single_value", position, path, {"expected": ", ".join(values)})
        return Problem("not_one_of", position, path, {"value": shown(value), "expected": ", ".join(values)}, closest(str(value), values))
    if kind == "list_type":
        return Problem("expected_list", position, path, {"found": shown(value)}, _as_list(value, shape_at(location)))
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        return Problem("expected_group", position, path, {"found": shown(value)})
    if kind == "expected_text" and isinstance(value, list | dict):
        return Problem("expected_single_text", position, path, {"found": shown(value)})
    if kind == "expected_text" and location and location[-1] == "id":
        kind = "expected_identifier"
    suggestion = {"yes": "true", "oui": "true", "on": "true", "no": "false", "non": "false", "off": "false"}.get(str(value).lower(), "")
    if kind == "unknown_country":
        suggestion = country_meant(str(value))
    elif kind == "expected_country" and isinstance(value, str):
        code = value.upper()
        suggestion = code if code in countries() else country_meant(code)
    elif kind != "expected_flag":
        suggestion = ""
    return Problem(kind if kind in _EXPECTED else "expected_text", position, path, {"found": shown(value)}, suggestion)


def _as_list(value: Any, shape: FieldShape | None) -> str:
    """The list that a single word was probably meant to be."""
    if not isinstance(value, str) or not value or not value.isprintable():
        return ""
    nothing = value == NOTHING and shape is not None and NOTHING not in shape.values
    return "[]" if nothing else f"[{shown(value)}]"


_EXPECTED = {
    "expected_text", "expected_identifier", "expected_flag", "expected_whole", "expected_amount", "below_zero", "over_hundred", "over_one",
    "expected_day", "expected_country", "unknown_country", "country_norway", "none_alone",
}  # fmt: skip


def shown(value: Any) -> str:
    """A value as a message quotes it: short, on one line."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "{…}"
    if isinstance(value, list):
        return "[…]"
    return one_line(str(getattr(value, "text", value)))


def readable(location: Location, data: Any) -> str:
    """A path with list items named by their id: `components[training-lake].encryption_at_rest`."""
    text, node = "", data
    for part in location:
        try:
            node = node[part]
        except (KeyError, IndexError, TypeError):
            node = None
        if isinstance(part, int):
            name = node.get("id") if isinstance(node, dict) else None
            text += f"[{shown(name) if isinstance(name, str) else part + 1}]"
        else:
            text += ("." if text else "") + shown(part)
    return text


def group_at(location: Location) -> type[Stated] | None:
    """The group of fields at a path, or None when the path leads elsewhere."""
    group: type[Stated] | None = Description
    for part in location:
        if isinstance(part, int):
            continue
        shape = fields_of(group).get(part) if group else None
        group = shape.group if shape else None
    return group


def shape_at(location: Location) -> FieldShape | None:
    """The shape of the field at a path."""
    names = [part for part in location if isinstance(part, str)]
    return all_paths().get(".".join(names))


def _similar_field(name: str, location: Location) -> str:
    if "." in name and name in all_paths():
        first, *rest = name.split(".")
        return f"{first}: " + "".join(f"{{{part}: " for part in rest) + "…" + "}" * len(rest)
    group = group_at(location[:-1])
    here = closest(name, fields_of(group)) if group else ""
    if here:
        return here
    last = name.rsplit(".", 1)[-1]
    elsewhere = [path for path in all_paths() if path.rsplit(".", 1)[-1] == last]
    return elsewhere[0] if elsewhere else closest(name, all_paths())
