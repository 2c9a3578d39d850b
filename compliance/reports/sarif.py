"""SARIF 2.1.0 as GitHub code scanning accepts it: every result has a place, no passes, fingerprints that survive moved lines, help with links to the articles."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

import compliance
from compliance.assessment.model import Assessment, RequirementResult
from compliance.base.problems import Position, Problem
from compliance.catalog.load import Catalog
from compliance.catalog.model import Control
from compliance.reports.alerts import KINDS, Alert, alerts
from compliance.reports.continuous import BY_SEVERITY, Concern, Run, articles, concerns, message
from compliance.reports.words import Words

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LONGEST = 1000  # characters GitHub keeps of a short text
MOST = 25_000  # results GitHub takes in one file; beyond, it refuses the whole
LINKS = 40
TAGS = 10
ORDER = ("error", "warning", "note")
GITHUB = {"error": "error", "warning": "warning", "note": "recommendation"}


def render(run: Run, catalog: Catalog, words: Words) -> bytes:
    """Every failed or undecided finding of a run, one result each."""
    told = [(assessment, concern) for assessment in run.assessments for concern in concerns(assessment)]
    left_out = max(0, len(told) - MOST)
    if left_out:
        told = sorted(told, key=lambda item: ORDER.index(item[1].level))[:MOST]
    used = sorted({concern.finding.control for _, concern in told})
    rules = [_rule(catalog.controls[key], told, catalog, words) for key in used]
    index = {key: position for position, key in enumerate(used)}
    seen: dict[tuple[str, str], int] = {}
    results = [_result(run, assessment, concern, index, seen, words) for assessment, concern in told]
    raised = [(assessment, alert) for assessment in run.assessments for alert in alerts(run, assessment, words)][: max(0, MOST - len(results))]
    kinds = [kind for kind in KINDS if any(alert.kind == kind for _, alert in raised)]
    rules += [_alert_rule(kind, words) for kind in kinds]
    index.update({kind: len(used) + number for number, kind in enumerate(kinds)})
    results += [_alert_result(run, assessment, alert, index, seen) for assessment, alert in raised]
    driver = {"name": "comply", "semanticVersion": compliance.__version__, "language": words.language, "rules": rules}
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "automationDetails": {"id": "comply/"},
                "invocations": [_invocation(run, left_out, words)],
                "results": results,
                **({"properties": {"waivers": waivers}} if (waivers := _waivers(run)) else {}),
            }
        ],
    }
    return (json.dumps(log, ensure_ascii=False, indent=1) + "\n").encode()


def _invocation(run: Run, left_out: int, words: Words) -> dict[str, Any]:
    notices = [_notice(run, problem, words) for problems in run.problems.values() for problem in problems]
    cut = [{"level": "warning", "message": {"text": words.say("ci.left_out", count=left_out, most=MOST)}}] if left_out else []
    return {"executionSuccessful": not notices, **({"toolExecutionNotifications": [*notices, *cut]} if notices or cut else {})}


def _waivers(run: Run) -> list[dict[str, Any]]:
    """Every waiver of the run, those that no result shows among them: expired, not yet in force, no longer needed."""
    return [
        {
            "system": run.path(assessment.file), "target": waiver.target, "state": waiver.state, "needed": waiver.needed, "reason": waiver.reason, "owner": waiver.owner,
            "approver": waiver.approver, "expires": waiver.expires.isoformat(),
        }
        for assessment in run.assessments
        for waiver in assessment.waivers
    ]  # fmt: skip


def _notice(run: Run, problem: Problem, words: Words) -> dict[str, Any]:
    path = f"{problem.path}: " if problem.path else ""
    return {"level": "error", "message": {"text": path + problem.text(words.language)}, "locations": [{"physicalLocation": _place(run, problem.position)}]}


def _rule(control: Control, told: Sequence[tuple[Assessment, Concern]], catalog: Catalog, words: Words) -> dict[str, Any]:
    """One control as a rule: what it asks, why, what to do first, and the articles it bears on."""
    concerned: dict[str, RequirementResult] = {}
    for _, concern in told:
        if concern.finding.control == control.id:
            concerned.update({result.reference: result for result in concern.requirements})
    texts = {name: words.text(text) if (text := catalog.text("controls", control.id, name)) else "" for name in ("gist", "why", "remedy")}
    title = words.text(control.title)
    frameworks = dict.fromkeys(reference.split(":", 1)[0] for reference in concerned)
    return {
        "id": control.id,
        "name": control.id,
        "shortDescription": {"text": title[:LONGEST]},
        "fullDescription": {"text": (texts["gist"] or title)[:LONGEST]},
        "help": {"text": _help(control, texts, concerned, words, markdown=False), "markdown": _help(control, texts, concerned, words, markdown=True)},
        **({"helpUri": url} if (url := next((result.url for result in concerned.values() if result.url), "")) else {}),
        "defaultConfiguration": {"level": BY_SEVERITY[control.severity]},
        "properties": {
            "tags": ["compliance", control.domain, *frameworks][:TAGS],
            "precision": "high",
            "problem.severity": GITHUB[BY_SEVERITY[control.severity]],
        },
    }


def _alert_rule(kind: str, words: Words) -> dict[str, Any]:
    """A rule for what no control finds: evidence and waivers that have run out."""
    title, text = words.say(f"alert.{kind}"), words.say(f"alert.{kind}.help")
    return {
        "id": kind,
        "name": kind,
        "shortDescription": {"text": title},
        "fullDescription": {"text": text},
        "help": {"text": text, "markdown": f"# {_marked(title)}\n\n{text}"},
        "defaultConfiguration": {"level": "warning"},
        "properties": {"tags": ["compliance", kind.partition("-")[0]], "precision": "high", "problem.severity": "warning"},
    }


def _alert_result(run: Run, assessment: Assessment, alert: Alert, index: Mapping[str, int], seen: dict[tuple[str, str], int]) -> dict[str, Any]:
    fingerprint = alert.fingerprint(run, assessment)
    number = seen[alert.kind, fingerprint] = seen.get((alert.kind, fingerprint), 0) + 1
    return {
        "ruleId": alert.kind,
        "ruleIndex": index[alert.kind],
        "kind": "fail",
        "level": alert.level,
        "message": {"text": _without_links(alert.text)},
        "locations": [{"physicalLocation": _place(run, alert.position)}],
        "partialFingerprints": {"primaryLocationLineHash": f"{fingerprint}:{number}", "complyFinding/v1": f"{fingerprint}:{number}"},
        "properties": {"system": assessment.system},
    }


def _help(control: Control, texts: Mapping[str, str], concerned: Mapping[str, RequirementResult], words: Words, markdown: bool) -> str:
    def heading(key: str) -> str:
        return f"## {words.say(key)}" if markdown else f"{words.say(key)}{words.say('colon').rstrip()}"

    parts = [f"# {control.id} {_marked(words.text(control.title))}" if markdown else f"{control.id} {words.text(control.title)}"]
    for key, name in (("explain.gist", "gist"), ("explain.why", "why"), ("explain.remedy", "remedy")):
        if texts[name]:
            parts += [heading(key), _marked(texts[name]) if markdown else texts[name]]
    lines = []
    for result in list(concerned.values())[:LINKS]:
        label = f"{result.reference} – {words.text(result.citation)} – {words.text(result.title)}"
        lines.append(f"- [{_marked(label)}]({result.url})" if markdown and result.url else f"- {label}")
    if lines:
        parts += [heading("ci.articles"), "\n".join(lines)]
    return "\n\n".join(parts)


def _marked(text: str) -> str:
    """Text that Markdown shows as it is."""
    return "".join(f"\\{letter}" if letter in "\\`*_[]<>#|" else letter for letter in text)


def _without_links(text: str) -> str:
    """A message in which no text of the user's becomes a link: `[label](target)` is one to the readers of SARIF."""
    return text.replace("](", "] (")


