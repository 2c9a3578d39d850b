"""What the drafts of the documents that a regulation asks for conclude: frozen data, where nothing stands that no fact, provision or person says."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from compliance.assessment.aipd_model import OpenQuestion
from compliance.assessment.aipd_statement import Article, Missing, Source, Statement, Subject
from compliance.assessment.model import Status
from compliance.base.text import Text
from compliance.conditions.step import Truth

State = Literal["called", "undetermined", "not_called"]
STATES: tuple[State, ...] = ("called", "undetermined", "not_called")


@dataclass(frozen=True, slots=True)
class Call:
    """Whether a provision calls for a document: `called` beyond doubt, `undetermined` while `missing` answers decide, `not_called` as described, `because` of these answers.

    `rule` says in words when the provision calls for it; without a duty there is no date. `outside` are the labels of the system without the exclusion it relies on, where the
    document would then be called for.
    """

    requirement: Article
    rule: Text
    state: State
    addressees: tuple[Text, ...]
    owed_by: tuple[Text, ...] = ()
    labels: tuple[Text, ...] = ()
    applies_from: date | None = None
    status: str = ""
    legacy_until: date | None = None
    contested: Text | None = None
    missing: tuple[Missing, ...] = ()
    because: tuple[Statement, ...] = ()
    role_not_held: bool = False
    outside: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """The objects of one list; none of them when the list is stated without any, at the place of `source`."""

    name: Text
    subjects: tuple[Subject, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the duties of one role stand on the day: how many by status, and those that are shown not to be met."""

    role: Text
    total: int
    counts: tuple[tuple[Status, int], ...]
    not_met: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class SectionResult:
    """One section: what the facts say, what is missing, what only a person can write.

    `applies` is False when the section has no object, `because` of these answers, and None when that cannot be told. `voice` is `notice` for words addressed to a person.
    """

    id: str
    title: Text
    articles: tuple[Article, ...]
    citation: Text | None
    expects: Text | None
    voice: str
    applies: Truth
    because: tuple[Statement, ...]
    parts: tuple[Statement | Listing | Standing, ...]
    missing: tuple[Missing, ...]
    open: tuple[OpenQuestion, ...]

    @property
    def complete(self) -> bool:
        """Whether nothing is left for anybody to say."""
        return not self.missing and not self.open


@dataclass(frozen=True, slots=True)
class Chapter:
    """Some sections under one call."""

    id: str
    title: Text
    note: Text | None
    call: Call
    sections: tuple[SectionResult, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """One document of one system as of one day; `left_out` are the chapters that the description does not call for while it calls for others."""

    id: str
    title: Text
    short: Text
    lead: Text
    state: State
    chapters: tuple[Chapter, ...]
    left_out: tuple[Chapter, ...]
    law: Text
    labels: tuple[Text, ...]
    grounds: tuple[Text, ...]
    roles: tuple[Text, ...]
    system: str
    version: str
    organisation: str
    file: str
    as_of: date
    rules_digest: str
    engine: str

    @property
    def calls(self) -> tuple[Call, ...]:
        """The calls of the chapters shown, each once."""
        return tuple({chapter.call.requirement.reference: chapter.call for chapter in self.chapters}.values())

    @property
    def sections(self) -> tuple[SectionResult, ...]:
        """Every section shown that has an object, or may have one."""
        return tuple(section for chapter in self.chapters for section in chapter.sections if section.applies is not False)

    @property
    def answers(self) -> int:
        """How many statements the facts give."""
        listed = [part for section in self.sections for part in section.parts]
        return sum(sum(len(subject.statements) for subject in part.subjects) if isinstance(part, Listing) else 1 for part in listed if not isinstance(part, Standing))

    @property
    def questions(self) -> int:
        """How many answers are still to be given."""
        return sum(len(section.missing) + len(section.open) for section in self.sections)
