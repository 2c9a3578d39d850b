"""Annotations: lines that GitHub Actions shows beside the file, and the links that GitLab shows beside the job."""

import json
from collections.abc import Iterator

from compliance.base.problems import Problem
from compliance.reports.alerts import alerts
from compliance.reports.continuous import Run, articles, concerns, message
from compliance.reports.view_reserves import waiver_sentence
from compliance.reports.words import Words

COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}
ORDER = ("error", "warning", "note")


def github(run: Run, words: Words) -> bytes:
    """Workflow commands, the gravest first: GitHub shows only the first ten of each kind."""
    lines = [
        _command("error", run.path(problem.position.file), problem.position.line, problem.position.column, run.path(file), problem.text(words.language))
        for file, problem in _problems(run)
    ]
    raised = [alert for assessment in run.assessments for alert in alerts(run, assessment, words)]
    told = [(concern, assessment) for assessment in run.assessments for concern in concerns(assessment)]
    for level in ORDER:
        for alert in raised:
            if alert.level == level:
                place = alert.position
                lines.append(_command(COMMANDS[level], run.path(place.file), place.line, place.column, words.say(f"alert.{alert.kind}"), alert.text))
        for concern, _ in told:
            if concern.level == level:
                position = concern.finding.position
                text = f"{message(concern, words)} {words.say('ci.bears_on', articles=articles(concern, words))}"
                title = f"{concern.finding.control} {words.text(concern.finding.title)}"
                lines.append(_command(COMMANDS[level], run.path(position.file), position.line, position.column, title, text))
    for assessment in run.assessments:
        for waiver in assessment.waivers:
            place = waiver.position
            lines.append(_command("notice", run.path(place.file), place.line, place.column, words.say("alert.waiver"), waiver_sentence(waiver, words)))
    return "".join(line + "\n" for line in lines).encode()


def _problems(run: Run) -> Iterator[tuple[str, Problem]]:
    for file, problems in run.problems.items():
        for problem in problems:
            yield file, problem


def _command(kind: str, file: str, line: int, column: int, title: str, text: str) -> str:
    properties = {"file": file, "line": line, "col": column, "title": title}
    said = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    return f"::{kind} {said}::{_data(text)}"


def _data(text: str) -> str:
    return _printable(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _printable(text: str) -> str:
    """User text cannot start a command of its own: one line, no control characters."""
    return "".join(letter if letter.isprintable() or letter in "\u00a0\u202f" else " " for letter in text)


def gitlab(run: Run, words: Words) -> bytes:
    """A job annotation report: for each system the articles that are not met, with links to the text; lost evidence and waivers, with links to their place."""
    sections = {}
    for assessment in run.assessments:
        links = [
            {"external_link": {"label": f"{words.say('status.' + result.status)}{words.say('colon')}{words.text(result.citation)} – {words.text(result.title)}", "url": result.url}}
            for framework in assessment.frameworks
            if framework.binding
            for result in framework.requirements
            if result.status in ("not_met", "accepted") and result.url
        ]
        beside = [(alert.text, alert.position) for alert in alerts(run, assessment, words) if alert.kind != "waiver-expired"]
        beside += [(waiver_sentence(waiver, words), waiver.position) for waiver in assessment.waivers]
        links += [{"external_link": {"label": text, "url": run.address(position)}} for text, position in beside]
        if links:
            sections[f"comply {run.path(assessment.file)}"] = links
    return (json.dumps(sections, ensure_ascii=False, indent=1) + "\n").encode()
