"""What holds of all flows of one component: described, protected, encrypted on leaving, encrypted end to end for inference."""

from collections.abc import Callable

from compliance.facts.logic import both, either
from compliance.facts.registry import fact
from compliance.facts.world import Ask
from compliance.system.model.architecture import Component, Flow

Test = Callable[[Flow], bool | None]
ENDS = ("source", "destination")


def _all_flows(component: Component, ask: Ask, test: Test, ends: tuple[str, ...] = ENDS) -> bool | None:
    """Whether each flow of a component passes; a flow whose end is not stated may be one of them, so its failure cannot be excluded."""
    flows: list[Flow] | None = ask.each("flows")
    if flows is None:
        return None
    answers: list[bool | None] = []
    for flow in flows:
        named = [getattr(flow, end) for end in ends]
        if component.id in named:
            answers.append(test(flow))
        elif None in named:
            answers.append(True if test(flow) else None)
    return both(answers)


@fact("component")
def flows_described(component: Component, ask: Ask) -> bool | None:
    """Every flow that reaches or leaves a component names its source, its destination and what it carries."""

    def described(flow: Flow) -> bool | None:
        carries = ask.stated(flow, "carries")
        ends = [True if ask.stated(flow, end) is not None else None for end in ENDS]
        return both([*ends, None if carries is None else bool(carries)])

    return _all_flows(component, ask, described)


@fact("component")
def flows_protected(component: Component, ask: Ask) -> bool | None:
    """Every flow that reaches or leaves a component is encrypted and authenticated; a flow inside one process needs neither."""

    def protected(flow: Flow) -> bool | None:
        if ask.stated(flow, "protocol") == "in_process":
            return True
        authenticated = ask.stated(flow, "authenticated")
        return both([ask.stated(flow, "encrypted"), None if authenticated is None else authenticated != "none"])

    return _all_flows(component, ask, protected)


@fact("component")
def outgoing_flows_encrypted(component: Component, ask: Ask) -> bool | None:
    """Every flow that leaves a component is encrypted, stays in one process, or reaches a device in its own segment at the same site."""

    def safe(flow: Flow) -> bool | None:
        if ask.stated(flow, "protocol") == "in_process":
            return True
        other = ask.one(flow, "destination", "components")
        near: bool | None = None
        if other is not None:
            kind, measures = ask.stated(other, "kind"), ask.stated(other, "device_measures")
            here, there = ask.stated(component, "hosted_at"), ask.stated(other, "hosted_at")
            near = both(
                [
                    None if kind is None else kind == "device",
                    None if measures is None else "own_segment" in measures,
                    None if here is None or there is None else here == there,
                ]
            )
        return either([ask.stated(flow, "encrypted"), near])

    return _all_flows(component, ask, safe, ("source",))


@fact("component")
def inference_flows_end_to_end(component: Component, ask: Ask) -> bool | None:
    """Every inference flow that reaches a component is encrypted from end to end."""

    def end_to_end(flow: Flow) -> bool | None:
        purpose = ask.stated(flow, "purpose")
        encrypted: bool | None = ask.fact("encrypted_end_to_end", flow)
        if purpose is None:
            return True if encrypted else None
        return True if purpose != "inference" else encrypted

    return _all_flows(component, ask, end_to_end, ("destination",))
