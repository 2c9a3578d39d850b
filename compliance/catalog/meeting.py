"""How two frameworks meet through controls: the relation of two provisions, composed only where composing is safe."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from compliance.base.text import Text
from compliance.catalog.load import Catalog
from compliance.catalog.model import CONFIDENCES, Framework, MappingRow, Requirement

INVERSE = {"equal": "equal", "superset_of": "subset_of", "subset_of": "superset_of", "intersects_with": "intersects_with"}
# From the firmest to the loosest: four relations that compose, one to be judged by a person, one that only says that both lean on the same control.
TYPED = ("equal", "superset_of", "subset_of", "intersects_with")
REVIEW, ADJACENT = "needs_review", "adjacent"
ORDER = (*TYPED, REVIEW, ADJACENT)


@dataclass(frozen=True, slots=True)
class Way:
    """One control through which two provisions meet, with the two rows and why each was written."""

    control: str
    relation: str
    confidence: str
    left: MappingRow
    right: MappingRow
    left_rationale: Text
    right_rationale: Text


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two provisions that share a control: `relation` compares the left one with the right one."""

    left: Requirement
    right: Requirement
    relation: str
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Crossing:
    """Two frameworks and every meeting of their provisions, the firmest relations first; `left_out` counts the pairs that a strict reading sets aside."""

    left: Framework
    right: Framework
    meetings: tuple[Meeting, ...]
    left_out: int

    def count(self, relation: str) -> int:
        """How many pairs meet by one relation."""
        return sum(meeting.relation == relation for meeting in self.meetings)


def compose(first: str, second: str) -> str:
    """The relation of A with B, from that of A with a control and that of the control with B.

    An equal adds nothing; two of the same direction keep it; what goes through one intersection, or turns round, is left to a person, and two
    intersections say nothing beyond the control they share.
    """
    if first == "equal":
        return second
    if second == "equal" or (first == second and first != "intersects_with"):
        return first
    return ADJACENT if first == second else REVIEW


def relation_through(left: MappingRow, right: MappingRow) -> str:
    """The relation of two provisions through the control of their rows, empty when the rows point at clauses that have nothing in common."""
    if left.parts and right.parts and set(left.parts) != set(right.parts) and not _overlap(left.parts, right.parts):
        return ""
    found = compose(INVERSE[left.relation], right.relation)
    return found if set(left.parts) == set(right.parts) or found == ADJACENT else REVIEW


def _overlap(left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether two rows point at a common clause: the same label, or one value of a clause and the clause itself."""
    return any(one == other or one.startswith(f"{other}/") or other.startswith(f"{one}/") for one in left for other in right)


def crossing(left: Framework, right: Framework, catalog: Catalog, strict: bool = False) -> Crossing:
    """Every pair of provisions of two frameworks that share a control; `strict` keeps the relations that compose and leaves out the rest."""
    ways: dict[tuple[str, str], list[Way]] = {}
    for way in _ways(left, right, catalog):
        ways.setdefault((way.left.requirement, way.right.requirement), []).append(way)
    found = [Meeting(left.requirements[one], right.requirements[other], _firmest(listed), tuple(sorted(listed, key=_rank))) for (one, other), listed in ways.items()]
    places = [{key: index for index, key in enumerate(framework.requirements)} for framework in (left, right)]
    found.sort(key=lambda meeting: (ORDER.index(meeting.relation), places[0][meeting.left.id], places[1][meeting.right.id]))
    kept = [meeting for meeting in found if meeting.relation in TYPED or not strict]
    return Crossing(left, right, tuple(kept), len(found) - len(kept))


def _ways(left: Framework, right: Framework, catalog: Catalog) -> Iterator[Way]:
    facing: dict[str, list[tuple[int, MappingRow]]] = {}
    for index, row in enumerate(right.rows):
        facing.setdefault(row.control, []).append((index, row))
    rationales = catalog.texts["rows"]
    for index, row in enumerate(left.rows):
        for other_index, other in facing.get(row.control, ()):
            if relation := relation_through(row, other):
                weaker = max(row.confidence, other.confidence, key=CONFIDENCES.index)
                why = Text(*rationales[f"{left.id}:{index}"]), Text(*rationales[f"{right.id}:{other_index}"])
                yield Way(row.control, relation, weaker, row, other, *why)


def _rank(way: Way) -> tuple[int, int, str]:
    return ORDER.index(way.relation), CONFIDENCES.index(way.confidence), way.control


def _firmest(ways: Sequence[Way]) -> str:
    """The firmest relation found, unless two controls point in opposite directions: then a person judges."""
    found = {way.relation for way in ways}
    if {"superset_of", "subset_of"} <= found:
        return REVIEW
    return next(relation for relation in ORDER if relation in found)
