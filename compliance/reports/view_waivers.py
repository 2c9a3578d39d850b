"""What a report says of waivers: who accepts what, why, until when, what each does today, and what is open again since one expired."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from compliance.assessment.model import Assessment, RequirementResult, WaiverResult
from compliance.base.problems import Position
from compliance.reports.words import Words, long_date

ORDER = ("expired", "in_force", "not_yet")
STATUS = {"expired": "not_met", "in_force": "accepted", "not_yet": "not_yet_applicable"}


@dataclass(frozen=True, slots=True)
class Touched:
    """One requirement that a waiver has accepted, or that is open again, and the sentence that says where it stands, with and without the waiver."""

    reference: str
    citation: str
    title: str
    told: str


@dataclass(frozen=True, slots=True)
class WaiverView:
    """One waiver in words; `look` is the status whose colour it takes, `remark` what a reader should know beside it."""

    target: str
    title: str
    state: str
    look: str
    reason: str
    owner: str
    approver: str
    created: date
    expires: date
    left: str
    days_left: int
    scope: str
    requirements: tuple[Touched, ...]
    findings: tuple[str, ...]
    remark: str
    position: Position
    result: WaiverResult


def waivers(assessment: Assessment, words: Words) -> tuple[WaiverView, ...]:
    """Every waiver of an assessment: those that have expired first, then those that end soonest."""
    results = {result.reference: result for framework in assessment.frameworks for result in framework.requirements}
    titles = {finding.id: words.text(finding.title) for finding in assessment.findings}
    ordered = sorted(assessment.waivers, key=lambda waiver: (ORDER.index(waiver.state), waiver.expires, waiver.target))
    accepted = accepted_findings(assessment, words)
    return tuple(_waiver(waiver, results, titles, accepted, words) for waiver in ordered)


def accepted_findings(assessment: Assessment, words: Words) -> dict[str, str]:
    """For each failed finding that is accepted today, by its id: until when and by whom; by its own waiver, or by that of the obligation it breaks if it breaks no other."""
    current = [waiver for waiver in assessment.waivers if waiver.state == "in_force"]
    if not current:
        return {}
    told = {id(waiver): words.say("waiver.until", day=long_date(waiver.expires, words.language), approver=waiver.approver) for waiver in current}
    found = {name: told[id(waiver)] for waiver in current for name in waiver.findings}
    by_requirement = {reference: told[id(waiver)] for waiver in current if waiver.kind == "requirement" for reference in waiver.requirements}
    broken: dict[str, list[RequirementResult]] = {}
    for framework in assessment.frameworks:
        for result in framework.requirements if framework.binding else ():
            if result.status in ("not_met", "accepted"):
                for control in {row.control for row in result.rows if row.verdict == "fail" and not row.warning_only}:
                    broken.setdefault(control, []).append(result)
    for finding in assessment.findings:
        results = broken.get(finding.control, ()) if finding.verdict == "fail" and finding.id not in found else ()
        if results and all(result.status == "accepted" for result in results):
            named = next((by_requirement[result.reference] for result in results if result.reference in by_requirement), "")
            if named:
                found[finding.id] = named
    return found


def expired(found: Iterable[WaiverView]) -> int:
    """How many waivers have expired with something still open beneath them."""
    return sum(view.look == STATUS["expired"] and bool(view.requirements or view.findings) for view in found)


def _waiver(waiver: WaiverResult, results: Mapping[str, RequirementResult], titles: Mapping[str, str], accepted: Mapping[str, str], words: Words) -> WaiverView:
    if waiver.kind == "requirement":
        aimed = results.get(waiver.target)
        title = f"{words.text(aimed.citation)} – {words.text(aimed.title)}" if aimed else ""
    else:
        title = titles.get(waiver.target) or next((told for name, told in titles.items() if name.startswith(f"{waiver.target}@")), "")
    settled = waiver.state == "expired" and not waiver.requirements and bool(waiver.findings) and all(name in accepted for name in waiver.findings)
    touched = tuple(_touched(results[reference], words) for reference in waiver.requirements if reference in results)
    return WaiverView(
        waiver.target, title, words.say(f"waiver.state.{waiver.state}"), STATUS[waiver.state], waiver.reason, waiver.owner, waiver.approver, waiver.created, waiver.expires,
        _left(waiver, words), waiver.days_left, words.say("comma").join(waiver.scope) or words.say("waiver.all"), touched, () if settled else waiver.findings,
        words.say("waiver.taken_over") if settled else _remark(waiver, words), waiver.position, waiver,
    )  # fmt: skip


def _touched(result: RequirementResult, words: Words) -> Touched:
    status = result.underlying if result.status == "not_yet_applicable" else result.status
    citation, title = words.text(result.citation), words.text(result.title)
    values = {"reference": f"{result.reference} – {citation}", "status": words.say(f"status.{status}"), "without": words.say(f"status.{underlying(result)}")}
    return Touched(result.reference, citation, title, words.say("waiver.accepts" if status == "accepted" else "waiver.reopens", **values))


def underlying(result: RequirementResult) -> str:
    """The status a requirement would have without any waiver, as if it already bound."""
    if result.underlying != "accepted":
        return result.underlying
    attested = result.attestation is not None and result.attestation.in_force and result.attestation.verdict == "not_met"
    return "not_met" if attested or any(row.breaks for row in result.rows) else "unknown"


def _left(waiver: WaiverResult, words: Words) -> str:
    """How long a waiver still holds, or since when it does not."""
    if waiver.state == "not_yet":
        return words.say("waiver.left.not_yet", day=long_date(waiver.created, words.language))
    days = abs(waiver.days_left)
    number = "none" if days == 0 else "one" if days == 1 else "many"
    return words.say(f"waiver.left.{waiver.state}.{number}", days=days)


def _remark(waiver: WaiverResult, words: Words) -> str:
    if waiver.undecided:
        return words.say("waiver.undecided")
    if not waiver.needed:
        return words.say("waiver.needless")
    if waiver.state == "in_force" and not waiver.requirements:
        return words.say("waiver.not_enough")
    return words.say("waiver.reopened") if waiver.state == "expired" else ""
