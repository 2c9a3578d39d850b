"""Reads the description as statements with their sources: one sentence for each answer, one box for each answer that nobody has given."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from compliance.assessment.aipd_model import Answer, Listing, OpenQuestion
from compliance.assessment.aipd_statement import Article, Missing, Source, Statement, Subject
from compliance.base.source import Location
from compliance.base.text import Text
from compliance.catalog.load import Catalog
from compliance.conditions.evaluate import Compiled, compile_condition
from compliance.conditions.parse import parsed
from compliance.conditions.paths import ROOT
from compliance.conditions.step import Step, reads, undecided
from compliance.facts.world import World
from compliance.system.load import LoadedSystem
from compliance.system.schema import fields_of, item_group
from compliance.system.types import Stated
from compliance.system.vocabulary import word_of

Plain = Mapping[str, Any]


def text_of(pair: Any) -> Text:
    """A text of the compiled catalog."""
    return Text(*pair)


class Facts:
    """One system, ready to be told: its answers with their places, its objects by name, its documents by what they support."""

    def __init__(self, system: LoadedSystem, catalog: Catalog, world: World) -> None:
        self.system, self.catalog, self.world = system, catalog, world
        self.description = system.description
        self._conditions: dict[int, tuple[Any, Compiled]] = {}
        self._supports = [
            (path, document.reference or document.title or document.id)
            for document in self.description.documents or []
            for path in document.supports or []
        ]  # fmt: skip

    def article(self, reference: str) -> Article:
        """A provision of the catalog by its full name."""
        framework, _, key = reference.partition(":")
        requirement = self.catalog.frameworks[framework].requirements[key]
        return Article(reference, requirement.citation, requirement.title, requirement.url)

    def source(self, location: Location, raw: str = "") -> Source:
        """Where an answer stands and which documents support it."""
        path = self.system.path(location)
        plain = ".".join(part for part in location if isinstance(part, str))
        named = [title for start, title in self._supports if path == start or path.startswith((f"{start}.", f"{start}[")) or plain == start or plain.startswith(f"{start}.")]
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

    def name_of(self, target: str, identifier: str) -> str:
        """The name of an object that an id stands for."""
        found = self.world.object(target, identifier) or self.world.object(target, identifier.partition("@")[0])
        return str(getattr(found, "name", None) or identifier.partition("@")[0])

    def objects(self, list_name: str) -> list[tuple[Stated, list[Any]]] | None:
        """The objects of a list with their copies: what one line states for several parties is one object."""
        items = getattr(self.description, list_name)
        if items is None:
            return None
        copies: dict[Location, list[Any]] = {}
        for item in items:
            copies.setdefault(item.location, []).append(item)
        return [(listed[0], listed) for listed in copies.values()]


def gathered(found: Iterable[Missing]) -> tuple[Missing, ...]:
    """One box for each path, with all the things it is missing for."""
    subjects: dict[str, dict[str, None]] = {}
    first: dict[str, Missing] = {}
    for item in found:
        first.setdefault(item.path, item)
        subjects.setdefault(item.path, {}).update(dict.fromkeys(item.subjects))
    return tuple(Missing(item.path, item.question, item.label, item.asked_of, tuple(subjects[path])) for path, item in first.items())


def value_at(group: Stated, path: str) -> tuple[Any, Location]:
    """The answer at a path below a group, and its place, whether stated or not."""
    value: Any = group
    location: Location = group.location
    names = path.split(".")
    for index, name in enumerate(names):
        if not isinstance(value, Stated):
            return None, (*location, *names[index:])
        location = (*value.location, name)
        value = getattr(value, name)
    return value, location


def statement(facts: Facts, group: Stated, list_name: str, part: Plain, copies: list[Any]) -> Statement | None:
    """One answer in one sentence; None when it is not stated."""
    path, say = part["path"], text_of(part["say"])
    full = f"{list_name}.{path}" if list_name else path
    value, location = value_at(group, path)
    if len(copies) > 1 and path == "operated_by":
        value, location, full = [copy.operated_by for copy in copies], (*group.location, "operated_by_each"), f"{list_name}.operated_by_each"
    if value is None:
        return None
    shape = fields_of(type(group)).get(path) if "." not in path else None
    target = shape.target if shape else ""
    if not target:
        return Statement(say, value, full, (facts.source(location),), part["unit"])
    identifiers = [str(item).partition("@")[0] if len(copies) > 1 and path in ("source", "destination") else str(item) for item in (value if isinstance(value, list) else [value])]
    names = tuple(facts.name_of(target, identifier) for identifier in identifiers if identifier != "none")
    return Statement(say, value, full, (facts.source(location, ",".join(identifiers)),), part["unit"], names or ("none",))


def recipients(facts: Facts, category: Any) -> tuple[list[str], list[Source]] | None:
    """Who receives a category of data: the people and the other parties whose components hold it; None when no component is stated."""
    components = facts.description.components
    if components is None:
        return None
    carried = {flow.destination for flow in facts.description.flows or [] if category.id in (flow.carries or [])}
    names: dict[str, None] = {}
    sources: dict[str, Source] = {}
    for component in components:
        if category.id not in (component.holds or []) and component.id not in carried:
            continue
        party = facts.world.object("parties", component.operated_by)
        if component.kind == "person":
            name = component.name or component.id
        elif party is not None and "own_organisation" not in (party.roles or []):
            name = party.name or party.id
        else:
            continue
        names[name] = None
        sources.setdefault(name, facts.source(component.location))
    return list(names), list(sources.values())


def subject_of(facts: Facts, item: Any, list_name: str, parts: Iterable[Plain], copies: list[Any], note: Callable[[Missing], None]) -> Subject:
    """What is said of one object; what is missing is noted."""
    identifier = str(getattr(item, "id", None) or "").partition("@")[0]
    name = str(getattr(item, "name", None) or getattr(item, "title", None) or identifier or getattr(item, "party", None) or item.location[-1] + 1)
    found: list[Statement] = []
    for part in parts:
        if part["kind"] == "recipients":
            known = recipients(facts, item)
            if known is not None:
                found.append(Statement(text_of(part["say"]), known[0] or "none", "", tuple(known[1]) or (facts.source(("components",)),), names=tuple(known[0]) or ("none",)))
        elif part["kind"] == "fields":
            for field in item.fields or []:
                if field.name is not None and field.necessity is not None:
                    found.append(Statement(text_of(part["say"]), field.necessity, "data.fields.necessity", (facts.source((*field.location, "necessity")),), name=field.name))
                elif field.name is not None:
                    note(facts.missing((*field.location, "necessity"), f"{name} – {field.name}"))
            if item.fields is None:
                note(facts.missing((*item.location, "fields"), name))
        elif (one := statement(facts, item, list_name, part, copies)) is not None:
            found.append(one)
        elif not part["optional"]:
            note(facts.missing(value_at(item, part["path"])[1], name))
    return Subject(identifier, name, facts.source((*item.location, "name") if getattr(item, "name", None) else item.location), tuple(found))


def answers(facts: Facts, draft: Plain) -> tuple[Answer, ...]:
    """Every question of the draft, answered as far as the facts go."""
    dpia = facts.description.privacy.dpia if facts.description.privacy else None
    written = {answer.question: answer for answer in (dpia.answers or [] if dpia else []) if answer.question and answer.text}
    return tuple(_answer(facts, question, written.get(question["id"])) for question in draft["questions"])


def _answer(facts: Facts, question: Plain, written: Any) -> Answer:
    parts: list[Statement | Listing] = []
    missing: list[Missing] = []
    asks: list[OpenQuestion] = []
    essential_open = False
    for part in question["parts"]:
        before = len(parts)
        if part["kind"] == "ask":
            asks.append(OpenQuestion(text_of(part["ask"]), part["asked_of"]))
            continue
        if part["kind"] == "each":
            essential_open = _each(facts, part, parts, missing) or essential_open
        elif part["kind"] == "when":
            _when(facts, part, parts, missing)
        elif (one := statement(facts, facts.description, "", part, [])) is not None:
            parts.append(one)
        elif not part["optional"]:
            missing.append(facts.missing(tuple(part["path"].split("."))))
        essential_open = essential_open or (part["essential"] and len(parts) == before)
    told = (written.text, facts.source((*written.location, "text"))) if written is not None else None
    answered = told is not None or (bool(parts) and not essential_open)
    articles = tuple(facts.article(reference) for reference in question["articles"])
    return Answer(question["id"], question["item"], text_of(question["title"]), articles, tuple(parts), gathered(missing), () if told else tuple(asks), told, answered)


def _each(facts: Facts, part: Plain, parts: list[Statement | Listing], missing: list[Missing]) -> bool:
    """Add the objects of a list; whether an essential answer is missing for one of them."""
    name = part["each"]
    listed = facts.objects(name)
    if listed is None:
        if not part["where"] and not part["optional"]:
            missing.append(facts.missing((name,)))
        return False
    if part["where"]:
        listed = [(item, copies) for item, copies in listed if facts.step(part["where"], item, name).truth is True]
    subjects = tuple(subject_of(facts, item, name, part["parts"], copies, missing.append) for item, copies in listed)
    if subjects:
        parts.append(Listing(text_of(part["name"]), subjects))
    wanted = [f"{name}.{inner['path']}" for inner in part["parts"] if inner["essential"]]
    return any(path not in {one.path for one in subject.statements} for subject in subjects for path in wanted)


def _when(facts: Facts, part: Plain, parts: list[Statement | Listing], missing: list[Missing]) -> None:
    step = facts.step(part["when"])
    if step.truth is None:
        missing.extend(facts.open_in([step]))
        return
    say = text_of(part["say"] if step.truth else part["otherwise"])
    leaves = facts.leaves(step)
    sources = tuple(dict.fromkeys(facts.source(leaf.location) for leaf in leaves)) or (facts.source(step.location),)
    value = leaves[0].found if len(leaves) == 1 else None
    path = ".".join(name for name in leaves[0].location if isinstance(name, str)) if len(leaves) == 1 else ""
    parts.append(Statement(say, list(value) if isinstance(value, tuple) else value, path, sources))
