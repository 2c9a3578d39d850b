"""What each line of the report for the screen answers to when its reader filters: through the controls, every list knows every filter."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from compliance.assessment.model import Assessment, Question, RequirementResult

NAMES = ("framework", "status", "verdict", "severity", "role")
OPEN = ("fail", "unknown")
Values = dict[str, set[str]]


@dataclass(frozen=True, slots=True)
class Ties:
    """The values of every filter by requirement, by control and by question, as words between spaces."""

    requirements: Mapping[str, Mapping[str, str]]
    controls: Mapping[str, Mapping[str, str]]
    questions: Mapping[str, Mapping[str, str]]

    def finding(self, control: str, verdict: str) -> Mapping[str, str]:
        """The values of one control with one verdict: nobody is asked about what is settled."""
        values = {**self.controls.get(control, {}), "verdict": verdict}
        return values if verdict in OPEN else {**values, "role": ""}


@dataclass(slots=True)
class _Control:
    severity: str = ""
    verdicts: set[str] = field(default_factory=set)
    frameworks: set[str] = field(default_factory=set)
    statuses: set[str] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)


def ties(assessment: Assessment) -> Ties:
    """Which filters every requirement, control and question of an assessment answers to."""
    controls: dict[str, _Control] = {}
    for finding in assessment.findings:
        known = controls.setdefault(finding.control, _Control(finding.severity))
        known.verdicts.add(finding.verdict)
    requirements = [item for framework in assessment.frameworks for item in framework.requirements if item.status != "not_applicable"]
    for requirement in requirements:
        for row in requirement.rows:
            known = controls.setdefault(row.control, _Control())
            known.frameworks.add(requirement.framework)
            known.statuses.add(requirement.status)
    for question in assessment.questions:
        for name in question.controls:
            controls.setdefault(name, _Control()).roles.add(question.asked_of)
    return Ties(
        {item.reference: _requirement(item, controls) for item in requirements},
        {name: _joined({"framework": known.frameworks, "status": known.statuses, "severity": {known.severity}, "role": known.roles}) for name, known in controls.items()},
        {question.path: _question(question, controls) for question in assessment.questions},
    )


def _requirement(item: RequirementResult, controls: Mapping[str, _Control]) -> Mapping[str, str]:
    rows = [row for row in item.rows if row.verdict != "not_applicable"]
    found: Values = {"framework": {item.framework}, "status": {item.status}, "verdict": {row.verdict for row in rows}, "severity": set(), "role": set()}
    for row in rows:
        found["severity"].add(controls[row.control].severity)
        if row.verdict in OPEN:
            found["role"] |= controls[row.control].roles
    return _joined(found)


def _question(question: Question, controls: Mapping[str, _Control]) -> Mapping[str, str]:
    known = [controls[name] for name in question.controls if name in controls]
    return _joined({
        "framework": _all(item.frameworks for item in known), "status": _all(item.statuses for item in known), "verdict": {"unknown"},
        "severity": {item.severity for item in known}, "role": {question.asked_of},
    })  # fmt: skip


def _all(sets: Iterable[set[str]]) -> set[str]:
    return set().union(*sets)


def _joined(values: Values) -> Mapping[str, str]:
    return {name: " ".join(sorted(words - {""})) for name, words in values.items()}
