"""The code quality report of GitLab: one issue for each finding that matters, with a fingerprint that stays when lines move."""

import hashlib
import json
from typing import Any

from compliance.reports.alerts import alerts
from compliance.reports.continuous import Run, articles, concerns, message
from compliance.reports.view_reserves import waiver_sentence
from compliance.reports.words import Words

SEVERITIES = {("error", "blocking"): "blocker", ("warning", "blocking"): "critical", ("warning", "major"): "major", ("note", "blocking"): "minor"}


def render(run: Run, words: Words) -> bytes:
    """The findings of a run, and the files that could not be read, as GitLab shows them in a merge request."""
    issues: list[dict[str, Any]] = []
    for file, problems in run.problems.items():
        for problem in problems:
            key = hashlib.sha256(f"{run.path(file)}\0{problem.code}\0{problem.path}\0{problem.position.line}".encode()).hexdigest()[:32]
            issues.append(_issue(problem.text(words.language), problem.code, key, "blocker", run.path(problem.position.file), problem.position.line))
    for assessment in run.assessments:
        for concern in concerns(assessment):
            finding = concern.finding
            text = f"{message(concern, words)} {words.say('ci.bears_on', articles=articles(concern, words))}"
            severity = SEVERITIES.get((concern.level, finding.severity), "minor" if finding.verdict == "fail" else "info")
            issues.append(_issue(text, finding.control, concern.fingerprint(run, assessment), severity, run.path(finding.position.file), finding.position.line))
        for alert in alerts(run, assessment, words):
            severity = SEVERITIES[alert.level, "blocking"]
            issues.append(_issue(alert.text, alert.kind, alert.fingerprint(run, assessment), severity, run.path(alert.position.file), alert.position.line))
        for waiver in assessment.waivers:
            key = hashlib.sha256(f"{run.path(assessment.file)}\0waiver\0{waiver.target}\0{','.join(waiver.scope)}".encode()).hexdigest()[:32]
            issues.append(_issue(waiver_sentence(waiver, words), "waiver", key, "info", run.path(waiver.position.file), waiver.position.line))
    return (json.dumps(_once(issues), ensure_ascii=False, indent=1) + "\n").encode()


def _issue(text: str, check: str, fingerprint: str, severity: str, path: str, line: int) -> dict[str, Any]:
    return {"description": text, "check_name": check, "fingerprint": fingerprint, "severity": severity, "location": {"path": path, "lines": {"begin": line}}}


def _once(issues: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The issues with fingerprints that are all different."""
    seen: dict[str, int] = {}
    for issue in issues:
        key = issue["fingerprint"]
        seen[key] = seen.get(key, 0) + 1
        if seen[key] > 1:
            issue["fingerprint"] = f"{key}-{seen[key]}"
    return issues
