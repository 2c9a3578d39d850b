"""A control runs once for each of its subjects; a list that is not stated is never silence."""

from typing import Any

import pytest

from compliance.assessment.controls import Outcome, missing, program_of, run, telling_place
from tests.assessment.build import control
from tests.fragments import world


def outcomes(tested: Any, given: Any) -> list[Outcome]:
    return list(run(tested, world(given)))


def verdicts(tested: Any, given: Any) -> list[tuple[str, str]]:
    return [(outcome.subject, outcome.verdict) for outcome in outcomes(tested, given)]


def test_the_system_is_asked_once() -> None:
    tested = control("system.recall_procedure: true")
    assert verdicts(tested, "{system: {recall_procedure: true}}") == [("system", "pass")]
    assert verdicts(tested, "{system: {recall_procedure: false}}") == [("system", "fail")]
    assert verdicts(tested, "{}") == [("system", "unknown")]


def test_the_organisation_is_asked_once() -> None:
    assert verdicts(control("organisation.is_employer: true", for_each="organisation"), "{organisation: {is_employer: true}}") == [("organisation", "pass")]


FLOWS = "flows: [{id: a, encrypted: true}, {id: b, encrypted: false}, {id: c}]"


def test_each_item_of_a_list_is_asked() -> None:
    tested = control("encrypted: true", for_each="flows")
    assert verdicts(tested, FLOWS) == [("a", "pass"), ("b", "fail"), ("c", "unknown")]
    assert [outcome.location for outcome in outcomes(tested, FLOWS)] == [("flows", 0), ("flows", 1), ("flows", 2)]


def test_a_list_that_is_not_stated_is_one_unknown_about_the_list() -> None:
    (outcome,) = outcomes(control("encrypted: true", for_each="flows"), "{}")
    assert (outcome.subject, outcome.verdict, outcome.location) == ("", "unknown", ("flows",))


def test_a_list_said_to_be_empty_leaves_nothing_to_judge() -> None:
    assert verdicts(control("encrypted: true", for_each="flows"), "{flows: []}") == [("", "not_applicable")]


@pytest.mark.parametrize(("employer", "expected"), [("true", "unknown"), ("false", "not_applicable"), ("", "unknown")])
def test_a_list_that_is_not_stated_does_not_matter_to_a_control_that_cannot_apply(employer: str, expected: str) -> None:
    tested = control("encrypted: true", when={"organisation.is_employer": True}, for_each="flows")
    assert verdicts(tested, f"organisation: {{is_employer: {employer}}}") == [("", expected)]


@pytest.mark.parametrize(("purpose", "expected"), [("care", "fail"), ("backup", "not_applicable"), ("", "unknown")])
def test_a_control_asks_only_where_it_applies(purpose: str, expected: str) -> None:
    tested = control("encrypted: true", when={"purpose": "care"}, for_each="flows")
    assert verdicts(tested, f"flows: [{{id: a, encrypted: false, purpose: {purpose}}}]") == [("a", expected)]


def test_what_may_not_apply_and_passes_is_moot() -> None:
    (outcome,) = outcomes(control("encrypted: true", when={"purpose": "care"}, for_each="flows"), "flows: [{id: a, encrypted: true}]")
    assert (outcome.verdict, outcome.when) == ("pass", None)


STORES = "components: [{id: a, kind: data_store, exposure: internal}, {id: b, kind: model, exposure: internet}, {id: c, kind: service, exposure: internet}]"


@pytest.mark.parametrize(("for_each", "expected"), [("data_stores", [("a", "pass")]), ("models", [("b", "fail")]), ("devices", [("", "not_applicable")])])
def test_components_are_chosen_by_their_kind(for_each: str, expected: list[tuple[str, str]]) -> None:
    assert verdicts(control("exposure: internal", for_each=for_each), STORES) == expected


@pytest.mark.parametrize(("exposure", "expected"), [("internal", "pass"), ("internet", "unknown"), ("", "unknown")])
def test_a_component_of_no_stated_kind_may_be_one_and_so_cannot_fail(exposure: str, expected: str) -> None:
    assert verdicts(control("exposure: internal", for_each="devices"), f"components: [{{id: a, exposure: {exposure}}}]") == [("a", expected)]


