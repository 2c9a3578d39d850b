"""Runs the examples of the controls that could be read, for `comply catalog check`."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from compliance.assessment.examples import problems_of_examples
from compliance.base.problems import Problem
from compliance.base.source import read_yaml
from compliance.catalog.load import from_plain
from compliance.catalog.sources import Sources


def example_problems(plain: dict[str, Any], texts: dict[str, Any], problems: Sequence[Problem], sources: Sources, paths: tuple[str, ...]) -> list[Problem]:
    """The problems of all examples; controls whose own file has a problem wait until it is mended."""
    if any(problem.code == "missing_parameter" for problem in problems):
        return []
    broken = {problem.position.file for problem in problems}
    broken |= {control["file"] for control in plain["controls"].values() if any(name in broken for name in _term_files(plain))}
    sound = {key: control for key, control in plain["controls"].items() if control["file"] not in broken}
    catalog = from_plain({**plain, "controls": sound, "frameworks": {}}, "", sources, [texts])
    found: list[Problem] = []
    for control in catalog.controls.values():
        if not paths or control.file.startswith(paths):
            found.extend(problems_of_examples(control, read_yaml(_file(control.file, sources), control.file), catalog))
    return found


def _term_files(plain: dict[str, Any]) -> set[str]:
    return {term["file"] for term in plain["terms"]}


def _file(name: str, sources: Sources) -> Path:
    return next(path for known, path in sources.files() if known == name)
