"""The way data take in a flow: where it starts, the flow itself, where it ends, each with its place in the file."""

from compliance.assessment.controls import Outcome
from compliance.assessment.model import Stop
from compliance.facts.world import World
from compliance.system.load import LoadedSystem
from compliance.system.model.architecture import Flow


def route_of(outcome: Outcome, system: LoadedSystem, world: World) -> tuple[Stop, ...]:
    """The source, the flow and the destination behind a finding about a flow; nothing for other findings, ends that are not stated are left out."""
    flow = outcome.chain[0] if outcome.chain else None
    if not isinstance(flow, Flow):
        return ()
    stops = []
    for role, name in (("source", flow.source), ("flow", flow.id), ("destination", flow.destination)):
        subject = flow if role == "flow" else world.object("components", name)
        if subject is not None:
            stops.append(Stop(role, str(name), system.position(subject.location)))
    return tuple(stops)
