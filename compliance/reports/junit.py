"""JUnit XML: one test for each obligation, by framework; what is not met fails, what is unknown is skipped with its message, a broken file is an error."""

from collections.abc import Iterable, Mapping

from compliance.assessment.model import Assessment, Finding, FrameworkResult, RequirementResult, WaiverResult
from compliance.base.problems import Problem
from compliance.reports.alerts import alerts
from compliance.reports.continuous import Run
from compliance.reports.view_reserves import waiver_sentence
from compliance.reports.words import Words, long_date
from compliance.reports.xml import escaped, tag

SKIPPED = ("unknown", "not_yet_applicable", "not_assessed")


def render(run: Run, words: Words) -> bytes:
    """The obligations of every system of a run; texts that bind nobody and obligations that do not apply are left out."""
    suites = [_broken(run, file, problems, words) for file, problems in run.problems.items()]
    suites += [
        _suite(run, assessment, framework, words) for assessment in run.assessments for framework in assessment.frameworks if framework.binding and framework.applies is not False
    ]
    suites += [_alerts(run, assessment, words) for assessment in run.assessments]
    lines = [suite for suite, _ in suites if suite]
    totals = {key: sum(counts[key] for _, counts in suites) for key in ("tests", "failures", "errors")}
    body = tag("testsuites", {"name": "comply", **totals}, "\n" + "\n".join(lines) + "\n" if lines else "")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'.encode()


def _broken(run: Run, file: str, problems: Iterable[Problem], words: Words) -> tuple[str, dict[str, int]]:
    text = "\n".join(problem.line(words.language) for problem in problems)
    first = text.split("\n", 1)[0]
    case = tag("testcase", {"name": words.say("ci.readable"), "classname": run.path(file)}, tag("error", {"type": "input", "message": first}, escaped(text)))
    return tag("testsuite", {"name": run.path(file), "tests": 1, "failures": 0, "errors": 1, "skipped": 0}, f"\n{case}\n"), {"tests": 1, "failures": 0, "errors": 1}


def _suite(run: Run, assessment: Assessment, framework: FrameworkResult, words: Words) -> tuple[str, dict[str, int]]:
    findings: dict[str, list[Finding]] = {}
    for finding in assessment.findings:
        findings.setdefault(finding.control, []).append(finding)
    told = [result for result in framework.requirements if result.status != "not_applicable"]
    cases = [_case(run, assessment, result, findings, words) for result in told]
    counts = {
        "tests": len(told), "failures": sum(result.status == "not_met" for result in told), "errors": 0, "skipped": sum(result.status in SKIPPED for result in told),
    }  # fmt: skip
    if not told:
        return "", counts
    properties = [
        ("system", assessment.system), ("file", run.path(assessment.file)), ("as_of", assessment.as_of.isoformat()), ("text_version", words.text(framework.text_version)),
        ("rules", assessment.rules_digest), ("applies", {True: "yes", False: "no", None: "unknown"}[framework.applies]),
    ]  # fmt: skip
    head = tag("properties", {}, "".join(tag("property", {"name": name, "value": value}) for name, value in properties))
    name = f"{run.path(assessment.file)} {words.text(framework.short)}"
    return tag("testsuite", {"name": name, **counts}, "\n" + "\n".join([head, *cases]) + "\n"), counts


def _alerts(run: Run, assessment: Assessment, words: Words) -> tuple[str, dict[str, int]]:
    """Every document and every waiver as a test: it fails when it has run out or is lost."""
    raised: dict[str, list[str]] = {}
    for alert in alerts(run, assessment, words):
        place = f"{run.path(alert.position.file)}:{alert.position.line}:{alert.position.column}"
        raised.setdefault(alert.name, []).append(f"{alert.text} ({place})")
    names = list(dict.fromkeys([*(item.reference or item.title for item in assessment.evidence), *(waiver.target for waiver in assessment.waivers)]))
    counts = {"tests": len(names), "failures": len(raised), "errors": 0, "skipped": 0}
    if not names:
        return "", counts
    cases = []
    for name in names:
        attributes = {"name": name, "classname": f"{run.path(assessment.file)}.evidence"}
        told, waived = raised.get(name), [waiver_sentence(waiver, words) for waiver in assessment.waivers if waiver.target == name]
        failure = tag("failure", {"type": "expired", "message": told[0]}, escaped("\n".join(told))) if told else ""
        cases.append(tag("testcase", attributes, failure + (tag("system-out", {}, escaped("\n".join(waived))) if waived else "")))
    return tag("testsuite", {"name": f"{run.path(assessment.file)} {words.say('ci.evidence')}", **counts}, "\n" + "\n".join(cases) + "\n"), counts


def _case(run: Run, assessment: Assessment, result: RequirementResult, findings: Mapping[str, list[Finding]], words: Words) -> str:
    name = f"{result.reference} {words.text(result.citation)} – {words.text(result.title)}"
    attributes = {"name": name, "classname": f"{run.path(assessment.file)}.{result.framework}"}
    status = words.say(f"status.{result.status}")
    if result.status == "not_met":
        text = _why(run, result, findings, "fail", words)
        return tag("testcase", attributes, tag("failure", {"type": "not_met", "message": status}, escaped(text)))
    if result.status in SKIPPED:
        day = f" ({words.say('explain.from')} {long_date(result.binds_from, words.language)})" if result.status == "not_yet_applicable" and result.binds_from else ""
        text = _why(run, result, findings, "unknown", words) if result.status == "unknown" else ""
        return tag("testcase", attributes, tag("skipped", {"type": result.status, "message": status + day}, escaped(text)))
    notes = [status, *(_waived(waiver, words) for waiver in assessment.waivers if result.status == "accepted" and result.reference in waiver.requirements)]
    return tag("testcase", attributes, tag("system-out", {}, escaped("\n".join(notes))))


def _why(run: Run, result: RequirementResult, findings: Mapping[str, list[Finding]], verdict: str, words: Words) -> str:
    lines = [result.url] if result.url else []
    for control in dict.fromkeys(row.control for row in result.rows):
        for finding in findings.get(control, ()):
            if finding.verdict == verdict:
                place = f"{run.path(finding.position.file)}:{finding.position.line}:{finding.position.column}"
                lines.append(f"{finding.id} {words.text(finding.title)} ({words.say('severity.' + finding.severity)}) {place}")
    return "\n".join(lines)


def _waived(waiver: WaiverResult, words: Words) -> str:
    return words.say("ci.accepted", reason=waiver.reason, approver=waiver.approver, day=waiver.expires.isoformat())
