"""Where the words of a condition lead: which subject, which fields, which derived fact."""

from functools import cache
from typing import NamedTuple

from compliance.facts.registry import FactShape, facts_by_group
from compliance.system.model import Description
from compliance.system.schema import FieldShape, fields_of, item_group
from compliance.system.types import Stated

Scope = tuple[type[Stated], ...]

ROOT: Scope = (Description,)


class Resolved(NamedTuple):
    """A path found: which subject of the scope it starts from, the fields to follow, and what stands at its end.

    A field in `hops` that holds an id is followed to the object it names; `fact` is the derived fact read at the end, if any.
    """

    depth: int
    hops: tuple[FieldShape, ...]
    shape: FieldShape
    fact: str = ""

    @property
    def items(self) -> type[Stated] | None:
        """The group of one item, when the path leads to a list of objects or of references."""
        if not self.shape.many:
            return None
        return item_group(self.shape.target) if self.shape.target else self.shape.group


class NotFound(NamedTuple):
    """The longest beginning of a path that leads somewhere, and the names that could follow it."""

    known: str
    name: str
    candidates: tuple[str, ...]
    through_list: bool = False


@cache
def resolve(path: str, scope: Scope) -> Resolved | NotFound:
    """Look a path up in the innermost subject first, then outwards."""
    best: NotFound | None = None
    for depth, group in enumerate(scope):
        found = _resolve_in(path, group, depth)
        if isinstance(found, Resolved):
            return found
        if best is None or len(found.known) > len(best.known):
            best = found
        elif found.known == best.known:
            best = NotFound(best.known, best.name, (*best.candidates, *found.candidates), best.through_list)
    assert best is not None
    return best


def _resolve_in(path: str, group: type[Stated], depth: int) -> Resolved | NotFound:
    hops: list[FieldShape] = []
    names = path.split(".")
    for index, name in enumerate(names):
        fields = fields_of(group)
        shape = fields.get(name)
        if shape is None:
            facts = facts_by_group().get(group, {})
            fact = facts.get(name) if index == len(names) - 1 else None
            if fact is None:
                return NotFound(".".join(names[:index]), name, (*fields, *facts))
            return Resolved(depth, tuple(hops), _shape_of_fact(fact), name)
        if index == len(names) - 1:
            return Resolved(depth, tuple(hops), shape)
        if shape.many:
            return NotFound(".".join(names[: index + 1]), names[index + 1], (), through_list=True)
        following = item_group(shape.target) if shape.target else shape.group
        if following is None:
            return NotFound(".".join(names[: index + 1]), names[index + 1], ())
        hops.append(shape)
        group = following
    raise AssertionError(path)


def _shape_of_fact(fact: FactShape) -> FieldShape:
    return FieldShape(fact.name, fact.kind, fact.many, fact.values, fact.ordered)
