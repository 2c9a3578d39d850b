"""What a classification concludes: labels, roles, the walk with its steps, what is missing, warnings, duties and their dates. Plain frozen data."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal, NamedTuple

from compliance.assessment.model import Status
from compliance.base.problems import Position
from compliance.base.source import Location
from compliance.base.text import Text
from compliance.conditions.step import Step, Truth

Outcome = Literal["hit", "presumed", "excepted", "refused", "out", "informs", "not_asked", "for_a_person"]
Held = Literal["stated", "established", "presumed", "shifted"]
DutyStatus = Literal["applies_now", "future", "legacy", "contested"]

NO_PLACES: Mapping[str, Position] = {}  # a plain dictionary: what an assessment holds travels between processes


class RowResult(NamedTuple):
    """One row of the walk: whether it holds, what followed, and the steps behind it.

    `not_asked` is a row of a role that is not held, `for_a_person` one that no field can settle; `exception` holds the steps of an exception, shown or not.
    """

    id: str
    citation: Text
    title: Text
    provisions: tuple[str, ...]
    point: str
    truth: Truth
    outcome: Outcome
    gives: str = ""
    condition: Step | None = None
    exception: Step | None = None
    missing: tuple[Location, ...] = ()


class NodeResult(NamedTuple):
    """One question of the walk; `asked` is false when the walk had ended, or when nothing called for the question."""

    id: str
    title: Text
    asked: bool
    truth: Truth
    rows: tuple[RowResult, ...]


class Role(NamedTuple):
    """One role held, and why: stated, established by facts, presumed because nothing rules it out, or shifted to the organisation by law."""

    name: str
    how: Held
    row: str
    citation: Text


class Reason(NamedTuple):
    """A provision that took the system out of scope or moved a role; `refused` when it was claimed and not shown."""

    provision: str
    citation: Text
    refused: bool = False


class Change(NamedTuple):
    """What some answers to a missing question would do to the labels, presumptions included."""

    answers: tuple[Any, ...]
    adds: tuple[str, ...]
    drops: tuple[str, ...]


class Missing(NamedTuple):
    """One answer that is missing, the rows it keeps open, and what each answer would change when that was asked for."""

    path: str
    location: Location
    rows: tuple[str, ...]
    labels: tuple[str, ...]
    changes: tuple[Change, ...] = ()


class Caution(NamedTuple):
    """Facts that contradict each other, a claim that was refused, or a question that only a person can settle."""

    id: str
    text: Text
    citations: tuple[Text, ...] = ()


class KeptOut(NamedTuple):
    """One fact that keeps a system out of a row: what was read, and what the row asks."""

    path: str
    operator: str
    expected: Any
    found: Any
    location: Location


class NearMiss(NamedTuple):
    """A row that a system outside high risk comes close to: `distance` is how many facts would have to be otherwise."""

    row: str
    citation: Text
    title: Text
    distance: int
    facts: tuple[KeptOut, ...]


class DeviceClass(NamedTuple):
    """The device class that the stated function leads to: at least `leads_to`, `presumed` when a fact is missing; `to_judge` are the graver functions that no field tells."""

    stated: str
    leads_to: str
    presumed: bool
    row: str
    title: Text
    citation: Text
    step: Step | None
    to_judge: tuple[Text, ...]


class Fine(NamedTuple):
    """The ceiling named for a breach: an amount and a share of worldwide turnover, and which of the two counts for this organisation."""

    key: str
    citation: Text
    amount: float
    turnover_percent: float
    combine: str
    note: Text | None


class Duty(NamedTuple):
    """One provision that binds, who owes it here, through which labels, from when, and what the assessment shows.

    `dates` gives the day of each label; `presumed` marks a duty reached through a presumption only: preparation, never a breach.
    """

    reference: str
    citation: Text
    title: Text
    url: str
    owed_by: tuple[str, ...]
    labels: tuple[str, ...]
    applies_from: date
    dates: tuple[tuple[str, date], ...]
    status: DutyStatus
    presumed: bool
    legacy_if_unchanged: bool
    legacy_until: date | None
    contested: Text | None
    fine: Fine | None
    shown: Status | None = None

    @property
    def breach(self) -> bool:
        """Whether the duty binds now, beyond doubt, and is shown not to be met."""
        return self.status == "applies_now" and not self.presumed and self.shown == "not_met"


class Classification(NamedTuple):
    """Where a system stands: a set of labels, each with the points hit, the roles held, and everything that led there.

    `titles` and `role_titles` name every label and role there is, not only those found; `stands_for` gives the labels that a presumption holds open;
    `places` says where the answers that the walk read are stated.
    """

    framework: str
    law: Text
    as_of: date
    labels: tuple[str, ...]
    titles: Mapping[str, Text]
    role_titles: Mapping[str, Text]
    points: Mapping[str, tuple[str, ...]]
    presumed: tuple[str, ...]
    stands_for: Mapping[str, tuple[str, ...]]
    attributes: Mapping[str, tuple[str, ...]]
    contested: Mapping[str, Text]
    roles: tuple[Role, ...]
    reasons: tuple[Reason, ...]
    authority: Text | None
    nodes: tuple[NodeResult, ...]
    missing: tuple[Missing, ...]
    cautions: tuple[Caution, ...]
    device_class: DeviceClass | None
    duties: tuple[Duty, ...]
    near_misses: tuple[NearMiss, ...]
    preview: "Classification | None" = None
    places: Mapping[str, Position] = NO_PLACES

    @property
    def role_names(self) -> tuple[str, ...]:
        """The roles held, by name."""
        return tuple(role.name for role in self.roles)

    def binds_from(self, label: str) -> date | None:
        """The first day on which a duty of a label, or of the labels that it stands for, binds; None for a label that brings none."""
        names = {label, *self.stands_for.get(label, ())}
        return min((day for duty in self.duties for name, day in duty.dates if name in names), default=None)

    def with_changes(self, missing: tuple[Missing, ...]) -> "Classification":
        """The same with what each missing answer would change."""
        return self._replace(missing=missing)

    def with_places(self, places: Mapping[str, Position]) -> "Classification":
        """The same with the places of the answers read."""
        return self._replace(places=places)
