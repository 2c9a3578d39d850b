"""What a condition can never mean is refused when the catalog loads: one bad condition for each mistake, with its exact message."""

from pathlib import Path
from typing import Any

import pytest

from compliance.base.problems import InvalidInput, Problem
from compliance.base.source import read_yaml
from compliance.base.text import LANGUAGES
from compliance.catalog.condition_check import check_condition, scope_of
from compliance.catalog.model import ControlParameter
from compliance.catalog.reader import Section
from tests.messages import codes_of, expected, promises, told

FILES = sorted((Path(__file__).parent / "bad").glob("*.yaml"))


def problems(path: Path) -> tuple[Problem, ...]:
    """The problems of the condition in a file; `of` names its subjects, `parameters` give value and unit."""
    document = read_yaml(path, path.name)
    found: list[Problem] = []
    parameters: dict[str, Any] = {name: ControlParameter(value, unit, "law") for name, (value, unit) in document.data.get("parameters", {}).items()}
    check_condition(Section(document, (), found), "condition", scope_of(document.data.get("of", "")), parameters)
    return InvalidInput(found).problems


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_gives_exactly_its_messages(path: Path) -> None:
    assert promises(path)
    for language in LANGUAGES:
        assert told(problems(path), path, language) == expected(path, language)


def test_every_code_about_conditions_is_covered() -> None:
    assert codes_of("Conditions") - {problem.code for path in FILES for problem in problems(path)} == set()
    assert codes_of("Conditions")
