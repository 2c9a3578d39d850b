"""The assessment on a screen: what binds, what is broken, what nobody has said yet; plain text where colours are not wanted."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from compliance.assessment.model import Assessment, Finding, FrameworkResult
from compliance.reports.words import Words, long_date
from compliance.system.vocabulary import role_label

if TYPE_CHECKING:
    from rich.console import Console

SHOWN_STATUSES = ("not_met", "unknown", "partly_shown", "met", "not_yet_applicable", "not_applicable", "not_assessed", "accepted")
MARKS = {"not_met": "✗", "unknown": "?", "partly_shown": "◐", "met": "✓", "not_yet_applicable": "…", "not_applicable": "–", "not_assessed": "·", "accepted": "!"}
STYLES = {"not_met": "bold red", "unknown": "yellow", "partly_shown": "cyan", "met": "green", "not_yet_applicable": "blue"}
FAILURES = 12
QUESTIONS = 8
SPACES = "\u00a0\u202f"  # the no-break spaces of French typography


def show(assessment: Assessment, words: Words, console: "Console") -> None:
    """Print the summary of an assessment."""
    from rich.markup import escape

    from compliance.reports.classification_summary import show_classification
    from compliance.reports.terminal_waivers import show_evidence, show_waivers
    from compliance.reports.view_waivers import accepted_findings

    name = assessment.system or words.say("summary.no_name")
    console.print()
    console.print(f"[bold]{escape(words.say('summary.title', system=safe(name), date=long_date(assessment.as_of, words.language)))}[/bold]")
    if assessment.organisation:
        console.print(escape(words.say("summary.organisation", organisation=safe(assessment.organisation))))
    binding = [framework for framework in assessment.frameworks if framework.binding]
    soft = [framework for framework in assessment.frameworks if not framework.binding]
    if binding:
        _heading("heading.frameworks", words, console)
        console.print(_frameworks(binding, words))
        _legend(binding, words, console)
    if soft:
        _heading("heading.soft", words, console)
        console.print(_frameworks(soft, words))
        _legend(soft, words, console)
    show_classification(assessment.classification, words, console)
    _heading("heading.failures", words, console)
    failures = sorted_failures(assessment)
    accepted = accepted_findings(assessment, words)
    recommended = only_recommended(assessment)
    broken = [finding for finding in failures if finding.control not in recommended]
    for finding in broken[:FAILURES]:
        console.print(_failure(finding, words, accepted.get(finding.id, "")), highlight=False, soft_wrap=True)
    if not broken:
        console.print(words.say("none_broken" if failures else "none_failed"))
    _more(len(broken) - FAILURES, words, console)
    if departs := [finding for finding in failures if finding.control in recommended]:
        _heading("heading.soft_failures", words, console)
        for finding in departs[:FAILURES]:
            console.print(_failure(finding, words, accepted.get(finding.id, ""), soft=True), highlight=False, soft_wrap=True)
        _more(len(departs) - FAILURES, words, console)
    show_waivers(assessment, words, console)
    show_evidence(assessment, words, console)
    _heading("heading.questions", words, console)
    for question in assessment.questions[:QUESTIONS]:
        settles = words.say("question.settles_one") if question.verdicts == 1 else words.say("question.settles", count=question.verdicts)
        console.print(f"  [yellow]?[/yellow] {escape(words.text(question.question))}", highlight=False, soft_wrap=True)
        detail = f"{role_label(question.asked_of).of(words.language)} · {question.path} · {question.position} · {settles}"
        console.print(f"    [dim]{escape(safe(detail))}[/dim]", highlight=False, soft_wrap=True)
    _more(len(assessment.questions) - QUESTIONS, words, console)
    console.print()
    console.print(f"[dim]{escape(words.say('summary.caution'))}[/dim]", highlight=False)


def sorted_failures(assessment: Assessment) -> list[Finding]:
    """The failed findings, the gravest first."""
    order = {"blocking": 0, "major": 1, "minor": 2}
    failed = [finding for finding in assessment.findings if finding.verdict == "fail"]
    return sorted(failed, key=lambda finding: (finding.warning_only, order[finding.severity], finding.control, finding.subject))


def only_recommended(assessment: Assessment) -> set[str]:
    """The controls that only recommendations and bills ask for in this system; one that no text names counts as asked for by whoever wrote it."""
    law: set[str] = set()
    soft: set[str] = set()
    for framework in assessment.frameworks:
        for requirement in framework.requirements:
            if requirement.status != "not_applicable":
                (law if framework.binding else soft).update(row.control for row in requirement.rows)
    return soft - law


def safe(text: str) -> str:
    """A user's text without control characters, so that it cannot steer a terminal."""
    return "".join(letter if letter.isprintable() or letter in SPACES else "�" for letter in text)


def _heading(key: str, words: Words, console: "Console") -> None:
    console.print()
    console.print(f"[bold]{words.say(key)}[/bold]")


def _more(count: int, words: Words, console: "Console") -> None:
    if count > 0:
        console.print(f"  [dim]{words.say('more', count=count)}[/dim]")


def _frameworks(frameworks: Sequence[FrameworkResult], words: Words) -> Any:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    table.add_column(words.say("column.framework"))
    table.add_column(words.say("column.applies"))
    for status in _statuses(frameworks):
        table.add_column(MARKS[status], justify="right", style=STYLES.get(status, "dim"))
    table.add_column("Σ", justify="right")
    for framework in frameworks:
        counts = [str(framework.counts[status]) if framework.counts[status] else "" for status in _statuses(frameworks)]
        table.add_row(words.text(framework.short), _applies(framework, words), *counts, str(len(framework.requirements)))
    return table


def _statuses(frameworks: Sequence[FrameworkResult]) -> list[str]:
    return [status for status in SHOWN_STATUSES if any(framework.counts[status] for framework in frameworks)]


def _applies(framework: FrameworkResult, words: Words) -> str:
    answer = {True: "applies.yes", False: "applies.no", None: "applies.unknown"}[framework.applies]
    return words.say(answer)


def _legend(frameworks: Sequence[FrameworkResult], words: Words, console: "Console") -> None:
    parts = [f"{MARKS[status]} {words.say('status.' + status)}" for status in _statuses(frameworks)]
    console.print(f"[dim]{'   '.join(parts)}[/dim]", highlight=False)


def subject_label(finding: Finding, words: Words) -> str:
    """The subject of a finding in words."""
    if not finding.subject:
        return words.say("subject.list", label=words.path(str(finding.location[0]))) if finding.location else ""
    return words.say(f"subject.{finding.subject}") if finding.subject in ("system", "organisation") else safe(finding.subject)


def _failure(finding: Finding, words: Words, accepted: str, soft: bool = False) -> str:
    from rich.markup import escape

    mild = soft or finding.warning_only or bool(accepted)
    colour = "yellow" if mild else "bold red"
    title = words.say("finding.line", title=words.text(finding.title), subject=subject_label(finding, words))
    extra = [words.say("severity." + finding.severity), str(finding.position)]
    if finding.warning_only:
        extra.append(words.say("warning_only"))
    if finding.stale:
        extra.append(words.say("stale"))
    if accepted:
        extra.append(accepted)
    return f"  [{colour}]{'!' if mild else '✗'}[/{colour}] {finding.control}  {escape(title)} [dim]({escape(safe(' · '.join(extra)))})[/dim]"
