"""Security measures of the system.

Field names are the paths of the fact vocabulary; their labels and questions stand in `vocabulary/`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from compliance.system.types import AS_TEXT, NONE_ALONE, ORDERED, Day, Flag, Percent, Prose, Signed, Stated, Tally, Whole


class Disposal(Stated):
    """`security.disposal`."""

    measures: list[Literal["procedure", "named_standard", "certificate", "media_inventory", "automatic_deletion"]] | None = None


class RiskAnalysis(Stated):
    """`security.risk_analysis`."""

    date: Day | None = None
    method: Prose | None = None
    scope: list[Literal["data", "model", "hosting", "suppliers", "ai_threats", "physical", "hds_event_A", "hds_event_B", "hds_event_C", "hds_event_D", "hds_event_E", "hds_event_F", "hds_event_G", "hds_event_H"]] | None = None


class RiskTreatment(Stated):
    """`security.risk_treatment`."""

    open_high_risks: Tally | None = None
    all_high_have_owner: Flag | None = None


class Assets(Stated):
    """`security.assets`."""

    inventory_date: Day | None = None


class EncryptionAtRest(Stated):
    """`security.encryption_at_rest`."""

    algorithm: Prose | None = None
    key_bits: Whole | None = None
    scope: list[Literal["database", "object_store", "backup", "logs", "model", "endpoint"]] | None = None


class EncryptionInTransit(Stated):
    """`security.encryption_in_transit`."""

    min_tls: Annotated[Literal["none", "1.0", "1.1", "1.2", "1.3"], AS_TEXT, ORDERED] | None = None
    authenticated: Flag | None = None


class Keys(Stated):
    """`security.keys`."""

    storage: Literal["hsm", "kms", "vault", "file"] | None = None
    custodian: Literal["provider", "customer", "hsm_customer", "third_party"] | None = None
    separated_from_data: Flag | None = None
    rotation_months: Whole | None = None


class Roles(Stated):
    """`security.access.roles[]`."""

    data_categories: list[Prose] | None = None


class Access(Stated):
    """`security.access`."""

    model: Literal["rbac", "abac", "rbac_abac", "none"] | None = None
    roles: list[Roles] | None = None
    procedures: list[Literal["authorisation", "clearance", "revocation", "directory_review", "joiner_mover_leaver"]] | None = None
    shared_accounts: Tally | None = None
    authentication_methods: list[Literal["password", "mfa", "passkey", "smartcard", "psc", "cps", "certificate", "other", "ins_for_patients"]] | None = None
    mfa_scope: Annotated[list[Literal["remote", "privileged", "health_data", "all", "none", "phishing_resistant_privileged"]], NONE_ALONE] | None = None
    privileged: list[Literal["bastion", "recorded", "separate_accounts", "just_in_time", "dedicated_network", "dedicated_workstation"]] | None = None
    review_frequency_days: Whole | None = None
    revocation_max_hours: Whole | None = None
    idle_timeout_minutes: Whole | None = None
    break_glass: Annotated[list[Literal["defined", "logged", "none"]], NONE_ALONE] | None = None
    break_glass_review_hours: Whole | None = None
    secrets_in_code: Tally | None = None
    practices: list[Literal["least_privilege", "care_relationship_checked", "unique_ids"]] | None = None
    secrets: list[Literal["service_accounts_managed", "vault"]] | None = None


class Network(Stated):
    """`security.network`."""

    measures: list[Literal["segmented", "admin_isolated", "secure_gateway", "rate_limiting", "rule_review", "single_tenant", "logical_tenant", "dedicated_zone", "no_internet_egress"]] | None = None
    public_data_stores: Tally | None = None


class Vulnerabilities(Stated):
    """`security.vulnerabilities`."""

    scan_frequency_days: Whole | None = None
    known_exploited_open: Tally | None = None
    critical_over_deadline: Tally | None = None
    fix_days_critical: Whole | None = None
    fix_days_high: Whole | None = None
    disclosure: Annotated[list[Literal["policy", "contact", "advisories", "none"]], NONE_ALONE] | None = None


class Pentest(Stated):
    """`security.pentest`."""

    last_date: Day | None = None
    scope: list[Literal["infra", "app", "model", "independent"]] | None = None
    critical_open: Tally | None = None


class Hardening(Stated):
    """`security.hardening`."""

    baseline: Prose | None = None
    default_passwords: Tally | None = None


class SupplyChain(Stated):
    """`security.supply_chain`."""

    sbom_format: Annotated[list[Literal["cyclonedx", "spdx", "other", "none", "ml_bom", "top_level_only", "transitive"]], NONE_ALONE] | None = None
    sbom_date: Day | None = None


class Adversarial(Stated):
    """`security.ai.adversarial`."""

    attacks: Annotated[list[Literal["gradient_perturbation", "query_perturbation", "patch", "physical", "transfer", "text_substitution", "none"]], NONE_ALONE] | None = None
    robust_metric: Signed | None = None
    threshold: Signed | None = None
    mitigations: Annotated[list[Literal["adversarial_training", "input_detection", "ensemble", "human_review_of_borderline", "input_transformation", "certified_bound", "none"]], NONE_ALONE] | None = None


class Poisoning(Stated):
    """`security.ai.poisoning`."""

    controls: list[Literal["source_allowlist", "outlier_screen", "backdoor_scan", "integrity_check"]] | None = None
    label_audit_pct: Percent | None = None


class Llm(Stated):
    """`security.ai.llm`."""

    injection_tests: Tally | None = None
    injection_success_rate_pct: Percent | None = None
    filters: Annotated[list[Literal["input_filter", "output_filter", "output_validation", "max_length", "none", "grounding", "instruction_data_separation", "metadata_stripped", "hidden_text_screening"]], NONE_ALONE] | None = None
    red_team_date: Day | None = None
    injection_channels_tested: Annotated[list[Literal["text", "image", "metadata", "document", "retrieved_document", "audio", "video", "none"]], NONE_ALONE] | None = None


class Agent(Stated):
    """`security.ai.agent`."""

    tool_allowlist: list[Prose] | None = None
    write_actions_need_human: Flag | None = None


class Ai(Stated):
    """`security.ai`."""

    threat_model: Annotated[list[Literal["poisoning", "evasion", "inversion", "membership_inference", "extraction", "prompt_injection", "supply_chain", "excessive_agency", "none"]], NONE_ALONE] | None = None
    adversarial: Adversarial | None = None
    poisoning: Poisoning | None = None
    llm: Llm | None = None
    rag: Annotated[list[Literal["access_filter_per_user", "source_vetting", "tenant_isolation", "none"]], NONE_ALONE] | None = None
    agent: Agent | None = None
    api_limits: Annotated[list[Literal["authenticated", "rate_limit", "extraction_detection", "scores_hidden", "none"]], NONE_ALONE] | None = None


class Integrity(Stated):
    """`security.integrity`."""

    measures: list[Literal["checksums_verified", "signatures_verified_at_deploy", "other"]] | None = None


class Security(Stated):
    """`security`."""

    disposal: Disposal | None = None
    risk_analysis: RiskAnalysis | None = None
    risk_treatment: RiskTreatment | None = None
    assets: Assets | None = None
    measures: list[Literal["anti_malware", "dos_protection", "hardware_isolation", "side_channel_review", "resilience", "other"]] | None = None
    encryption_at_rest: EncryptionAtRest | None = None
    encryption_in_transit: EncryptionInTransit | None = None
    keys: Keys | None = None
    pqc: Annotated[list[Literal["inventory", "plan", "hybrid_key_exchange", "none"]], NONE_ALONE] | None = None
    access: Access | None = None
    network: Network | None = None
    vulnerabilities: Vulnerabilities | None = None
    pentest: Pentest | None = None
    development: list[Literal["code_review", "sast", "secure_lifecycle", "ai_code_reviewed", "environments_separated", "secure_deployment", "component_due_diligence"]] | None = None
    hardening: Hardening | None = None
    supply_chain: SupplyChain | None = None
    ai: Ai | None = None
    integrity: Integrity | None = None

