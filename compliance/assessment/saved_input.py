"""What a kept assessment was made from, read out of its file: the description with its places, the day, the frameworks, the policy and the waivers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, get_args

from compliance.assessment.model import Attached
from compliance.assessment.waivers import Waiver
from compliance.base.kept import DESCRIPTION, BadKept, document_of
from compliance.base.problems import InvalidInput, Position, Problem
from compliance.base.source import Document
from compliance.base.text import one_line
from compliance.catalog.load import Catalog
from compliance.catalog.model import RulesPolicy
from compliance.catalog.policy import rules_policy_of
from compliance.system.load import LoadedSystem, from_document


@dataclass(frozen=True, slots=True)
class SavedInput:
    """What to assess again: `rules` is the digest of the rules it was assessed by, `engine` the version of the program."""

    system: LoadedSystem
    as_of: date
    frameworks: tuple[str, ...]
    waivers: tuple[Waiver, ...]
    rules: str
    engine: str


def input_of(data: Mapping[str, Any], file: str) -> SavedInput:
    """What the plain data of a kept assessment says it was made from.

    Raises InvalidInput when the file does not hold it, or holds what no description can be.
    """
    if DESCRIPTION not in data:
        raise InvalidInput([Problem("saved_without_description", Position(file))])
    try:
        system = _system(data, file)
        return SavedInput(
            system._replace(attached=tuple(_one_of(item["attached"], get_args(Attached)) for item in data["evidence"])),
            date.fromisoformat(data["as_of"]),
            tuple(_text(framework["id"]) for framework in data["frameworks"]),
            tuple(_waiver(item) for item in data["waivers"]),
            _text(data["rules"]),
            _text(data["engine"]),
        )
    except BadKept as bad:
        raise InvalidInput([Problem("saved_not_description", Position(file), one_line(f"{DESCRIPTION}.{bad.path}", 160))]) from None
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, RecursionError):
        raise InvalidInput([Problem("saved_not_assessment", Position(file))]) from None


def _system(data: Mapping[str, Any], file: str) -> LoadedSystem:
    document = document_of(data[DESCRIPTION], _text(data["system"]["file"]))
    try:
        return from_document(document)
    except InvalidInput as error:  # the places told are those of a file that is not at hand: what counts is where it stands in this one
        raise InvalidInput([replace(problem, position=Position(file), path=f"{DESCRIPTION}.data.{problem.path}") for problem in error.problems]) from None


def policy_of(data: Mapping[str, Any], file: str, catalog: Catalog) -> RulesPolicy | None:
    """What a policy had set otherwise in the rules, held to what a policy may set.

    Raises InvalidInput with every problem found.
    """
    told = data.get("policy")
    if told is None:
        return None
    try:
        changes: Sequence[Mapping[str, Any]] = told["changes"]
        parameters: dict[str, dict[str, Any]] = {}
        for item in changes:
            if item["parameter"] is not None:
                parameters.setdefault(_text(item["of"]), {})[_text(item["parameter"])] = item["chosen"]
        severities = {_text(item["of"]): item["chosen"] for item in changes if item["parameter"] is None}
        places = {(item["of"], item["parameter"] or ""): _place(item) for item in changes}
        read = rules_policy_of(Document(file, {name: group for name, group in (("parameters", parameters), ("severities", severities)) if group}), catalog)
        return RulesPolicy(_text(told["file"]), tuple(item._replace(position=places[item.owner, item.name]) for item in read.overrides))
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        raise InvalidInput([Problem("saved_not_assessment", Position(file), "policy")]) from None


def _waiver(item: Mapping[str, Any]) -> Waiver:
    kind = _one_of("finding" if "finding" in item else "requirement", ("finding", "requirement"))
    reason, owner, approver = (_text(item[name]) for name in ("reason", "owner", "approver"))
    created, expires = (date.fromisoformat(item[name]) for name in ("created", "expires"))
    return Waiver(_text(item[kind]), kind, tuple(_text(name) for name in item["scope"]), reason, owner, approver, created, expires, _place(item))


def _place(item: Mapping[str, Any]) -> Position:
    line, column = item["line"], item["column"]
    if type(line) is not int or type(column) is not int:
        raise TypeError("place")
    return Position(_text(item["file"]), line, column)


def _text(value: Any) -> str:
    if type(value) is not str:
        raise TypeError("text")
    return value


def _one_of(value: Any, known: Sequence[Any]) -> Any:
    if value not in known:
        raise ValueError("value")
    return value
