"""The report for the screen: one page that needs no other file, with filters, search, and every step of every verdict."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from hashlib import sha256
from html import escape
from typing import Any

from compliance.assessment.model import STATUSES, Assessment
from compliance.catalog.load import Catalog
from compliance.catalog.model import SEVERITIES
from compliance.reports import view
from compliance.reports.ai_act_report import section
from compliance.reports.brand import PLAIN, Brand
from compliance.reports.figure_calendar import timeline
from compliance.reports.figure_status import status_bars
from compliance.reports.filters import ties
from compliance.reports.gap_analysis import context
from compliance.reports.pages import folders, render, strings, trusted
from compliance.reports.steps import StepLists
from compliance.reports.view_findings import Domain, domains
from compliance.reports.words import Words
from compliance.system.vocabulary import role_label

REPORT = "report"


def report_page(assessment: Assessment, catalog: Catalog, words: Words, brand: Brand = PLAIN, told: dict[str, Any] | None = None) -> str:
    """The whole report as one HTML page; it reads without its script, which only hides and shows. `told` is what the gap analysis tells, where it was gathered before."""
    texts = strings(REPORT, words.language, brand)
    given = context(assessment, catalog, words, brand) if told is None else told
    script = _script(brand)
    views: Sequence[view.FrameworkView] = given["views"]
    passed = domains(assessment, catalog, words, "pass")
    verdicts = [("fail", given["failed"]), ("unknown", given["unknown"]), ("pass", passed)]
    extra = {
        "script": trusted(script),
        "steps": StepLists(words, texts, spoken=True),
        "policy": f"default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-{_digest(script)}'",
        "verdicts": verdicts,
        "counts": {verdict: _count(found) for verdict, found in verdicts},
        "set_aside": sum(finding.verdict == "not_applicable" for finding in assessment.findings),
        "ties": ties(assessment),
        "data": _data,
        "listed": {
            "requirements": sum(len(item.now) + sum(len(later.rows) for later in item.later) for item in given["shown"]),
            "findings": sum(_count(found) for _, found in verdicts),
            "questions": len(assessment.questions),
        },
        "figures": {
            "status": trusted(status_bars([item for item in views if item.result.applies is not False], words, texts("figure.status"), texts("column.total"))),
            "calendar": trusted(timeline(given["coming"], assessment.as_of, words, texts("figure.calendar"), texts("figure.today"))),
            **given["figures"],
        },
        "severities": SEVERITIES,
        "all_statuses": [status for status in STATUSES if any(item.result.counts[status] for item in views)],
        "roles": [(role, role_label(role).of(words.language)) for role in dict.fromkeys(question.asked_of for question in assessment.questions)],
        "notes": _notes(catalog, views, words),
        "ai_act": section(assessment, words, brand),
    }  # fmt: skip
    return render(REPORT, "document.html.j2", words, brand, **{**given, **extra})


def _data(values: Mapping[str, str]) -> Any:
    """The values of the filters as attributes of a line."""
    return trusted("".join(f' data-{name}="{escape(words)}"' for name, words in values.items()))


def _script(brand: Brand) -> str:
    path = next(path for folder in folders(REPORT, brand) if (path := folder / "script.js").is_file())
    return path.read_text(encoding="utf-8")


def _digest(script: str) -> str:
    return b64encode(sha256(script.encode()).digest()).decode()


def _count(found: Sequence[Domain]) -> int:
    return sum(control.count for domain in found for control in domain.controls)


def _notes(catalog: Catalog, views: Sequence[view.FrameworkView], words: Words) -> dict[str, Any]:
    """What a reader may want to know of each requirement: what it asks, and what is left to judge."""
    told = {}
    for item in views:
        for row in (*item.now, *(row for later in item.later for row in later.rows)):
            texts = {name: catalog.text("requirements", row.reference, name) for name in ("gist", "remainder", "no_check")}
            told[row.reference] = {name: words.text(text) for name, text in texts.items() if text is not None}
    return told
