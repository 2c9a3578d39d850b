"""What can be reached and read on the way: the Internet, relays, other parties."""

from compliance.facts.inherited import CLEAR_PROTOCOLS
from compliance.facts.logic import both, contrary, either, lists
from compliance.facts.registry import fact
from compliance.facts.world import Ask
from compliance.system.model.architecture import Component, Flow

GATEWAY = ("api_gateway_only", "authenticated_api")


@fact("flow")
def crosses_parties(flow: Flow, ask: Ask) -> bool | None:
    """The two ends of a flow are operated by different parties."""
    ends = [ask.one(flow, end, "components") for end in ("source", "destination")]
    operators = [None if end is None else ask.stated(end, "operated_by") for end in ends]
    return None if None in operators else operators[0] != operators[1]


@fact("flow")
def encrypted_end_to_end(flow: Flow, ask: Ask) -> bool | None:
    """A flow is encrypted, its ends are authenticated, and no relay sees its content in clear."""
    protocol = ask.stated(flow, "protocol")
    if protocol == "in_process":
        ask.because("in_process")
        return True
    if protocol in CLEAR_PROTOCOLS:
        ask.because("clear_protocol")
        return False
    authenticated = ask.stated(flow, "authenticated")
    named = None if protocol is None else True  # a protocol that is not named may be one in clear
    return both([named, ask.stated(flow, "encrypted"), ask.stated(flow, "end_to_end"), None if authenticated is None else authenticated != "none"])


@fact("component")
def reachable_from_internet(component: Component, ask: Ask) -> bool | None:
    """A component is exposed to the Internet, or receives a direct flow from an exposed component that is not a gateway."""
    exposure = ask.stated(component, "exposure")
    if exposure == "internet":
        ask.because("exposed")
        return True
    relays: list[bool | None] = []
    flows = ask.each("flows")
    if flows is None:
        return None
    for flow in flows:
        if flow.destination not in (component.id, None):
            continue
        source = ask.one(flow, "source", "components")
        if source is None or flow.destination is None:
            relays.append(None)
            continue
        front = ask.stated(source, "exposure")
        gateway = lists(ask.stated(source, "network_measures"), *GATEWAY)
        relays.append(both([None if front is None else front == "internet", contrary(gateway)]))
    relayed = either(relays)
    if relayed:
        ask.because("behind_exposed_component")
        return True
    return None if exposure is None else relayed
