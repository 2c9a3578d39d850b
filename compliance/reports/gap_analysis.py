"""The gap analysis: one document, as a page for the screen and as A4 pages, from the same HTML."""

from typing import Any

from compliance.assessment.model import LOST, STATUSES, Assessment
from compliance.base.text import Language
from compliance.catalog.load import Catalog
from compliance.catalog.model import SEVERITIES
from compliance.reports import view
from compliance.reports.brand import PLAIN, Brand
from compliance.reports.figure_flows import flow_diagram
from compliance.reports.figure_status import status_bars
from compliance.reports.flow_map import flow_map
from compliance.reports.pages import render, strings, trusted
from compliance.reports.places import file_name, place
from compliance.reports.steps import StepLists
from compliance.reports.view_findings import REACHES, ControlEntries, Domain, domains
from compliance.reports.view_matrix import domain_matrix
from compliance.reports.view_plan import plan
from compliance.reports.view_waivers import expired, waivers
from compliance.reports.words import Words
from compliance.system.vocabulary import role_label

REPORT = "gap-analysis"
TO_JUDGE = ("partly_shown", "not_assessed")


def html_page(assessment: Assessment, catalog: Catalog, words: Words, brand: Brand = PLAIN) -> str:
    """The whole document as one HTML page that needs no other file."""
    return filled(context(assessment, catalog, words, brand), words, brand)


def filled(told: dict[str, Any], words: Words, brand: Brand = PLAIN) -> str:
    """The page of what `context` gathered."""
    return render(REPORT, "document.html.j2", words, brand, **told)


def context(assessment: Assessment, catalog: Catalog, words: Words, brand: Brand) -> dict[str, Any]:
    """Everything the templates of this document name."""
    texts = strings(REPORT, words.language, brand)
    views = view.frameworks(assessment, catalog, words)
    failed, unknown = (domains(assessment, catalog, words, verdict) for verdict in ("fail", "unknown"))
    controls = [control for domain in failed for control in domain.controls]
    hard = [item for item in views if item.result.binding]
    binding = view.totals(item for item in hard if item.result.applies is not False)
    accepted = waivers(assessment, words)
    flows = flow_map(assessment.flows, words)
    return {
        "a": assessment,
        "name": assessment.system or words.say("summary.no_name"),
        "file": file_name(assessment.file),
        "logo": brand.logo_address,
        "views": views,
        "shown": [item for item in views if item.result.applies is not False],
        "excluded": [item for item in views if item.result.applies is False],
        "hard": hard,
        "weak": [item for item in views if not item.result.binding],
        "bound": [item for item in hard if item.result.applies],
        "open": [item for item in hard if item.result.applies is None],
        "soft": [item for item in views if not item.result.binding and item.result.applies is not False],
        "binding_totals": binding,
        "sum": view.totals,
        "statuses": [status for status in STATUSES if any(item.result.counts[status] for item in views)],
        "context": sum(item.result.context for item in views),
        "matrix": domain_matrix(views, catalog, words),
        "plan": plan(assessment, catalog, failed, unknown, words),
        "to_judge": sum(binding.of(status) for status in TO_JUDGE),
        "draft": view.unattested(hard),
        "coming": view.calendar(views, assessment.as_of),
        "attested": view.attestations(views),
        "bars": trusted(status_bars([item for item in hard if item.result.applies is not False], words, texts("summary.bars"), texts("column.total"))),
        "flows": flows if flows.arrows else None,
        "figures": {"flows": trusted(flow_diagram(flows, words))},
        "join": words.say("join"),
        "steps": StepLists(words, texts),
        "failed": failed,
        "unknown": unknown,
        "broken": sorted((control for control in controls if not control.warning_only), key=_gravity),
        "warned": [control for control in controls if control.warning_only],
        "failed_ids": {control.id for control in controls},
        "told": _told(failed) | _told(unknown),
        "asked": _asked(assessment, words.language),
        "waivers": accepted,
        "waivers_expired": expired(accepted),
        "stale": sum(item.stale for item in assessment.evidence),
        "lost": sum(item.attached in LOST for item in assessment.evidence),
        "facts": _facts(assessment, catalog, words),
        "conventions": _conventions(assessment, catalog, words),
        "changes": _changes(assessment, words, texts("method.policy.severity")),
        "role": lambda role: role_label(role).of(words.language),
        "place": lambda position: place(position, assessment.file),
    }


def _gravity(control: ControlEntries) -> tuple[int, int]:
    return (REACHES.index(control.reach), SEVERITIES.index(control.severity))


def _told(found: tuple[Domain, ...]) -> set[str]:
    return {control.id for domain in found for control in domain.controls}


def _facts(assessment: Assessment, catalog: Catalog, words: Words) -> list[tuple[str, list[str]]]:
    """The derived qualities by answer: what holds, what has another value, what does not hold, what cannot be told.

    That an exception was not shown to hold says nothing of a system: those are left out.
    """
    answers: dict[str, list[str]] = {words.value(True): []}
    told = {name: value for name, value in assessment.facts.items() if value is not False or not catalog.terms.get(name, {}).get("shown_only")}
    for name, value in sorted(told.items(), key=lambda fact: (fact[1] is None, fact[1] is False, fact[0])):
        answers.setdefault(words.say("value.unknown") if value is None else words.value(value, name), []).append(words.fact(name))
    return [(answer, labels) for answer, labels in answers.items() if labels]


def _asked(assessment: Assessment, language: Language) -> list[tuple[str, list[Any]]]:
    """The questions by addressee, in the order in which the first of each comes."""
    by_role: dict[str, list[Any]] = {}
    for question in assessment.questions:
        by_role.setdefault(question.asked_of, []).append(question)
    return [(role_label(role).of(language), questions) for role, questions in by_role.items()]


def _changes(assessment: Assessment, words: Words, severity: str) -> list[tuple[str, str, str, str]]:
    """What a policy file sets otherwise than the catalog."""
    told = []
    for item in assessment.policy.overrides if assessment.policy else ():
        if item.name:
            told.append((item.owner, item.name, words.measure(item.shipped, item.unit), words.measure(item.chosen, item.unit)))
        else:
            told.append((item.owner, severity, words.say(f"severity.{item.shipped}"), words.say(f"severity.{item.chosen}")))
    return told


def _conventions(assessment: Assessment, catalog: Catalog, words: Words) -> list[tuple[str, str, str, str]]:
    """The figures of ours that the controls of this report compare with, and where they come from."""
    used = sorted({finding.control for finding in assessment.findings if finding.verdict != "not_applicable"})
    told = []
    for key in used:
        control = catalog.controls[key]
        sources = catalog.texts["controls"][key]["parameters"]
        for name, parameter in control.parameters.items():
            if parameter.basis == "convention":
                value = words.measure(parameter.value, parameter.unit)
                told.append((key, words.text(control.title), value, sources[name][0 if words.language == "fr" else 1]))
    return told
