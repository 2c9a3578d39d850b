"""JSON Lines: one object a line, for programs that read results as they come; `type` says what each line is."""

import json
from collections.abc import Iterator
from typing import Any

from compliance.assessment.model import Assessment
from compliance.base.problems import Position
from compliance.reports.continuous import Run, concerns, message
from compliance.reports.words import Words


def render(run: Run, words: Words) -> bytes:
    """For each system: the decision, its obligations, the findings that matter, waivers and lost evidence; for each broken file: its problems."""
    return "".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n" for line in _lines(run, words)).encode()


def _lines(run: Run, words: Words) -> Iterator[dict[str, Any]]:
    for file, problems in run.problems.items():
        yield {"type": "system", "file": run.path(file), "decision": run.decisions.get(file)}
        for problem in problems:
            yield {"type": "problem", "system": run.path(file), "code": problem.code, "path": problem.path, "text": problem.text(words.language), **_place(run, problem.position)}
    for assessment in run.assessments:
        yield from _system(run, assessment, words)


def _system(run: Run, assessment: Assessment, words: Words) -> Iterator[dict[str, Any]]:
    system = run.path(assessment.file)
    yield {
        "type": "system", "file": system, "name": assessment.system, "version": assessment.version, "as_of": assessment.as_of.isoformat(),
        "rules": assessment.rules_digest, "engine": assessment.engine, "decision": run.decisions.get(assessment.file),
    }  # fmt: skip
    for framework in assessment.frameworks:
        for result in framework.requirements:
            if result.status != "not_applicable":
                yield {
                    "type": "requirement", "system": system, "id": result.reference, "binding": framework.binding, "status": result.status, "underlying": result.underlying,
                    "binds_from": result.binds_from.isoformat() if result.binds_from else None, "citation": words.text(result.citation), "title": words.text(result.title),
                    "url": result.url,
                }  # fmt: skip
    for concern in concerns(assessment):
        finding = concern.finding
        yield {
            "type": "finding", "system": system, "id": finding.id, "control": finding.control, "severity": finding.severity, "verdict": finding.verdict, "level": concern.level,
            "waived": concern.waiver is not None, "text": message(concern, words), "requirements": [result.reference for result in concern.requirements],
            "fingerprint": concern.fingerprint(run, assessment), **_place(run, finding.position),
        }  # fmt: skip
    for waiver in assessment.waivers:
        yield {
            "type": "waiver", "system": system, "target": waiver.target, "state": waiver.state, "reason": waiver.reason, "owner": waiver.owner, "approver": waiver.approver,
            "expires": waiver.expires.isoformat(), "findings": list(waiver.findings), "requirements": list(waiver.requirements), **_place(run, waiver.position),
        }  # fmt: skip
    for item in assessment.evidence:
        if item.stale or item.attached != "elsewhere":
            yield {
                "type": "evidence", "system": system, "title": item.title, "reference": item.reference, "stale": item.stale, "attached": item.attached, "expires": item.expires,
                **_place(run, item.position),
            }  # fmt: skip


def _place(run: Run, position: Position) -> dict[str, Any]:
    return {"file": run.path(position.file), "line": position.line, "column": position.column}
