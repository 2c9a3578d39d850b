"""Each operator against each kind of field: what holds, what does not, and what cannot be told."""

from typing import Any

import pytest

from compliance.conditions.step import Truth
from tests.conditions.ask import truth, yaml

UNSTATED = object()
NAME, FLAG, WHOLE, TALLY, AMOUNT, DAY = (
    "system.name", "organisation.is_employer", "organisation.headcount", "security.access.shared_accounts", "organisation.turnover_eur", "privacy.dpia.date",
)  # fmt: skip
COUNTRY, CHOICE, ORDERED, RANKED = "organisation.country", "system.status", "security.encryption_in_transit.min_tls", "privacy.dpia.residual_risk"
LIST, TEXTS, COUNTRIES, OBJECTS, GROUP, NESTED = "security.pqc", "ai.fairness.groups", "system.countries", "sites", "privacy.dp", "data.fields"

# path, test, then the values for which it holds and those for which it does not; what is not stated is unknown for all.
TABLE: list[tuple[str, str, list[Any], list[Any]]] = [
    (NAME, "Retina", ["Retina"], ["retina", "none", "Cornea"]),
    (NAME, "none", ["none"], ["Retina"]),
    (NAME, "{not: Retina}", ["none", "Cornea"], ["Retina"]),
    (NAME, "{one_of: [a, b]}", ["a", "b"], ["c", "ab", "none"]),
    (NAME, "{one_of: $words}", ["a", "b"], ["c", "none"]),
    (NAME, "{none_of: [a, b]}", ["c", "none"], ["a", "b"]),
    (NAME, "{stated: true}", ["Retina", "0"], ["none"]),
    (FLAG, "true", [True], [False]),
    (FLAG, "false", [False], [True]),
    (FLAG, "{not: true}", [False], [True]),
    (FLAG, "{stated: true}", [True, False], []),
    (WHOLE, "0", [0], [1, "none"]),
    (WHOLE, "none", ["none"], [0, 1]),
    (WHOLE, "$five", [5], [4, 6, "none"]),
    (WHOLE, "{not: 0}", [1, "none"], [0]),
    (WHOLE, "{not: none}", [0, 1], ["none"]),
    (WHOLE, "{one_of: [0, $five]}", [0, 5], [1, "none"]),
    (WHOLE, "{none_of: [0, $five]}", [1, "none"], [0, 5]),
    (WHOLE, "{at_least: $five}", [5, 6], [4, 0, "none"]),
    (WHOLE, "{at_most: $five}", [5, 0], [6, "none"]),
    (WHOLE, "{at_least: 1, at_most: $five}", [1, 5], [0, 6, "none"]),
    (WHOLE, "{stated: true}", [0, 7], ["none"]),
    (TALLY, "0", [0, "none"], [1]),
    (TALLY, "{at_most: 0}", [0, "none"], [1]),
    (TALLY, "{at_least: 1}", [1, 9], [0, "none"]),
    (TALLY, "{stated: true}", [0, 1, "none"], []),
    (AMOUNT, "{at_least: $half}", [0.5, 1, 3e9], [0.49, "none"]),
    (AMOUNT, "{at_most: $half}", [0.5, 0], [0.51, "none"]),
    (AMOUNT, "{at_most: $five}", [5, 4.9], [5.1, "none"]),
    (AMOUNT, "0", [0, 0.0], [0.1, "none"]),
    (AMOUNT, "{not: 0}", [0.1, "none"], [0]),
    (AMOUNT, "{stated: true}", [0], ["none"]),
    (DAY, "2026-01-31", ["2026-01-31"], ["2026-02-01", "none"]),
    (DAY, "none", ["none"], ["2026-01-31"]),
    (DAY, "{not: none}", ["2026-01-31"], ["none"]),
    (DAY, "{before: 2026-01-31}", ["2026-01-30"], ["2026-01-31", "2026-02-01", "none"]),
    (DAY, "{after: 2026-01-31}", ["2026-02-01"], ["2026-01-31", "2026-01-30", "none"]),
    (DAY, "{at_least: 2026-01-31}", ["2026-01-31", "2026-02-01"], ["2026-01-30", "none"]),
    (DAY, "{at_most: 2026-01-31}", ["2026-01-31", "2026-01-30"], ["2026-02-01", "none"]),
    (DAY, "{after: $day}", ["2026-02-01"], ["2026-01-31", "none"]),
    (DAY, "{before: assessment_date}", ["2026-11-20"], ["2026-11-21", "2026-11-22", "none"]),
    (DAY, "{after: assessment_date}", ["2026-11-22"], ["2026-11-21", "none"]),
    (DAY, "{at_most: assessment_date}", ["2026-11-21"], ["2026-11-22", "none"]),
    (DAY, "{one_of: [2026-01-31, none]}", ["2026-01-31", "none"], ["2026-02-01"]),
    (DAY, "{stated: true}", ["2026-01-31"], ["none"]),
    (COUNTRY, "FR", ["FR"], ["NO"]),
    (COUNTRY, "NO", ["NO"], ["FR"]),
    (COUNTRY, "{none_of: [FR, DE]}", ["NO"], ["FR", "DE"]),
    (CHOICE, "research", ["research"], ["withdrawn"]),
    (CHOICE, "{not: research}", ["withdrawn"], ["research"]),
    (CHOICE, "{one_of: [research, development]}", ["research", "development"], ["withdrawn"]),
    (CHOICE, "{none_of: [research, development]}", ["withdrawn"], ["research"]),
    (CHOICE, "{stated: true}", ["research"], []),
    (ORDERED, "1.2", ["1.2"], ["1.3", "none"]),
    (ORDERED, "{at_least: 1.2}", ["1.2", "1.3"], ["1.1", "1.0", "none"]),
    (ORDERED, "{at_most: 1.2}", ["1.2", "1.0", "none"], ["1.3"]),
    (ORDERED, "{at_least: none}", ["none", "1.0"], []),
    (ORDERED, "{one_of: [1.2, 1.3]}", ["1.2", "1.3"], ["1.1", "none"]),
    (ORDERED, "{stated: true}", ["1.0"], ["none"]),
    (RANKED, "{at_most: limited}", ["negligible", "limited"], ["significant", "maximum"]),
    (LIST, "none", [["none"], []], [["plan"], ["plan", "inventory"]]),
    (LIST, "{includes: plan}", [["plan"], ["inventory", "plan"]], [["inventory"], ["none"], []]),
    (LIST, "{includes: [plan, inventory]}", [["inventory", "plan"]], [["plan"], ["none"], []]),
    (LIST, "{includes_any: [plan, inventory]}", [["plan"], ["inventory", "plan"]], [["hybrid_key_exchange"], ["none"], []]),
    (LIST, "{excludes: plan}", [["inventory"], ["none"], []], [["plan"], ["plan", "inventory"]]),
    (LIST, "{excludes: [plan, inventory]}", [["hybrid_key_exchange"], ["none"], []], [["plan"]]),
    (LIST, "{excludes: none}", [["plan"], []], [["none"]]),
    (LIST, "{at_least: 1}", [["plan"], ["plan", "inventory"]], [["none"], []]),
    (LIST, "{at_most: 1}", [["plan"], ["none"], []], [["plan", "inventory"]]),
    (LIST, "{stated: true}", [["plan"]], [["none"], []]),
    (TEXTS, "{includes: sex}", [["sex"], ["age", "sex"]], [["age"], ["none"], []]),
    (TEXTS, "{at_least: $five}", [["a", "b", "c", "d", "e"]], [["a"], ["none"], []]),
    (COUNTRIES, "{includes_any: [FR, NO]}", [["NO"], ["DE", "FR"]], [["DE"], []]),
    (OBJECTS, "{at_least: 1}", [[{"id": "a"}]], [[]]),
    (OBJECTS, "{at_most: 0}", [[]], [[{"id": "a"}]]),
    (OBJECTS, "{stated: true}", [[{"id": "a"}]], [[]]),
    (GROUP, "{stated: true}", [{"used": False}, {"epsilon": 3}], []),
]  # fmt: skip


