"""The labels that mapping rows point at: `name`, `name/value` for one value of an `includes`, and several together."""

from typing import Any

import pytest

from compliance.assessment.controls import run, run_part
from compliance.base.text import Text
from compliance.catalog.model import Control, ControlParameter
from compliance.conditions.model import part_of, parts_of, walk
from compliance.conditions.step import Truth
from tests.conditions.ask import condition_of, truth, yaml
from tests.fragments import world

REQUIRE = """
all:
  - {part: tls, security.encryption_in_transit.min_tls: {at_least: 1.2}}
  - part: pqc
    security.pqc: {includes: [inventory, plan]}
  - part: people
    any:
      - {part: named, organisation.security_officer: {stated: true}}
      - organisation.dpo.designated: designated
  - {part: single, security.ai.rag: {includes: source_vetting}}
"""


def control(require: str, for_each: str = "system", when: Any = None, basis: str = "law") -> Control:
    parameters = {"limit": ControlParameter(5, "count", basis)}
    return Control("TST-01", "TST", Text("x", "x"), "major", True, for_each, yaml(when), yaml(require), parameters, "days", "test")


def test_parts_are_found_wherever_they_stand() -> None:
    assert list(parts_of(condition_of(REQUIRE))) == ["tls", "pqc", "people", "named", "single"]


@pytest.mark.parametrize("reference", ["tls", "pqc", "people", "named", "pqc/plan", "pqc/inventory", "single/source_vetting"])
def test_a_part_leads_to_its_clause(reference: str) -> None:
    assert part_of(condition_of(REQUIRE), reference) is not None


@pytest.mark.parametrize("reference", ["", "plan", "tsl", "pqc/", "pqc/hybrid_key_exchange", "people/named", "tls/1.2", "pqc/plan/inventory", "/plan"])
def test_anything_else_leads_nowhere(reference: str) -> None:
    assert part_of(condition_of(REQUIRE), reference) is None


@pytest.mark.parametrize(
    ("parts", "given", "expected"),
    [
        (["tls"], {"security": {"encryption_in_transit": {"min_tls": "1.3"}}}, "pass"),
        (["tls"], {"security": {"encryption_in_transit": {"min_tls": "1.0"}}}, "fail"),
        (["tls"], {}, "unknown"),
        (["pqc"], {"security": {"pqc": ["plan"]}}, "fail"),
        (["pqc/plan"], {"security": {"pqc": ["plan"]}}, "pass"),
        (["pqc/inventory"], {"security": {"pqc": ["plan"]}}, "fail"),
        (["pqc/plan", "pqc/inventory"], {"security": {"pqc": ["plan"]}}, "fail"),
        (["pqc/plan", "pqc/inventory"], {"security": {"pqc": ["plan", "inventory"]}}, "pass"),
        (["pqc/plan", "tls"], {"security": {"pqc": ["plan"]}}, "unknown"),
        (["people"], {"organisation": {"dpo": {"designated": "designated"}}}, "pass"),
        (["named"], {"organisation": {"dpo": {"designated": "designated"}}}, "unknown"),
    ],
)
def test_the_verdict_of_a_part_is_its_own(parts: list[str], given: dict[str, Any], expected: str) -> None:
    about = world(given)
    tested = control(REQUIRE)
    outcomes = list(run(tested, about))
    assert run_part(tested, parts, outcomes, about) == (expected, False)


@pytest.mark.parametrize(("when", "expected"), [(True, "fail"), (False, "not_applicable"), (None, "unknown")])
def test_a_part_fails_only_where_the_control_applies(when: Truth, expected: str) -> None:
    given = {"security": {"pqc": ["none"]}, "organisation": {} if when is None else {"is_employer": when}}
    tested = control(REQUIRE, when={"organisation.is_employer": True})
    about = world(given)
    assert run_part(tested, ["pqc"], list(run(tested, about)), about)[0] == expected


def test_the_verdict_of_a_part_is_the_gravest_over_all_subjects() -> None:
    tested = control("{part: reuse, provider_reuse: false}", for_each="sites")
    for stated, expected in [("false", "pass"), ("true", "fail")]:
        about = world(yaml(f"sites: [{{id: a, provider_reuse: false}}, {{id: b, provider_reuse: {stated}}}, {{id: c}}]"))
        assert run_part(tested, ["reuse"], list(run(tested, about)), about)[0] == ("unknown" if expected == "pass" else "fail")
    about = world({})
    assert run_part(tested, ["reuse"], list(run(tested, about)), about)[0] == "unknown"
    about = world({"sites": []})
    assert run_part(tested, ["reuse"], list(run(tested, about)), about)[0] == "not_applicable"


@pytest.mark.parametrize(("basis", "warns"), [("law", False), ("guidance", False), ("convention", True)])
def test_a_part_that_fails_by_a_figure_of_convention_only_warns(basis: str, warns: bool) -> None:
    tested = control("{part: size, organisation.headcount: {at_least: $limit}}", basis=basis)
    about = world({"organisation": {"headcount": 3}})
    assert run_part(tested, ["size"], list(run(tested, about)), about) == ("fail", warns)


def test_labels_change_nothing_in_the_truth() -> None:
    labelled, bare = (
        "any: [{part: a, system.recall_procedure: true}, {part: b, organisation.is_employer: true}]",
        "any: [{system.recall_procedure: true}, {organisation.is_employer: true}]",
    )
    for given in ({}, {"system": {"recall_procedure": True}}, {"system": {"recall_procedure": False}, "organisation": {"is_employer": False}}):
        assert truth(labelled, given) is truth(bare, given)


def test_walk_says_what_stands_inside_a_quantifier() -> None:
    condition = condition_of("all: [{system.name: a}, {every: {in: flows, where: {encrypted: true}, require: {any: [{end_to_end: true}]}}}]")
    inside = [type(clause).__name__ for clause, within in walk(condition) if within]
    outside = [type(clause).__name__ for clause, within in walk(condition) if not within]
    assert inside == ["Test", "Group", "Test"]
    assert outside == ["Group", "Test", "Quantifier"]
