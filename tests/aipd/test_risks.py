"""The risk study: levels proposed by the tables, unknown measures absent, unknown exposures present, and a person's word before the tables'."""

from datetime import timedelta
from typing import Any

import pytest

from compliance.assessment.aipd_model import Aipd
from compliance.assessment.aipd_risk_model import Risk
from compliance.assessment.risks import Study
from compliance.catalog.load import Catalog
from tests.aipd.asking import changed, drafted, facts_of
from tests.aipd.asking import draft_of as example_draft
from tests.fragments import AS_OF, system

CARE: dict[str, Any] = {
    "data.d.kinds": ["health"], "data.d.health_origin": "care", "system.affected_persons": ["patients"], "processing_activities.p.phase": "deployment_care",
}  # fmt: skip
SAFE: dict[str, Any] = {
    "security": {
        "network": {"public_data_stores": 0}, "vulnerabilities": {"known_exploited_open": 0}, "pentest": {"critical_open": 0},
        "access": {"shared_accounts": 0, "model": "rbac", "practices": ["least_privilege"], "mfa_scope": ["all"]},
        "encryption_at_rest": {"scope": ["database", "backup"]}, "keys": {"separated_from_data": True}, "encryption_in_transit": {"min_tls": "1.3"},
        "ai": {"api_limits": ["scores_hidden"]},
    },
    "flows.f.encrypted": True,
    "suppliers": [],
    "logging": {"access": {"events": ["read"]}, "alerting": ["siem"]},
    "ai.model.personal_data": ["none"],
    "sites.room.deployment": ["on_premises"],
}  # fmt: skip


def draft_of(changes: dict[str, Any], catalog: Catalog) -> Aipd:
    return drafted(system(changed(changes)), catalog)


def risks(changes: dict[str, Any], catalog: Catalog) -> tuple[Risk, ...]:
    """The risks of a system by the tables alone, no control looked at."""
    study = Study(facts_of(system(changed(changes)), catalog), catalog.texts["aipd"]["risks"], ())
    return study.risks(study.measures())


def risk(changes: dict[str, Any], catalog: Catalog, key: str) -> Risk:
    return next(item for item in risks(changes, catalog) if item.id == key)


@pytest.mark.parametrize(
    ("key", "changes", "level"),
    [
        ("access", {}, 2),
        ("access", {"data.d.kinds": ["health"], "data.d.health_origin": "care"}, 3),
        ("access", {"data.d.kinds": ["criminal"]}, 3),
        ("access", {"data.d.kinds": ["genetic"], "data.d.health_origin": "care"}, 4),
        ("access", {"data.d.kinds": ["health"], "system.affected_persons": ["minors"]}, 4),
        ("access", {"data.d.kinds": ["health"], "data.d.identifiability": "pseudonymised", "privacy.pseudonymisation": {"method": "random_table", "mapping_separated": True}}, 2),
        ("access", {"data.d.kinds": ["health"], "data.d.identifiability": "pseudonymised", "privacy.pseudonymisation": {"method": "random_table"}}, 3),
        ("access", {"data.d.kinds": ["health"], "data.d.identifiability": "pseudonymised", "privacy.pseudonymisation": {"method": "unsalted_hash", "mapping_separated": True}}, 3),
        ("access", {"data.d.subjects": ["none"], "data.d.kinds": ["technical"]}, 1),
        ("change", {}, 1),
        ("change", {"data.d.kinds": ["health"], "data.d.health_origin": "care"}, 2),
        ("change", CARE, 3),
        ("change", {**CARE, "ai.assists_decisions_on_persons": "significant_effect", "ai.decision.solely_automated": True}, 4),
        ("change", {**CARE, "ai.assists_decisions_on_persons": "significant_effect", "device.kind": "medical_device", "device.mdr_class": "III"}, 4),
        ("change", {**CARE, "ai.assists_decisions_on_persons": "significant_effect", "device.kind": "medical_device", "device.mdr_class": "IIa"}, 3),
        ("change", {**CARE, "ai.assists_decisions_on_persons": None, "ai.decision.solely_automated": True}, 4),
        ("loss", {}, 1),
        ("loss", {**CARE, "continuity": {"plans": ["degraded_mode"]}}, 2),
        ("loss", {**CARE, "continuity": {"plans": ["continuity"]}}, 3),
        ("loss", {**CARE, "continuity": {"plans": ["none"]}, "system.use_contexts": ["emergency_calls_or_triage"]}, 4),
        ("loss", CARE, 3),
        ("operation", {}, 1),
        ("operation", CARE, 2),
        ("operation", {"ai.assists_decisions_on_persons": "minor_effect"}, 2),
        ("operation", {"ai.assists_decisions_on_persons": "significant_effect"}, 3),
        ("operation", {"ai.performs_profiling": True, "system.affected_persons": ["minors"]}, 4),
    ],
)
def test_severity(key: str, changes: dict[str, Any], level: int, catalog: Catalog) -> None:
    assert risk(changes, catalog, key).severity.proposed == level


