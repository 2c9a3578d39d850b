"""Suppliers, software bill of materials, documents and the facts of United States law.

Field names are the paths of the fact vocabulary; their labels and questions stand in `vocabulary/`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from compliance.system.types import AS_TEXT, NONE_ALONE, Country, Day, Flag, Identifier, Prose, Ref, Stated, Whole


class SoftwareItem(Stated):
    """`software[]`."""

    name: Prose | None = None
    version: Prose | None = None
    licence: Prose | None = None
    provider_docs: Flag | None = None
    format: Literal["safetensors", "onnx", "gguf", "pickle", "container", "source", "other"] | None = None
    sha256: Prose | None = None
    signed: Flag | None = None


class Subprocessor(Stated):
    """`suppliers[].subprocessors[]`."""

    country: Country | None = None
    same_terms: Flag | None = None


class Supplier(Stated):
    """`suppliers[]`."""

    party: Annotated[Prose, Ref("parties")] | None = None
    role: Literal["processor", "joint_controller", "controller", "none"] | None = None
    critical: Flag | None = None
    dpa_signed: Flag | None = None
    dpa_clauses: list[Literal["subject_matter", "a", "b", "c", "d", "e", "f", "g", "h", "specific_authorisation", "general_authorisation"]] | None = None
    breach_notice_hours: Whole | None = None
    subprocessors: list[Subprocessor] | None = None
    change_notice_days: Whole | None = None
    assessment_date: Day | None = None
    security_clauses: Annotated[list[Literal["security", "secure_development_evidence", "exit_plan", "audit", "none", "certified"]], NONE_ALONE] | None = None
    trains_on_data: Literal["no", "no_and_zero_retention", "yes_with_basis", "yes_without_basis"] | None = None
    handles_phi: Flag | None = None
    baa_signed: Day | None = None
    baa_clauses: list[Literal["permitted_uses", "security_rule", "flow_down", "incident_reporting", "return_or_destroy", "hhs_access", "model_training", "deidentification_allowed"]] | None = None
    id: Identifier


class Document(Stated):
    """`documents[]`."""

    kind: Literal["technical_file", "eu_declaration", "instructions", "model_card", "security_documentation", "privacy_notice_us", "evidence", "other", "evidence_pack"] | None = None
    version: Prose | None = None
    retention_years: Whole | None = None
    technical_file_sections: list[Annotated[Literal["1a", "1b", "1c", "1d", "1e", "1f", "1g", "1h", "2a", "2b", "2c", "2d", "2e", "2f", "2g", "2h", "3", "4", "5", "6", "7", "8", "9"], AS_TEXT]] | None = None
    id: Identifier
    title: Prose | None = None
    supports: list[Prose] | None = None
    reference: Prose | None = None
    sha256: Prose | None = None
    date: Day | None = None
    expires: Day | None = None
    assurance: Literal["documented", "measured"] | None = None


class PhiUse(Stated):
    """`us.phi.uses[]`."""

    legal_path: Literal["treatment_payment_operations", "authorisation", "waiver", "limited_data_set", "deidentified", "other"] | None = None


class Deidentification(Stated):
    """`us.phi.deidentification`."""

    method: Literal["none", "safe_harbor", "expert_determination", "limited_data_set"] | None = None
    removed_identifiers: list[Prose] | None = None
    actual_knowledge: Flag | None = None
    expert_report: Day | None = None


class Phi(Stated):
    """`us.phi`."""

    processed: Flag | None = None
    uses: list[PhiUse] | None = None
    deidentification: Deidentification | None = None
    dua_signed: Flag | None = None


class AddressableDecision(Stated):
    """`us.hipaa.addressable_decisions[]`."""

    spec: Prose | None = None
    decision: Literal["implemented", "alternative", "not_applicable"] | None = None


class Hipaa(Stated):
    """`us.hipaa`."""

    addressable_decisions: list[AddressableDecision] | None = None


class Us(Stated):
    """`us`."""

    phi: Phi | None = None
    hipaa: Hipaa | None = None


class Attestation(Stated):
    """`attestations[]`."""

    requirement: Prose | None = None
    by: Prose | None = None
    role: Prose | None = None
    date: Day | None = None
    expires: Day | None = None
    statement: Prose | None = None
    document: Prose | None = None
    verdict: Literal["met", "not_met"] | None = None

