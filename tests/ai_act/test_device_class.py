"""The device tables, the rule for software, and the two conditions of the product route."""

from typing import Any

import pytest

from compliance.assessment.ai_act_model import Classification
from compliance.catalog.load import Catalog
from tests.ai_act.ask import classified, data_of

BASE = data_of("vectors.yaml")["base"]
DEVICE = {**BASE, "device.kind": "medical_device", "device.in_house_art_5_5": False, "system.product.ai_position": "product", "system.product.annex_i_section": "A"}
IVD = {**DEVICE, "device.kind": "ivd"}
DECIDES = {"ai.assists_decisions_on_persons": "significant_effect", "ai.output_type": "classification"}


def cautions(result: Classification) -> set[str]:
    return {caution.id for caution in result.cautions}


@pytest.mark.parametrize(
    ("stated", "high"),
    [("I", False), ("I_sterile", True), ("I_measuring", True), ("I_reusable_surgical", True), ("IIa", True), ("IIb", True), ("III", True)],
)
def test_mdr_classes(stated: str, high: bool, catalog: Catalog) -> None:
    result = classified(catalog, {**DEVICE, "device.mdr_class": stated})
    assert result.labels == (("high_risk_annex_i",) if high else ("minimal",))
    assert result.attributes.get("high_risk_annex_i") == (("A",) if high else None)


@pytest.mark.parametrize(
    ("assessment", "label"), [("required_health_safety", "high_risk_annex_i"), ("required_other_only", "minimal"), ("not_required", "minimal"), (None, "high_risk_presumed")]
)
def test_annex_xvi_goes_by_its_third_party(assessment: str | None, label: str, catalog: Catalog) -> None:
    assert classified(catalog, {**DEVICE, "device.mdr_class": "annex_xvi", "system.product.third_party_assessment": assessment}).labels == (label,)


@pytest.mark.parametrize(("stated", "high"), [("A", False), ("A_sterile", True), ("B", True), ("C", True), ("D", True)])
def test_ivdr_classes(stated: str, high: bool, catalog: Catalog) -> None:
    assert classified(catalog, {**IVD, "device.ivdr_class": stated}).labels == (("high_risk_annex_i",) if high else ("minimal",))


@pytest.mark.parametrize(
    ("position", "endangers", "label"),
    [
        ("product", None, "high_risk_annex_i"), ("safety_component", None, "high_risk_annex_i"), ("non_safety_function", True, "high_risk_annex_i"),
        ("non_safety_function", False, "minimal"), ("non_safety_function", None, "high_risk_presumed"), (None, None, "high_risk_presumed"), ("none", None, "high_risk_presumed"),
    ],
)  # fmt: skip
def test_the_place_of_the_ai(position: str | None, endangers: bool | None, label: str, catalog: Catalog) -> None:
    facts = {**DEVICE, "device.mdr_class": "IIb", "system.product.ai_position": position, "system.product.failure_endangers_health_safety": endangers}
    assert classified(catalog, facts).labels == (label,)


@pytest.mark.parametrize(
    ("in_house", "situations", "label"),
    [
        (True, ["put_into_service_own_use"], "minimal"), (False, ["put_into_service_own_use"], "high_risk_annex_i"), (None, ["put_into_service_own_use"], "high_risk_annex_i"),
        (True, ["placed_on_eu_market"], "high_risk_annex_i"), (True, None, "high_risk_annex_i"),
    ],
)  # fmt: skip
def test_in_house_devices(in_house: bool | None, situations: list[str] | None, label: str, catalog: Catalog) -> None:
    facts = {**DEVICE, "device.mdr_class": "IIb", "device.in_house_art_5_5": in_house, "system.market.situations": situations, "organisation.public_status": ["public_authority"]}
    result = classified(catalog, facts)
    assert result.labels == (label,)
    assert ("in-house-supplied" in cautions(result)) == (in_house is True and situations == ["placed_on_eu_market"])
    assert "provider" in result.role_names