def test_what_is_missing_is_the_kind_of_the_component() -> None:
    tested = control("exposure: internal", for_each="devices")
    about = world("components: [{id: a, exposure: internet}]")
    (outcome,) = run(tested, about)
    assert missing(outcome, about, {tested.id: program_of(tested)}) == (("components", 0, "kind"),)


def test_what_has_no_id_is_named_by_what_it_has() -> None:
    assert verdicts(control("signed: true", for_each="software"), "software: [{name: numpy, signed: true}, {signed: true}]") == [("numpy", "pass"), ("software-2", "pass")]


def test_replicas_are_asked_one_by_one_at_the_same_place() -> None:
    given = "parties: [{id: x}, {id: y}]\ncomponents: [{id: a, kind: data_store, exposure: internal, operated_by_each: [x, y]}]"
    found = outcomes(control("exposure: internal", for_each="data_stores"), given)
    assert [(outcome.subject, outcome.location) for outcome in found] == [("a@x", ("components", 0)), ("a@y", ("components", 0))]


@pytest.mark.parametrize(
    ("basis", "headcount", "warns"),
    [("law", 3, False), ("guidance", 3, False), ("convention", 3, True), ("convention", 7, False), ("convention", "none", True)],
)
def test_a_failure_by_a_figure_of_convention_only_warns(basis: str, headcount: Any, warns: bool) -> None:
    (outcome,) = outcomes(control("organisation.headcount: {at_least: $limit}", basis=basis), {"organisation": {"headcount": headcount}})
    assert outcome.verdict == ("pass" if headcount == 7 else "fail")
    assert outcome.warning_only is warns


def test_a_failure_by_law_beside_one_of_convention_is_a_breach() -> None:
    tested = control("all: [{organisation.headcount: {at_least: $limit}}, {organisation.is_employer: true}]", basis="convention")
    (both_fail,) = outcomes(tested, "{organisation: {headcount: 3, is_employer: false}}")
    (ours_fails,) = outcomes(tested, "{organisation: {headcount: 3, is_employer: true}}")
    assert (both_fail.warning_only, ours_fails.warning_only) == (False, True)


def place(require: str, given: str, for_each: str = "system") -> Any:
    """Where a person should look first, for the first subject."""
    tested = control(require, for_each=for_each)
    about = world(given)
    outcome = next(run(tested, about))
    return telling_place(outcome, program_of(tested).require.step(outcome.chain, about))


BOTH = "all: [{system.recall_procedure: true}, {organisation.is_employer: true}]"


REUSE = ("sites", 1, "provider_reuse")


@pytest.mark.parametrize(
    ("require", "given", "location"),
    [
        (BOTH, "{system: {recall_procedure: false}, organisation: {is_employer: true}}", ("system", "recall_procedure")),
        (BOTH, "{system: {recall_procedure: true}, organisation: {is_employer: false}}", ("organisation", "is_employer")),
        (BOTH, "{system: {recall_procedure: true}}", ("organisation", "is_employer")),
        (BOTH, "{organisation: {is_employer: false}}", ("organisation", "is_employer")),
        (BOTH, "{system: {recall_procedure: true}, organisation: {is_employer: true}}", ()),
        (
            "none: [{system.recall_procedure: true}, {organisation.is_employer: true}]",
            "{system: {recall_procedure: false}, organisation: {is_employer: true}}",
            ("organisation", "is_employer"),
        ),
        ("every: {in: sites, require: {provider_reuse: false}}", "sites: [{id: a, provider_reuse: false}, {id: b, provider_reuse: true}]", REUSE),
        ("privacy.dp.used: true", "{}", ("privacy", "dp", "used")),
    ],
)
def test_a_person_is_sent_to_the_answer_that_decided(require: str, given: str, location: tuple[str | int, ...]) -> None:
    assert place(require, given) == location


def test_a_derived_fact_sends_a_person_to_what_it_read_last() -> None:
    given = "flows: [{id: f, protocol: https, encrypted: true, end_to_end: false, authenticated: mutual}]"
    assert place("encrypted_end_to_end: true", given, "flows") == ("flows", 0, "end_to_end")
