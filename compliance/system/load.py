"""Reads the description of a system from its file: form, values, references, and what is repeated at several parties."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from compliance.base.problems import InvalidInput, Position, Problem, closest
from compliance.base.source import Document, Location, read_yaml
from compliance.system.explain import problems_of, readable, shown
from compliance.system.include import with_organisation
from compliance.system.model import Description
from compliance.system.read import group_of_form, read_group
from compliance.system.replicas import repeated
from compliance.system.schema import FieldShape, all_paths, fields_of
from compliance.system.types import NOTHING, Refused, Stated


class LoadedSystem(NamedTuple):
    """A description with the document it came from, so that every answer keeps its place.

    `attached` holds the states of the attached documents, in their order, where they were looked up before and the files may not be at hand.
    """

    description: Description
    document: Document
    attached: tuple[str, ...] | None = None

    @property
    def file(self) -> str:
        """Name of the system file as the user gave it."""
        return self.document.file

    def position(self, location: Location) -> Position:
        """Where an answer stands, or the nearest group around it."""
        return self.document.position(location)

    def path(self, location: Location) -> str:
        """The path of an answer, list items named by id."""
        return readable(location, self.document.data)


def load_system(path: Path | str, name: str | None = None) -> LoadedSystem:
    """Read and check one system file, and the organisation file it names.

    Raises InvalidInput with every problem found.
    """
    path = Path(path)
    return from_document(with_organisation(_sections(read_yaml(path, name)), path))


def _sections(document: Document) -> Document:
    if document.data is None:
        raise InvalidInput([Problem("empty_file", Position(document.file))])
    if not isinstance(document.data, dict):
        raise InvalidInput([Problem("not_a_mapping", document.position(()), values={"found": shown(document.data)})])
    return document


def from_document(document: Document) -> LoadedSystem:
    """Check plain data with marks against the models.

    Raises InvalidInput with every problem found.
    """
    try:
        description = read_group(Description, document.data)
    except Refused:
        description = _explained(document)
    inside = list(groups(description))
    problems = [*_list_problems(inside, document), *_reference_problems(description, inside, document), *_statement_problems(description, document)]
    problems = problems or list(_replica_problems(description, document))
    if problems:
        raise InvalidInput(problems)
    return LoadedSystem(repeated(description), document)


def _explained(document: Document) -> Description:
    """Every problem of a file that could not be read at once, from the models of its form.

    Raises InvalidInput.
    """
    from pydantic import ValidationError

    from compliance.system.forms import form_of

    try:
        form = form_of(Description).model_validate(document.data)
    except ValidationError as error:
        found = problems_of(error.errors(include_url=False, include_context=False), document)
        raise InvalidInput(found + list(_raw_reference_problems(document))) from None
    return group_of_form(Description, form)


def groups(group: Stated) -> Iterator[Stated]:
    """The group and every group inside it."""
    yield group
    for value in group.__dict__.values():
        if isinstance(value, Stated):
            yield from groups(value)
        elif isinstance(value, list) and value and isinstance(value[0], Stated):
            for item in value:
                yield from groups(item)


LISTS = ("parties", "sites", "data", "components", "flows", "datasets", "processing_activities", "suppliers", "documents")


def _ids(description: Description) -> dict[str, dict[str, Location]]:
    known: dict[str, dict[str, Location]] = {}
    for name in LISTS:
        items = getattr(description, name) or []
        known[name] = {}
        for item in items:
            if (identifier := getattr(item, "id", None)) is not None:
                known[name].setdefault(identifier, item.location)
    return known


@cache
def _referring(group: type[Stated]) -> Mapping[str, FieldShape]:
    """The fields of a group that name objects."""
    return {name: shape for name, shape in fields_of(group).items() if shape.target}


@cache
def _listing(group: type[Stated]) -> frozenset[str]:
    """The fields of a group that hold several words."""
    return frozenset(name for name, shape in fields_of(group).items() if shape.many and shape.kind == "text")


def _reference_problems(description: Description, inside: Iterable[Stated], document: Document) -> Iterator[Problem]:
    known = _ids(description)
    for name, ids in known.items():
        for item in getattr(description, name) or []:
            identifier = getattr(item, "id", None)
            if identifier is not None and ids[identifier] != item.location:
                line = document.position((*ids[identifier], "id")).line
                at = (*item.location, "id")
                yield Problem("duplicate_id", document.position(at), readable(item.location[:-1], document.data), {"id": identifier, "line": line})
    for group in inside:
        referring = _referring(type(group))
        for field, value in group.__dict__.items() if referring else ():
            shape = referring.get(field)
            if shape is None:
                continue
            for index, identifier in enumerate(value if shape.many and value is not None else [value]):
                if identifier is None or identifier in known[shape.target] or (identifier == NOTHING and shape.many and field != "operated_by_each"):
                    continue
                at = (*group.location, field, index) if shape.many else (*group.location, field)
                values = {"id": shown(identifier), "target": shape.target}
                yield Problem("unknown_reference", document.position(at), readable(at, document.data), values, closest(identifier, known[shape.target]))


def _list_problems(inside: Iterable[Stated], document: Document) -> Iterator[Problem]:
    """Blank words in lists, and `none` beside other words."""
    for group in inside:
        listing = _listing(type(group))
        for field, value in group.__dict__.items() if listing else ():
            if value is None or field not in listing:
                continue
            at = (*group.location, field)
            for index, word in enumerate(value):
                if word is None:
                    yield Problem("blank_item", document.position((*at, index)), readable((*at, index), document.data))
            if NOTHING in value and len(value) > 1:
                yield Problem("none_alone", document.position(at), readable(at, document.data))


def _replica_problems(description: Description, document: Document) -> Iterator[Problem]:
    """What writing out for several parties would lose or confuse: a flow whose ends share no party, an id that is taken."""
    replicas = {component.id: component.operated_by_each for component in description.components or [] if component.operated_by_each is not None}
    taken = {component.id for component in description.components or []}
    for component in description.components or []:
        for party in component.operated_by_each or []:
            if f"{component.id}@{party}" in taken:
                at = (*component.location, "id")
                line = document.position(at).line
                yield Problem("duplicate_id", document.position(at), readable(component.location[:-1], document.data), {"id": f"{component.id}@{party}", "line": line})
    for flow in description.flows or []:
        ends = [set(replicas[end]) for end in (flow.source, flow.destination) if end in replicas]
        if len(ends) == 2 and ends[0] != ends[1]:
            yield Problem("flow_between_strangers", document.position(flow.location), readable(flow.location, document.data))


def _raw_reference_problems(document: Document) -> Iterator[Problem]:
    """Duplicate ids and references to nothing, told along with refused values, as far as what is written lets one see them."""
    known = {name: _raw_ids(document.data.get(name)) for name in LISTS}
    yield from _raw_unknown(Description, document.data, (), known, document)
    for name, items in document.data.items():
        if not isinstance(items, list):
            continue
        seen: dict[Any, int] = {}
        for index, item in enumerate(items):
            identifier = item.get("id") if isinstance(item, dict) else None
            if isinstance(identifier, str) and identifier in seen:
                line = document.position((name, seen[identifier], "id")).line
                yield Problem("duplicate_id", document.position((name, index, "id")), str(name), {"id": shown(identifier), "line": line})
            elif isinstance(identifier, str):
                seen[identifier] = index


def _raw_ids(items: Any) -> frozenset[str] | None:
    """The ids of a list; None when one cannot be read, so that nobody can tell what is missing."""
    if items is None:
        return frozenset()
    if not isinstance(items, list) or not all(isinstance(item, dict) and isinstance(item.get("id"), str) for item in items):
        return None
    return frozenset(item["id"] for item in items)


def _raw_unknown(group: type[Stated], data: Mapping[str, Any], at: Location, known: Mapping[str, frozenset[str] | None], document: Document) -> Iterator[Problem]:
    shapes = fields_of(group)
    for name, value in data.items():
        shape, here = shapes.get(name), (*at, name)
        if shape is None:
            continue
        items = list(enumerate(value)) if shape.many and isinstance(value, list) else [] if shape.many else [(None, value)]
        for index, item in items:
            place = here if index is None else (*here, index)
            if shape.group is not None and isinstance(item, dict):
                yield from _raw_unknown(shape.group, item, place, known, document)
            elif shape.target and isinstance(item, str) and item != NOTHING and (ids := known.get(shape.target)) is not None and item not in ids:
                yield Problem("unknown_reference", document.position(place), readable(place, document.data), {"id": shown(item), "target": shape.target}, closest(item, ids))


def _statement_problems(description: Description, document: Document) -> Iterator[Problem]:
    """`documents[].supports` names paths of the description, with or without ids of list items."""
    known = _ids(description)
    for item in description.documents or []:
        for index, path in enumerate(item.supports or []):
            at = (*item.location, "supports", index)
            if path is not None and path_without_ids(path) not in all_paths():
                yield Problem("unknown_statement", document.position(at), readable(at, document.data), {"path": shown(path)}, closest(path_without_ids(path), all_paths()))
            elif path is not None and (unknown := _unknown_item(path, known)) is not None:
                target, name = unknown
                values = {"id": shown(name), "target": target}
                yield Problem("unknown_reference", document.position(at), readable(at, document.data), values, closest(name, known[target]))
    for component in description.components or []:
        at = (*component.location, "operated_by_each")
        if component.operated_by is not None and component.operated_by_each is not None:
            yield Problem("both_operated_by", document.position(at), readable(component.location, document.data))
        parties = component.operated_by_each
        if parties is not None and (not parties or len(set(parties)) < len(parties)):
            yield Problem("operated_by_each_parties", document.position(at), readable(at, document.data))


def _unknown_item(path: str, known: dict[str, dict[str, Location]]) -> tuple[str, str] | None:
    """The first id in brackets that names nothing, with its list; None when all are known."""
    place = ""
    rest = path
    while rest:
        before, bracket, after = rest.partition("[")
        place += before
        name, _, rest = after.partition("]")
        if bracket and place in known and name not in known[place]:
            return place, name
    return None


def path_without_ids(path: str) -> str:
    """`components[lake].encryption_at_rest` without the names of list items."""
    result, rest = "", path
    while rest:
        before, bracket, after = rest.partition("[")
        result += before
        rest = after.partition("]")[2] if bracket else ""
    return result
