"""Gathers the components and flows of a description into the boxes and arrows of a chart, with what each flow crosses."""

from compliance.assessment.flow_model import ChartArrow, ChartBox, FlowChart, Zone
from compliance.facts.world import World
from compliance.system.model import Description
from compliance.system.model.architecture import Component, Flow


def flow_chart(description: Description, world: World) -> FlowChart:
    """What there is to draw; no arrow when no flow joins two stated components."""
    groups: dict[str, list[Component]] = {}
    for component in description.components or []:
        groups.setdefault(_stem(component.id), []).append(component)
    flows: dict[str, list[Flow]] = {}
    for flow in description.flows or []:
        if _stem(flow.source) in groups and _stem(flow.destination) in groups:
            flows.setdefault(_stem(flow.id), []).append(flow)
    names = {category.id: category.name or category.id for category in description.data or []}
    boxes = tuple(_box(key, group, world) for key, group in groups.items())
    return FlowChart(boxes, tuple(_arrow(key, group, names, world) for key, group in flows.items()))


def _stem(name: str | None) -> str:
    return (name or "").partition("@")[0]


def _arrow(key: str, group: list[Flow], names: dict[str, str], world: World) -> ChartArrow:
    """One line of the file; for its copies the worse answer counts, and one that is unknown leaves the whole unknown."""
    first = group[0]
    leaves = [world.answer("leaves_eea", flow).value for flow in group]
    encrypted = [flow.encrypted if flow.encrypted is not None else world.answer("encrypted_end_to_end", flow).value for flow in group]
    carries = tuple(dict.fromkeys(names.get(item, item) for flow in group for item in flow.carries or []))
    return ChartArrow(key, first.name or key, _stem(first.source), _stem(first.destination), carries, _worst(leaves, True), _worst(encrypted, False))


def _worst(answers: list[bool | None], bad: bool) -> bool | None:
    return bad if bad in answers else None if None in answers else not bad


def _box(key: str, group: list[Component], world: World) -> ChartBox:
    sites = [world.object("sites", component.hosted_at) for component in group]
    parties = [world.object("parties", component.operated_by) for component in group]
    countries = tuple(dict.fromkeys((site.country if site else None) or (party.country if party else None) for site, party in zip(sites, parties, strict=True)))
    known = tuple(country for country in countries if country)
    eea = world.parameters["eea"]
    zone: Zone = "unknown" if None in countries else "inside" if all(country in eea for country in known) else "outside"
    home = (sites[0] or parties[0]) if len(group) == 1 else None
    return ChartBox(key, group[0].name or key, group[0].kind or "", len(group), zone, known, (home.name or home.id) if home else "")