def stated(path: str, value: Any) -> dict[str, Any]:
    for name in reversed(path.split(".")):
        value = {name: value}
    found: dict[str, Any] = value
    return found


CASES = [
    pytest.param({path: yaml(test)}, {} if value is UNSTATED else stated(path, value), expected, id=f"{path} {test} {'?' if value is UNSTATED else value}")
    for path, test, holds, fails in TABLE
    for expected, values in ((True, holds), (False, fails), (None, [UNSTATED]))
    for value in values
]


@pytest.mark.parametrize(("condition", "given", "expected"), CASES)
def test_compares(condition: dict[str, Any], given: dict[str, Any], expected: Truth) -> None:
    assert truth(condition, given) is expected


OTHER = {
    "whole": ("{privacy.fl.n_clients: {at_least: {value_of: privacy.fl.max_malicious_clients}}}", "privacy: {fl: {n_clients: %s, max_malicious_clients: %s}}"),
    "amount with whole": ("{privacy.dp.epsilon: {at_most: {value_of: privacy.dp.n_units}}}", "privacy: {dp: {epsilon: %s, n_units: %s}}"),
    "text": ("{system.version: {not: {value_of: privacy.dpia.model_version}}}", "{system: {version: %s}, privacy: {dpia: {model_version: %s}}}"),
    "day": ("{ai.change.reassessment_date: {before: {value_of: ai.change.date}}}", "ai: {change: {reassessment_date: %s, date: %s}}"),
    "ordered": ("{security.encryption_in_transit.min_tls: {at_least: {value_of: security.encryption_in_transit.min_tls}}}", "security: {encryption_in_transit: {min_tls: %s}} #%s"),
}


