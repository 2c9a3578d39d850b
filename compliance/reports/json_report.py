"""The assessment as JSON: every verdict with its place, its trace and its words, in one language; and the description, from which `comply report` makes it again."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from pydantic_core import to_json

from compliance.assessment.model import Assessment, EvidenceResult, Finding, FrameworkResult, Question, RequirementResult, WaiverResult
from compliance.base.kept import DESCRIPTION, kept
from compliance.base.problems import Position
from compliance.base.source import Location
from compliance.catalog.model import RulesPolicy
from compliance.conditions.step import Step
from compliance.reports.words import Words

FORMAT = 1


def render(assessment: Assessment, words: Words) -> bytes:
    """The whole assessment, as UTF-8 JSON ending in a line break; one finding or question a line, so that a line-based diff says what moved."""
    return b"".join(pieces(assessment, words))


def pieces(assessment: Assessment, words: Words) -> Iterator[bytes]:
    """The same, piece by piece: a long assessment is never held twice."""
    yield b"{\n"
    for index, (key, value) in enumerate(_parts(assessment, words)):
        yield b",\n" * bool(index) + _key(key) + b" "
        if isinstance(value, Iterator):
            yield b"["
            for position, item in enumerate(value):
                yield (b",\n" if position else b"\n") + to_json(item)
            yield b"\n]"
        else:
            yield to_json(value)
    yield b"\n}\n"


def plain(assessment: Assessment, words: Words) -> dict[str, Any]:
    """The whole assessment as plain data, in words."""
    found: dict[str, Any] = json.loads(render(assessment, words))
    return found


def _key(name: str) -> bytes:
    return to_json(name) + b":"


class Told:
    """Steps as plain data, each told once however many findings share it; the steps must be held while they are told."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._known: dict[int, dict[str, Any]] = {}
        self._paths: dict[Location, str] = {}

    def __call__(self, node: Step | None) -> dict[str, Any] | None:
        """One step and the steps below it; what is empty is left out."""
        if node is None:
            return None
        told = self._known.get(id(node))
        if told is None:
            told = self._told(node)
            if not node.children or node.fact:  # a group is seldom told twice, and holds all that stands below it
                self._known[id(node)] = told
        return told

    def _told(self, node: Step) -> dict[str, Any]:
        kind, truth, _, operator, expected, found, location, children, fact, _, _, part, convention = node
        data: dict[str, Any] = {"kind": kind, "truth": truth, "text": self._words.step(node)}
        if location:
            data["path"] = self._path(location)
        if fact:
            data["fact"] = fact
        if operator:
            data["operator"] = operator
        if part:
            data["part"] = part
        if kind in ("test", "read"):
            data["found"] = found if type(found) in _PLAIN else _value(found)
            if expected is not None:
                data["expected"] = _value(expected)
        if convention:
            data["convention"] = True
        if fact and children:
            data["read"] = [(self._path(child.location), child.found if type(child.found) in _PLAIN else _value(child.found)) for child in children]
        elif children:
            data["steps"] = [self(child) for child in children]
        return data

    def _path(self, location: Location) -> str:
        path = self._paths.get(location)
        if path is None:
            path = self._paths[location] = _path(location)
        return path


_PLAIN = frozenset((str, bool, int, float, type(None)))


def _parts(assessment: Assessment, words: Words) -> Iterator[tuple[str, Any]]:
    """The parts of the whole by name: plain data, or an iterator over plain items."""
    told = Told(words)
    yield "format", FORMAT
    yield "engine", assessment.engine
    yield "rules", assessment.rules_digest
    yield "language", words.language
    yield "as_of", assessment.as_of.isoformat()
    yield "system", {"name": assessment.system, "version": assessment.version, "organisation": assessment.organisation, "file": assessment.file}
    yield "policy", _policy(assessment.policy) if assessment.policy else None
    yield "frameworks", (_framework(framework, words, told) for framework in assessment.frameworks)
    yield "findings", (_finding(finding, words, told) for finding in assessment.findings)
    yield "ai_act", _classification(assessment, words)
    yield "questions", (_question(question, words) for question in assessment.questions)
    yield "evidence", (evidence_plain(item) for item in assessment.evidence)
    yield "waivers", (waiver_plain(waiver) for waiver in assessment.waivers)
    yield "input", assessment.input_digest
    yield "statements", dict(assessment.statements)
    yield "facts", {name: _value(value) for name, value in assessment.facts.items()}
    if assessment.description is not None:
        yield DESCRIPTION, kept(assessment.description)


