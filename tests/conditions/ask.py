"""Asks a condition of a small system, the way the engine does."""

from typing import Any

from compliance.base.source import Document
from compliance.catalog.condition_check import check_condition, scope_of
from compliance.catalog.model import ControlParameter
from compliance.catalog.reader import Section
from compliance.conditions.evaluate import Compiled, compile_condition
from compliance.conditions.model import Condition
from compliance.conditions.parse import parsed
from compliance.conditions.step import Step, Truth
from compliance.facts.world import World
from tests.fragments import find, read, world

Parameters = dict[str, ControlParameter]
# What most tests compare with: name, value, unit.
PARAMETERS: Parameters = {
    "five": ControlParameter(5, "count", "law"),
    "half": ControlParameter(0.5, "ratio", "convention"),
    "month": ControlParameter(1, "months", "law"),
    "months": ControlParameter(12, "months", "convention"),
    "days": ControlParameter(30, "days", "guidance"),
    "years": ControlParameter(1, "years", "law"),
    "words": ControlParameter(["a", "b"], "list", "law"),
    "day": ControlParameter("2026-01-31", "list", "law"),
}


def yaml(text: Any) -> Any:
    """Data as they are, or the data of a YAML text."""
    return read(text) if isinstance(text, str) else text


def compiled(condition: Any, subject: str = "", parameters: Parameters = PARAMETERS, law_only: bool = False) -> Compiled:
    """A condition verified without a problem, and compiled for the items of a list, or for the system."""
    data = yaml(condition)
    problems: list[Any] = []
    check_condition(Section(Document("test", {"when": data}), (), problems), "when", scope_of(subject), parameters)
    assert [problem.line("en") for problem in problems] == []
    return compile_condition(parsed(data), scope_of(subject), parameters, law_only)


def chain(given: World, of: str) -> tuple[Any, ...]:
    """The subject that `list.id` names, in its surroundings."""
    return (find(given.description, of), given.description) if of else (given.description,)


def truth(condition: Any, given: Any, of: str = "", parameters: Parameters = PARAMETERS, law_only: bool = False) -> Truth:
    """What a condition says of a system, or of one of its objects."""
    about = given if isinstance(given, World) else world(yaml(given) or {})
    return compiled(condition, of.partition(".")[0], parameters, law_only).truth(chain(about, of), about)


def step(condition: Any, given: Any, of: str = "", parameters: Parameters = PARAMETERS) -> Step:
    """The steps of a condition."""
    about = given if isinstance(given, World) else world(yaml(given) or {})
    return compiled(condition, of.partition(".")[0], parameters).step(chain(about, of), about)


def condition_of(text: Any) -> Condition:
    """A condition as data."""
    return parsed(yaml(text))
