"""Systems written as dotted facts, classified; and the names by which the note's vectors call duties."""

from datetime import date
from pathlib import Path
from typing import Any

from compliance.assessment.ai_act import classify
from compliance.assessment.ai_act_model import Classification, Duty
from compliance.base.source import Document, read_yaml
from compliance.catalog.load import Catalog
from compliance.facts.world import World
from compliance.system.load import from_document

HERE = Path(__file__).parent
AS_OF = date(2026, 11, 21)
# One id of a vector stands for its row in section 5 of the note.
ROWS = {
    "art-16-i": "art-49-1", "annex-viii-a": "art-49-1", "art-49-4": "art-49-1",
    "art-26-8": "art-49-3", "annex-viii-c": "art-49-3",
    "annex-viii-b": "art-49-2", "art-54": "art-53", "art-52-1": "art-55",
    "art-60-1": "art-60-4", "art-60-5": "art-60-4", "annex-ix": "art-60-4",
}  # fmt: skip
FAMILIES = {"art-27-": "art-27-1", "art-53-": "art-53", "art-55-": "art-55", "art-60-4-": "art-60-4"}
ALONE = ("art-4-1", "art-26-7", "art-26-11", "art-86-1", "art-49-1", "art-49-2", "art-49-3", "art-6-4", "art-61")
# Duties of the framework that section 5 of the note has no row for: they belong to other rows' persons, or say how another duty is met.
BESIDE = ("art-23", "art-24", "art-26-10", "art-50-5", "art-5-1a-a", "art-5-1a-b")


def data_of(name: str) -> Any:
    """The data of a YAML file beside the tests."""
    return read_yaml(HERE / name).data


def nested(facts: dict[str, Any] | None) -> dict[str, Any]:
    """A description from dotted facts; a fact without a value is left out."""
    data: dict[str, Any] = {}
    for path, value in (facts or {}).items():
        if value is None:
            continue
        *groups, name = path.split(".")
        inner = data
        for group in groups:
            inner = inner.setdefault(group, {})
        inner[name] = value
    return data


def world_of(catalog: Catalog, facts: dict[str, Any] | None, as_of: date = AS_OF) -> World:
    """The world of a system written as dotted facts."""
    description = from_document(Document("vector", nested(facts))).description
    return World(description, as_of, catalog.parameters_on(as_of))


def classified(catalog: Catalog, facts: dict[str, Any] | None, as_of: date = AS_OF) -> Classification:
    """The classification of a system written as dotted facts."""
    return classify(world_of(catalog, facts, as_of), catalog.classifications["ai-act"], catalog.frameworks["ai-act"])


def points_of(result: Classification, *labels: str) -> set[str]:
    """The points hit under some labels."""
    return {point for label in labels for point in result.points.get(label, ()) if label in result.labels}


def duty_keys(duty: Duty) -> dict[str, date]:
    """The names by which vectors call a duty, with the day of each."""
    name = duty.reference.partition(":")[2]
    if name in BESIDE:
        return {}
    if name in ROWS:
        return {ROWS[name]: duty.applies_from}
    for start, row in FAMILIES.items():
        if name.startswith(start):
            return {row: duty.applies_from}
    if name in ALONE or name.startswith(("art-5-", "art-50-")):
        return {name: duty.applies_from}
    routes = {label.removeprefix("high_risk_"): day for label, day in duty.dates}
    return {f"{role}_{route}": day for role in duty.owed_by if role in ("provider", "deployer") for route, day in routes.items()}


def duties_by_key(result: Classification) -> dict[str, set[date]]:
    """Every duty by the name that vectors use, with all days found for it."""
    found: dict[str, set[date]] = {}
    for duty in result.duties:
        for key, day in duty_keys(duty).items():
            found.setdefault(key, set()).add(day)
    return found
