"""Where data go: for each category, its routes, and at each hop what it crosses and how it is protected."""

from collections.abc import Iterator
from dataclasses import dataclass

from compliance.base.problems import Position
from compliance.facts.world import World
from compliance.system.graph import routes
from compliance.system.load import LoadedSystem
from compliance.system.model.architecture import Flow


@dataclass(frozen=True, slots=True)
class Hop:
    """One flow of a route; None where it cannot be told."""

    flow: str
    source: str
    destination: str
    country: str | None
    leaves_eea: bool | None
    crosses_parties: bool | None
    encrypted: bool | None
    position: Position


@dataclass(frozen=True, slots=True)
class Journey:
    """One route of one category of data; `personal` and `health` are None where it cannot be told."""

    category: str
    personal: bool | None
    health: bool | None
    hops: tuple[Hop, ...]


def journeys(system: LoadedSystem, world: World) -> Iterator[Journey]:
    """Every route of every category, in the order of the file."""
    for category in system.description.data or []:
        personal, health = (world.answer(name, category).value for name in ("is_personal", "is_health"))
        for route in routes(system.description, category.id):
            yield Journey(category.id, personal, health, tuple(_hop(flow, system, world) for flow in route))


def _hop(flow: Flow, system: LoadedSystem, world: World) -> Hop:
    answers = {name: world.answer(name, flow).value for name in ("destination_country", "leaves_eea", "crosses_parties", "encrypted_end_to_end")}
    encrypted = flow.encrypted if flow.encrypted is not None else answers["encrypted_end_to_end"]
    return Hop(
        flow.id,
        flow.source or "",
        flow.destination or "",
        answers["destination_country"],
        answers["leaves_eea"],
        answers["crosses_parties"],
        encrypted,
        system.position(flow.location),
    )
