"""Reads the YAML form of a condition."""

from collections.abc import Callable
from typing import Any

from compliance.base.problems import closest
from compliance.base.source import Location
from compliance.conditions.model import (
    GROUPS,
    OPERATORS,
    QUANTIFIERS,
    UNREADABLE,
    AssessmentDate,
    Condition,
    Group,
    Parameter,
    Quantifier,
    Test,
    ValueOf,
)
from compliance.system.explain import shown

# code, location, values, suggestion, whether the key is meant
Report = Callable[[str, Location, dict[str, object], str], None]


def parse_condition(data: Any, at: Location, report: Report) -> Condition:
    """The condition that `data` says; what cannot be read is reported and left out."""
    if isinstance(data, list):
        report("condition_is_list", at, {}, "all: [...]")
        return Group("all", (), at=at)
    if not isinstance(data, dict):
        report("condition_not_mapping", at, {"found": shown(data)}, "")
        return Group("all", (), at=at)
    part = ""
    clauses: list[Condition] = []
    for key, value in data.items():
        here = (*at, key)
        if key == "part":
            part = str(value)
        elif key in GROUPS:
            clauses.append(_group(key, value, here, report))
        elif key in QUANTIFIERS:
            if (quantifier := _quantifier(key, value, here, report)) is not None:
                clauses.append(quantifier)
        elif value is None:
            report("test_missing", here, {"path": key}, "")
        else:
            clauses.extend(_tests(key, value, here, report))
    if not set(data) - {"part"}:
        report("condition_empty", at, {}, "")
    if len(clauses) == 1 and not part:
        return clauses[0]
    return Group("all", tuple(clauses), part, at)


def _group(kind: Any, value: Any, at: Location, report: Report) -> Group:
    if not isinstance(value, list) or not value:
        report("group_not_list", at, {"group": kind}, "")
        value = []
    return Group(kind, tuple(parse_condition(item, (*at, index), report) for index, item in enumerate(value)), at=at)


def _quantifier(kind: Any, value: Any, at: Location, report: Report) -> Quantifier | None:
    if not isinstance(value, dict) or not isinstance(value.get("in"), str):
        report("quantifier_without_list", at, {"quantifier": kind}, "")
        return None
    for key in value:
        if key not in ("in", "where", "require"):
            report("quantifier_unknown_key", (*at, key), {"key": key}, closest(key, ("in", "where", "require")))
    inner = {name: parse_condition(value[name], (*at, name), report) for name in ("where", "require") if name in value}
    if not inner or (kind == "every" and "require" not in inner):
        report("quantifier_without_condition", at, {"quantifier": kind}, "")
        return None
    return Quantifier(kind, value["in"], inner.get("where"), inner.get("require"), at)


def _tests(path: str, value: Any, at: Location, report: Report) -> list[Condition]:
    if isinstance(value, list):
        report("bare_list", at, {"path": path}, "")
        return []
    if not isinstance(value, dict):
        return [Test(path, "is", _operand(value, at, report), at)]
    tests: list[Condition] = []
    for operator, operand in value.items():
        if operator not in OPERATORS or (operator == "is" and not isinstance(operand, dict)):
            report("unknown_operator", (*at, operator), {"operator": operator}, closest(operator, OPERATORS[1:]))
        elif operator == "stated" and operand is not True:
            report("stated_takes_true", (*at, operator), {}, "stated: true")
        elif operand is None:
            report("test_missing", (*at, operator), {"path": path}, "")
        else:
            tests.append(Test(path, operator, _operand(operand, (*at, operator), report), (*at, operator)))
    return tests


def _operand(value: Any, at: Location, report: Report) -> Any:
    if isinstance(value, dict):
        if list(value) == ["value_of"] and isinstance(value["value_of"], str):
            return ValueOf(value["value_of"])
        report("operand_not_read", at, {}, "{value_of: path}")
        return UNREADABLE
    if value is None:
        report("operand_not_read", at, {}, "")
        return UNREADABLE
    if isinstance(value, list):
        return [_operand(item, (*at, index), report) for index, item in enumerate(value)]
    if isinstance(value, str) and value.startswith("$"):
        return Parameter(value[1:])
    if value == "assessment_date":
        return AssessmentDate()
    return value


def parsed(data: Any) -> Condition:
    """The condition of a catalog that was verified when it was compiled: read without asking again whether it can be read."""
    part = ""
    clauses: list[Condition] = []
    for key, value in data.items():
        if key == "part":
            part = str(value)
        elif key in GROUPS:
            clauses.append(Group(key, tuple([parsed(item) for item in value])))
        elif key in QUANTIFIERS:
            where, require = (parsed(value[name]) if name in value else None for name in ("where", "require"))
            clauses.append(Quantifier(key, value["in"], where, require))
        elif isinstance(value, dict):
            clauses.extend([Test(key, operator, operand if type(operand) in _PLAIN else _operand(operand, (), _refused)) for operator, operand in value.items()])
        else:
            clauses.append(Test(key, "is", value if type(value) in _PLAIN else _operand(value, (), _refused)))
    return clauses[0] if len(clauses) == 1 and not part else Group("all", tuple(clauses), part)


_PLAIN = frozenset((bool, int, float))


def _refused(code: str, at: Location, values: dict[str, object], suggestion: str) -> None:
    raise ValueError(code)
