"""The register of derived facts: their name, their subject, the answers they give.

Two sources fill it: the functions of this package, and the terms that the frameworks define as conditions.
"""

from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module
from typing import Any, NamedTuple

from compliance.system.model import Description
from compliance.system.schema import Kind, item_group
from compliance.system.types import Stated

THEMES = ("geography", "personal_data", "inherited", "exposure", "component_flows", "hosting", "remote_access", "parties", "privacy_tech", "schedules", "size")

SUBJECTS = {
    "system": "", "flow": "flows", "component": "components", "site": "sites", "data": "data", "party": "parties", "supplier": "suppliers",
    "dataset": "datasets", "processing_activity": "processing_activities", "document": "documents", "software": "software",
}  # fmt: skip

Function = Callable[[Any, Any], Any]


class FactShape(NamedTuple):
    """One derived fact: its function takes the subject and `ask`, and answers None when it cannot tell."""

    name: str
    subject: str
    kind: Kind
    function: Function
    values: tuple[str, ...] = ()
    many: bool = False
    ordered: bool = False


_FACTS: dict[str, FactShape] = {}


def fact(subject: str, kind: Kind = "flag", values: tuple[str, ...] = (), many: bool = False, ordered: bool = False) -> Callable[[Function], Function]:
    """Register the function below as a derived fact about `subject`, under its own name."""

    def register(function: Function) -> Function:
        name = function.__name__
        assert subject in SUBJECTS, name
        _FACTS[name] = FactShape(name, subject, kind, function, values, many, ordered)
        return function

    return register


def add_facts(shapes: Iterable[FactShape]) -> None:
    """Register facts that a catalog defines."""
    all_facts()
    for shape in shapes:
        _FACTS[shape.name] = shape
    facts_by_group.cache_clear()


def all_facts() -> dict[str, FactShape]:
    """Every derived fact, by name."""
    _import_themes()
    return _FACTS


@cache
def _import_themes() -> None:
    for theme in THEMES:
        import_module(f"compliance.facts.{theme}")


@cache
def facts_by_group() -> dict[type[Stated], dict[str, FactShape]]:
    """The derived facts by the group of the description that is their subject."""
    found: dict[type[Stated], dict[str, FactShape]] = {}
    for name, shape in all_facts().items():
        found.setdefault(subject_group(shape.subject), {})[name] = shape
    return found


@cache
def subject_group(subject: str) -> type[Stated]:
    """The group of the description that a subject is."""
    return item_group(SUBJECTS[subject]) if SUBJECTS[subject] else Description