def _classification(assessment: Assessment, words: Words) -> dict[str, Any] | None:
    """The classification, as `comply classify --format json` gives it."""
    if assessment.classification is None:
        return None
    from compliance.reports import classification_json

    return classification_json.plain(assessment.classification, words)


def _policy(policy: RulesPolicy) -> dict[str, Any]:
    """What a policy file set otherwise than the catalog, each with its place."""
    changes = [
        {"of": item.owner, "parameter": item.name or None, "shipped": _value(item.shipped), "chosen": _value(item.chosen), "unit": item.unit, **place_plain(item.position)}
        for item in policy.overrides
    ]
    return {"file": policy.file, "changes": changes}


def evidence_plain(item: EvidenceResult) -> dict[str, Any]:
    """One document that supports answers."""
    return {
        "title": item.title,
        "kind": item.kind,
        "reference": item.reference,
        "date": item.date,
        "expires": item.expires,
        "supports": list(item.supports),
        "assurance": item.assurance,
        "stale": item.stale,
        "attached": item.attached,
        **place_plain(item.position),
    }


def waiver_plain(waiver: WaiverResult) -> dict[str, Any]:
    """One waiver, what it does on the day, and its place."""
    return {
        waiver.kind: waiver.target,
        "state": waiver.state,
        "reason": waiver.reason,
        "owner": waiver.owner,
        "approver": waiver.approver,
        "created": waiver.created.isoformat(),
        "expires": waiver.expires.isoformat(),
        "days_left": waiver.days_left,
        "scope": list(waiver.scope),
        "findings": list(waiver.findings),
        "requirements": list(waiver.requirements),
        **place_plain(waiver.position),
    }


def place_plain(position: Position) -> dict[str, Any]:
    """A place, as every part of the file names it."""
    return {"file": position.file, "line": position.line, "column": position.column}


def _path(location: Location) -> str:
    return ".".join([part if type(part) is str else str(part + 1) for part in location])  # type: ignore[operator]


def _value(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_value(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def _framework(framework: FrameworkResult, words: Words, told: Told) -> dict[str, Any]:
    return {
        "id": framework.id,
        "title": words.text(framework.title),
        "status": framework.status,
        "binding": framework.binding,
        "text_version": words.text(framework.text_version),
        "as_of": framework.as_of.isoformat(),
        "applies": framework.applies,
        "why": told(framework.trace),
        "missing": [_path(location) for location in framework.missing],
        "counts": {**framework.counts, "total": len(framework.requirements)},
        "context_provisions": framework.context,
        "requirements": [_requirement(requirement, words) for requirement in framework.requirements],
    }


def _requirement(requirement: RequirementResult, words: Words) -> dict[str, Any]:
    attestation = requirement.attestation
    return {
        "id": requirement.reference,
        "citation": words.text(requirement.citation),
        "title": words.text(requirement.title),
        "url": requirement.url,
        "kind": requirement.kind,
        "status": requirement.status,
        "underlying": requirement.underlying,
        "applies": requirement.applies,
        "binds_from": requirement.binds_from.isoformat() if requirement.binds_from else None,
        "controls": [
            {"control": row.control, "relation": row.relation, "parts": list(row.parts), "confidence": row.confidence, "verdict": row.verdict, "warning_only": row.warning_only}
            for row in requirement.rows
        ],
        "warnings": list(requirement.warnings),
        "attestation": None if attestation is None else attestation._asdict(),
    }


def _finding(finding: Finding, words: Words, told: Told) -> dict[str, Any]:
    return {
        "id": finding.id,
        "control": finding.control,
        "title": words.text(finding.title),
        "severity": finding.severity,
        "subject": finding.subject,
        "verdict": finding.verdict,
        **place_plain(finding.position),
        "path": _path(finding.location),
        "missing": [_path(location) for location in finding.missing],
        "warning_only": finding.warning_only,
        "moot": finding.moot,
        "assurance": finding.assurance,
        "stale": finding.stale,
        "applicability": told(finding.applicability),
        "trace": told(finding.trace),
    }


def _question(question: Question, words: Words) -> dict[str, Any]:
    return {
        "path": question.path,
        "label": words.text(question.label),
        "question": words.text(question.question),
        "asked_of": question.asked_of,
        **place_plain(question.position),
        "verdicts": question.verdicts,
        "blocking": question.blocking,
        "controls": list(question.controls),
        "subjects": list(question.subjects),
    }
