"""The model, its purpose, its performance, its oversight and its life cycle.

Field names are the paths of the fact vocabulary; their labels and questions stand in `vocabulary/`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from compliance.system.types import AS_TEXT, NONE_ALONE, ORDERED, Amount, Day, Flag, Percent, Prose, Signed, Stated, Tally, Whole


class Rbi(Stated):
    """`ai.rbi`."""

    conditions: Annotated[list[Literal["fria_done", "national_law_basis", "prior_authorisation", "post_authorisation", "registered", "none", "objective_i", "objective_ii", "objective_iii"]], NONE_ALONE] | None = None


class SyntheticContent(Stated):
    """`ai.synthetic_content`."""

    types: Annotated[list[Literal["audio", "image", "video", "text", "none"]], NONE_ALONE] | None = None
    traits: Annotated[list[Literal["deep_fake", "artistic_work", "public_interest_text", "human_editorial_responsibility", "intimate_material_of_identifiable_person", "increases_intimate_exposure", "explicit_consent", "csam", "standard_editing_only", "none"]], NONE_ALONE] | None = None


class Classification(Stated):
    """`ai.classification`."""

    risk_class: Literal["prohibited", "prohibited_from", "high_risk_annex_i", "high_risk_annex_iii", "high_risk_presumed", "not_high_risk_art_6_3", "transparency", "minimal", "out_of_scope", "undetermined"] | None = None
    prohibited_practices: list[Prose] | None = None
    rationale: Prose | None = None
    date: Day | None = None


class Derogation(Stated):
    """`ai.derogation`."""

    conditions: list[Literal["a", "b", "c", "d"]] | None = None
    no_material_influence: Flag | None = None
    no_significant_risk: Flag | None = None
    documented_date: Day | None = None


class Model(Stated):
    """`ai.model`."""

    continual_learning: Flag | None = None
    provenance: Flag | None = None
    personal_data: Annotated[list[Literal["trained_on_personal_data", "may_memorise", "none"]], NONE_ALONE] | None = None
    origin: Literal["own_model", "same_provider_as_system", "third_party_model"] | None = None


class Gpai(Stated):
    """`ai.gpai`."""

    is_gpai: Flag | None = None
    training_flops: Amount | None = None
    designation: Annotated[list[Literal["commission_designated", "rebuttal_submitted", "none", "notified_to_commission"]], NONE_ALONE] | None = None
    duties_met: list[Literal["annex_xi_documentation", "annex_xii_information", "copyright_policy", "training_summary", "systemic_evaluation", "systemic_risk_mitigation", "systemic_incident_tracking", "systemic_cybersecurity"]] | None = None


class ValueChain(Stated):
    """`ai.value_chain`."""

    items: list[Literal["capabilities", "technical_access", "assistance", "documentation", "other"]] | None = None


class RiskManagement(Stated):
    """`ai.risk_management`."""

    last_review: Day | None = None
    elements: list[Literal["documented", "risks_identified", "risks_evaluated", "fundamental_rights", "minors", "vulnerable_groups", "post_market_data_used", "deployer_training", "measures_documented"]] | None = None
    misuse_cases: Tally | None = None
    residual_risk_accepted_by: Prose | None = None


class Decision(Stated):
    """`ai.decision`."""

    solely_automated: Flag | None = None
    art22_exception: Literal["none", "contract", "law", "explicit_consent"] | None = None


class Oversight(Stated):
    """`ai.oversight`."""

    mode: Literal["in_the_loop", "on_the_loop", "in_command", "none"] | None = None
    human_review_required: Flag | None = None
    design: list[Literal["designed_in", "provider_measures", "deployer_measures", "understanding", "interpretation", "two_person_verification", "action_points_defined", "automation_bias_measures"]] | None = None
    persons: Whole | None = None
    stop_tested: Day | None = None
    overseers: list[Literal["trained", "authority_to_stop"]] | None = None
    functions: list[Literal["override", "override_logged", "stop", "contest_route"]] | None = None
    trained_users_pct: Percent | None = None


class Explainability(Stated):
    """`ai.explainability`."""

    level: Literal["global", "local", "both", "none"] | None = None
    measures: list[Literal["validated", "patient_process"]] | None = None


class Metrics(Stated):
    """`ai.metrics[]`."""

    name: Prose | None = None
    value: Signed | None = None
    ci_low: Signed | None = None
    threshold: Signed | None = None
    declared_before: Day | None = None


class FairnessMetrics(Stated):
    """`ai.fairness.metrics[]`."""

    name: Prose | None = None
    max_gap: Amount | None = None
    tolerance: Amount | None = None


class Fairness(Stated):
    """`ai.fairness`."""

    groups: list[Prose] | None = None
    metrics: list[FairnessMetrics] | None = None
    mitigations: list[Prose] | None = None
    protected_inputs: list[Prose] | None = None
    bias_sources_examined: list[Literal["earlier_trials", "annotation", "clinician_prejudice", "reference_standards", "risk_profiles", "machines_and_algorithms"]] | None = None
    access_measures: Annotated[list[Literal["accessible_interface", "languages", "alternative_without_ai", "low_resource_sites", "none"]], NONE_ALONE] | None = None


class Robustness(Stated):
    """`ai.robustness`."""

    tests: list[Literal["missing", "noise", "device_or_site_shift", "ood", "language", "other", "ood_detection_in_service"]] | None = None
    max_drop_pct: Percent | None = None
    failsafe_tested: Day | None = None
    feedback_loop_mitigation: Prose | None = None


class Uncertainty(Stated):
    """`ai.uncertainty`."""

    calibration_error: Amount | None = None
    features: list[Literal["shown", "abstains_under_threshold"]] | None = None


class InputValidation(Stated):
    """`ai.input_validation`."""

    checks: Annotated[list[Literal["schema", "ranges", "source", "none", "rejects_invalid", "flags_invalid", "distribution_detector", "adversarial_detector", "patient_identity", "modality"]], NONE_ALONE] | None = None


class Monitoring(Stated):
    """`ai.monitoring`."""

    drift_monitored: Annotated[list[Literal["input", "output", "performance", "fairness", "none"]], NONE_ALONE] | None = None
    frequency_days: Whole | None = None
    pms_last_report: Day | None = None
    set_up: list[Literal["thresholds", "owner", "action", "anomaly_alerts", "per_user_baseline"]] | None = None
    post_market: list[Literal["plan", "system", "deployer_data", "feeds_risk_file"]] | None = None
    alert_hours: Amount | None = None


class Deployer(Stated):
    """`ai.deployer`."""

    measures: list[Literal["instructions_followed", "input_data_relevant", "controls_input_data", "operation_monitored", "incidents_reported", "technical_org_measures", "dpia_uses_provider_information"]] | None = None


class Release(Stated):
    """`ai.release`."""

    manifest: list[Literal["model", "data", "code", "config", "environment"]] | None = None
    gates: list[Literal["performance", "fairness", "robustness", "security", "privacy", "documentation"]] | None = None
    approver: Prose | None = None
    date: Day | None = None
    local_validation_date: Day | None = None
    rollout_strategy: Literal["shadow", "canary", "blue_green", "direct"] | None = None
    rollback_tested: Day | None = None
    practices: list[Literal["model_registry", "reproducible", "stop_rules", "automatic_rollback", "certified_test_set"]] | None = None
    committee_decision_date: Day | None = None


class Change(Stated):
    """`ai.change`."""

    kind: Literal["minor", "predetermined", "substantial"] | None = None
    date: Day | None = None
    reassessment_date: Day | None = None
    pccp_sections: list[Literal["modifications", "protocol", "impact"]] | None = None


class Conformity(Stated):
    """`ai.conformity`."""

    route: Literal["internal_control", "notified_body", "sectoral_procedure", "not_applicable", "art_46_authorisation"] | None = None
    certificate_valid_until: Day | None = None
    declaration_points: list[Annotated[Literal["1", "2", "3", "4", "5", "6", "7", "8"], AS_TEXT]] | None = None
    evidence: list[Literal["declaration", "ce_mark", "assessment_completed", "harmonised_standards", "cra_conformity", "importer_checks", "distributor_checks", "provider_identity_marked", "clinical_evaluation"]] | None = None


class Registration(Stated):
    """`ai.registration`."""

    done: Annotated[list[Literal["art_49_1", "art_49_2", "art_49_3", "none", "annex_viii_a_complete", "annex_viii_b_complete", "annex_viii_c_complete", "public_section", "restricted_section", "national_register"]], NONE_ALONE] | None = None
    eu_db_id: Prose | None = None


class Fria(Stated):
    """`ai.fria`."""

    first_date: Day | None = None
    date: Day | None = None
    elements: list[Literal["processes", "period_frequency", "affected_groups", "harm_risks", "oversight", "mitigation_governance", "dpia_cross_reference", "official_template"]] | None = None
    notified_date: Day | None = None


class RealWorldTest(Stated):
    """`ai.real_world_test`."""

    active: Flag | None = None
    conditions_met: list[Literal["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "plan", "consent_and_withdrawal"]] | None = None


class Sandbox(Stated):
    """`ai.sandbox`."""

    public_interest_area: Literal["i_public_safety_health", "ii_environment", "iii_energy", "iv_transport_infrastructure", "v_public_administration", "none", "other_area"] | None = None
    conditions_met: list[Literal["necessity", "monitoring", "isolated_environment", "no_sharing", "no_decisions", "deletion", "logs", "description", "summary_published"]] | None = None


class Split(Stated):
    """`ai.split`."""

    unit: Literal["patient", "encounter", "record", "site"] | None = None
    tests: list[Literal["leakage", "external_site"]] | None = None


class BiasSpecialCategories(Stated):
    """`ai.bias_special_categories`."""

    used: Flag | None = None
    deletion_date: Day | None = None
    safeguards: list[Literal["access_controlled", "recorded_in_register", "harm_type_targeted", "all_4a1_safeguards", "necessity_documented", "pseudonymised", "not_shared"]] | None = None


class Ai(Stated):
    """`ai`."""

    system_traits: list[Literal["machine_based", "autonomy", "infers_outputs", "rules_only_human_defined"]] | None = None
    output_type: Literal["score", "classification", "recommendation", "decision", "content", "measurement", "segmentation", "other"] | None = None
    assists_decisions_on_persons: Annotated[Literal["none", "minor_effect", "significant_effect"], ORDERED] | None = None
    performs_profiling: Flag | None = None
    inferred_traits: list[Literal["race", "political_opinion", "union_membership", "religion_or_belief", "sex_life_or_orientation", "ethnic_origin", "genetic", "health", "age_or_gender", "other"]] | None = None
    is_llm: Flag | None = None
    annex_iii_use_cases: Annotated[list[Annotated[Literal["1a", "1b", "1c", "2", "3a", "3b", "3c", "3d", "4a", "4b", "5a", "5b", "5c", "5d", "6a", "6b", "6c", "6d", "6e", "7a", "7b", "7c", "7d", "8a", "8b", "none"], AS_TEXT]], NONE_ALONE] | None = None
    biometrics: Annotated[list[Literal["categorisation", "one_to_one_verification", "remote_identification", "remote_identification_real_time", "emotion_or_intention_inference", "none"]], NONE_ALONE] | None = None
    practice_medical_or_safety_reason: Literal["medical_ce_marked_device", "medical_other", "safety_life_or_health", "safety_property", "none"] | None = None
    rbi: Rbi | None = None
    synthetic_content: SyntheticContent | None = None
    classification: Classification | None = None
    derogation: Derogation | None = None
    model: Model | None = None
    gpai: Gpai | None = None
    value_chain: ValueChain | None = None
    risk_management: RiskManagement | None = None
    decision: Decision | None = None
    oversight: Oversight | None = None
    explainability: Explainability | None = None
    metrics: list[Metrics] | None = None
    test_date: Day | None = None
    fairness: Fairness | None = None
    robustness: Robustness | None = None
    uncertainty: Uncertainty | None = None
    input_validation: InputValidation | None = None
    monitoring: Monitoring | None = None
    deployer: Deployer | None = None
    release: Release | None = None
    change: Change | None = None
    decommission_plan: Flag | None = None
    conformity: Conformity | None = None
    registration: Registration | None = None
    fria: Fria | None = None
    real_world_test: RealWorldTest | None = None
    sandbox: Sandbox | None = None
    insurance_use: Annotated[list[Literal["life", "health", "other_line", "risk_assessment", "pricing", "claims", "fraud_detection", "none"]], NONE_ALONE] | None = None
    practice_elements: Annotated[list[Literal["subliminal_or_manipulative", "distorts_behaviour", "significant_harm_likely", "exploits_vulnerability", "ground_age", "ground_disability", "ground_social_or_economic", "social_scoring_over_time", "disproportionate_detriment", "unrelated_context_detriment", "predicts_criminal_risk", "solely_profiling_or_traits", "untargeted_face_scraping", "law_enforcement_purpose", "ncii_intended", "ncii_foreseeable_reproducible", "csam_intended", "csam_foreseeable_reproducible", "deployer_purpose_ncii_csam", "safeguards_adequate", "misuse_correction", "none"]], NONE_ALONE] | None = None
    split: Split | None = None
    bias_special_categories: BiasSpecialCategories | None = None
    output_checks: Annotated[list[Literal["format", "range", "consistency_with_record", "consistency_with_history", "confidence_floor", "none"]], NONE_ALONE] | None = None
    input_modalities: list[Literal["text", "image", "metadata", "document", "retrieved_document", "audio", "video", "waveform", "structured", "genomic"]] | None = None
    innovative_use_judged: Flag | None = None

