"""Explains one control or one requirement on a screen: what it asks and why, and each step of its verdict on a system."""

from typing import TYPE_CHECKING, Any

from compliance.assessment.model import Assessment, Finding, RequirementResult
from compliance.catalog.load import Catalog
from compliance.catalog.model import Control
from compliance.conditions.step import Step
from compliance.reports.terminal import safe, subject_label
from compliance.reports.terminal_waivers import show_reserves
from compliance.reports.view_reserves import behind, control_of, of_controls, reserves
from compliance.reports.view_waivers import accepted_findings, underlying
from compliance.reports.words import Words, long_date

if TYPE_CHECKING:
    from rich.console import Console

MARKS = {True: "[green]✓[/green]", False: "[red]✗[/red]", None: "[yellow]?[/yellow]"}
VERDICT_STYLE = {"pass": "green", "fail": "bold red", "unknown": "yellow", "not_applicable": "dim"}


def about_control(control: Control, catalog: Catalog, assessment: Assessment | None, words: Words, console: "Console") -> None:
    """Print one control, the requirements it bears on, and its findings on a system with the waivers and the lost evidence that touch them."""
    from rich.markup import escape

    def line(key: str, name: str) -> None:
        text = catalog.text("controls", control.id, name)
        if text is not None:
            console.print(f"[bold]{words.say(key)}[/bold]  {escape(words.text(text))}", highlight=False)

    console.print(f"\n[bold]{control.id}  {escape(words.text(control.title))}[/bold]  ({words.say('severity.' + control.severity)})", highlight=False)
    for key, name in (("explain.gist", "gist"), ("explain.why", "why"), ("explain.remedy", "remedy"), ("explain.remainder", "remainder")):
        line(key, name)
    console.print(f"[bold]{words.say('explain.effort')}[/bold]  {words.say('effort.' + control.effort)}", highlight=False)
    sources = catalog.texts["controls"][control.id]["parameters"]
    for name, parameter in control.parameters.items():
        basis = words.say("basis." + parameter.basis)
        source = sources[name][0 if words.language == "fr" else 1]
        console.print(f"  ${name} = {escape(str(parameter.value))} {parameter.unit} ({basis}) : {escape(source)}", highlight=False)
    console.print(f"[bold]{words.say('explain.requirements')}[/bold]")
    for framework in catalog.frameworks.values():
        for row in framework.rows:
            if row.control == control.id:
                requirement = framework.requirements[row.requirement]
                relation = words.say("relation." + row.relation)
                console.print(f"  {requirement.reference}  {escape(words.text(requirement.title))}  ({relation})", highlight=False)
    if assessment is None:
        return
    accepted = accepted_findings(assessment, words)
    for finding in assessment.findings:
        if finding.control == control.id:
            _finding(finding, accepted.get(finding.id, ""), words, console)
    show_reserves(reserves(assessment, words, of_controls(assessment, {control.id}), behind(assessment, {control.id})), words, console)


def about_requirement(reference: str, catalog: Catalog, assessment: Assessment | None, words: Words, console: "Console") -> None:
    """Print one requirement, the controls that bear on it, and where it stands for a system, with the waivers and the lost evidence that touch it."""
    from rich.markup import escape

    framework = catalog.frameworks[reference.split(":", 1)[0]]
    requirement = framework.requirements[reference.split(":", 1)[1]]
    console.print(f"\n[bold]{reference}  {escape(words.text(requirement.citation))} – {escape(words.text(requirement.title))}[/bold]", highlight=False)
    for key, name in (("explain.gist", "gist"), ("explain.remainder", "remainder"), ("explain.no_check", "no_check")):
        text = catalog.text("requirements", reference, name)
        if text is not None:
            console.print(f"[bold]{words.say(key)}[/bold]  {escape(words.text(text))}", highlight=False)
    for window in requirement.windows:
        end = f" → {long_date(window.ends, words.language)}" if window.ends else ""
        console.print(f"  {words.say('explain.from')} {long_date(window.starts, words.language)}{end}", highlight=False)
    console.print(f"  {requirement.url}", highlight=False)
    for index, row in enumerate(framework.rows):
        if row.requirement == requirement.id:
            rationale = catalog.texts["rows"][f"{framework.id}:{index}"][0 if words.language == "fr" else 1]
            part = f" [{', '.join(row.parts)}]" if row.parts else ""
            console.print(f"  {row.control}{escape(part)}  ({words.say('relation.' + row.relation)})  {escape(rationale)}", highlight=False)
    if assessment is None:
        return
    results = {result.reference: result for entry in assessment.frameworks for result in entry.requirements}
    if (result := results.get(reference)) is not None:
        _status(result, words, console)
        bearing = {row.control for row in result.rows}
        accepted = accepted_findings(assessment, words)
        for finding in assessment.findings:
            if finding.control in bearing:
                _finding(finding, accepted.get(finding.id, ""), words, console)
        beside = reserves(
            assessment, words, lambda waiver: waiver.target == reference if waiver.kind == "requirement" else control_of(waiver) in bearing, behind(assessment, bearing)
        )  # fmt: skip
        show_reserves(beside, words, console)


def _status(result: RequirementResult, words: Words, console: "Console") -> None:
    text = words.say("status." + result.status)
    if result.status == "not_yet_applicable":
        text += f" ({words.say('explain.as_if')} {words.say('status.' + result.underlying)})"
    if "accepted" in (result.status, result.underlying):
        text += f" ({words.say('waiver.without', status=words.say('status.' + underlying(result)))})"
    console.print(f"\n[bold]{text}[/bold]")


def _finding(finding: Finding, accepted: str, words: Words, console: "Console") -> None:
    from rich.markup import escape
    from rich.tree import Tree

    style = VERDICT_STYLE[finding.verdict]
    head = f"[{style}]{words.say('verdict.' + finding.verdict)}[/{style}]  {escape(subject_label(finding, words))}  [dim]{escape(safe(str(finding.position)))}[/dim]"
    notes = [accepted] if accepted else []
    notes += [words.say("stale")] if finding.stale else []
    tree = Tree(head + "".join(f"  [yellow]{escape(safe(note))}[/yellow]" for note in notes))
    if finding.applicability is not None and finding.verdict in ("unknown", "not_applicable"):
        _grow(tree.add(words.say("explain.when")), finding.applicability, words)
    if finding.trace is not None and finding.verdict != "not_applicable":
        _grow(tree, finding.trace, words)
    console.print()
    console.print(tree, highlight=False)


def _grow(tree: Any, step: Step, words: Words) -> None:
    from rich.markup import escape

    branch = tree.add(f"{MARKS[step.truth]} {escape(safe(words.step(step)))}")
    for child in step.children:
        _grow(branch, child, words)
