"""Verifies a condition before any system is read: paths, operators, values, parameters."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from compliance.base.problems import closest
from compliance.base.source import Location
from compliance.conditions.model import UNREADABLE, AssessmentDate, Condition, Group, Parameter, Quantifier, Test, ValueOf
from compliance.conditions.parse import Report
from compliance.conditions.paths import Resolved, Scope, resolve
from compliance.system.explain import shown
from compliance.system.model import Description
from compliance.system.schema import FieldShape, fields_of
from compliance.system.types import Stated

NUMBERS = ("whole", "amount")
LENGTH = "length of the list"
DURATIONS = ("days", "months", "years")
_LIST_OPERATORS = ("includes", "includes_any", "excludes")
_SINGLE_OPERATORS = ("one_of", "none_of", "not")


def verify(condition: Condition, scope: Scope, parameters: Mapping[str, Any], report: Report) -> None:
    """Report every path that leads nowhere and every test that can never hold; `parameters` gives each parameter's value and unit."""
    if isinstance(condition, Group):
        for clause in condition.clauses:
            verify(clause, scope, parameters, report)
        return
    found = _resolved(condition.path, scope, (*condition.at, "in") if isinstance(condition, Quantifier) else condition.at, report)
    if found is None:
        return
    if isinstance(condition, Quantifier):
        inside = found.items
        if inside is None:
            report("not_a_list_of_objects", (*condition.at, "in"), {"path": condition.path}, "")
            return
        for inner in (condition.where, condition.require):
            if inner is not None:
                verify(inner, (inside, *scope), parameters, report)
        return
    _verify_test(condition, found.shape, scope, parameters, report)


def _resolved(path: str, scope: Scope, at: Location, report: Report) -> Resolved | None:
    found = resolve(path, scope)
    if isinstance(found, Resolved):
        return found
    if found.through_list:
        report("path_through_list", at, {"path": path, "known": found.known}, "")
        return None
    suggestion = closest(found.name, found.candidates)
    if suggestion and found.known:
        suggestion = f"{found.known}.{suggestion}"
    report("unknown_path", at, {"path": path, "name": found.name, "known": found.known or _named(scope[0])}, suggestion)
    return None


def _named(group: type[Stated]) -> str:
    """A subject as the user's file names it."""
    return next((f"{name}[]" for name, shape in fields_of(Description).items() if shape.group is group), "system.yaml")


def _verify_test(test: Test, shape: FieldShape, scope: Scope, parameters: Mapping[str, Any], report: Report) -> None:
    operator = test.operator
    if shape.kind == "group" and operator != "stated" and not (shape.many and operator in ("at_least", "at_most")):
        report("group_has_no_value", test.at, {"path": test.path}, "")
        return
    if shape.many and operator in (*_SINGLE_OPERATORS, "is", "before", "after", "within") and not (operator == "is" and test.operand == "none"):
        report("list_needs_list_operator", test.at, {"path": test.path, "operator": operator}, "includes")
        return
    if not shape.many and operator in _LIST_OPERATORS:
        report("single_needs_single_operator", test.at, {"path": test.path, "operator": operator}, "one_of")
        return
    if operator == "stated" or (operator == "is" and shape.many):
        return
    if operator == "within":
        _verify_within(test, shape, parameters, report)
        return
    if operator in ("at_least", "at_most") and not (shape.many or shape.ordered or shape.kind in (*NUMBERS, "day")):
        report("not_comparable", test.at, {"path": test.path}, "")
        return
    if operator in ("before", "after") and shape.kind != "day":
        report("not_a_date", test.at, {"path": test.path}, "")
        return
    wanted = FieldShape(LENGTH, "whole") if shape.many and operator in ("at_least", "at_most") else shape
    operands = test.operand if isinstance(test.operand, list) else [test.operand]
    listed = _is_list(test.operand, parameters)
    if operator in ("one_of", "none_of") and listed is False:
        report("needs_list", test.at, {"operator": operator}, "")
        return
    if operator not in ("one_of", "none_of", *_LIST_OPERATORS) and listed:
        report("single_value_expected", test.at, {"path": test.path}, {"is": "one_of", "not": "none_of"}.get(operator, ""))
        return
    for index, operand in enumerate(operands):
        at = (*test.at, index) if isinstance(test.operand, list) else test.at
        _verify_operand(operand, wanted, scope, parameters, at, test, report)


