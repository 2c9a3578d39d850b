"""What the terminal says of waivers and of evidence that no longer supports anything; silent when there is neither."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from compliance.assessment.model import LOST, Assessment, EvidenceResult
from compliance.reports.view_reserves import Reserves, other_lines, proof_name, proof_states, waiver_lines
from compliance.reports.view_waivers import WaiverView, expired, waivers
from compliance.reports.words import Words

if TYPE_CHECKING:
    from rich.console import Console

STYLES = {"not_met": "bold red", "accepted": "yellow", "not_yet_applicable": "blue"}


def show_reserves(found: Reserves, words: Words, console: "Console") -> None:
    """Print the waivers and the lost evidence that touch a result, then the names of the others."""
    from rich.markup import escape

    _waivers(found.waivers, words, console)
    _evidence(found.evidence, words, console)
    others = list(other_lines(found, words))
    if others:
        console.print()
    for line in others:
        console.print(f"[dim]{escape(_safe(line))}[/dim]", highlight=False, soft_wrap=True)


def show_waivers(assessment: Assessment, words: Words, console: "Console") -> None:
    """Print every waiver, expired ones first and loudly."""
    _waivers(waivers(assessment, words), words, console)


def _waivers(found: Sequence[WaiverView], words: Words, console: "Console") -> None:
    from rich.markup import escape

    if not found:
        return
    console.print(f"\n[bold]{words.say('heading.waivers')}[/bold]")
    if lapsed := expired(found):
        alarm = words.say("waiver.alarm.one") if lapsed == 1 else words.say("waiver.alarm.many", count=lapsed)
        console.print(f"  [bold red]{escape(alarm)}[/bold red]", highlight=False, soft_wrap=True)
    for view in found:
        style = STYLES[view.look]
        mark = words.say(f"mark.{view.look}")
        head = escape(_safe(" – ".join(part for part in (view.target, view.title) if part)))
        console.print(f"  [{style}]{mark} {escape(view.state)}[/{style}]  {head} [dim]({escape(_safe(str(view.position)))})[/dim]", highlight=False, soft_wrap=True)
        for line in waiver_lines(view, words):
            console.print(f"      {escape(_safe(line))}", highlight=False, soft_wrap=True)


def show_evidence(assessment: Assessment, words: Words, console: "Console") -> None:
    """Print the documents that have expired, and the attached files that are missing or altered."""
    _evidence((item for item in assessment.evidence if item.stale or item.attached in LOST), words, console)


def _evidence(found: Iterable[EvidenceResult], words: Words, console: "Console") -> None:
    from rich.markup import escape

    listed = list(found)
    if not listed:
        return
    console.print(f"\n[bold]{words.say('heading.evidence')}[/bold]")
    for item in listed:
        text = f"{proof_name(item)} – {words.say('comma').join(proof_states(item, words))}"
        console.print(f"  [bold red]✗[/bold red] {escape(_safe(text))} [dim]({escape(_safe(str(item.position)))})[/dim]", highlight=False, soft_wrap=True)


def _safe(text: str) -> str:
    from compliance.reports.terminal import safe

    return safe(text)
