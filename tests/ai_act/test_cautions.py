"""What a person is told to look at, and the class stated against the class found."""

from typing import Any

import pytest

from compliance.catalog.load import Catalog
from tests.ai_act.ask import classified, data_of
from tests.ai_act.test_vectors import VECTORS, facts_of

BASE = data_of("vectors.yaml")["base"]
CARE = {"ai.assists_decisions_on_persons": "minor_effect"}
CLAIMED = {"ai.annex_iii_use_cases": ["5b"], "ai.derogation.conditions": ["a"]}


@pytest.mark.parametrize(
    ("facts", "caution"),
    [
        ({"system.status": "development", "ai.real_world_test.active": True}, "real-world-test-running"),
        ({"system.market.licence": ["free_open_source_commercial"]}, "licence-commercial"),
        (CARE, "is-it-a-device"),
        ({**CLAIMED, "ai.performs_profiling": True}, "derogation-with-profiling"),
        ({**CLAIMED, "ai.derogation.documented_date": "none"}, "derogation-without-file"),
        ({**CLAIMED, "ai.derogation.documented_date": "2026-06-01", "system.market.first_placed_date": "2026-05-01"}, "derogation-too-late"),
        ({"system.roles.ai_act": ["deployer"], "system.roles.tests": ["develops_or_commissions", "own_name_or_brand"]}, "roles-against-facts"),
        ({"ai.insurance_use": ["health", "pricing"]}, "insurance-without-context"),
        ({**CARE, "ai.gpai.is_gpai": True, "ai.model.origin": "third_party_model"}, "general-model-in-care"),
        ({"system.exclusions": ["sole_purpose_scientific_rnd"]}, "refused:art-2-6"),
        ({"system.exclusions": ["military_defence_security_only"]}, "refused:art-2-3"),
        ({**facts_of(VECTORS["T1"]), "ai.classification.risk_class": "minimal"}, "stated_lighter"),  # type: ignore[dict-item]
        ({"ai.classification.risk_class": "high_risk_annex_iii"}, "stated_other"),
        (facts_of(VECTORS["T1"]), "role_open:art-25-1-a,art-25-1-b,art-25-1-c"),
    ],
)
def test_caution(facts: dict[str, Any], caution: str, catalog: Catalog) -> None:
    result = classified(catalog, {**BASE, **facts})
    assert caution in {one.id for one in result.cautions}
    for one in result.cautions:
        assert one.text.fr != one.text.en
        assert "{" not in one.text.fr + one.text.en


def test_every_warning_of_the_file_is_tried(catalog: Catalog) -> None:
    tried = {mark.args[1][index][1] for mark in test_caution.pytestmark for index in range(len(mark.args[1]))}
    devices = {"device-in-section-b", "device-class-against-kind", "device-without-place-for-ai", "third-party-against-class", "class-without-third-party", "in-house-supplied"}
    assert {row.id for row in catalog.classifications["ai-act"].warnings} <= tried | devices


@pytest.mark.parametrize("stated", ["high_risk_annex_i", "high_risk_annex_iii"])
def test_either_route_may_be_stated(stated: str, catalog: Catalog) -> None:
    result = classified(catalog, {**facts_of(VECTORS["T3"]), "ai.classification.risk_class": stated})  # type: ignore[dict-item]
    assert not [one for one in result.cautions if one.id.startswith("stated_")]


@pytest.mark.parametrize(("vector", "stated"), [("T17", "high_risk_annex_i"), ("T5", "transparency"), ("T22", "undetermined"), ("T10", "out_of_scope"), ("T21", "out_of_scope")])
def test_a_stated_class_that_fits_is_not_contradicted(vector: str, stated: str, catalog: Catalog) -> None:
    facts = {**(facts_of(VECTORS[vector]) or {}), "ai.classification.risk_class": stated}
    assert not [one for one in classified(catalog, facts).cautions if one.id.startswith("stated_")]


def test_insurance_without_its_context_is_presumed(catalog: Catalog) -> None:
    result = classified(catalog, {**BASE, "ai.insurance_use": ["life", "pricing"]})
    assert result.presumed == ("annex_iii:5c",)


@pytest.mark.parametrize(
    ("facts", "roles"),
    [
        ({"system.roles.tests": ["uses_under_own_authority"]}, {"deployer"}),
        ({"system.roles.tests": ["develops_or_commissions", "own_name_or_brand"]}, {"provider"}),
        ({"system.roles.tests": ["develops_or_commissions"], "system.market.situations": ["put_into_service_own_use"]}, {"provider"}),
        ({"system.roles.tests": ["resells", "imports_third_country_brand"]}, {"importer", "distributor"}),
        ({"system.roles.tests": ["written_mandate_from_provider"]}, {"authorised_representative"}),
        (
            {"system.roles.tests": ["own_name_or_brand"], "system.product.ai_position": "safety_component", "device.kind": "medical_device", "device.mdr_class": "I"},
            {"product_manufacturer"},
        ),
        ({"system.roles.tests": [], "ai.gpai.is_gpai": True, "ai.model.origin": "own_model"}, {"gpai_provider"}),
    ],
)
def test_facts_establish_roles_where_none_is_stated(facts: dict[str, Any], roles: set[str], catalog: Catalog) -> None:
    result = classified(catalog, {**BASE, "system.roles.ai_act": None, **facts})
    assert set(result.role_names) == roles
    assert {role.how for role in result.roles} == {"established"}


def test_stated_roles_are_completed_by_facts(catalog: Catalog) -> None:
    facts = {**BASE, "system.roles.ai_act": ["deployer"], "system.roles.tests": ["develops_or_commissions", "own_name_or_brand"]}
    assert {role.name: role.how for role in classified(catalog, facts).roles} == {"deployer": "stated", "provider": "established"}


def test_personal_use_takes_the_role_of_deployer_away(catalog: Catalog) -> None:
    assert classified(catalog, {**BASE, "system.exclusions": ["personal_non_professional_use"]}).role_names == ("provider",)


def test_the_maker_of_a_product_becomes_provider(catalog: Catalog) -> None:
    facts = {**facts_of(VECTORS["W5a"]), "system.roles.ai_act": ["product_manufacturer"]}  # type: ignore[dict-item]
    result = classified(catalog, facts)
    assert {role.name: role.row for role in result.roles}["provider"] == "art-25-3"


@pytest.mark.parametrize(
    ("facts", "ours"),
    [({"ai.gpai.is_gpai": True, "ai.model.origin": "same_provider_as_system"}, True), ({"system.use_contexts": ["very_large_platform"]}, True), ({}, False)],
)
def test_the_authority(facts: dict[str, Any], ours: bool, catalog: Catalog) -> None:
    authority = classified(catalog, {**BASE, **facts}).authority
    assert authority is not None
    assert ("AI Office" in authority.en) == ours


def test_a_model_is_classified_even_without_an_ai_system(catalog: Catalog) -> None:
    facts = {**facts_of(VECTORS["T20"]), "ai.system_traits": ["machine_based", "rules_only_human_defined"]}  # type: ignore[dict-item]
    result = classified(catalog, facts)
    assert set(result.labels) == {"not_an_ai_system", "gpai", "gpai_systemic"}
    assert {duty.reference for duty in result.duties} >= {"ai-act:art-53-1-a", "ai-act:art-55-1-a"}
    assert not any(duty.reference == "ai-act:art-4-1" for duty in result.duties)