@pytest.mark.parametrize(
    ("section", "assessment", "label"),
    [
        ("A", "required_health_safety", "high_risk_annex_i"), ("A", "required_other_only", "minimal"), ("A", "not_required", "minimal"), ("A", None, "high_risk_presumed"),
        ("none", None, "minimal"), (None, "required_health_safety", "high_risk_presumed"),
    ],
)  # fmt: skip
def test_other_products(section: str | None, assessment: str | None, label: str, catalog: Catalog) -> None:
    facts = {**BASE, "system.product.annex_i_section": section, "system.product.third_party_assessment": assessment, "system.product.ai_position": "safety_component"}
    assert classified(catalog, facts).labels == (label,)


@pytest.mark.parametrize(
    ("facts", "caution"),
    [
        ({"device.kind": "none", "device.mdr_class": "IIa"}, "device-class-against-kind"),
        ({"device.mdr_class": "not_a_device"}, "device-class-against-kind"),
        ({"device.mdr_class": "IIa", "system.product.ai_position": "none"}, "device-without-place-for-ai"),
    ],
)
def test_contradictions_keep_the_less_favourable_reading(facts: dict[str, Any], caution: str, catalog: Catalog) -> None:
    result = classified(catalog, {**DEVICE, **facts})
    assert "high_risk_presumed" in result.labels
    assert caution in cautions(result)
    assert any(duty.reference == "ai-act:art-9-1" and duty.presumed for duty in result.duties)


@pytest.mark.parametrize(
    ("facts", "caution"),
    [
        ({"device.mdr_class": "IIa", "system.product.annex_i_section": "B"}, "device-in-section-b"),
        ({"device.mdr_class": "IIa", "system.product.third_party_assessment": "not_required"}, "third-party-against-class"),
        ({"device.mdr_class": "I", "system.product.third_party_assessment": "required_health_safety"}, "class-without-third-party"),
    ],
)
def test_the_class_decides_and_the_contradiction_is_told(facts: dict[str, Any], caution: str, catalog: Catalog) -> None:
    result = classified(catalog, {**DEVICE, **facts})
    assert caution in cautions(result)
    assert ("high_risk_annex_i" in result.labels) == (facts["device.mdr_class"] == "IIa")


@pytest.mark.parametrize(
    ("facts", "leads_to", "presumed", "caution"),
    [
        ({"device.mdr_class": "I", **DECIDES}, "IIa", False, "device-class-contradicts"),
        ({"device.mdr_class": "IIb", **DECIDES}, "IIa", False, None),
        ({"device.mdr_class": "I"}, "I", False, None),
        ({"device.mdr_class": None}, "IIa", True, "device-class-unstated"),
        ({"device.mdr_class": None, **DECIDES}, "IIa", False, "device-class-unstated"),
        ({"device.mdr_class": "I", "system.use_contexts": ["home", "remote_patient_monitoring"]}, "IIa", False, "device-class-contradicts"),
        ({"device.mdr_class": "IIa", "ai.assists_decisions_on_persons": None}, "IIa", True, None),
        ({"device.mdr_class": "I", "ai.output_type": "content", "ai.assists_decisions_on_persons": "significant_effect"}, "I", False, None),
    ],
)
def test_the_rule_for_software(facts: dict[str, Any], leads_to: str, presumed: bool, caution: str | None, catalog: Catalog) -> None:
    result = classified(catalog, {**DEVICE, **facts})
    found = result.device_class
    assert found is not None
    assert (found.leads_to, found.presumed) == (leads_to, presumed)
    assert {one for one in cautions(result) if one in ("device-class-contradicts", "device-class-unstated")} == ({caution} if caution else set())
    assert len(found.to_judge) == 3


def test_no_device_no_class(catalog: Catalog) -> None:
    assert classified(catalog, BASE).device_class is None
    assert classified(catalog, {**IVD, "device.ivdr_class": "C"}).device_class is None
