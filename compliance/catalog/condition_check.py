"""Verifies a condition of a catalog file in place, so that each problem carries its line."""

from collections.abc import Mapping
from typing import Any

from compliance.base.source import Location
from compliance.catalog.model import ControlParameter
from compliance.catalog.reader import Section
from compliance.conditions.model import Condition, Group, parts_of, walk
from compliance.conditions.parse import parse_condition
from compliance.conditions.paths import ROOT, Scope
from compliance.conditions.verify import verify
from compliance.system.schema import item_group


def scope_of(list_name: str) -> Scope:
    """The subjects a control asks about, innermost first."""
    return (item_group(list_name), *ROOT) if list_name else ROOT


def check_condition(section: Section, key: str, scope: Scope, parameters: Mapping[str, ControlParameter], required: bool = True) -> Any:
    """The condition under `key` in its YAML form, verified; `never` is left as it is."""
    data = section.get(key, required)
    if data is None or data == "never":
        return data

    def report(code: str, at: Location, values: dict[str, object], suggestion: str) -> None:
        section.report(code, at, values, suggestion)

    condition = parse_condition(data, (*section.at, key), report)
    verify(condition, scope, parameters, report)
    check_parts(condition, section)
    return data


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
