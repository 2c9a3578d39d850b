"""Where the answers that a classification read are stated, so that every row of the walk can be followed back to a line of the file."""

from collections.abc import Iterator

from compliance.assessment.ai_act_model import Classification
from compliance.base.problems import Position
from compliance.conditions.step import Step, reads
from compliance.system.load import LoadedSystem


def with_places(result: Classification, system: LoadedSystem) -> Classification:
    """The classification with the place of every stated answer that its rows and near misses read, by path."""
    places: dict[str, Position] = {}
    for step in _steps(result):
        for leaf in reads(step):
            if leaf.found is not None and leaf.location:
                path = ".".join(map(str, leaf.location))
                if path not in places:
                    places[path] = system.position(leaf.location)
    for miss in result.near_misses:
        for fact in miss.facts:
            if fact.found is not None and fact.location:
                places.setdefault(".".join(map(str, fact.location)), system.position(fact.location))
    return result.with_places(dict(sorted(places.items())))


def _steps(result: Classification) -> Iterator[Step]:
    for node in result.nodes:
        for row in node.rows:
            yield from (step for step in (row.condition, row.exception) if step is not None)
    if result.device_class is not None and result.device_class.step is not None:
        yield result.device_class.step
