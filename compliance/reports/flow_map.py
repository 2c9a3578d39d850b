"""Gathers the components and flows of a description into boxes and arrows: copies under one name, places by zone."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from compliance.assessment.journeys import Hop, Journey
from compliance.reports.words import Words
from compliance.system.model import Description
from compliance.system.model.architecture import Component, Flow


@dataclass(frozen=True, slots=True)
class Place:
    """A lane: a site or a country; `zone` says whether it lies in the EEA."""

    zone: str
    name: str
    detail: str


@dataclass(frozen=True, slots=True)
class Box:
    """A component, or the copies of one that several parties operate."""

    id: str
    name: str
    kind: str
    copies: int
    place: Place


@dataclass(frozen=True, slots=True)
class Arrow:
    """A flow between two boxes, with what a reader must know of it; None where it cannot be told."""

    number: int
    name: str
    source: Box
    destination: Box
    carries: tuple[str, ...]
    leaves_eea: bool | None
    encrypted: bool | None


@dataclass(frozen=True, slots=True)
class FlowMap:
    """The boxes and arrows of a description, copies gathered."""

    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


def flow_map(description: Description, journeys: Iterable[Journey], eea: Collection[str], words: Words) -> FlowMap:
    """What there is to draw; empty when no component or no flow is stated."""
    hops = {hop.flow: hop for journey in journeys for hop in journey.hops}
    groups: dict[str, list[Component]] = {}
    for component in description.components or []:
        groups.setdefault(_stem(component.id), []).append(component)
    boxes = {key: _box(key, group, description, eea, words) for key, group in groups.items()}
    flows: dict[str, list[Flow]] = {}
    for flow in description.flows or []:
        if _stem(flow.source) in boxes and _stem(flow.destination) in boxes:
            flows.setdefault(_stem(flow.id), []).append(flow)
    names = {category.id: category.name or category.id for category in description.data or []}
    arrows = []
    for number, group in enumerate(flows.values(), 1):
        first = group[0]
        known = [hops[flow.id] for flow in group if flow.id in hops]
        carries = tuple(dict.fromkeys(names.get(item, item) for flow in group for item in flow.carries or []))
        leaves, encrypted = _worst(known, "leaves_eea", True), _worst(known, "encrypted", False)
        arrows.append(Arrow(number, first.name or _stem(first.id), boxes[_stem(first.source)], boxes[_stem(first.destination)], carries, leaves, encrypted))
    return FlowMap(tuple(boxes.values()), tuple(arrows))


def _stem(name: str | None) -> str:
    return (name or "").partition("@")[0]


def _worst(hops: list[Hop], name: str, bad: bool) -> bool | None:
    """The answer for copies of one flow: the bad one if any gives it, unknown if any is unknown."""
    answers = [getattr(hop, name) for hop in hops] or [None]
    return bad if bad in answers else None if None in answers else not bad


def _box(key: str, group: list[Component], description: Description, eea: Collection[str], words: Words) -> Box:
    sites = {site.id: site for site in description.sites or []}
    parties = {party.id: party for party in description.parties or []}
    first = group[0]
    countries: dict[str | None, None] = {}
    for component in group:
        site = sites.get(component.hosted_at or "")
        party = parties.get(component.operated_by or "")
        countries[(site.country if site else None) or (party.country if party else None)] = None
    known = [country for country in countries if country]
    zone = "unknown" if None in countries else "inside" if all(country in eea for country in known) else "outside"
    home = sites.get(first.hosted_at or "") if len(group) == 1 else None
    operator = parties.get(first.operated_by or "") if len(group) == 1 else None
    name = (
        (home.name or home.id)
        if home
        else (operator.name or operator.id)
        if operator
        else words.say("flows.several", count=len(group))
        if len(group) > 1
        else words.say("flows.nowhere")
    )
    return Box(key, first.name or key, words.value(first.kind, "components.kind") if first.kind else "", len(group), Place(zone, name, ", ".join(known)))
