"""What persons, professionals and deployers are told.

Field names are the paths of the fact vocabulary; their labels and questions stand in `vocabulary/`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from compliance.system.types import NONE_ALONE, Flag, Prose, Stated


class Instructions(Stated):
    """`transparency.instructions`."""

    items: list[Literal["provider_identity", "intended_purpose", "performance_declared", "risk_circumstances", "explainability", "subgroup_performance", "input_specs", "interpretation_help", "predetermined_changes", "human_oversight", "lifetime_maintenance", "log_mechanisms", "data_gaps"]] | None = None


class ModelCard(Stated):
    """`transparency.model_card`."""

    attributes: list[Literal["purpose", "training_data", "metrics", "fairness", "limits", "maintenance", "external_validation", "inputs", "other"]] | None = None


class Transparency(Stated):
    """`transparency`."""

    notice_url: Prose | None = None
    notice_items: list[Literal["identity", "dpo_contact", "purposes", "legal_basis", "recipients", "transfers", "retention", "rights", "complaint", "source", "ai_system", "logic", "exemption_relied_on"]] | None = None
    languages: list[Prose] | None = None
    channels: list[Literal["individual", "minor_version", "site_display", "public_portal", "accessible_version", "accessibility_law_met", "hosting_information", "hosting_objection"]] | None = None
    obvious_to_audience: Flag | None = None
    interacts_with_persons: Flag | None = None
    deployer_disclosures: Annotated[list[Literal["deep_fake", "public_interest_text", "emotion_or_biometric_exposure", "none", "workers"]], NONE_ALONE] | None = None
    instructions: Instructions | None = None
    model_card: ModelCard | None = None
    provider_disclosures: list[Literal["interaction_notice", "synthetic_marking"]] | None = None
    ai_device_items: Annotated[list[Literal["patient_informed_before", "patient_told_of_result", "professional_told", "professional_reaches_data_and_results", "functioning_explained_by_designer", "none"]], NONE_ALONE] | None = None