@pytest.mark.parametrize(
    ("changes", "level"),
    [
        ({}, 4),
        (SAFE, 2 - 1),
        ({**SAFE, "security.pentest": {}}, 2),
        ({**SAFE, "security.access.mfa_scope": None}, 2),
        ({**SAFE, "security.access.shared_accounts": 2}, 2),
        ({**SAFE, "security.access.shared_accounts": None}, 2),
        ({**SAFE, "flows.f.encrypted": False}, 3),
        ({**SAFE, "ai.model.personal_data": ["may_memorise"]}, 2),
        ({**SAFE, "suppliers": [{"id": "s", "role": "processor"}]}, 3),
    ],
)
def test_likelihood_of_access(changes: dict[str, Any], level: int, catalog: Catalog) -> None:
    assert risk(changes, catalog, "access").likelihood.proposed == level


def test_a_level_that_stands_for_want_of_an_answer_says_so(catalog: Catalog) -> None:
    found = risk(CARE, catalog, "access")
    assert {reason.certain for reason in found.likelihood.because} == {True, False}
    assert all(reason.certain for reason in risk({**CARE, **SAFE}, catalog, "access").likelihood.because)


@pytest.mark.parametrize("key", ["access", "change", "loss", "operation"])
def test_the_action_plan_never_raises_a_level(key: str, catalog: Catalog) -> None:
    for changes in ({}, CARE, SAFE, {**CARE, **SAFE}):
        found = risk(changes, catalog, key)
        assert found.residual_likelihood.level <= found.likelihood.level
        assert found.residual_severity.level == found.severity.level
        assert 1 <= found.residual_likelihood.level <= 4


@pytest.mark.parametrize(
    ("changes", "threats"),
    [
        ({}, {"a5": True, "a4": False, "c2": False}),
        ({"ai.model.personal_data": ["none"]}, {"a5": False}),
        ({"ai.model.personal_data": ["may_memorise"]}, {"a5": True, "o7": True}),
        ({"data.d.identifiability": "pseudonymised"}, {"a4": True}),
        ({"ai.is_llm": True}, {"c2": True, "o5": True}),
        ({"flows.f.encrypted": True}, {"a2": False}),
        ({"flows.f.encrypted": None}, {"a2": True}),
    ],
)
def test_threats_are_offered_unless_excluded(changes: dict[str, Any], threats: dict[str, bool], catalog: Catalog) -> None:
    offered = {item.id for found in risks(changes, catalog) for item in found.threats}
    assert {key: key in offered for key in threats} == threats


def test_measures_come_from_facts_and_from_controls_that_pass(catalog: Catalog) -> None:
    found = {measure.id: measure for measure in example_draft("secure-reference", catalog).measures}
    assert all(found[key].truth is True for key in ("m1", "m5", "m12", "IAM-04" if "IAM-04" in found else "ROB-10"))
    assert found["ROB-10"].title == catalog.controls["ROB-10"].title
    assert found["m1"].read
    titles = [measure.title.fr for measure in found.values()]
    assert len(titles) == len(set(titles))


CONFIRMED = {"risk": "access", "severity": "limited", "severity_reason": "peu de données", "likelihood": "negligible", "confirmed_by": "A. Martin", "confirmed_on": "2026-11-02"}


def test_a_person_s_rating_comes_before_the_tables(catalog: Catalog) -> None:
    found = risk({**CARE, "privacy.dpia.risks": [CONFIRMED]}, catalog, "access")
    assert (found.severity.level, found.severity.proposed, found.likelihood.level) == (2, 3, 1)
    assert found.confirmed
    assert found.severity.stated_reason == "peu de données"
    assert found.residual_likelihood.level == 1


@pytest.mark.parametrize("left_out", ["confirmed_by", "confirmed_on"])
def test_a_rating_is_confirmed_by_a_named_person_on_a_day(left_out: str, catalog: Catalog) -> None:
    entry = {key: value for key, value in CONFIRMED.items() if key != left_out}
    assert not risk({**CARE, "privacy.dpia.risks": [entry]}, catalog, "access").confirmed


