"""The data flows of a system as they are drawn: boxes and arrows, the copies of one line gathered. Plain frozen data in no language."""

from typing import Literal, NamedTuple

Zone = Literal["inside", "unknown", "outside"]


class ChartBox(NamedTuple):
    """A component, or the copies of one that several parties operate.

    `zone` says whether it stands in the EEA, `countries` where; `home` is the site or the party where a single component stands, empty when none is stated.
    """

    id: str
    name: str
    kind: str
    copies: int
    zone: Zone
    countries: tuple[str, ...]
    home: str


class ChartArrow(NamedTuple):
    """A flow between two boxes, by their ids; `carries` names the categories of data, and None stands where it cannot be told."""

    id: str
    name: str
    source: str
    destination: str
    carries: tuple[str, ...]
    leaves_eea: bool | None
    encrypted: bool | None


class FlowChart(NamedTuple):
    """The boxes and arrows of one description, in the order of the file; both empty when nothing is stated."""

    boxes: tuple[ChartBox, ...] = ()
    arrows: tuple[ChartArrow, ...] = ()
