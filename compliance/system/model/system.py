"""The system itself, its market situation and its status as a device.

Field names are the paths of the fact vocabulary; their labels and questions stand in `vocabulary/`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from compliance.system.types import NONE_ALONE, Country, Day, Flag, Prose, Stated


class Roles(Stated):
    """`system.roles`."""

    ai_act: Annotated[list[Literal["provider", "deployer", "importer", "distributor", "authorised_representative", "product_manufacturer", "gpai_provider", "none"]], NONE_ALONE] | None = None
    tests: list[Literal["develops_or_commissions", "own_name_or_brand", "uses_under_own_authority", "imports_third_country_brand", "resells", "written_mandate_from_provider", "rebrands_high_risk", "changes_intended_purpose", "initial_provider_excluded_high_risk"]] | None = None
    cra: Literal["manufacturer", "importer", "distributor", "steward", "user", "none"] | None = None


class Market(Stated):
    """`system.market`."""

    situations: Annotated[list[Literal["placed_on_eu_market", "put_into_service_eu", "put_into_service_own_use", "output_used_in_union", "none", "affected_persons_in_union", "intended_for_public_authorities"]], NONE_ALONE] | None = None
    first_placed_date: Day | None = None
    licence: list[Literal["proprietary", "free_open_source_commercial", "free_open_source_non_commercial", "free_open_weights_model"]] | None = None
    in_service_date: Day | None = None


class Product(Stated):
    """`system.product`."""

    annex_i_act: Prose | None = None
    annex_i_section: Literal["A", "B", "none"] | None = None
    ai_position: Literal["product", "safety_component", "non_safety_function", "none"] | None = None
    failure_endangers_health_safety: Flag | None = None
    third_party_assessment: Literal["required_health_safety", "required_other_only", "not_required"] | None = None


class Cra(Stated):
    """`system.cra`."""

    in_scope: Flag | None = None
    traits: list[Literal["data_connection", "remote_data_processing", "in_house_only", "pure_saas", "health_wearable_non_mdr", "wellness_app", "ehr_system"]] | None = None
    product_class: list[Literal["default", "important_I", "important_II", "critical", "module_A", "module_B_C", "module_H", "eu_cert"]] | None = None
    support_end_date: Day | None = None
    updates: list[Literal["automatic_by_default", "opt_out", "separate_from_features", "signed", "user_notified", "free"]] | None = None
    user_functions: list[Literal["factory_reset", "user_erasure", "secure_export", "unauthorised_access_alerts", "access_and_change_log"]] | None = None
    documents: list[Literal["technical_documentation", "eu_declaration", "ce_marking", "user_information_annex_ii", "unique_identifier", "annex_i_matrix", "cyber_risk_assessment"]] | None = None


class System(Stated):
    """`system`."""

    name: Prose | None = None
    version: Prose | None = None
    intended_purpose: Prose | None = None
    status: Literal["research", "development", "pre_market_testing", "real_world_testing", "on_market", "in_service", "withdrawn"] | None = None
    countries: list[Country] | None = None
    use_contexts: list[Literal["care", "screening", "operations", "emergency_calls_or_triage", "workplace", "education", "publicly_accessible_space", "insurance", "research_only", "health_alert", "home", "worker_monitoring", "task_allocation_on_traits", "public_facing", "very_large_platform", "public_benefit_eligibility", "remote_patient_monitoring", "social_or_safeguarding_alert", "whistleblowing", "social_housing", "social_support"]] | None = None
    affected_persons: list[Literal["patients", "staff", "candidates", "students", "insured_persons", "general_public", "minors", "protected_adults", "vulnerable_groups"]] | None = None
    roles: Roles | None = None
    exclusions: Annotated[list[Literal["military_defence_security_only", "third_country_law_enforcement_cooperation", "sole_purpose_scientific_rnd", "personal_non_professional_use", "none"]], NONE_ALONE] | None = None
    market: Market | None = None
    product: Product | None = None
    cra: Cra | None = None
    recall_procedure: Flag | None = None


class Device(Stated):
    """`device`."""

    mdr_class: Literal["not_a_device", "I", "I_sterile", "I_measuring", "I_reusable_surgical", "IIa", "IIb", "III", "annex_xvi"] | None = None
    ivdr_class: Literal["not_an_ivd", "A", "A_sterile", "B", "C", "D"] | None = None
    in_house_art_5_5: Flag | None = None
    fr_digital: Annotated[list[Literal["is_digital_medical_device", "ans_certificate", "none", "latm", "pecan", "pect", "lppr"]], NONE_ALONE] | None = None
    kind: Literal["none", "medical_device", "ivd"] | None = None

