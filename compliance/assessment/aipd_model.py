"""The results of the impact assessment: the only thing that its documents read. Nothing is written here that no fact, table or person says."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from compliance.assessment.aipd_risk_model import Consultation, Measure, Risk, Scale
from compliance.assessment.aipd_statement import Article, Missing, Source, Statement, Subject
from compliance.base.problems import Position
from compliance.base.source import Location
from compliance.base.text import Text
from compliance.conditions.step import Step, Truth


@dataclass(frozen=True, slots=True)
class Listing:
    """The objects of one list of the description."""

    name: Text
    subjects: tuple[Subject, ...]


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """What only a person can write."""

    ask: Text
    asked_of: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One question of the assessment: what the facts say, what a person has written, what is missing."""

    id: str
    item: str
    title: Text
    articles: tuple[Article, ...]
    parts: tuple[Statement | Listing, ...]
    missing: tuple[Missing, ...]
    open: tuple[OpenQuestion, ...]
    written: tuple[str, Source] | None
    answered: bool


@dataclass(frozen=True, slots=True)
class ItemResult:
    """One condition of the need test, with its steps."""

    id: str
    title: Text
    note: Text | None
    truth: Truth
    step: Step
    criteria: tuple[str, ...]
    counted: bool
    article: Article | None


@dataclass(frozen=True, slots=True)
class GroupResult:
    """One group of the need test; `met` and `open` count the items that hold and those that cannot be told."""

    id: str
    outcome: str
    basis: str
    title: Text
    source: Text
    article: Article
    minimum: int
    truth: Truth
    met: int
    open: int
    items: tuple[ItemResult, ...]


@dataclass(frozen=True, slots=True)
class ReviewResult:
    """A reason to read an existing assessment again; None when it cannot be told."""

    id: str
    title: Text
    truth: Truth
    step: Step
    article: Article


@dataclass(frozen=True, slots=True)
class Need:
    """Whether an assessment is needed: the outcome, the items that decide, what is missing, and what the user's own answer says.

    `declared` is None when the user gives no answer of their own; `differs` says that both have to be reported.
    """

    outcome: str
    basis: str
    deciding: tuple[str, ...]
    missing: tuple[Missing, ...]
    scope: ItemResult
    groups: tuple[GroupResult, ...]
    declared: tuple[str, ...] | None
    declared_outcome: str
    differs: bool
    reasons: Text | None
    review: tuple[ReviewResult, ...]
    grounds: tuple[Statement, ...]
    declared_read: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class PairFinding:
    """Two answers that do not fit together, and what to do about it."""

    id: str
    activity: str
    severity: str
    title: Text
    remedy: Text
    article: Article
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class RouteResult:
    """The French route an activity calls for: the line of the decision that holds, the routes that fit, and whether the stated one does."""

    applies: Truth
    line: str
    title: Text | None
    source: Text | None
    article: Article | None
    fitting: tuple[str, ...]
    fits: Truth
    missing: tuple[Missing, ...]


@dataclass(frozen=True, slots=True)
class Activity:
    """One processing activity on its own: its bases, its route, the data it works on and their retention, and what does not fit.

    `tied` is false when nothing ties data to the activity: `data` are then all categories.
    """

    id: str
    name: str
    source: Source
    phase: str | None
    statements: tuple[Statement, ...]
    missing: tuple[Missing, ...]
    route: RouteResult
    data: tuple[Subject, ...]
    findings: tuple[PairFinding, ...]
    tied: bool = True


@dataclass(frozen=True, slots=True)
class Action:
    """One line of the action plan; `owner` and `due` are blank until a person fills them.

    `conventional` says that only a figure of this catalog's own is missed, no law's.
    """

    key: str
    kind: str
    title: Text
    what: Text | None
    severity: str
    effort: str
    open: bool
    risks: tuple[str, ...]
    articles: tuple[Article, ...]
    asked_of: tuple[str, ...]
    positions: tuple[Position, ...]
    owner: str
    due: date | None
    decided: str
    conventional: bool = False


@dataclass(frozen=True, slots=True)
class Opinions:
    """What people have said: blank until they do."""

    dpo: str
    dpo_opinion: str
    dpo_favourable: bool | None
    sought: bool | None
    reason: str
    subjects: str
    views: str
    views_favourable: bool | None
    author: str
    evaluator: str
    validator: str
    state: str


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What an evaluator has said of one item, measure or control, and the action decided."""

    target: str
    status: str
    progress: str
    action: str
    comment: str
    on: date | None
    owner: str
    due: date | None


@dataclass(frozen=True, slots=True)
class Record:
    """What the file of an existing assessment says of itself."""

    category: str
    created: str
    updated: str
    refusal_reason: str
    adjustments: str
    evaluations: tuple[Evaluation, ...]
    comments: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Aipd:
    """The whole draft of one system as of one day."""

    system: str
    version: str
    organisation: str
    file: str
    as_of: date
    rules_digest: str
    engine: str
    need: Need
    items: tuple[tuple[str, Text, Text], ...]
    answers: tuple[Answer, ...]
    activities: tuple[Activity, ...]
    findings: tuple[PairFinding, ...]
    risks: tuple[Risk, ...]
    measures: tuple[Measure, ...]
    actions: tuple[Action, ...]
    consultation: Consultation
    opinions: Opinions
    record: Record
    scales: tuple[Scale, ...]
    notes: dict[str, Text]
    existing: dict[str, Any]
    positions: dict[Location, Position]
    unknown_targets: tuple[tuple[str, Source], ...] = ()

    @property
    def answered(self) -> int:
        """How many of the tool's questions are answered from facts or by a person."""
        texts = sum(answer.answered for answer in self.answers)
        lists = sum(bool(entries) for risk in self.risks if risk.first_question for entries in (risk.impacts, risk.threats, risk.sources, risk.measures))
        return texts + lists + 2 * sum(bool(risk.first_question) for risk in self.risks)

    @property
    def questions(self) -> int:
        """How many questions the tool asks."""
        return len(self.answers) + 6 * sum(bool(risk.first_question) for risk in self.risks)
