"""What continuous integration has to show beside findings: evidence that has expired or is lost, waivers that have expired; each at its place."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from compliance.assessment.model import LOST, Assessment
from compliance.base.problems import Position
from compliance.reports.continuous import Level, Run
from compliance.reports.pages import written_day
from compliance.reports.words import Words, long_date

KINDS = ("evidence-stale", "evidence-lost", "waiver-expired")
# The reasons of the gate that each kind of alert gives rise to.
CLOSING = {"evidence-stale": "stale", "evidence-lost": "attachment", "waiver-expired": "reopened"}


@dataclass(frozen=True, slots=True)
class Alert:
    """One thing to renew or to put back: its kind, what it is about, how grave it is under the policy, where it stands."""

    kind: str
    name: str
    text: str
    level: Level
    position: Position

    def fingerprint(self, run: Run, assessment: Assessment) -> str:
        """A name that stays the same when lines move."""
        return hashlib.sha256(f"{run.path(assessment.file)}\0{self.kind}\0{self.name}".encode()).hexdigest()[:32]


def alerts(run: Run, assessment: Assessment, words: Words) -> Iterator[Alert]:
    """The alerts of one system: errors where they close the gate, warnings elsewhere."""
    decision = run.decisions.get(assessment.file, {})
    closing = {(reason["kind"], reason["reference"]) for reason in decision.get("reasons", ())}

    def alert(kind: str, name: str, references: tuple[str, ...], text: str, position: Position) -> Alert:
        level: Level = "error" if any((CLOSING[kind], reference) in closing for reference in references) else "warning"
        return Alert(kind, name, text, level, position)

    for item in assessment.evidence:
        name = item.reference or item.title
        if item.stale:
            text = words.say("gate.reason.stale", detail=written_day(item.expires, words.language))
            yield alert("evidence-stale", name, (name,), f"{text}{words.say('colon')}{item.title}", item.position)
        if item.attached in LOST:
            text = words.say("gate.reason.attachment", detail=words.say(f"gate.attached.{item.attached}"))
            yield alert("evidence-lost", name, (name,), f"{text}{words.say('colon')}{item.title}", item.position)
    for waiver in assessment.waivers:
        if waiver.state == "expired" and waiver.needed:
            day = long_date(waiver.expires, words.language)
            text = words.say("gate.note.waiver_expired", day=day, target=waiver.target, owner=waiver.owner, approver=waiver.approver)
            yield alert("waiver-expired", waiver.target, waiver.requirements, text, waiver.position)
