"""The record of processing activities: one entry for each activity, in the form of the controller or of the processor, blanks left as questions."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from compliance.assessment.aipd_facts import Facts, Plain, gathered, text_of
from compliance.assessment.aipd_model import Activity, Aipd, OpenQuestion
from compliance.assessment.aipd_statement import Article, Missing, Source, Statement
from compliance.assessment.recipients import recipients
from compliance.assessment.transfers import NAMED, transfers
from compliance.base.text import Text
from compliance.catalog.load import Catalog
from compliance.facts.world import World
from compliance.system.load import LoadedSystem

VALUE = Text("{value}", "{value}")
ROLES = {"controller": ("controller", "joint_controller"), "processor": ("processor",)}


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an entry: what the facts say, the answers missing, and what only a person knows."""

    id: str
    title: Text
    statements: tuple[Statement, ...]
    missing: tuple[Missing, ...]
    open: tuple[OpenQuestion, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One activity of one system in one form of the record; `role_known` is false when the organisation's role is not stated."""

    form: str
    title: Text
    article: Article
    system: str
    file: str
    activity: str
    role_known: bool
    fields: tuple[Field, ...]


def entries(draft: Aipd, system: LoadedSystem, catalog: Catalog) -> tuple[Entry, ...]:
    """Every entry of one system: in the controller's form, the processor's, or both, as its role says."""
    world = World(system.description, draft.as_of, catalog.parameters_on(draft.as_of))
    facts = Facts(system, catalog, world)
    organisation = system.description.organisation
    roles = organisation.roles.rgpd if organisation and organisation.roles else None
    found = []
    for form in catalog.texts["aipd"]["register"]["forms"]:
        if (roles is None and form["id"] == "processor") or (roles is not None and not set(roles) & set(ROLES[form["id"]])):
            continue
        for activity in draft.activities or (None,):
            reader = _Reader(facts, draft, activity)
            fields = tuple(reader.field(row) for row in form["fields"])
            name = activity.name if activity else ""
            found.append(Entry(form["id"], text_of(form["title"]), facts.article(form["requirement"]), draft.system, draft.file, name, roles is not None, fields))
    return tuple(found)


class _Reader:
    """Looks up the fields of one entry."""

    def __init__(self, facts: Facts, draft: Aipd, activity: Activity | None) -> None:
        self.facts, self.draft, self.activity = facts, draft, activity
        self.missing: list[Missing] = []
        self.told: list[Statement] = []

    def field(self, row: Plain) -> Field:
        """One field of the form."""
        self.missing, self.told = [], []
        read: Callable[[], None] = getattr(self, f"_{row['read']}")
        read()
        asks = (OpenQuestion(text_of(row["ask"]), "dpo"),) if row["ask"] else ()
        return Field(row["id"], text_of(row["title"]), tuple(self.told), gathered(self.missing), asks)

    def _say(self, value: Any, path: str, sources: tuple[Source, ...], unit: str = "", names: tuple[str, ...] = (), name: str = "") -> None:
        self.told.append(Statement(NAMED if name else VALUE, value, path, sources, unit, names, name))

    def _path(self, path: str, optional: bool = False) -> None:
        """One answer of the description, or the question that asks for it."""
        value: Any = self.facts.description
        for part in path.split("."):
            value = getattr(value, part) if value is not None else None
        location = tuple(path.split("."))
        if value is not None:
            self._say(value, path, (self.facts.source(location),))
        elif not optional:
            self.missing.append(self.facts.missing(location))

    def _reference(self) -> None:
        self._path("privacy.ropa.entry_id")

    def _updated(self) -> None:
        self._path("privacy.ropa.last_update")

    def _organisation(self) -> None:
        self._path("organisation.name")
        self._path("organisation.country", optional=True)
        self._path("organisation.roles.rgpd")

    def _representative(self) -> None:
        inside = self.facts.world.answer("established_in_eea", self.facts.description).value
        if inside is not True:
            self._path("organisation.eu_representative")
        else:  # an organisation established in the EEA designates none
            self._say("none", "organisation.eu_representative", (self.facts.source(("organisation", "country")),))

    def _dpo(self) -> None:
        self._path("organisation.dpo.designated")
        self._path("privacy.dpia.people.dpo", optional=True)

    def _parties(self, *roles: str) -> bool:
        """The parties in some roles; False when some may still be."""
        parties = self.facts.description.parties
        if parties is None:
            self.missing.append(self.facts.missing(("parties",)))
            return False
        for party in parties:
            if party.roles is None:
                self.missing.append(self.facts.missing((*party.location, "roles"), party.name or party.id))
            elif set(party.roles) & set(roles):
                self._say(party.name or party.id, "parties.name", (self.facts.source(party.location),))
        return not self.missing

    def _joint(self) -> None:
        """Nobody only when every party is told and the organisation does not say it decides with others."""
        if not self._parties("joint_controller") or self.told:
            return
        organisation = self.facts.description.organisation
        roles = organisation.roles.rgpd if organisation and organisation.roles else None
        if roles is None:
            self.missing.append(self.facts.missing(("organisation", "roles", "rgpd")))
        elif "joint_controller" in roles:
            self.missing.append(self.facts.missing(("parties",)))
        else:
            self._say("none", "parties.roles", (self.facts.source(("organisation", "roles", "rgpd")),))

    def _clients(self) -> None:
        """A processor always acts for somebody."""
        if self._parties("customer", "joint_controller") and not self.told:
            self.missing.append(self.facts.missing(("parties",)))

    def _purposes(self) -> None:
        if self.activity is None:
            self.missing.append(self.facts.missing(("processing_activities",)))
        else:
            self._say(self.activity.name, "processing_activities.name", (self.activity.source,))
            self.told += [one for one in self.activity.statements if one.path.endswith((".phase", ".secondary"))][:1]
        self._path("system.intended_purpose")

    def _basis(self) -> None:
        if self.activity is not None:
            told = [one for one in self.activity.statements if one.path.endswith((".legal_basis", ".art9_condition", ".route", ".route_reference"))]
            self.told += [one for one in told if one.value != "none"]
            self.missing += [one for one in self.activity.missing if one.path.endswith((".legal_basis", ".art9_condition"))]

    def _categories(self) -> list[Any]:
        """The data of the activity; all categories when nothing ties data to it."""
        listed = self.facts.description.data
        if listed is None:
            self.missing.append(self.facts.missing(("data",)))
            return []
        tied = {subject.id for subject in self.activity.data} if self.activity else set()
        return [category for category in listed if not tied or category.id in tied]

    def _each(self, path: str, unit: str = "") -> None:
        for category in self._categories():
            value: Any = category
            for part in path.split("."):
                value = getattr(value, part) if value is not None else None
            location = (*category.location, *path.split("."))
            if value is None:
                self.missing.append(self.facts.missing(location, category.name or category.id))
            else:
                self._say(value, f"data.{path}", (self.facts.source(location),), unit, name=category.name or category.id)

    def _subjects(self) -> None:
        self._each("subjects")

    def _data(self) -> None:
        self._each("kinds")

    def _retention(self) -> None:
        self._each("retention.months", "months")

    def _recipients(self) -> None:
        names: dict[str, Source] = {}
        for category in self._categories():
            found = recipients(self.facts, category)
            self.missing += found.missing
            for name, source in zip(found.names, found.sources, strict=True):
                names.setdefault(name, source)
        for name, source in names.items():
            self._say(name, "", (source,))
        if not names and not self.missing and self.facts.description.data:
            self._say("none", "", (self.facts.source(("components",)),))

    def _transfers(self) -> None:
        found = transfers(self.facts)
        self.told += found.told
        self.missing += found.missing
        if not found.told and not found.missing:
            self._say("none", "", (self.facts.source(("flows",)), self.facts.source(("sites",))))

    def _security(self) -> None:
        held = [measure for measure in self.draft.measures if measure.truth is True]
        for measure in held:
            sources = tuple(source for one in measure.read for source in one.sources)[:1] or ((measure.written[1],) if measure.written else ())
            sources = sources or tuple(Source("", position) for control in measure.controls for position in control.positions)
            self.told.append(Statement(measure.title, None, "", sources))
        if not held:
            self.missing.append(self.facts.missing(("security",)))