@pytest.mark.parametrize(
    ("left_out", "changed_to", "confirmation"),
    [
        ((), {}, "confirmed"),
        (("severity", "likelihood"), {}, "unlevelled"),
        (("severity",), {}, "half"),
        (("likelihood",), {}, "half"),
        ((), {"confirmed_on": AS_OF.isoformat()}, "confirmed"),
        ((), {"confirmed_on": (AS_OF + timedelta(days=1)).isoformat()}, "announced"),
        (("confirmed_on",), {}, "proposed"),
    ],
)
def test_a_confirmation_counts_for_the_levels_it_confirms(left_out: tuple[str, ...], changed_to: dict[str, str], confirmation: str, catalog: Catalog) -> None:
    entry = {key: value for key, value in {**CONFIRMED, **changed_to}.items() if key not in left_out}
    found = risk({**CARE, "privacy.dpia.risks": [entry]}, catalog, "access")
    assert (found.confirmation, found.confirmed) == (confirmation, confirmation == "confirmed")


def test_what_the_study_offers_says_where_it_comes_from(catalog: Catalog) -> None:
    """An impact, a threat, a source, a reason: the answers that decided it, and nothing of those that did not."""
    about = system(changed({**CARE, "flows.f.encrypted": False, "security.network": {"public_data_stores": 1}}))
    study = Study(facts_of(about, catalog), catalog.texts["aipd"]["risks"], ())
    found = next(item for item in study.risks(study.measures()) if item.id == "access")
    paths = {row.id: {source.path for source in row.read} for row in (*found.impacts, *found.threats, *found.sources)}
    assert "flows[f].encrypted" in paths["a2"]
    assert "data[d].kinds" in paths["i1"]
    assert paths["i2"] == paths["a1"] == paths["s1"] == set(), "offered to every system by the method"
    worse = {reason.text.en: {source.path for source in reason.read} for reason in found.likelihood.because}
    assert worse["one store is open to the public"] == {"security.network.public_data_stores"}
    assert worse["common threat in health-care systems"] == set()
    assert all(not row.read for row in (*found.impacts, *found.threats, *found.sources) if not row.certain)


def test_every_gap_of_a_measure_has_its_line_in_the_plan(catalog: Catalog) -> None:
    """A control that fails is an action to decide, one of which nobody has spoken a point to settle, whichever law it comes from."""
    for name in ("pneumonia-federated", "imaging-prompt-injection", "melanoma-saas", "record-assistant"):
        found = example_draft(name, catalog)
        lines = {action.key: action for action in found.actions if action.kind == "control"}
        for control in (control for measure in found.measures for control in measure.controls):
            if control.verdict in ("fail", "unknown"):
                assert control.id in lines, (name, control.id)
                assert lines[control.id].open is (control.verdict == "unknown"), (name, control.id)
    federated = {action.key: action for action in example_draft("pneumonia-federated", catalog).actions}
    assert (federated["PET-12"].open, federated["PET-12"].conventional) == (False, True)


def test_an_evaluation_of_nothing_known_is_listed_and_asks_for_nothing(catalog: Catalog) -> None:
    evaluations = [{"target": target, "status": "to_correct", "action": "agir"} for target in ("9.9.999", "2.1.212", "m1", "CRY-02", "Coffre")]
    found = draft_of({**CARE, "privacy.dpia.evaluations": evaluations, "privacy.dpia.measures": [{"title": "Coffre"}]}, catalog)
    assert [target for target, _ in found.unknown_targets] == ["9.9.999"]
    assert "9.9.999" not in {action.key for action in found.actions}
    assert {"2.1.212", "Coffre"} <= {action.key for action in found.actions if action.kind == "evaluation"}


@pytest.mark.parametrize(
    ("changes", "needed"),
    [
        ({**CARE}, None),
        ({**CARE, "privacy.dpia.residual_risk": "limited"}, False),
        ({**CARE, "privacy.dpia.residual_risk": "significant"}, True),
        ({**CARE, "privacy.dpia.residual_risk": "maximum"}, True),
        ({"privacy.dpia.risks": [{"risk": "loss", "residual_severity": "significant", "residual_likelihood": "significant"}]}, True),
    ],
)
def test_prior_consultation(changes: dict[str, Any], needed: bool | None, catalog: Catalog) -> None:
    assert draft_of(changes, catalog).consultation.needed is needed


def test_prior_consultation_is_not_needed_when_nothing_is_high(catalog: Catalog) -> None:
    assert draft_of({**SAFE, "data.d.subjects": ["none"], "data.d.kinds": ["technical"]}, catalog).consultation.needed is False


def test_the_tables_are_a_convention_with_its_source(catalog: Catalog) -> None:
    tables = catalog.texts["aipd"]["risks"]
    assert tables["basis"] == "convention"
    assert all(parameter[2] == "convention" for parameter in tables["parameters"].values())
    treated = {key for threat in tables["threats"] for key in threat["treated_by"]}
    assert treated <= {measure["id"] for measure in tables["measures"]}
    for key in ("access", "change", "loss", "operation"):
        assert [row for row in tables["severity"] if row["risk"] == key][-1]["when"] is None, "the last line always holds"
