"""What the formats of continuous integration share: which findings matter, how gravely, for which articles, and where they stand in the repository."""

import hashlib
import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import quote

from compliance.assessment.model import Assessment, Finding, FrameworkResult, RequirementResult, WaiverResult
from compliance.base.problems import Position, Problem
from compliance.reports.reasons import Reason, reasons
from compliance.reports.terminal import subject_label
from compliance.reports.words import Words

Level = Literal["error", "warning", "note"]
BY_SEVERITY: Mapping[str, Level] = {"blocking": "error", "major": "warning", "minor": "note"}
OPEN_STATUSES = ("not_met", "unknown", "accepted")
TOLD = 3  # how many reasons a message gives


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the gate: what was assessed, the files that could not be, and the decision on each file as plain data.

    `root` is the folder of the repository, `source` the address at which its files can be read in the version examined, empty where it has none.
    """

    assessments: tuple[Assessment, ...]
    problems: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)
    decisions: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    root: str = ""
    source: str = ""

    def path(self, file: str) -> str:
        """A file as the repository names it: relative to its root, with forward slashes."""
        plain = posixpath.normpath(file.replace("\\", "/"))
        root = self.root.replace("\\", "/").rstrip("/")
        return plain.removeprefix(f"{root}/") if root else plain

    def address(self, position: Position) -> str:
        """The address of a place: its line at the source of the repository, else in the file on this machine."""
        path = self.path(position.file)
        base = self.source or f"file://{self.root}"
        return f"{f'file://{quote(path)}' if path.startswith('/') else f'{base}/{quote(path)}'}#L{position.line}"


@dataclass(frozen=True, slots=True)
class Concern:
    """A failed or undecided finding with the requirements it bears on, how grave it is today, and the waiver that accepts it."""

    finding: Finding
    requirements: tuple[RequirementResult, ...]
    level: Level
    waiver: WaiverResult | None

    def fingerprint(self, run: Run, assessment: Assessment) -> str:
        """A name that stays the same when lines move: the system's file and the finding's id."""
        return hashlib.sha256(f"{run.path(assessment.file)}\0{self.finding.id}".encode()).hexdigest()[:32]


def concerns(assessment: Assessment) -> Iterator[Concern]:
    """The findings that matter to a text which applies, or may apply; passes and what concerns nothing are left out."""
    bearing: dict[str, list[tuple[FrameworkResult, RequirementResult]]] = {}
    for framework in assessment.frameworks:
        if framework.applies is False:
            continue
        for result in framework.requirements:
            if result.applies is not False:
                for control in dict.fromkeys(row.control for row in result.rows):
                    bearing.setdefault(control, []).append((framework, result))
    current = [waiver for waiver in assessment.waivers if waiver.state == "in_force"]
    waivers = {name: waiver for waiver in current for name in waiver.findings}
    accepted = {reference: waiver for waiver in current if waiver.kind == "requirement" for reference in waiver.requirements}
    for finding in assessment.findings:
        if finding.verdict not in ("fail", "unknown"):
            continue
        concerned = [(framework, result) for framework, result in bearing.get(finding.control, ()) if _bears(finding, result)]
        if concerned:
            waiver = waivers.get(finding.id) or _accepting([result for framework, result in concerned if framework.binding], accepted)
            level: Level = "note" if waiver else _level(finding, concerned)
            yield Concern(finding, tuple(result for _, result in concerned), level, waiver)


def _accepting(results: list[RequirementResult], accepted: Mapping[str, WaiverResult]) -> WaiverResult | None:
    """The waiver of a requirement, when no other obligation that the finding bears on is broken."""
    if any(result.status == "not_met" for result in results):
        return None
    return next((accepted[result.reference] for result in results if result.reference in accepted), None)


def _bears(finding: Finding, result: RequirementResult) -> bool:
    return any(row.control == finding.control and row.verdict in (finding.verdict, "fail") for row in result.rows)


def _level(finding: Finding, concerned: list[tuple[FrameworkResult, RequirementResult]]) -> Level:
    """A breach of today by its severity; what is undecided, to come, or a mark of ours, below."""
    binding = [result for framework, result in concerned if framework.binding]
    if finding.verdict == "unknown":
        return "warning" if finding.severity == "blocking" and any(result.status == "unknown" for result in binding) else "note"
    if any(result.status == "not_met" and any(row.breaks and row.control == finding.control for row in result.rows) for result in binding):
        return BY_SEVERITY[finding.severity]
    return "warning" if finding.severity == "blocking" and not finding.warning_only and any(result.status in OPEN_STATUSES for result in binding) else "note"


def message(concern: Concern, words: Words) -> str:
    """What is wrong in one sentence, and why: the steps that decided, or the answers that are missing."""
    finding = concern.finding
    title = words.say("finding.line", title=words.text(finding.title), subject=subject_label(finding, words))
    told = list(dict.fromkeys(_ends(reasons(finding.trace, words, reads=False))))[:TOLD]
    if finding.verdict == "unknown":
        missing = dict.fromkeys(words.path(".".join(part for part in location if isinstance(part, str))) for location in finding.missing)
        told = [words.say("ci.missing", labels=words.say("comma").join(list(missing)[:TOLD]))] if missing else told
    parts = [title, words.say("join").join(told)] if told else [title]
    if finding.warning_only:
        parts.append(words.say("warning_only"))
    if concern.waiver is not None:
        parts.append(words.say("ci.accepted", reason=concern.waiver.reason, approver=concern.waiver.approver, day=concern.waiver.expires.isoformat()))
    return words.say("stop").join(parts) + "."


def _ends(found: Iterable[Reason]) -> Iterator[str]:
    """The reasons that have no others below them: what was asked and found."""
    for reason in found:
        if reason.children:
            yield from _ends(reason.children)
        else:
            yield reason.text


def articles(concern: Concern, words: Words, shown: int = 5) -> str:
    """The articles a finding bears on, the first few by name."""
    named = [f"{result.reference} ({words.text(result.citation)})" for result in concern.requirements[:shown]]
    more = len(concern.requirements) - len(named)
    return words.say("comma").join(named) + (f" {words.more(more)}" if more > 0 else "")
