"""Says the boxes and arrows of a chart in words: kinds by their names, and the lane in which each box stands."""

from dataclasses import dataclass

from compliance.assessment.flow_model import ChartBox, FlowChart
from compliance.reports.words import Words


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


def flow_map(chart: FlowChart, words: Words) -> FlowMap:
    """What there is to draw; empty when no component or no flow is stated."""
    boxes = {box.id: _box(box, words) for box in chart.boxes}
    arrows = (
        Arrow(number, arrow.name, boxes[arrow.source], boxes[arrow.destination], arrow.carries, arrow.leaves_eea, arrow.encrypted) for number, arrow in enumerate(chart.arrows, 1)
    )
    return FlowMap(tuple(boxes.values()), tuple(arrows))


def _box(box: ChartBox, words: Words) -> Box:
    name = box.home or (words.say("flows.several", count=box.copies) if box.copies > 1 else words.say("flows.nowhere"))
    return Box(box.id, box.name, words.value(box.kind, "components.kind") if box.kind else "", box.copies, Place(box.zone, name, ", ".join(box.countries)))
