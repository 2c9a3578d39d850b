"""What every report says beside what it shows: the waivers that touch it, and the documents that no longer support anything behind it."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from compliance.assessment.model import LOST, Assessment, EvidenceResult, WaiverResult
from compliance.conditions.step import Step, reads
from compliance.reports.pages import written_day
from compliance.reports.places import place
from compliance.reports.view_waivers import WaiverView, accepted_findings, expired, waivers
from compliance.reports.words import Words, long_date

SHOWN = 12  # requirements told of one waiver
Touches = Callable[[WaiverResult], bool]
Bears = Callable[[EvidenceResult], bool]


@dataclass(frozen=True, slots=True)
class Reserves:
    """The waivers and the lost evidence that touch one report; the others of the system are told in short.

    `accepted` says of each control, by its id, which of its failures are accepted, until when and by whom.
    """

    system: str = ""
    file: str = ""
    waivers: tuple[WaiverView, ...] = ()
    evidence: tuple[EvidenceResult, ...] = ()
    other_waivers: tuple[WaiverView, ...] = ()
    other_evidence: tuple[EvidenceResult, ...] = ()
    accepted: tuple[tuple[str, str], ...] = ()

    @property
    def expired(self) -> int:
        """How many waivers have expired with something still open beneath them."""
        return expired(self.waivers)

    @property
    def stale(self) -> int:
        """How many documents have expired."""
        return sum(item.stale for item in self.evidence)

    @property
    def lost(self) -> int:
        """How many attached files are missing or altered."""
        return sum(item.attached in LOST for item in self.evidence)


NONE = Reserves()


def reserves(assessment: Assessment, words: Words, touches: Touches | None = None, bears: Bears | None = None) -> Reserves:
    """What stands beside the verdicts of a report; without a choice, every waiver and every lost document."""
    listed = waivers(assessment, words)
    chosen = tuple(view for view in listed if touches is None or touches(view.result))
    gone = [item for item in assessment.evidence if item.stale or item.attached in LOST]
    kept = tuple(item for item in gone if bears is None or bears(item))
    return Reserves(
        assessment.system, assessment.file, chosen, kept, tuple(view for view in listed if view not in chosen), tuple(item for item in gone if item not in kept),
        tuple(_by_control(assessment, words).items()),
    )  # fmt: skip


def for_templates(found: Reserves, words: Words) -> dict[str, Any]:
    """What the shared templates of waivers and lost evidence name."""
    return {
        "waivers": found.waivers, "waivers_expired": found.expired, "stale": found.stale, "lost": found.lost, "other_waivers": found.other_waivers,
        "other_evidence": [proof_name(item) for item in found.other_evidence],
        "proofs": [(item, proof_name(item), proof_states(item, words)) for item in found.evidence], "accepted": dict(found.accepted),
        "place": lambda position: place(position, found.file),
    }  # fmt: skip


def other_lines(found: Reserves, words: Words) -> Iterator[str]:
    """The waivers of the system that touch nothing of what is shown, in one line each, and the names of the lost documents that supported nothing of it."""
    if count := len(found.other_waivers):
        yield words.say(f"reserves.other_waivers.{'one' if count == 1 else 'many'}", count=count)
    for view in found.other_waivers:
        yield f"  {waiver_sentence(view.result, words)}"
    if names := [proof_name(item) for item in found.other_evidence]:
        yield words.say(f"reserves.other_evidence.{'one' if len(names) == 1 else 'many'}", count=len(names), list=words.say("comma").join(names))


def waiver_sentence(waiver: WaiverResult, words: Words) -> str:
    """One waiver in one line: its state, why, who answers for it and until when."""
    period = words.say("waiver.period", start=long_date(waiver.created, words.language), end=long_date(waiver.expires, words.language))
    told = words.say("join").join((waiver.reason, words.say("waiver.people", owner=waiver.owner, approver=waiver.approver), period))
    return words.say("waiver.line", target=waiver.target, state=words.say(f"waiver.state.{waiver.state}"), told=told)


def waiver_lines(view: WaiverView, words: Words) -> Iterator[str]:
    """One waiver in a few lines: who, from when to when, why, and what it does."""
    period = words.say("waiver.period", start=long_date(view.created, words.language), end=long_date(view.expires, words.language))
    yield words.say("comma").join((words.say("waiver.people", owner=view.owner, approver=view.approver), period, view.left))
    yield view.reason
    for item in view.requirements[:SHOWN]:
        yield item.told
    if len(view.requirements) > SHOWN:
        yield words.more(len(view.requirements) - SHOWN)
    if view.remark:
        yield view.remark


def sentences(found: Reserves, words: Words) -> Iterator[tuple[str, str]]:
    """Every waiver and every lost document in one sentence, each with its place."""
    for view in found.waivers:
        told = words.say("join").join(waiver_lines(view, words))
        name = " – ".join(part for part in (view.target, view.title) if part)
        yield words.say("waiver.line", target=name, state=view.state, told=told), place(view.position, found.file)
    for view in found.other_waivers:
        yield waiver_sentence(view.result, words), place(view.position, found.file)
    for item in found.evidence:
        yield words.say("evidence.line", name=proof_name(item), told=words.say("comma").join(proof_states(item, words))), place(item.position, found.file)


def proof_name(item: EvidenceResult) -> str:
    """A document by its title, and its reference where that is another."""
    return item.title if item.reference in ("", item.title) else f"{item.title} ({item.reference})"


def proof_states(item: EvidenceResult, words: Words) -> list[str]:
    """What is wrong with a document: out of date since when, missing, altered."""
    states = [words.say("gate.reason.stale", detail=written_day(item.expires, words.language))] if item.stale else []
    return [*states, words.say(f"gate.attached.{item.attached}")] if item.attached in LOST else states


def _by_control(assessment: Assessment, words: Words) -> dict[str, str]:
    found: dict[str, dict[str, list[str]]] = {}
    accepted = accepted_findings(assessment, words)
    for finding in assessment.findings:
        if finding.id in accepted:
            found.setdefault(finding.control, {}).setdefault(accepted[finding.id], []).append(finding.id)
    return {control: words.say("join").join(f"{', '.join(ids)}{words.say('colon')}{told}" for told, ids in told_of.items()) for control, told_of in found.items()}


def of_framework(assessment: Assessment, framework: str) -> Touches:
    """The waivers of the requirements of one framework, and of the findings on which they rest."""
    controls = controls_of(assessment, framework)
    return lambda waiver: waiver.target.startswith(f"{framework}:") if waiver.kind == "requirement" else control_of(waiver) in controls


def of_controls(assessment: Assessment, controls: Collection[str]) -> Touches:
    """The waivers of the findings of some controls, and of the requirements that rest on these controls."""
    resting = {item.reference for framework in assessment.frameworks for item in framework.requirements if any(row.control in controls for row in item.rows)}
    return lambda waiver: waiver.target in resting if waiver.kind == "requirement" else control_of(waiver) in controls


def control_of(waiver: WaiverResult) -> str:
    """The control of the finding that a waiver names."""
    return waiver.target.partition("@")[0]


def controls_of(assessment: Assessment, framework: str) -> set[str]:
    """The controls that bear on the requirements of one framework that concern the system."""
    return {row.control for result in assessment.frameworks if result.id == framework for item in result.requirements for row in item.rows}


def behind(assessment: Assessment, controls: Collection[str], more: Iterable[str] = ()) -> Bears:
    """The documents that support an answer read by the findings of some controls, or one of `more`; every document where the steps were not kept."""
    findings = [finding for finding in assessment.findings if finding.control in controls]
    steps = [step for finding in findings for step in (finding.applicability, finding.trace) if step is not None]
    if findings and not steps:
        return lambda item: True
    read = {*_read(steps), *more}
    return lambda item: any(path == plain or path.startswith(f"{plain}.") for plain in map(_without_ids, item.supports) for path in read)


def _read(steps: Iterable[Step]) -> set[str]:
    return {".".join(part for part in leaf.location if isinstance(part, str)) for step in steps for leaf in reads(step) if leaf.location}


def _without_ids(path: str) -> str:
    """`components[lake].encryption_at_rest` without the names of list items."""
    head, *rest = path.split("[")
    return head + "".join(piece.partition("]")[2] for piece in rest)