@pytest.mark.parametrize(
    ("kind", "left", "right", "expected"),
    [
        ("whole", "5", "3", True), ("whole", "3", "3", True), ("whole", "2", "3", False), ("whole", "none", "3", False), ("whole", "3", "none", False),
        ("whole", "", "3", None), ("whole", "3", "", None),
        ("amount with whole", "0.5", "1", True), ("amount with whole", "1.5", "1", False), ("amount with whole", "1.5", "", None),
        ("text", "1.10", "1.1", True), ("text", "1.10", '"1.10"', False), ("text", "none", "none", False), ("text", "", "1", None), ("text", "1", "", None),
        ("day", "2026-01-01", "2026-01-02", True), ("day", "2026-01-02", "2026-01-02", False), ("day", "none", "2026-01-02", False), ("day", "2026-01-02", "none", False),
        ("day", "", "none", None),
        ("ordered", "1.2", "", True), ("ordered", "none", "", True), ("ordered", "", "", None),
    ],
)  # fmt: skip
def test_compares_with_what_is_stated_elsewhere(kind: str, left: str, right: str, expected: Truth) -> None:
    condition, given = OTHER[kind]
    assert truth(condition, given % (left, right)) is expected


def test_a_path_leads_on_through_ids_and_stops_at_the_first_blank() -> None:
    condition = {"source.hosted_at.country": "FR"}
    text = "sites: [{id: s%s}]\ncomponents: [{id: c%s}]\nflows: [{id: f%s}]"
    assert truth(condition, text % (", country: FR", ", hosted_at: s", ", source: c"), "flows.f") is True
    assert truth(condition, text % (", country: DE", ", hosted_at: s", ", source: c"), "flows.f") is False
    for missing in range(3):
        parts = [", country: FR", ", hosted_at: s", ", source: c"]
        parts[missing] = ""
        assert truth(condition, text % tuple(parts), "flows.f") is None


def test_a_path_is_looked_up_in_the_subject_first_then_outwards() -> None:
    given = "components: [{id: own, keys: {custodian: provider}}, {id: bare}]\nsecurity: {keys: {custodian: customer}}"
    assert truth({"keys.custodian": "provider"}, given, "components.own") is True
    assert truth({"keys.custodian": "provider"}, given, "components.bare") is None
    assert truth({"security.keys.custodian": "customer"}, given, "components.bare") is True


def test_a_blank_group_on_the_way_is_a_blank_answer() -> None:
    assert truth({"privacy.dp.used": True}, {"privacy": {}}) is None
    assert truth({"privacy.dp.used": True}, {"privacy": {"dp": {}}}) is None
