"""The organisation whose file it is: stated once, shared by its systems.

Field names are the paths of the fact vocabulary; their labels and questions stand in `vocabulary/`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from compliance.system.types import NONE_ALONE, Amount, Country, Day, Flag, Percent, Prose, Stated, Whole


class Roles(Stated):
    """`organisation.roles`."""

    rgpd: Annotated[list[Literal["controller", "joint_controller", "processor", "none"]], NONE_ALONE] | None = None
    nis2: Literal["essential", "important", "none"] | None = None
    hipaa: Annotated[list[Literal["none", "covered_entity", "business_associate", "subcontractor", "hybrid", "clearinghouse", "group_health_plan", "section_1557_covered"]], NONE_ALONE] | None = None
    ehds: Annotated[list[Literal["data_holder", "trusted_data_holder", "data_user", "health_data_access_body", "manufacturer", "none"]], NONE_ALONE] | None = None
    rationale: Prose | None = None


class Nis2(Stated):
    """`organisation.nis2`."""

    designations: Annotated[list[Literal["critical_entity", "former_ose", "sole_national_provider", "public_health_impact_if_disrupted", "emergency_critical_device_list", "none"]], NONE_ALONE] | None = None
    registration: Literal["none", "incomplete", "complete"] | None = None


class Dpo(Stated):
    """`organisation.dpo`."""

    designated: Literal["none", "designated", "designated_and_independent"] | None = None


class Management(Stated):
    """`organisation.management`."""

    approval_date: Day | None = None
    training_date: Day | None = None


class Training(Stated):
    """`organisation.training`."""

    coverage_pct: Percent | None = None
    last_date: Day | None = None
    topics: list[Literal["ai_literacy", "health_data", "phishing", "genai_use", "secure_development", "incident_reporting", "privacy", "other", "periodic_reminders", "clinical_use_of_ai"]] | None = None
    ai_literacy: Annotated[list[Literal["programme", "adapted_to_context", "covers_contractors", "dated_records", "none"]], NONE_ALONE] | None = None


class Audit(Stated):
    """`organisation.audit`."""

    last_date: Day | None = None
    independent_date: Day | None = None


class Qms(Stated):
    """`organisation.qms`."""

    exists: Flag | None = None
    art17_aspects: list[Literal["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m"]] | None = None


class ShadowAi(Stated):
    """`organisation.shadow_ai`."""

    measures: Annotated[list[Literal["discovery_scan", "egress_blocked", "approved_alternative", "reporting_channel", "usage_reviewed", "none"]], NONE_ALONE] | None = None
    last_discovery: Day | None = None


class Organisation(Stated):
    """`organisation`."""

    name: Prose | None = None
    country: Country | None = None
    public_status: Annotated[list[Literal["public_authority", "acts_on_behalf_of_public_authority", "body_governed_by_public_law", "private_entity_providing_public_service", "state_administration", "state_operator", "sren_listed_gip", "law_enforcement", "none"]], NONE_ALONE] | None = None
    sectors: list[Literal["healthcare_provider", "md_manufacturer", "ivd_manufacturer", "research_organisation", "cloud_provider", "data_centre_provider", "managed_service_provider", "managed_security_service_provider", "content_delivery_network_provider", "insurer", "public_administration", "software_vendor", "other", "individual_practice", "group_practice", "medico_social"]] | None = None
    headcount: Whole | None = None
    turnover_eur: Amount | None = None
    balance_sheet_eur: Amount | None = None
    is_employer: Flag | None = None
    roles: Roles | None = None
    nis2: Nis2 | None = None
    legal_status_checked_at: Day | None = None
    dpo: Dpo | None = None
    eu_representative: Prose | None = None
    security_officer: Prose | None = None
    privacy_official: Prose | None = None
    professional_secrecy: Flag | None = None
    certificates: list[Literal["iso27001", "iso27701", "iso42001", "iso13485", "hds", "secnumcloud", "soc2", "hitrust", "other", "recognised_us_framework", "iso9001", "onc_health_it"]] | None = None
    policies: list[Literal["security", "privacy", "access_control", "passwords", "workstations", "removable_media", "cryptography", "sanctions", "usage_charter", "shadow_ai", "cyber_hygiene", "retention", "other", "authority_requests", "complaints", "approved_ai_list"]] | None = None
    policies_last_review: Day | None = None
    management: Management | None = None
    training: Training | None = None
    audit: Audit | None = None
    codes_of_conduct: Annotated[list[Literal["gdpr_code", "ai_act_voluntary_code", "gpai_code", "transparency_code", "none"]], NONE_ALONE] | None = None
    qms: Qms | None = None
    ai_governance: Annotated[list[Literal["inventory", "committee", "none"]], NONE_ALONE] | None = None
    shadow_ai: ShadowAi | None = None
    secrecy_measures: Annotated[list[Literal["confidentiality_commitments", "care_team_defined", "objection_recorded", "sharing_limited", "none"]], NONE_ALONE] | None = None