def _verify_within(test: Test, shape: FieldShape, parameters: Mapping[str, Any], report: Report) -> None:
    if shape.kind != "day":
        report("not_a_date", test.at, {"path": test.path}, "")
    elif not isinstance(test.operand, Parameter):
        report("within_needs_parameter", test.at, {}, "")
    elif test.operand.name not in parameters:
        report("unknown_parameter", test.at, {"name": test.operand.name}, closest(test.operand.name, parameters))
    elif parameters[test.operand.name].unit not in DURATIONS or not _is_whole(parameters[test.operand.name].value):
        report("within_needs_duration", test.at, {"name": test.operand.name}, "unit: months")


def _verify_operand(operand: Any, shape: FieldShape, scope: Scope, parameters: Mapping[str, Any], at: Location, test: Test, report: Report) -> None:
    if operand is UNREADABLE:
        return
    if isinstance(operand, ValueOf) and isinstance(test.operand, list):
        report("value_of_in_list", at, {"path": test.path}, "")
        return
    if isinstance(operand, ValueOf):
        other = _resolved(operand.path, scope, at, report)
        if other is not None and not _alike(other.shape, shape):
            report("values_not_alike", at, {"path": test.path, "other": operand.path}, "")
        return
    if isinstance(operand, Parameter):
        if operand.name not in parameters:
            report("unknown_parameter", at, {"name": operand.name}, closest(operand.name, parameters))
            return
        value = parameters[operand.name].value
        if isinstance(value, list) and isinstance(test.operand, list):
            report("list_inside_list", at, {"name": operand.name}, "")
            return
        for item in value if isinstance(value, list) else [value]:
            _verify_value(item, shape, at, test, report)
        return
    if isinstance(operand, AssessmentDate):
        if shape.kind != "day":
            report("not_a_date", at, {"path": test.path}, "")
        return
    if shape.kind in NUMBERS and isinstance(operand, int | float) and not isinstance(operand, bool) and operand not in (0, 1):
        report("bare_number", at, {"value": operand}, "")
        return
    _verify_value(operand, shape, at, test, report)


def _verify_value(value: Any, shape: FieldShape, at: Location, test: Test, report: Report) -> None:
    if shape.kind == "choice":
        if str(getattr(value, "text", value)) not in (*shape.values, *(["none"] if shape.many else [])):
            report("impossible_value", at, {"path": test.path, "value": shown(value), "expected": ", ".join(shape.values)}, closest(str(value), shape.values))
        return
    fits = {
        "flag": isinstance(value, bool),
        "whole": (value == "none" and shape.name != LENGTH) or _is_whole(value),
        "amount": value == "none" or (isinstance(value, int | float) and not isinstance(value, bool)),
        "day": value == "none" or _is_day(value),
        "text": isinstance(value, str) or hasattr(value, "text"),
        "country": isinstance(value, str) and len(value) == 2 and value.isupper(),
    }[shape.kind]
    if not fits:
        report(f"wrong_kind_{shape.kind}", at, {"path": test.path, "value": shown(value)}, "")


def _is_list(operand: Any, parameters: Mapping[str, Any]) -> bool | None:
    if isinstance(operand, Parameter):
        return isinstance(parameters[operand.name].value, list) if operand.name in parameters else None
    return isinstance(operand, list)


def _alike(one: FieldShape, other: FieldShape) -> bool:
    """Whether two fields hold answers that can be compared."""
    if one.many != other.many:
        return False
    if {one.kind, other.kind} <= {*NUMBERS}:
        return True
    return one.kind == other.kind and one.values == other.values


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_day(value: Any) -> bool:
    try:
        return isinstance(value, date) or (isinstance(value, str) and date.fromisoformat(value).isoformat() == value)
    except ValueError:
        return False
