"""The compiled catalog as it is kept between runs: each condition, window and list of addressees written once, rows and provisions without names.

What a verdict always needs (`core`) is kept apart from what some questions alone need (`parts`), so that a run reads no more than it uses.
"""

import json
from collections.abc import Mapping
from datetime import date
from sys import intern
from typing import Any

from compliance.base.text import Text
from compliance.catalog.model import Addressee, Control, ControlParameter, DatedValue, Framework, MappingRow, Requirement, Window

FIELDS = ("controls", "frameworks", "parameters", "terms", "conditions", "windows", "lists")
PARTS = ("classifications", "aipd")
_CONTROL = ("id", "domain", "title", "severity", "core", "for_each", "when", "require", "parameters", "effort", "file")
_FRAMEWORK = ("id", "title", "short", "url", "text_version", "as_of", "status", "binding", "applies_when", "addressees")
_REQUIREMENT = ("id", "kind", "citation", "title", "url", "addressees", "windows", "applies_when", "labels", "specification")
_ROW = ("requirement", "control", "relation", "parts", "confidence", "basis")


class _Shared:
    """Values written once; equal values get the same number."""

    def __init__(self) -> None:
        self.values: list[Any] = []
        self._known: dict[str, int] = {}

    def number(self, value: Any) -> int:
        key = json.dumps(value)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = len(self.values)
            self.values.append(value)
        return found


def pack(plain: Mapping[str, Any]) -> dict[str, Any]:
    """The core of a compiled catalog in the form in which it is kept."""
    conditions, windows, lists = _Shared(), _Shared(), _Shared()

    def requirement(item: Mapping[str, Any]) -> list[Any]:
        numbers = {
            "addressees": lists.number(item["addressees"]),
            "windows": windows.number([[starts, ends, conditions.number(when)] for starts, ends, when in item["windows"]]),
            "applies_when": conditions.number(item["applies_when"]),
            "labels": lists.number(item["labels"]),
        }
        return [numbers.get(name, item[name]) for name in _REQUIREMENT]

    def framework(item: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "about": [item[name] for name in _FRAMEWORK],
            "requirements": [requirement(one) for one in item["requirements"]],
            "rows": [[lists.number(row["parts"]) if name == "parts" else row[name] for name in _ROW] for row in item["rows"]],
        }

    return {
        "controls": [[control[name] for name in _CONTROL] for control in plain["controls"].values()],
        "frameworks": [framework(item) for item in plain["frameworks"].values()],
        "parameters": {key: entry["values"] for key, entry in plain["parameters"].items()},
        "terms": plain["terms"],
        "conditions": conditions.values,
        "windows": windows.values,
        "lists": lists.values,
    }


def controls_of(packed: Mapping[str, Any]) -> dict[str, Control]:
    """The controls by id."""
    found = {}
    for identifier, domain, title, severity, core, for_each, when, require, parameters, effort, file in packed["controls"]:
        figures = {name: ControlParameter(*parameter) for name, parameter in parameters.items()}
        found[identifier] = Control(identifier, domain, Text(*title), severity, core, for_each, when, require, figures, effort, file)
    return found


def frameworks_of(packed: Mapping[str, Any]) -> dict[str, Framework]:
    """The frameworks by id, with their provisions and rows."""
    conditions, lists = packed["conditions"], [tuple(values) for values in packed["lists"]]
    windows = [tuple(Window(date.fromisoformat(starts), _day(ends), conditions[when]) for starts, ends, when in listed) for listed in packed["windows"]]

    def requirement(framework: str, item: list[Any]) -> Requirement:
        name, kind, citation, title, url, whom, when, condition, labels, specification = item
        dated, concerned = windows[when], conditions[condition]
        return Requirement(framework, intern(name), intern(kind), Text(*citation), Text(*title), url, lists[whom], dated, concerned, lists[labels], specification)

    def row(item: list[Any]) -> MappingRow:
        name, control, relation, parts, confidence, basis = item
        return MappingRow(intern(name), intern(control), intern(relation), lists[parts], intern(confidence), intern(basis))

    def framework(about: list[Any], requirements: list[Any], rows: list[Any]) -> Framework:
        identifier, title, short, url, version, as_of, status, binding, applies_when, addressees = about
        whom = {name: Addressee(Text(*entry["label"]), entry["when"]) for name, entry in addressees.items()}
        provisions = {item[0]: requirement(identifier, item) for item in requirements}
        day = date.fromisoformat(as_of)
        return Framework(
            identifier, Text(*title), Text(*short), url, Text(*version), day, status, binding, applies_when, whom, provisions, tuple(row(item) for item in rows)
        )  # fmt: skip

    return {item["about"][0]: framework(**item) for item in packed["frameworks"]}


def parameters_of(packed: Mapping[str, Any]) -> dict[str, tuple[DatedValue, ...]]:
    """The dated parameters by id."""
    return {key: tuple(DatedValue(name, value, _day(starts), _day(ends)) for name, value, starts, ends in values) for key, values in packed["parameters"].items()}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
