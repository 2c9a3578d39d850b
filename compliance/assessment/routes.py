"""The way data take in a flow: where it starts, the flow itself, where it ends, each with its place in the file."""

from collections.abc import Sequence

from compliance.assessment.controls import Outcome, culprits
from compliance.assessment.model import Stop
from compliance.conditions.step import Step, reads
from compliance.facts.world import World
from compliance.system.load import LoadedSystem
from compliance.system.model.architecture import Flow

FLOWS = "flows"


def route_of(outcome: Outcome, system: LoadedSystem, world: World, require: Step | None = None) -> tuple[Stop, ...]:
    """The source, the flow and the destination behind a finding about a flow, or about something that fails because of one.

    Nothing for other findings; ends that are not stated are left out.
    """
    subject = outcome.chain[0] if outcome.chain else None
    flow = subject if isinstance(subject, Flow) else _failing(outcome, require, system.description.flows or ())
    if flow is None:
        return ()
    stops = []
    for role, name in (("source", flow.source), ("flow", flow.id), ("destination", flow.destination)):
        place = flow if role == "flow" else world.object("components", name)
        if place is not None:
            stops.append(Stop(role, str(name), system.position(place.location)))
    return tuple(stops)


def _failing(outcome: Outcome, require: Step | None, flows: Sequence[Flow]) -> Flow | None:
    """The flow because of which something else fails: of those read by what failed, the first with an answer in the negative, or the only one."""
    if outcome.verdict != "fail" or require is None:
        return None
    answers = [step for test in culprits(require) for step in reads(test) if step.location[:1] == (FLOWS,)]
    named = list(dict.fromkeys(step.location[:2] for step in answers))
    refused = [step.location[:2] for step in answers if step.found is False or step.found == "none"]
    chosen = refused[0] if refused else named[0] if len(named) == 1 else None
    return next((flow for flow in flows if flow.location == chosen), None)
