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
    counted: set[tuple[str, Location]] = set()
    controls: dict[str, dict[str, None]] = {}
    subjects: dict[str, dict[str, None]] = {}
    places: dict[str, Location] = {}
    paths: dict[Location, str] = {}

    def path_of(location: Location) -> str:
        path = paths.get(location)
        if path is None:
            path = paths[location] = ".".join([part for part in location if isinstance(part, str)])
            if path not in places:
                places[path], verdicts[path], blocking[path], controls[path], subjects[path] = location, 0, 0, {}, {}
            if len(location) > path.count(".") + 1:  # it stands in an item of a list
                subjects[path][system.path(location[:-1])] = None
        return path

    for finding in findings:
        for location in finding.missing:
            path = path_of(location)
            key = (finding.control, location)
            if key not in counted:  # what one line states for several parties is one verdict to settle, not one for each of them
                counted.add(key)
                verdicts[path] += 1
                blocking[path] += finding.severity == "blocking"
                controls[path][finding.control] = None
    for framework in frameworks:
        for location in framework.missing:
            path = path_of(location)
            verdicts[path] += len(framework.requirements)
            blocking[path] += len(framework.requirements) if framework.binding else 0
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
