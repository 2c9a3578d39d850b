"""The results: the only thing that reports read. Plain frozen data, with every statement traceable to a place or an article."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from compliance.assessment.flow_model import FlowChart
from compliance.base.problems import Position
from compliance.base.source import Document, Location
from compliance.base.text import Text
from compliance.catalog.model import RulesPolicy
from compliance.conditions.step import Step

if TYPE_CHECKING:
    from compliance.assessment.ai_act_model import Classification

Verdict = Literal["pass", "fail", "unknown", "not_applicable"]
Status = Literal[
    "met", "partly_shown", "not_met", "unknown", "not_assessed", "not_yet_applicable", "not_applicable", "accepted",
]  # fmt: skip
Assurance = Literal["declared", "documented", "measured"]
Attached = Literal["elsewhere", "verified", "altered", "missing", "outside"]
LOST: tuple[Attached, ...] = ("missing", "altered", "outside")  # an attached file that no longer supports anything
STATUSES: tuple[Status, ...] = ("not_met", "unknown", "partly_shown", "met", "accepted", "not_assessed", "not_yet_applicable", "not_applicable")


class Stop(NamedTuple):
    """One stop on the way of data: `source`, `flow` or `destination`, its name and its place."""

    role: str
    name: str
    position: Position


class Finding(NamedTuple):
    """The verdict of one control on one subject, with the steps that led to it.

    `warning_only` says that the failure comes from a figure that is a convention; `moot` that it is not known whether the control applies;
    `assurance` is the weakest support of the answers read, `stale` that a document behind one of them has expired; `route` is the way of the data for a finding about a flow.
    """

    id: str
    control: str
    title: Text
    severity: str
    subject: str
    verdict: Verdict
    position: Position
    location: Location
    missing: tuple[Location, ...] = ()
    warning_only: bool = False
    moot: bool = False
    assurance: Assurance = "declared"
    stale: bool = False
    applicability: Step | None = None
    trace: Step | None = None
    route: tuple[Stop, ...] = ()


class RowResult(NamedTuple):
    """What one mapping row contributes: the verdict of the control or of its part, over all subjects."""

    control: str
    relation: str
    parts: tuple[str, ...]
    confidence: str
    verdict: Verdict
    warning_only: bool

    @property
    def breaks(self) -> bool:
        """Whether the row by itself leaves its requirement not met: what fails asks no more than the requirement does, and the figure missed is not ours."""
        if self.verdict != "fail" or self.warning_only or self.relation == "intersects_with":
            return False
        return self.relation in ("equal", "subset_of") or bool(self.parts)


class AttestationResult(NamedTuple):
    """A named person's word on what a machine cannot judge."""

    by: str
    role: str
    date: str
    expires: str
    verdict: str
    statement: str
    in_force: bool


class RequirementResult(NamedTuple):
    """Where one requirement stands; `underlying` is what it would be if it already bound and, where it stands accepted, if nobody had accepted it."""

    reference: str
    framework: str
    citation: Text
    title: Text
    url: str
    kind: str
    status: Status
    underlying: Status
    applies: bool | None
    binds_from: date | None
    rows: tuple[RowResult, ...]
    warnings: tuple[str, ...]
    attestation: AttestationResult | None


class FrameworkResult(NamedTuple):
    """One framework: whether it applies, and its requirements counted by status; the counts add up to the number of requirements."""

    id: str
    title: Text
    short: Text
    status: str
    binding: bool
    text_version: Text
    as_of: date
    applies: bool | None
    trace: Step | None
    missing: tuple[Location, ...]
    requirements: tuple[RequirementResult, ...]
    counts: Mapping[str, int]
    context: int


class Question(NamedTuple):
    """One answer that is missing, whom to ask, and how many verdicts it would help to settle."""

    path: str
    label: Text
    question: Text
    asked_of: str
    position: Position
    verdicts: int
    blocking: int
    controls: tuple[str, ...]
    subjects: tuple[str, ...]


class EvidenceResult(NamedTuple):
    """One document that supports statements, and whether it is still good on the day."""

    title: str
    kind: str
    reference: str
    date: str
    expires: str
    supports: tuple[str, ...]
    assurance: str
    stale: bool
    position: Position
    attached: Attached = "elsewhere"


class WaiverResult(NamedTuple):
    """A risk accepted for a time by a named person, and what it does on the day.

    `kind` is `finding` or `requirement`; `state` is `in_force`, `expired` or `not_yet`; `findings` are the failures it covers, none when it is no longer needed;
    `requirements` are those that stand accepted because of it or, once it has expired, those that are open again; `undecided` says that what it names is unknown today: a
    waiver accepts what fails, never what nobody has looked at.
    """

    target: str
    kind: str
    state: Literal["in_force", "expired", "not_yet"]
    reason: str
    owner: str
    approver: str
    created: date
    expires: date
    days_left: int
    scope: tuple[str, ...]
    findings: tuple[str, ...]
    requirements: tuple[str, ...]
    position: Position
    undecided: bool = False

    @property
    def needed(self) -> bool:
        """Whether there is still something to accept."""
        return bool(self.findings or self.requirements)


class Assignment(NamedTuple):
    """Who takes an action and by when, as the description states it; `target` is the id or the title of what it is about."""

    target: str
    owner: str
    due: date | None
    action: str
    position: Position


NO_FLOWS = FlowChart()


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything one assessment concludes about one system as of one day.

    `classification` is None where no framework assessed works by labels; `description` is what was assessed, as read.
    """

    system: str
    version: str
    organisation: str
    file: str
    as_of: date
    rules_digest: str
    engine: str
    frameworks: tuple[FrameworkResult, ...]
    findings: tuple[Finding, ...]
    questions: tuple[Question, ...]
    evidence: tuple[EvidenceResult, ...]
    facts: Mapping[str, Any]
    waivers: tuple[WaiverResult, ...] = ()
    statements: Mapping[str, Any] = field(default_factory=dict)
    input_digest: str = ""
    policy: RulesPolicy | None = None
    flows: FlowChart = NO_FLOWS
    assignments: tuple[Assignment, ...] = ()
    classification: "Classification | None" = None
    description: Document | None = field(default=None, compare=False, repr=False)
