"""The derived facts about the system as a whole, for the head of a report."""

from typing import Any

from compliance.facts.registry import all_facts
from compliance.facts.world import World


def facts_of(world: World) -> dict[str, Any]:
    """The value of every derived fact about the system; None where it cannot be told."""
    return {name: world.answer(name, world.description).value for name, shape in sorted(all_facts().items()) if shape.subject == "system"}
