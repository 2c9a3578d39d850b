"""Turns what is missing into questions: each addressed to a role, first those that settle most verdicts."""

from collections.abc import Iterable, Mapping

from compliance.assessment.model import Finding, FrameworkResult, Question
from compliance.base.source import Location
from compliance.system.load import LoadedSystem
from compliance.system.vocabulary import Word, word_of


def questions(findings: Iterable[Finding], frameworks: Iterable[FrameworkResult], system: LoadedSystem) -> tuple[Question, ...]:
    """One question for each path that is missing, whatever the number of subjects it is missing for."""
    verdicts: dict[str, int] = {}
    blocking: dict[str, int] = {}
    counted: set[tuple[str, str, Location]] = set()
    controls: dict[str, dict[str, None]] = {}
    subjects: dict[str, dict[str, None]] = {}
    places: dict[str, Location] = {}

    def ask(location: Location, verdict_count: int, severity: str, control: str, subject: str) -> None:
        path = _path(location)
        places.setdefault(path, location)
        verdicts[path] = verdicts.get(path, 0) + verdict_count
        blocking[path] = blocking.get(path, 0) + (verdict_count if severity == "blocking" else 0)
        if control:
            controls.setdefault(path, {})[control] = None
        if any(isinstance(part, int) for part in location):
            subjects.setdefault(path, {})[system.path(location[:-1])] = None
        elif subject:
            subjects.setdefault(path, {})

    for finding in findings:
        for location in finding.missing:
            key = (finding.control, _path(location), location)
            # What one line states for several parties is one verdict to settle, not one for each of them.
            ask(location, 0 if key in counted else 1, finding.severity, finding.control, finding.subject)
            counted.add(key)
    for framework in frameworks:
        for location in framework.missing:
            ask(location, len(framework.requirements), "blocking" if framework.binding else "minor", "", "")
    found = [_question(path, places[path], verdicts, blocking, controls, subjects, system) for path in places]
    return tuple(sorted(found, key=lambda question: (-question.blocking, -question.verdicts, question.path)))


def _question(
    path: str,
    location: Location,
    verdicts: Mapping[str, int],
    blocking: Mapping[str, int],
    controls: Mapping[str, dict[str, None]],
    subjects: Mapping[str, dict[str, None]],
    system: LoadedSystem,
) -> Question:
    word: Word = word_of(path)
    return Question(
        path, word.label, word.question, word.asked_of, system.position(location), verdicts[path], blocking.get(path, 0),
        tuple(controls.get(path, ())), tuple(subjects.get(path, ())),
    )  # fmt: skip


def _path(location: Location) -> str:
    return ".".join(part for part in location if isinstance(part, str))
