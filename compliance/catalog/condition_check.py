"""Verifies a condition of a catalog file in place, so that each problem carries its line."""

from collections.abc import Mapping
from typing import Any

from compliance.base.source import Location
from compliance.catalog.model import ControlParameter
from compliance.catalog.reader import Section
from compliance.conditions.model import GROUPS, QUANTIFIERS, Condition, Group, parts_of, walk
from compliance.conditions.parse import parse_condition
from compliance.conditions.paths import ROOT, Resolved, Scope, resolve
from compliance.conditions.verify import verify
from compliance.system.schema import item_group


def scope_of(list_name: str) -> Scope:
    """The subjects a control asks about, innermost first."""
    return (item_group(list_name), *ROOT) if list_name else ROOT


def check_condition(section: Section, key: str, scope: Scope, parameters: Mapping[str, ControlParameter], required: bool = True, never: bool = False) -> Any:
    """The condition under `key` in its YAML form, verified, numbers compared with text as they were written; `never` stands only where it may."""
    data = section.get(key, required)
    if data is None or (never and data == "never"):
        return data

    def report(code: str, at: Location, values: dict[str, object], suggestion: str) -> None:
        section.report(code, at, values, suggestion, of_key=code == "unknown_path" and at[-1] not in ("in", "value_of"))

    condition = parse_condition(data, (*section.at, key), report)
    verify(condition, scope, parameters, report)
    check_parts(condition, section)
    return settled(data, scope)


def check_parts(condition: Condition, section: Section) -> None:
    """Labels are unique and stand outside quantifiers, where their verdict belongs to one subject."""
    seen: set[str] = set()
    for clause, inside in walk(condition):
        if isinstance(clause, Group) and clause.part:
            if inside:
                section.report("part_inside_quantifier", clause.at, {"part": clause.part})
            if clause.part in seen:
                section.report("part_twice", clause.at, {"part": clause.part})
            seen.add(clause.part)
    assert seen == set(parts_of(condition)) or not seen


def settled(data: Any, scope: Scope) -> Any:
    """A condition whose numbers stand as text where the field holds text, so that version 1.10 stays 1.10 in every form it is kept in."""
    if isinstance(data, list):
        return [settled(item, scope) for item in data]
    if not isinstance(data, dict):
        return data
    found = {}
    for key, value in data.items():
        if key in GROUPS:
            found[key] = settled(value, scope)
        elif key in QUANTIFIERS and isinstance(value, dict):
            resolved = resolve(value["in"], scope) if isinstance(value.get("in"), str) else None
            items = resolved.items if isinstance(resolved, Resolved) else None
            found[key] = {name: inner if name == "in" or items is None else settled(inner, (items, *scope)) for name, inner in value.items()}
        else:
            resolved = resolve(key, scope) if isinstance(key, str) and key != "part" else None
            textual = isinstance(resolved, Resolved) and resolved.shape.kind in ("text", "choice")
            found[key] = _as_written(value) if textual else value
    return found


def _as_written(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: inner if key in ("at_least", "at_most", "value_of") and isinstance(inner, int) else _as_written(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_as_written(item) for item in value]
    return str(value.text) if hasattr(value, "text") else value
