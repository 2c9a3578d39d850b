"""Draws where data go: components in lanes by place, the European Economic Area framed, one numbered arrow a flow."""

from dataclasses import dataclass

from compliance.reports.figures import INK, LINE, MUTED, Drawing, shorten, wrapped
from compliance.reports.flow_map import Arrow, Box, FlowMap, Place
from compliance.reports.words import Words

WIDE, TALL, GAP, GUTTER = 104.0, 34.0, 12.0, 20.0
ALONG = 5  # ways longer than so many boxes are drawn from top to bottom
BLUE, AMBER, RED = "#12566b", "#85540a", "#9d1c20"
ZONES = {"inside": ("#eef5f7", BLUE), "unknown": ("#f6f3ec", AMBER), "outside": ("#faeeee", RED)}
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything stands, as distances along the way of the data and across it; `down` when the way goes from top to bottom."""

    down: bool
    ranks: dict[str, int]
    lanes: tuple[Place, ...]
    starts: dict[Place, float]
    sizes: dict[Place, float]
    spots: dict[str, Point]

    @property
    def box(self) -> Point:
        """The size of a box along and across."""
        return (TALL, WIDE) if self.down else (WIDE, TALL)

    @property
    def label(self) -> float:
        """The room for the names of the lanes."""
        return 52.0 if self.down else 92.0

    @property
    def length(self) -> float:
        """The whole length of the way."""
        return self.label + (max(self.ranks.values()) + 1) * (self.box[0] + 44) + 6

    def at(self, along: float, across: float) -> Point:
        """A point of the picture."""
        return (across, along) if self.down else (along, across)


def flow_diagram(found: FlowMap, words: Words) -> str:
    """The picture of the boxes and arrows; an empty text when there is none to draw."""
    if not found.arrows:
        return ""
    layout = _layout(found)
    breadth = max(layout.starts[lane] + layout.sizes[lane] for lane in layout.lanes) + 8
    width, height = layout.at(layout.length, breadth)
    drawing = Drawing(width, height, words.say("flows.title"), _told(found, words))
    drawing.raw("".join(_head(name, colour) for name, colour in (("blue", BLUE), ("amber", AMBER), ("red", RED))))
    _frames(drawing, layout, words)
    slots = _slots(found, layout)
    for index, arrow in enumerate(found.arrows):
        _arrow(drawing, arrow, layout, slots[arrow.number], index)
    for box in found.boxes:
        _draw(drawing, box, *layout.at(*layout.spots[box.id]))
    turns: dict[str, int] = {}
    for arrow in found.arrows:
        turn = turns[arrow.source.id] = turns.get(arrow.source.id, -1) + 1
        along = layout.spots[arrow.source.id][0] + layout.box[0] + 8 + (0 if layout.down else turn % 2 * 12)
        _badge(drawing, arrow, *layout.at(along, slots[arrow.number][0]))
    return drawing.svg()


def _layout(found: FlowMap) -> Layout:
    ranks = _ranks(found)
    last = max(ranks.values())
    order = list(ZONES)
    lanes = tuple(sorted(dict.fromkeys(box.place for box in found.boxes), key=lambda place: order.index(place.zone)))
    layout = Layout(last >= ALONG, ranks, lanes, {}, {}, {})
    at, zone = (8.0 if layout.down else 26.0), ""
    for lane in lanes:
        if zone and lane.zone != zone:
            at += 8 if layout.down else 24
        zone = lane.zone
        deep = max(sum(1 for box in found.boxes if box.place == lane and ranks[box.id] == rank) for rank in range(last + 1))
        layout.starts[lane], layout.sizes[lane] = at, GUTTER + deep * (layout.box[1] + GAP)
        at += layout.sizes[lane] + 4
    rows: dict[tuple[Place, int], int] = {}
    for box in found.boxes:
        rank = ranks[box.id]
        row = rows[(box.place, rank)] = rows.get((box.place, rank), -1) + 1
        layout.spots[box.id] = (layout.label + rank * (layout.box[0] + 44), layout.starts[box.place] + GUTTER + row * (layout.box[1] + GAP))
    return layout


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


def _slots(found: FlowMap, layout: Layout) -> dict[int, Point]:
    """Where across each arrow leaves its source and reaches its destination: those of one box are spread over its side."""
    leave: dict[str, list[int]] = {}
    enter: dict[str, list[int]] = {}
    for arrow in found.arrows:
        leave.setdefault(arrow.source.id, []).append(arrow.number)
        enter.setdefault(arrow.destination.id, []).append(arrow.number)

    def at(box: str, numbers: list[int], number: int) -> float:
        return layout.spots[box][1] + layout.box[1] * (numbers.index(number) + 1) / (len(numbers) + 1)

    return {
        arrow.number: (at(arrow.source.id, leave[arrow.source.id], arrow.number), at(arrow.destination.id, enter[arrow.destination.id], arrow.number)) for arrow in found.arrows
    }


def _arrow(drawing: Drawing, arrow: Arrow, layout: Layout, slots: Point, index: int) -> None:
    colour, marker = _colour(arrow)
    leave, enter = slots
    start, end = layout.spots[arrow.source.id][0] + layout.box[0], layout.spots[arrow.destination.id][0]
    turn = index % 5
    first = start + (18 if layout.down else 26) + turn * 3
    if layout.ranks[arrow.destination.id] == layout.ranks[arrow.source.id] + 1:
        way = [(start, leave), (first, leave), (first, enter), (end, enter)]
    else:
        track, last = layout.starts[arrow.destination.place] + 3 + turn * 3, end - 7 - turn * 2.4
        way = [(start, leave), (first, leave), (first, track), (last, track), (last, enter), (end, enter)]
    drawing.line([layout.at(*point) for point in way], colour, 1.1, "" if arrow.encrypted else "4 2.4", marker)


def _frames(drawing: Drawing, layout: Layout, words: Words) -> None:
    for zone, (fill, stroke) in ZONES.items():
        lanes = [lane for lane in layout.lanes if lane.zone == zone]
        if not lanes:
            continue
        head = 4.0 if layout.down else 20.0
        start, end = layout.starts[lanes[0]] - head, layout.starts[lanes[-1]] + layout.sizes[lanes[-1]]
        corner, far = layout.at(1, start), layout.at(layout.length - 1, end)
        drawing.rect(*corner, far[0] - corner[0], far[1] - corner[1], fill, stroke, 4, "" if zone == "inside" else "4 3")
        x, y = corner[0] + 7, corner[1] + 13
        drawing.text(x, y, shorten(words.say(f"flows.zone.{zone}"), 8.9, far[0] - corner[0] - 10), 8.5, stroke, 600)
        for lane in lanes:
            if lane != lanes[0]:
                drawing.line([layout.at(22 if layout.down else 8, layout.starts[lane] - 2), layout.at(layout.length - 8, layout.starts[lane] - 2)], LINE)
            _name(drawing, lane, layout)


def _name(drawing: Drawing, lane: Place, layout: Layout) -> None:
    room = layout.sizes[lane] - 12 if layout.down else layout.label - 16
    x, y = layout.at(26 if layout.down else 8, layout.starts[lane] + (4 if layout.down else GUTTER + 10))
    lines = wrapped(lane.name, 7.9, room, 2 if layout.down else 3)
    for line in lines:
        drawing.text(x, y, line, 7.5, INK, 600)
        y += 9.5
    drawing.text(x, y, shorten(lane.detail, 7.5, room), 7.5, MUTED)


def _draw(drawing: Drawing, box: Box, x: float, y: float) -> None:
    if box.copies > 1:
        drawing.rect(x + 3, y - 3, WIDE, TALL, "#ffffff", MUTED, 3)
    drawing.rect(x, y, WIDE, TALL, "#ffffff", INK, 3)
    name = f"{box.name} × {box.copies}" if box.copies > 1 else box.name
    for index, line in enumerate(wrapped(name, 7.6, WIDE - 10, 2)):
        drawing.text(x + 5, y + 11 + index * 9, line, 7.4, INK, 600)
    drawing.text(x + 5, y + TALL - 4.5, shorten(box.kind, 6.4, WIDE - 10), 6.4, MUTED)


def _colour(arrow: Arrow) -> tuple[str, str]:
    if arrow.leaves_eea:
        return RED, "red"
    return (AMBER, "amber") if arrow.leaves_eea is None else (BLUE, "blue")


def _badge(drawing: Drawing, arrow: Arrow, x: float, y: float) -> None:
    colour, _ = _colour(arrow)
    drawing.raw(f'<circle cx="{x:g}" cy="{y:g}" r="5.6" fill="#ffffff" stroke="{colour}"/>')
    drawing.text(x, y + 2.3, str(arrow.number), 6.4, colour, 600, "middle")


def _head(name: str, colour: str) -> str:
    return f'<marker id="{name}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="6.5" markerHeight="6.5" orient="auto"><path d="M0,0 L8,4 L0,8 z" fill="{colour}"/></marker>'


def _told(found: FlowMap, words: Words) -> str:
    return ". ".join(f"{arrow.number}{words.say('colon')}{arrow.name}, {arrow.source.name} → {arrow.destination.name}" for arrow in found.arrows)
