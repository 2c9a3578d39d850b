"""Draws where data go: components in lanes by place, the European Economic Area framed, one numbered arrow a flow."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from compliance.assessment.journeys import Hop, Journey
from compliance.reports.figures import INK, LINE, MUTED, Drawing, shorten, wrapped
from compliance.reports.words import Words
from compliance.system.model import Description
from compliance.system.model.architecture import Component, Flow

NODE, HEIGHT, CHANNEL, GAP, LABEL, GUTTER = 104.0, 34.0, 44.0, 12.0, 92.0, 20.0
RED, AMBER, BLUE = "#9d1c20", "#85540a", "#12566b"
FRAMES = {"inside": ("#eef5f7", "#12566b"), "outside": ("#faeeee", "#9d1c20"), "unknown": ("#f6f3ec", "#85540a")}


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
    name = (home.name or home.id) if home else (operator.name or operator.id) if operator else words.say("flows.several", count=len(group)) if len(group) > 1 else words.say("flows.nowhere")
    return Box(key, first.name or key, words.value(first.kind, "components.kind") if first.kind else "", len(group), Place(zone, name, ", ".join(known)))


def flow_diagram(found: FlowMap, words: Words) -> str:
    """The picture of the boxes and arrows; an empty text when there is none to draw."""
    if not found.arrows:
        return ""
    ranks = _ranks(found)
    order = ("inside", "unknown", "outside")
    lanes = sorted(dict.fromkeys(box.place for box in found.boxes), key=lambda place: order.index(place.zone))
    tops, heights, y = {}, {}, 26.0
    zone = ""
    for lane in lanes:
        if lane.zone != zone:
            y += 24 if zone else 0
            zone = lane.zone
        tall = max((sum(1 for box in found.boxes if box.place == lane and ranks[box.id] == rank) for rank in range(max(ranks.values()) + 1)), default=1)
        tops[lane], heights[lane] = y, GUTTER + tall * (HEIGHT + GAP)
        y += heights[lane] + 4
    width = LABEL + (max(ranks.values()) + 1) * (NODE + CHANNEL) + 10
    drawing = Drawing(width, y + 8, words.say("flows.title"), _told(found, words))
    drawing.raw("".join(_head(name, colour) for name, colour in (("blue", BLUE), ("amber", AMBER), ("red", RED))))
    _frames(drawing, lanes, tops, heights, width, words)
    spots: dict[str, tuple[float, float]] = {}
    seen: dict[tuple[Place, int], int] = {}
    for box in found.boxes:
        row = seen[(box.place, ranks[box.id])] = seen.get((box.place, ranks[box.id]), -1) + 1
        spots[box.id] = (LABEL + ranks[box.id] * (NODE + CHANNEL), tops[box.place] + GUTTER + row * (HEIGHT + GAP))
    slots = _slots(found, spots)
    for index, arrow in enumerate(found.arrows):
        _arrow(drawing, arrow, spots, tops, slots[arrow.number], index, ranks)
    for box in found.boxes:
        _draw(drawing, box, *spots[box.id])
    leaving: dict[str, int] = {}
    for arrow in found.arrows:
        turn = leaving[arrow.source.id] = leaving.get(arrow.source.id, -1) + 1
        _badge(drawing, arrow, spots[arrow.source.id][0] + NODE + 8 + turn % 2 * 12, slots[arrow.number][0])
    return drawing.svg()


def _slots(found: FlowMap, spots: dict[str, tuple[float, float]]) -> dict[int, tuple[float, float]]:
    """At what height each arrow leaves its source and reaches its destination: those of one box are spread over its side."""
    leave: dict[str, list[int]] = {}
    enter: dict[str, list[int]] = {}
    for arrow in found.arrows:
        leave.setdefault(arrow.source.id, []).append(arrow.number)
        enter.setdefault(arrow.destination.id, []).append(arrow.number)

    def at(box: str, numbers: list[int], number: int) -> float:
        return spots[box][1] + HEIGHT * (numbers.index(number) + 1) / (len(numbers) + 1)

    return {
        arrow.number: (at(arrow.source.id, leave[arrow.source.id], arrow.number), at(arrow.destination.id, enter[arrow.destination.id], arrow.number))
        for arrow in found.arrows
    }


def _ranks(found: FlowMap) -> dict[str, int]:
    """How far along the way each box stands; arrows that turn back do not count."""
    ranks = {box.id: 0 for box in found.boxes}
    forward: list[Arrow] = []
    for arrow in found.arrows:
        if not _reaches(arrow.destination.id, arrow.source.id, forward):
            forward.append(arrow)
    for _ in found.boxes:
        for arrow in forward:
            ranks[arrow.destination.id] = max(ranks[arrow.destination.id], ranks[arrow.source.id] + 1)
    return ranks


def _reaches(start: str, goal: str, arrows: list[Arrow]) -> bool:
    seen, todo = set(), [start]
    while todo:
        at = todo.pop()
        if at == goal:
            return True
        if at not in seen:
            seen.add(at)
            todo += [arrow.destination.id for arrow in arrows if arrow.source.id == at]
    return False


def _frames(drawing: Drawing, lanes: list[Place], tops: dict[Place, float], heights: dict[Place, float], width: float, words: Words) -> None:
    for zone, (fill, stroke) in FRAMES.items():
        ours = [lane for lane in lanes if lane.zone == zone]
        if not ours:
            continue
        top = tops[ours[0]] - 20
        bottom = tops[ours[-1]] + heights[ours[-1]]
        drawing.rect(1, top, width - 2, bottom - top, fill, stroke, 4, "" if zone == "inside" else "4 3")
        drawing.text(8, top + 12, words.say(f"flows.zone.{zone}"), 8.5, stroke, 600)
        for lane in ours:
            if lane != ours[0]:
                drawing.line([(8, tops[lane] - 2), (width - 8, tops[lane] - 2)], LINE)
            for index, line in enumerate(wrapped(lane.name, 7.9, LABEL - 16, 3)):
                drawing.text(8, tops[lane] + GUTTER + 10 + index * 9.5, line, 7.5, INK, 600)
            drawing.text(8, tops[lane] + GUTTER + 10 + len(wrapped(lane.name, 7.9, LABEL - 16, 3)) * 9.5, shorten(lane.detail, 7.5, LABEL - 18), 7.5, MUTED)


def _draw(drawing: Drawing, box: Box, x: float, y: float) -> None:
    if box.copies > 1:
        drawing.rect(x + 3, y - 3, NODE, HEIGHT, "#ffffff", MUTED, 3)
    drawing.rect(x, y, NODE, HEIGHT, "#ffffff", INK, 3)
    name = f"{box.name} × {box.copies}" if box.copies > 1 else box.name
    lines = wrapped(name, 7.4, NODE - 10, 2)
    for index, line in enumerate(lines):
        drawing.text(x + 5, y + 11 + index * 9, line, 7.4, INK, 600)
    drawing.text(x + 5, y + HEIGHT - 4.5, shorten(box.kind, 6.4, NODE - 10), 6.4, MUTED)


def _colour(arrow: Arrow) -> tuple[str, str]:
    if arrow.leaves_eea:
        return RED, "red"
    return (AMBER, "amber") if arrow.leaves_eea is None else (BLUE, "blue")


def _arrow(
    drawing: Drawing, arrow: Arrow, spots: dict[str, tuple[float, float]], tops: dict[Place, float], slots: tuple[float, float], index: int, ranks: dict[str, int]
) -> None:  # fmt: skip
    colour, marker = _colour(arrow)
    leave, enter = slots
    start, end = spots[arrow.source.id][0] + NODE, spots[arrow.destination.id][0]
    first = start + 26 + index % 5 * 3
    if ranks[arrow.destination.id] == ranks[arrow.source.id] + 1:
        points = [(start, leave), (first, leave), (first, enter), (end, enter)]
    else:
        track, last = tops[arrow.destination.place] + 3 + index % 5 * 3, end - 7 - index % 5 * 2.4
        points = [(start, leave), (first, leave), (first, track), (last, track), (last, enter), (end, enter)]
    drawing.line(points, colour, 1.1, "" if arrow.encrypted else "4 2.4", marker)


def _badge(drawing: Drawing, arrow: Arrow, x: float, y: float) -> None:
    colour, _ = _colour(arrow)
    drawing.raw(f'<circle cx="{x:g}" cy="{y:g}" r="5.6" fill="#ffffff" stroke="{colour}"/>')
    drawing.text(x, y + 2.3, str(arrow.number), 6.4, colour, 600, "middle")


def _head(name: str, colour: str) -> str:
    return (
        f'<marker id="{name}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="6.5" markerHeight="6.5" orient="auto">'
        f'<path d="M0,0 L8,4 L0,8 z" fill="{colour}"/></marker>'
    )


def _told(found: FlowMap, words: Words) -> str:
    return ". ".join(f"{arrow.number}{words.say('colon')}{arrow.name}, {arrow.source.name} → {arrow.destination.name}" for arrow in found.arrows)
