"""Data sets, processing activities and the routes that allow secondary use.

Field names are the paths of the fact vocabulary; their labels and questions stand in `vocabulary/`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from compliance.system.types import NONE_ALONE, Day, Flag, Identifier, Percent, Prose, Ref, Signed, Stated


class Governance(Stated):
    """`datasets[].governance`."""

    elements: list[Literal["design_choices", "origin", "preparation", "assumptions", "suitability", "bias_examined", "bias_mitigated", "gaps"]] | None = None


class Quality(Stated):
    """`datasets[].quality`."""

    completeness_pct: Percent | None = None
    error_rate_pct: Percent | None = None
    label_agreement_kappa: Signed | None = None
    thresholds_declared: Flag | None = None
    last_check: Day | None = None


class Representativeness(Stated):
    """`datasets[].representativeness`."""

    dimensions: list[Literal["age", "sex", "site", "ethnicity", "device", "severity", "other"]] | None = None
    gaps: list[Prose] | None = None


class Dataset(Stated):
    """`datasets[]`."""

    id: Identifier
    use: list[Literal["training", "validation", "test", "calibration", "monitoring"]] | None = None
    category: Literal["identifying", "health", "genetic", "biometric", "pseudonymised", "anonymous", "synthetic", "technical"] | None = None
    stored_in: Annotated[Prose, Ref("components")] | None = None
    contributors: list[Annotated[Prose, Ref("parties")]] | None = None
    origin: Prose | None = None
    licence_or_permit: Prose | None = None
    version: Prose | None = None
    governance: Governance | None = None
    quality: Quality | None = None
    representativeness: Representativeness | None = None
    intake_checks: Annotated[list[Literal["contributor_authenticated", "hash_verified", "per_contributor_statistics", "label_cross_check", "backdoor_scan", "quarantine", "removal_procedure", "none"]], NONE_ALONE] | None = None
    name: Prose | None = None


class Consent(Stated):
    """`processing_activities[].consent`."""

    qualities: list[Literal["explicit", "granular", "not_bundled", "proof_kept", "withdrawal_possible"]] | None = None


class ProcessingActivity(Stated):
    """`processing_activities[]`."""

    id: Identifier
    phase: Literal["development", "evaluation", "deployment_care", "research", "management"] | None = None
    legal_basis: Literal["6-1-a", "6-1-b", "6-1-c", "6-1-d", "6-1-e", "6-1-f"] | None = None
    special_category: Flag | None = None
    art9_condition: Literal["9-2-a", "9-2-b", "9-2-c", "9-2-d", "9-2-e", "9-2-f", "9-2-g", "9-2-h", "9-2-i", "9-2-j", "none"] | None = None
    secondary: Flag | None = None
    route: Literal["none", "mr_001", "mr_002", "mr_003", "mr_004", "mr_005", "mr_006", "mr_007", "mr_008", "eds_referentiel", "cnil_authorisation", "exempt_art_65", "ehds_permit", "ehds_request", "hipaa_authorisation", "hipaa_waiver", "hipaa_limited_data_set", "compatible_art6_4"] | None = None
    route_reference: Prose | None = None
    route_end_date: Day | None = None
    compatibility_assessment: Flag | None = None
    tags: Annotated[list[Literal["advertising", "insurance_pricing", "employment_decision", "harmful_product", "public_area_monitoring", "offers_services_in_eu", "monitors_behaviour_in_eu", "sale_of_data", "none", "register", "contract_exclusion", "shared_defaults"]], NONE_ALONE] | None = None
    safeguards: list[Literal["reidentification_prohibited", "anonymous_data_considered", "non_identifying_publication", "rights_limited_by_named_text"]] | None = None
    consent: Consent | None = None
    lia: list[Literal["documented", "necessity", "balancing", "mitigations"]] | None = None
    joint_arrangement: Flag | None = None
    matching_beyond_expectation: Flag | None = None
    name: Prose | None = None


class Research(Stated):
    """`research`."""

    opinions: Annotated[list[Literal["cpp", "cesrees", "cnil", "irb", "none"]], NONE_ALONE] | None = None
    involves_human_person: Literal["no", "yes_with_consent", "yes_without_consent"] | None = None


class Eds(Stated):
    """`eds`."""

    governance: list[Literal["not_a_warehouse", "committee", "transparency_portal", "snds_matching", "purposes_documented"]] | None = None


class Spe(Stated):
    """`ehds.spe`."""

    used: Flag | None = None
    audit_date: Day | None = None
    measures: list[Literal["egress_review", "identifiable_logs", "individual_export_blocked", "model_export_reviewed"]] | None = None


class Ehds(Stated):
    """`ehds`."""

    in_scope: Flag | None = None
    priority_categories: list[Literal["patient_summary", "eprescription", "edispensation", "imaging", "laboratory", "discharge_report"]] | None = None
    system_traits: Annotated[list[Literal["is_ehr_system", "modifies_ehr_system", "in_house", "as_a_service", "interoperability_component", "logging_component", "claims_ehr_interoperability", "wellness_app", "none"]], NONE_ALONE] | None = None
    manufacturer_documents: list[Literal["technical_documentation", "test_report", "eu_declaration", "ce_marking", "eu_database_registration", "annex_ii_evidence"]] | None = None
    patient_functions: list[Literal["access_log", "restriction", "opt_out_primary", "access_view"]] | None = None
    secondary_use: Flag | None = None
    secondary_purpose: Literal["public_interest", "policy", "statistics", "education", "research", "development_innovation", "ai_training", "personalised_care", "none"] | None = None
    catalogue_updated: Day | None = None
    quality_label: Literal["none", "present"] | None = None
    spe: Spe | None = None
    secondary_duties: list[Literal["opt_out_filter", "results_publication", "pseudonymised_format_justified"]] | None = None

