"""The architecture graph: parties, sites, data categories, components and flows.

Field names are the paths of the fact vocabulary; their labels and questions stand in `vocabulary/`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from compliance.system.types import AS_TEXT, NONE_ALONE, ORDERED, Country, Day, Flag, Identifier, Prose, Ref, Stated, Whole


class Party(Stated):
    """`parties[]`."""

    id: Identifier
    country: Country | None = None
    parent_country: Country | None = None
    roles: list[Literal["own_organisation", "joint_controller", "federation_participant", "supplier", "customer", "recipient", "research_partner", "data_contributor"]] | None = None
    reidentification_means: Flag | None = None
    name: Prose | None = None


class Hds(Stated):
    """`sites[].hds`."""

    certified: Flag | None = None
    version: Annotated[Literal["v1", "v2"], ORDERED] | None = None
    activities: list[Annotated[Literal["1", "2", "3", "4", "5", "6"], AS_TEXT]] | None = None
    activities_needed: list[Annotated[Literal["1", "2", "3", "4", "5", "6"], AS_TEXT]] | None = None
    valid_until: Day | None = None
    evidence: Annotated[list[Literal["certificate_copy", "subcontractor_certificate_copies", "guarantees_table", "audit_report_access", "audit_summary", "responsibility_matrix", "statement_of_applicability_fr", "none", "certifier_named", "public_transfer_map", "iso27001_certificate"]], NONE_ALONE] | None = None
    services: list[Prose] | None = None
    holder: Prose | None = None


class Contract(Stated):
    """`sites[].contract`."""

    clauses: list[Literal["certificate_scope", "services", "rights_support", "incident_contact", "sla", "subcontractors", "access_terms", "changes", "failure_guarantees", "no_reuse", "reversibility", "audit_right", "designated_health_professional", "location_communicated", "subcontractor_change_notice", "certificate_loss_procedure", "staff_awareness", "staff_access_traces", "client_contact", "signed_contract", "destruction_certificate"]] | None = None


class Reversibility(Stated):
    """`sites[].reversibility`."""

    formats: list[Prose] | None = None
    max_days: Whole | None = None


class Site(Stated):
    """`sites[]`."""

    id: Identifier
    provider: Annotated[Prose, Ref("parties")] | None = None
    country: Country | None = None
    backup_countries: list[Country] | None = None
    for_third_party: Flag | None = None
    deployment: list[Literal["commercial_cloud", "on_premises", "electronic_archiving", "inference_endpoint", "training_storage", "vector_store", "provider_stores_prompts", "provider_stores_outputs"]] | None = None
    remote_access_countries: list[Country] | None = None
    hds: Hds | None = None
    secnumcloud: Literal["none", "qualified_3_1", "qualified_3_2", "in_progress"] | None = None
    extra_eu_laws: list[Prose] | None = None
    extra_eu_residual_risk: Prose | None = None
    contract: Contract | None = None
    support_languages: list[Prose] | None = None
    provider_reuse: Flag | None = None
    reversibility: Reversibility | None = None
    physical_security: Annotated[list[Literal["certified", "plan", "visitor_control", "maintenance_log", "none", "emergency_access"]], NONE_ALONE] | None = None
    services_used: list[Prose] | None = None
    remote_access_tool: Literal["none", "adequacy", "dpf", "scc", "bcr", "code", "certification", "art49"] | None = None
    remote_access_measures: Annotated[list[Literal["case_by_case_approval", "session_recorded", "eu_controlled_gateway", "no_clear_data_visible", "documented_list", "none"]], NONE_ALONE] | None = None
    name: Prose | None = None


class DataField(Stated):
    """`data[].fields[]`."""

    name: Prose | None = None
    necessity: Prose | None = None
    direct_identifier: Flag | None = None
    used_in: list[Literal["training", "validation", "inference", "support"]] | None = None


class Retention(Stated):
    """`data[].retention`."""

    months: Whole | None = None
    basis: Prose | None = None


class DataCategory(Stated):
    """`data[]`."""

    id: Identifier
    kinds: list[Literal["identity", "health", "genetic", "biometric", "nir", "ins", "snds", "criminal", "behaviour", "location", "technical", "synthetic", "other", "sren_state_sensitive", "model_update", "model_weights", "logs", "images"]] | None = None
    subjects: Annotated[list[Literal["patients", "staff", "candidates", "students", "insured_persons", "general_public", "minors", "protected_adults", "vulnerable_groups", "none"]], NONE_ALONE] | None = None
    identifiability: Literal["identified", "pseudonymised", "anonymous"] | None = None
    linking_identifier: Literal["none", "per_release", "constant"] | None = None
    health_origin: Literal["care", "research", "self_reported", "claims", "mixed", "none"] | None = None
    reidentification_key_holder: Prose | None = None
    subject_count: Whole | None = None
    fields: list[DataField] | None = None
    sources: list[Literal["data_subject", "third_party", "made_public_by_subject", "public_dataset", "snds", "ehr", "web"]] | None = None
    retention: Retention | None = None
    confidentiality_years: Whole | None = None
    nir_ground: Literal["decree_case", "care_ins", "research_with_replacement_code", "none"] | None = None
    name: Prose | None = None


class EncryptionAtRest(Stated):
    """`components[].encryption_at_rest`."""

    algorithm: Prose | None = None
    key_bits: Whole | None = None


class Keys(Stated):
    """`components[].keys`."""

    custodian: Literal["provider", "customer", "hsm_customer", "third_party"] | None = None


class Access(Stated):
    """`components[].access`."""

    model: Literal["rbac", "abac", "rbac_abac", "none"] | None = None
    mfa_scope: Annotated[list[Literal["remote", "privileged", "health_data", "all", "none", "phishing_resistant_privileged"]], NONE_ALONE] | None = None


class Logging(Stated):
    """`components[].logging`."""

    events: Annotated[list[Literal["read", "write", "export", "delete", "login", "admin", "authentication_failure", "none"]], NONE_ALONE] | None = None


class Backup(Stated):
    """`components[].backup`."""

    traits: Annotated[list[Literal["offsite", "immutable", "offline", "encrypted", "includes_models", "independent_authentication", "none"]], NONE_ALONE] | None = None


class Component(Stated):
    """`components[]`."""

    id: Identifier
    kind: Literal["data_store", "service", "model", "device", "person", "external"] | None = None
    operated_by: Annotated[Prose, Ref("parties")] | None = None
    hosted_at: Annotated[Prose, Ref("sites")] | None = None
    holds: list[Annotated[Prose, Ref("data")]] | None = None
    environment: Literal["development", "training", "test", "production", "backup", "administration"] | None = None
    exposure: Literal["none", "internal", "partner", "internet"] | None = None
    network_measures: Annotated[list[Literal["dedicated_zone", "default_deny", "no_internet_egress", "api_gateway_only", "authenticated_api", "none"]], NONE_ALONE] | None = None
    encryption_at_rest: EncryptionAtRest | None = None
    encryption_in_use: Literal["none", "sgx", "nitro_enclave", "confidential_vm", "confidential_gpu", "other"] | None = None
    attestation_verified: Flag | None = None
    keys: Keys | None = None
    access: Access | None = None
    logging: Logging | None = None
    backup: Backup | None = None
    device_measures: Annotated[list[Literal["inventoried", "own_segment", "default_password_changed", "vendor_supported", "compensating_measures", "remote_maintenance_controlled", "none"]], NONE_ALONE] | None = None
    trained_on: list[Annotated[Prose, Ref("datasets")]] | None = None
    name: Prose | None = None
    description: Prose | None = None
    operated_by_each: list[Annotated[Prose, Ref("parties")]] | None = None


class Flow(Stated):
    """`flows[]`."""

    id: Identifier
    source: Annotated[Prose, Ref("components")] | None = None
    destination: Annotated[Prose, Ref("components")] | None = None
    carries: list[Annotated[Prose, Ref("data")]] | None = None
    purpose: Literal["care", "inference", "training", "model_update", "administration", "remote_maintenance", "telemetry", "backup", "migration", "research_export", "reporting", "other"] | None = None
    protocol: Literal["https", "mtls", "vpn_ipsec", "sftp", "dicom_tls", "dicom_plain", "hl7_tls", "hl7_plain", "http_plain", "secure_messaging", "email", "physical_media", "in_process", "other"] | None = None
    transformation: Annotated[list[Literal["none", "minimised", "pseudonymised", "anonymised", "aggregated", "dp_noise", "clipped", "secure_aggregation", "masked"]], NONE_ALONE] | None = None
    encrypted: Flag | None = None
    transfer_tool: Literal["none", "adequacy", "dpf", "scc", "bcr", "code", "certification", "art49"] | None = None
    transfer_tool_evidence: list[Literal["bcr_approved", "dpf_listed", "scc_module_named", "fallback_defined", "client_informed", "occasional_only"]] | None = None
    tia_date: Day | None = None
    supplementary_measures: list[Prose] | None = None
    min_tls: Annotated[Literal["none", "1.0", "1.1", "1.2", "1.3"], AS_TEXT, ORDERED] | None = None
    authenticated: Literal["none", "server", "mutual"] | None = None
    end_to_end: Flag | None = None
    frequency: Literal["routine", "occasional", "one_off"] | None = None
    extraction_scope: Literal["listed_fields", "whole_tables", "unlimited"] | None = None
    temporary_copies_deleted: Day | None = None
    name: Prose | None = None

