"""Logging, incidents and continuity.

Field names are the paths of the fact vocabulary; their labels and questions stand in `vocabulary/`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from compliance.system.types import NONE_ALONE, Amount, Day, Percent, Prose, Stated, Whole


class Access(Stated):
    """`logging.access`."""

    events: list[Literal["read", "write", "export", "delete", "login", "admin", "authentication_failure"]] | None = None
    fields: list[Literal["actor", "organisation", "subject", "data_category", "timestamp", "origin"]] | None = None


class Ai(Stated):
    """`logging.ai`."""

    events: list[Literal["lifetime", "risk_events", "post_market_events", "operation_events", "rbi_minimum", "prompts", "outputs", "tool_calls"]] | None = None


class Predictions(Stated):
    """`logging.predictions`."""

    fields: list[Literal["input_ref", "output", "model_version", "timestamp", "user", "human_decision"]] | None = None
    coverage_pct: Percent | None = None


class Retention(Stated):
    """`logging.retention`."""

    access_months: Whole | None = None
    predictions_months: Whole | None = None
    disclosures_years: Whole | None = None
    justification: Prose | None = None


class Logging(Stated):
    """`logging`."""

    access: Access | None = None
    ai: Ai | None = None
    predictions: Predictions | None = None
    retention: Retention | None = None
    protections: list[Literal["tamper_evident", "central_store", "time_sync", "admin_cannot_delete", "masking", "health_data_protected", "minimised", "deployer_control", "no_health_data_in_clear"]] | None = None
    third_party_sinks: list[Prose] | None = None
    review_frequency_days: Whole | None = None
    alerting: Annotated[list[Literal["siem", "rules", "mass_export", "soc", "none", "per_user_anomaly"]], NONE_ALONE] | None = None
    last_review_date: Day | None = None


class Clock(Stated):
    """`incidents.clocks[]`."""

    regime: Literal["gdpr_authority", "gdpr_processor_notice", "nis2_early_warning", "nis2_notification", "nis2_final", "ai_serious", "ai_death", "ai_widespread_or_critical", "cra_early_warning", "cra_notification", "cra_final_vulnerability", "cra_final_incident", "hipaa_individuals", "hipaa_media", "hipaa_secretary", "hipaa_business_associate", "fr_health_portal"] | None = None
    hours: Whole | None = None


class Event(Stated):
    """`incidents.events[]`."""

    kind: list[Literal["death", "serious_harm_to_health", "critical_infrastructure_disruption", "fundamental_rights_breach", "property_or_environment_harm", "widespread_infringement", "personal_data"]] | None = None
    awareness_date: Day | None = None
    report_date: Day | None = None


class Incidents(Stated):
    """`incidents`."""

    plan_test_date: Day | None = None
    ai_scenarios: list[Prose] | None = None
    contact_24x7: Prose | None = None
    significance_criteria: Prose | None = None
    clocks: list[Clock] | None = None
    procedures: list[Literal["cnil", "persons", "anssi", "cert_sante", "market_surveillance", "csirt_cra", "hhs", "service_recipients", "product_users", "provider", "device_vigilance", "cra_owner_named", "persons_template", "deployer_channel"]] | None = None
    portals: Annotated[list[Literal["cra_single_platform", "fr_health_portal", "cnil", "anssi", "none"]], NONE_ALONE] | None = None
    investigation: list[Literal["procedure", "evidence_protected", "root_cause", "awareness_timestamped", "register", "response_plan"]] | None = None
    breach_assessment: Annotated[list[Literal["four_factor", "documented", "none"]], NONE_ALONE] | None = None
    detection_hours: Amount | None = None
    response_hours: Amount | None = None
    events: list[Event] | None = None
    remediation_minutes: Amount | None = None


class Backup(Stated):
    """`continuity.backup`."""

    copies: Whole | None = None
    media_types: Whole | None = None
    traits: list[Literal["offsite", "immutable", "offline", "encrypted", "includes_models", "independent_authentication"]] | None = None
    frequency_hours: Whole | None = None
    restore_test_date: Day | None = None
    restore_hours: Amount | None = None


class Exercise(Stated):
    """`continuity.exercise`."""

    last_date: Day | None = None
    scenarios: Annotated[list[Literal["loss_of_information_system", "ransomware", "ai_unavailable", "ai_poisoned", "data_leak", "supplier_failure", "none"]], NONE_ALONE] | None = None


class Continuity(Stated):
    """`continuity`."""

    backup: Backup | None = None
    rto_hours: Amount | None = None
    rpo_hours: Amount | None = None
    plans: Annotated[list[Literal["continuity", "disaster_recovery", "business_impact_analysis", "degraded_mode", "crisis", "none", "emergency_channel", "works_without_ai"]], NONE_ALONE] | None = None
    plan_test_date: Day | None = None
    exercise: Exercise | None = None
    degraded_mode_tested: Day | None = None

