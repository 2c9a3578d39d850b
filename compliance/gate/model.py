"""What the gate works with and what it concludes: the policy, the reasons for a decision, the decision."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from compliance.assessment.model import Assessment, Assurance
from compliance.base.problems import Position, Problem
from compliance.base.text import Text
from compliance.catalog.model import RulesPolicy

Severity = str
Kind = Literal["not_met", "ahead", "unknown", "reopened", "stale", "attachment", "assurance"]
OPEN, BLOCKED, INVALID, UNKNOWNS, EXPIRED = 0, 1, 2, 3, 4
CODES: Mapping[Kind, int] = {
    "not_met": BLOCKED, "ahead": BLOCKED, "reopened": EXPIRED, "stale": EXPIRED, "attachment": EXPIRED, "assurance": EXPIRED, "unknown": UNKNOWNS,
}  # fmt: skip
# Which code is told when several reasons close the gate; a file that cannot be judged comes before all.
GRAVITY = (INVALID, BLOCKED, EXPIRED, UNKNOWNS, OPEN)


@dataclass(frozen=True, slots=True)
class Policy:
    """What closes the gate; `unknowns` gives how many are allowed by severity, any number where a severity is left out.

    `rules` is what the same file sets otherwise than the catalog, `waivers_named` the place at which it names a file of waivers itself.
    """

    file: str
    frameworks: tuple[str, ...]
    fail_on: Mapping[Severity, tuple[str, ...]]
    unknowns: Mapping[Severity, int]
    assurance: Mapping[Severity, Assurance]
    look_ahead_days: int
    stale_closes: bool
    missing_closes: bool
    waivers_file: str
    longest_days: Mapping[Severity, int]
    warn_days: int
    rules: RulesPolicy | None = None
    waivers_named: Position | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that closes the gate, or would: a requirement, a finding or a document, with its place in the file."""

    kind: Kind
    severity: Severity
    reference: str
    title: Text
    position: Position
    citation: Text | None = None
    url: str = ""
    findings: tuple[str, ...] = ()
    day: date | None = None
    detail: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """Something to know that does not close the gate; its words stand in `words.yaml` under `gate.note.` and its code."""

    code: str
    values: Mapping[str, object]
    position: Position


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether one system may pass: the exit code, what closes the gate, what is worth knowing, and how much was looked at."""

    file: str
    system: str
    code: int
    reasons: tuple[Reason, ...]
    notes: tuple[Note, ...]
    obligations: int
    controls: int
    accepted: int
    known: int


@dataclass(frozen=True, slots=True)
class Judged:
    """One file after the gate: a decision, or the problems because of which there is none.

    `assessment` is there when reports want it; `waivers` says for each waiver of the file's set whether it was in scope, looked for and found.
    """

    file: str
    decision: Decision | None = None
    problems: tuple[Problem, ...] = ()
    assessment: Assessment | None = None
    waivers: Mapping[int, bool] = field(default_factory=dict)

    @property
    def code(self) -> int:
        """The exit code of this file alone."""
        return INVALID if self.decision is None else self.decision.code
