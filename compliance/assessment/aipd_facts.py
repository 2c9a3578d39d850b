"""One system, ready to be told: its answers with their places, its objects by name, its documents by what they support."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from compliance.assessment.aipd_statement import Article, Missing, Source, Statement
from compliance.base.source import Location
from compliance.base.text import Text
from compliance.catalog.load import Catalog
from compliance.conditions.evaluate import Compiled, compile_condition
from compliance.conditions.parse import parsed
from compliance.conditions.paths import ROOT
from compliance.conditions.step import Step, reads, undecided
from compliance.facts.world import World
from compliance.system.load import LoadedSystem
from compliance.system.schema import item_group
from compliance.system.types import Stated
from compliance.system.vocabulary import word_of

Plain = Mapping[str, Any]
VALUE = Text("{value}", "{value}")


def text_of(pair: Any) -> Text:
    """A text of the compiled catalog."""
    return Text(*pair)


class Facts:
    """What a draft asks of one system."""

    def __init__(self, system: LoadedSystem, catalog: Catalog, world: World) -> None:
        self.system, self.catalog, self.world = system, catalog, world
        self.description = system.description
        self._conditions: dict[int, tuple[Any, Compiled]] = {}
        self._supports: dict[str, list[tuple[str, str]]] = {}
        for document in self.description.documents or []:
            for path in document.supports or []:
                self._supports.setdefault(path.partition(".")[0].partition("[")[0], []).append((path, document.reference or document.title or document.id))

    def article(self, reference: str) -> Article:
        """A provision of the catalog by its full name."""
        framework, _, key = reference.partition(":")
        requirement = self.catalog.frameworks[framework].requirements[key]
        return Article(reference, requirement.citation, requirement.title, requirement.url)

    def source(self, location: Location, raw: str = "") -> Source:
        """Where an answer stands and which documents support it."""
        path = self.system.path(location)
        plain = ".".join(part for part in location if isinstance(part, str))
        named = [
            title
            for start, title in self._supports.get(str(location[0]) if location else "", ())
            if path == start or path.startswith((f"{start}.", f"{start}[")) or plain == start or plain.startswith(f"{start}.")
        ]
        return Source(path, self.system.position(location), tuple(dict.fromkeys(named)), raw)

    def missing(self, location: Location, subject: str = "") -> Missing:
        """The question that asks for an answer."""
        path = ".".join(part for part in location if isinstance(part, str))
        word = word_of(path)
        return Missing(path, word.question, word.label, word.asked_of, (subject,) if subject else ())

    def compiled(self, data: Any, list_name: str = "") -> Compiled:
        """A condition of the catalog, over the system or over one object of a list."""
        found = self._conditions.get(id(data))
        if found is None or found[0] is not data:
            scope = (item_group(list_name), *ROOT) if list_name else ROOT
            found = self._conditions[id(data)] = (data, compile_condition(parsed(data), scope, {}))
        return found[1]

    def step(self, data: Any, subject: Stated | None = None, list_name: str = "") -> Step:
        """A condition with its steps."""
        chain = (self.description,) if subject is None else (subject, self.description)
        return self.compiled(data, list_name).step(chain, self.world)

    def leaves(self, step: Step) -> list[Step]:
        """The answers behind a step that were given, each once."""
        found = {leaf.location: leaf for leaf in reads(step) if leaf.location and leaf.found is not None}
        return list(found.values())

    def decided(self, step: Step) -> tuple[Source, ...]:
        """The places of the answers that made a condition hold: of several alternatives, those that hold."""
        if step.truth is None:
            return ()
        return tuple(dict.fromkeys(self.source(leaf.location) for leaf in deciding(step) if leaf.location and leaf.found is not None))

    def read(self, steps: Iterable[Step]) -> tuple[Statement, ...]:
        """The answers that some steps rest on, each with its place."""
        found: dict[Location, Statement] = {}
        for leaf in (leaf for step in steps for leaf in self.leaves(step)):
            path = ".".join(part for part in leaf.location if isinstance(part, str))
            value = list(leaf.found) if isinstance(leaf.found, tuple) else leaf.found
            if not isinstance(value, str) or value != "…":
                found[leaf.location] = Statement(VALUE, value, path, (self.source(leaf.location),), name=self.object_name(leaf.location))
        return tuple(found.values())

    def open_in(self, steps: Iterable[Step]) -> tuple[Missing, ...]:
        """The answers that keep some steps from being decided, gathered by path."""
        locations = dict.fromkeys(leaf.location for step in steps for leaf in undecided(step) if leaf.location)
        return gathered(self.missing(location, self.object_name(location)) for location in locations)

    def object_name(self, location: Location) -> str:
        """The object of a list in which a place stands."""
        if len(location) < 2 or not isinstance(location[1], int):
            return ""
        try:
            item = self.system.document.data[location[0]][location[1]]
        except (KeyError, IndexError, TypeError):
            return ""
        return str(item.get("name") or item.get("id") or location[1] + 1) if isinstance(item, dict) else ""

    def named(self, step: Step) -> Step:
        """A step whose objects go by their name and not by their id; copies keep the party that they belong to."""
        children = tuple(self.named(child) for child in step.children)
        if step.kind != "item" or not step.path:
            return step if children == step.children else step._replace(children=children)
        party = step.path.partition("@")[1:]
        return step._replace(path="".join((self.object_name(step.location) or step.path.partition("@")[0], *party)), children=children)

    def name_of(self, target: str, identifier: str) -> str:
        """The name of an object that an id stands for."""
        stem = identifier.partition("@")[0]
        found = self.world.object(target, identifier) or next((item for item in getattr(self.description, target) or [] if item.id.partition("@")[0] == stem), None)
        return str(getattr(found, "name", None) or stem)

    def objects(self, list_name: str) -> list[tuple[Stated, list[Any]]] | None:
        """The objects of a list with their copies: what one line states for several parties is one object."""
        items = getattr(self.description, list_name)
        if items is None:
            return None
        copies: dict[Location, list[Any]] = {}
        for item in items:
            copies.setdefault(item.location, []).append(item)
        return [(listed[0], listed) for listed in copies.values()]


def deciding(step: Step) -> Iterator[Step]:
    """The leaves that gave a step its truth: where one child is enough, those that were."""
    inside = step.children
    if step.truth is (step.kind in ("any", "some")) and step.kind in ("all", "every", "any", "some", "item"):
        inside = tuple(child for child in inside if child.truth is step.truth) or inside
    elif step.kind == "none" and step.truth is False:
        inside = tuple(child for child in inside if child.truth is True) or inside
    if not inside:
        yield step
    for child in inside:
        yield from deciding(child)


def gathered(found: Iterable[Missing]) -> tuple[Missing, ...]:
    """One box for each path, with all the things it is missing for."""
    subjects: dict[str, dict[str, None]] = {}
    first: dict[str, Missing] = {}
    for item in found:
        first.setdefault(item.path, item)
        subjects.setdefault(item.path, {}).update(dict.fromkeys(item.subjects))
    return tuple(Missing(item.path, item.question, item.label, item.asked_of, tuple(subjects[path])) for path, item in first.items())
