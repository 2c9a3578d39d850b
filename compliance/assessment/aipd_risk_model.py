"""The risk study as results: what threatens people, what treats it, and at which levels."""

from dataclasses import dataclass
from datetime import date

from compliance.assessment.aipd_statement import Article, Missing, Source, Statement
from compliance.base.problems import Position
from compliance.base.text import Text
from compliance.conditions.step import Truth


@dataclass(frozen=True, slots=True)
class Offered:
    """A source, threat or impact offered for a risk; not `certain` when the fact that would decide is missing.

    `read` are the answers that decided; none where the method offers it to every system.
    """

    id: str
    title: Text
    certain: bool
    level: int = 0
    treated_by: tuple[str, ...] = ()
    read: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Because:
    """One reason of a proposed level; not `certain` when it stands for want of an answer.

    `change` is what it adds or takes away; `level` the level it leads to at once, whatever the others add; `read` are the answers that decided.
    """

    text: Text
    certain: bool
    change: int = 0
    measures: tuple[str, ...] = ()
    level: int = 0
    read: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Rating:
    """A level of severity or likelihood: what the tables propose and why, and what a person says instead, at its places."""

    proposed: int
    because: tuple[Because, ...]
    stated: int | None = None
    stated_reason: str = ""
    read: tuple[Source, ...] = ()

    @property
    def level(self) -> int:
        """The level that counts: a person's before the tables'."""
        return self.proposed if self.stated is None else self.stated


@dataclass(frozen=True, slots=True)
class Scale:
    """One level of severity and likelihood in words."""

    level: int
    value: str
    label: Text
    severity: Text
    likelihood: Text


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What follows from two levels."""

    id: str
    text: Text
    consultation: bool


@dataclass(frozen=True, slots=True)
class Risk:
    """One risk: what it comes from, what it would do to people, what treats it, and its levels now and after the action plan."""

    id: str
    number: str
    letter: str
    kind: str
    first_question: int
    title: Text
    impacts: tuple[Offered, ...]
    threats: tuple[Offered, ...]
    sources: tuple[Offered, ...]
    measures: tuple[str, ...]
    severity: Rating
    likelihood: Rating
    residual_severity: Rating
    residual_likelihood: Rating
    now: Conclusion
    after: Conclusion
    stated: Source | None
    stated_lists: dict[str, tuple[str, ...]]
    confirmed_by: str
    confirmed_on: date | None
    as_of: date

    @property
    def signed(self) -> bool:
        """Whether a named person has put a name and a day under the rating, whatever the levels and the day."""
        return bool(self.confirmed_by) and self.confirmed_on is not None

    @property
    def confirmation(self) -> str:
        """How far a person stands behind the levels: `confirmed`, `announced` for a later day, `half` or `unlevelled` without the levels, else `proposed`."""
        if not self.signed:
            return "proposed"
        levels = [rating.stated is not None for rating in (self.severity, self.likelihood)]
        if not all(levels):
            return "half" if any(levels) else "unlevelled"
        return "announced" if self.confirmed_on is not None and self.confirmed_on > self.as_of else "confirmed"

    @property
    def confirmed(self) -> bool:
        """Whether a named person has confirmed both levels, on the day of the assessment at the latest."""
        return self.confirmation == "confirmed"


@dataclass(frozen=True, slots=True)
class ControlSeen:
    """A control that bears on a measure, its verdict over all its subjects, and the places it looked at."""

    id: str
    title: Text
    verdict: str
    positions: tuple[Position, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure: in place, absent or not known; `written` is a person's description, `read` the answers that show it."""

    id: str
    title: Text
    slug: str
    kind: str
    truth: Truth
    risks: tuple[str, ...]
    treats: tuple[str, ...]
    controls: tuple[ControlSeen, ...]
    read: tuple[Statement, ...]
    missing: tuple[Missing, ...]
    written: tuple[str, Source] | None = None


@dataclass(frozen=True, slots=True)
class Consultation:
    """The question of Art. 36 in three values, and on what it rests."""

    needed: Truth
    stated_risk: str
    stated_answer: str
    computed: int
    risks_now: tuple[str, ...]
    risks_after: tuple[str, ...]
    article: Article
    risk_read: tuple[Source, ...] = ()
    answer_read: tuple[Source, ...] = ()
