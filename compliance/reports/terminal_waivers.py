"""What the terminal says of waivers and of evidence that no longer supports anything; silent when there is neither."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from compliance.assessment.model import Assessment
from compliance.reports.pages import written_day
from compliance.reports.view_waivers import WaiverView, expired, waivers
from compliance.reports.words import Words, long_date

if TYPE_CHECKING:
    from rich.console import Console

LOST = ("missing", "altered", "outside")
STYLES = {"not_met": "bold red", "accepted": "yellow", "not_yet_applicable": "blue"}
SHOWN = 12  # requirements that one waiver accepts


def show_waivers(assessment: Assessment, words: Words, console: "Console") -> None:
    """Print every waiver, expired ones first and loudly."""
    from rich.markup import escape

    found = waivers(assessment, words)
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
        for line in _lines(view, words):
            console.print(f"      {escape(_safe(line))}", highlight=False, soft_wrap=True)


def _lines(view: WaiverView, words: Words) -> Iterator[str]:
    period = words.say("waiver.period", start=long_date(view.created, words.language), end=long_date(view.expires, words.language))
    yield words.say("comma").join((words.say("waiver.people", owner=view.owner, approver=view.approver), period, view.left))
    yield view.reason
    for item in view.requirements[:SHOWN]:
        yield item.told
    if len(view.requirements) > SHOWN:
        yield words.say("more", count=len(view.requirements) - SHOWN)
    if view.remark:
        yield view.remark


def show_evidence(assessment: Assessment, words: Words, console: "Console") -> None:
    """Print the documents that have expired, and the attached files that are missing or altered."""
    from rich.markup import escape

    lost = [item for item in assessment.evidence if item.stale or item.attached in LOST]
    if not lost:
        return
    console.print(f"\n[bold]{words.say('heading.evidence')}[/bold]")
    for item in lost:
        states = [words.say("gate.reason.stale", detail=written_day(item.expires, words.language))] if item.stale else []
        if item.attached in LOST:
            states.append(words.say(f"gate.attached.{item.attached}"))
        name = item.title if item.reference in ("", item.title) else f"{item.title} ({item.reference})"
        text = f"{name} – {words.say('comma').join(states)}"
        console.print(f"  [bold red]✗[/bold red] {escape(_safe(text))} [dim]({escape(_safe(str(item.position)))})[/dim]", highlight=False, soft_wrap=True)


def _safe(text: str) -> str:
    from compliance.reports.terminal import safe

    return safe(text)