def _result(run: Run, assessment: Assessment, concern: Concern, index: Mapping[str, int], seen: dict[tuple[str, str], int], words: Words) -> dict[str, Any]:
    finding = concern.finding
    fingerprint = concern.fingerprint(run, assessment)
    number = seen[finding.control, fingerprint] = seen.get((finding.control, fingerprint), 0) + 1
    text = _without_links(f"{message(concern, words)} {words.say('ci.bears_on', articles=articles(concern, words))}")
    result: dict[str, Any] = {
        "ruleId": finding.control,
        "ruleIndex": index[finding.control],
        "kind": "fail",  # a level other than `none` goes with this kind alone; the property `verdict` tells what is undecided
        "level": concern.level,
        "message": {"text": text},
        "locations": [{"physicalLocation": _place(run, finding.position)}],
        "partialFingerprints": {"primaryLocationLineHash": f"{fingerprint}:{number}", "complyFinding/v1": f"{fingerprint}:{number}"},
        "properties": {"finding": finding.id, "system": assessment.system, "severity": finding.severity, "verdict": finding.verdict, "moot": finding.moot},
    }
    if len(finding.route) > 1:
        stops = [
            {"location": {"physicalLocation": _place(run, stop.position), "message": {"text": f"{words.say('ci.stop.' + stop.role)}{words.say('colon')}{stop.name}"}}}
            for stop in finding.route
        ]
        result["codeFlows"] = [{"threadFlows": [{"locations": stops}]}]
    if concern.waiver is not None:
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": concern.waiver.reason}]
    return result


def _place(run: Run, position: Position) -> dict[str, Any]:
    path = run.path(position.file)
    address = {"uri": quote(f"file://{path}" if path.startswith("/") else path, safe="/:@!$&'()*+,;=~")}
    if not path.startswith("/"):
        address["uriBaseId"] = "%SRCROOT%"
    return {
        "artifactLocation": address,
        "region": {"startLine": position.line, "startColumn": position.column, "endColumn": position.column + max(1, position.length)},
    }
