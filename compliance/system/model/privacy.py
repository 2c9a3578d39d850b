"""Privacy engineering, impact assessment, record of processing and rights.

Field names are the paths of the fact vocabulary; their labels and questions stand in `vocabulary/`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from compliance.system.types import NONE_ALONE, ORDERED, Amount, Day, Flag, Percent, Prose, Share, Stated, Whole


class Pseudonymisation(Stated):
    """`privacy.pseudonymisation`."""

    method: Literal["random_table", "keyed_hash", "encryption", "tokenisation", "unsalted_hash", "none", "random_code", "derived_from_identity"] | None = None
    mapping_separated: Flag | None = None


class Anonymisation(Stated):
    """`privacy.anonymisation`."""

    claimed: Flag | None = None
    tests: Annotated[list[Literal["singling_out", "linkability", "inference", "none"]], NONE_ALONE] | None = None
    k: Whole | None = None
    max_risk: Amount | None = None


class Dp(Stated):
    """`privacy.dp`."""

    used: Flag | None = None
    epsilon: Amount | None = None
    epsilon_is_total: Flag | None = None
    delta: Share | None = None
    unit: Literal["patient", "visit", "record", "image", "client", "site", "event", "other"] | None = None
    n_units: Whole | None = None
    accountant: list[Literal["rdp", "prv", "gdp", "zcdp", "basic", "other", "central", "local", "shuffle", "distributed_secagg"]] | None = None
    composition_includes: Annotated[list[Literal["all_releases", "hyperparameter_tuning", "repeated_queries", "all_rounds", "none"]], NONE_ALONE] | None = None
    clipping_bound: Amount | None = None


class Fl(Stated):
    """`privacy.fl`."""

    n_clients: Whole | None = None
    robust_aggregation: Literal["none", "krum", "multi_krum", "trimmed_mean", "median", "bulyan", "fltrust", "other"] | None = None
    governance: list[Literal["client_authentication", "controller_roles_agreed", "withdrawal_procedure", "round_audit_log", "per_site_performance", "dropout_rule"]] | None = None
    protections: list[Literal["raw_data_stays_on_site", "secure_aggregation", "update_clipping"]] | None = None
    byzantine_measures: Annotated[list[Literal["update_anomaly_detection", "norm_bounding", "site_weight_cap", "backdoor_test", "participant_exclusion", "none"]], NONE_ALONE] | None = None
    max_malicious_clients: Whole | None = None
    inversion_rebuilt_pct: Percent | None = None


class Leakage(Stated):
    """`privacy.leakage`."""

    tests: Annotated[list[Literal["memorisation", "extraction", "membership_inference", "inversion", "canary", "none", "gradient_inversion", "attribute_inference"]], NONE_ALONE] | None = None
    mia_auc: Share | None = None
    mia_tpr_at_low_fpr: Share | None = None
    model_anonymous_claim: Flag | None = None
    test_date: Day | None = None


class DpiaAnswer(Stated):
    """`privacy.dpia.answers[]`."""

    question: Literal["111", "112", "113", "121", "122", "123", "211", "212", "213", "214", "215", "221", "222", "223", "224", "225", "226", "227"] | None = None
    text: Prose | None = None


class DpiaMeasure(Stated):
    """`privacy.dpia.measures[]`."""

    title: Prose | None = None
    content: Prose | None = None
    family: Prose | None = None


class DpiaRisk(Stated):
    """`privacy.dpia.risks[]`."""

    risk: Literal["access", "change", "loss", "operation"] | None = None
    impacts: list[Prose] | None = None
    threats: list[Prose] | None = None
    sources: list[Prose] | None = None
    measures: list[Prose] | None = None
    severity: Annotated[Literal["negligible", "limited", "significant", "maximum"], ORDERED] | None = None
    severity_reason: Prose | None = None
    likelihood: Annotated[Literal["negligible", "limited", "significant", "maximum"], ORDERED] | None = None
    likelihood_reason: Prose | None = None
    residual_severity: Annotated[Literal["negligible", "limited", "significant", "maximum"], ORDERED] | None = None
    residual_likelihood: Annotated[Literal["negligible", "limited", "significant", "maximum"], ORDERED] | None = None
    confirmed_by: Prose | None = None
    confirmed_on: Day | None = None


class DpiaEvaluation(Stated):
    """`privacy.dpia.evaluations[]`."""

    target: Prose | None = None
    status: Literal["pending", "to_correct", "improvable", "acceptable"] | None = None
    progress: Literal["not_started", "started", "completed"] | None = None
    action: Prose | None = None
    comment: Prose | None = None
    date: Day | None = None
    owner: Prose | None = None
    due: Day | None = None


class DpiaComment(Stated):
    """`privacy.dpia.comments[]`."""

    question: Prose | None = None
    text: Prose | None = None


class DpiaPeople(Stated):
    """`privacy.dpia.people`."""

    author: Prose | None = None
    evaluator: Prose | None = None
    validator: Prose | None = None
    dpo: Prose | None = None
    subjects: Prose | None = None


class DpiaViews(Stated):
    """`privacy.dpia.views`."""

    sought: Flag | None = None
    reason: Prose | None = None
    opinion: Prose | None = None
    favourable: Flag | None = None


class Dpia(Stated):
    """`privacy.dpia`."""

    date: Day | None = None
    first_date: Day | None = None
    model_version: Prose | None = None
    triggers: Annotated[list[Literal["cnil_list", "cnil_exemption", "wp248_two_or_more", "covered_by_law", "none"]], NONE_ALONE] | None = None
    dpo_opinion: Prose | None = None
    content: list[Literal["description", "necessity", "risks", "measures", "subject_views", "format_named", "alternatives"]] | None = None
    residual_risk: Annotated[Literal["negligible", "limited", "significant", "maximum"], ORDERED] | None = None
    prior_consultation: Literal["not_needed", "pending", "done"] | None = None
    exemption_item: Prose | None = None
    reasons: Prose | None = None
    state: Literal["in_progress", "refused", "validated", "signed", "archived"] | None = None
    category: Prose | None = None
    created: Prose | None = None
    updated: Prose | None = None
    people: DpiaPeople | None = None
    dpo_favourable: Flag | None = None
    views: DpiaViews | None = None
    refusal_reason: Prose | None = None
    adjustments: Prose | None = None
    answers: list[DpiaAnswer] | None = None
    measures: list[DpiaMeasure] | None = None
    risks: list[DpiaRisk] | None = None
    evaluations: list[DpiaEvaluation] | None = None
    comments: list[DpiaComment] | None = None


class Ropa(Stated):
    """`privacy.ropa`."""

    entry_id: Prose | None = None
    fields: list[Literal["purposes", "persons", "data", "recipients", "transfers", "retention", "security_measures", "processor"]] | None = None
    last_update: Day | None = None


class Rights(Stated):
    """`privacy.rights`."""

    processes: list[Literal["access", "rectification", "erasure", "restriction", "portability", "objection", "recipient_notification", "model_outputs", "electronic_copy", "model_unlearning", "identification_impossible_shown"]] | None = None
    access_max_days: Whole | None = None
    rectification_max_days: Whole | None = None
    optout: list[Literal["register", "checked_before_training"]] | None = None


class Privacy(Stated):
    """`privacy`."""

    pseudonymisation: Pseudonymisation | None = None
    anonymisation: Anonymisation | None = None
    defaults: Annotated[list[Literal["optional_sharing_on", "public_by_default", "telemetry_with_health_data", "none"]], NONE_ALONE] | None = None
    dp: Dp | None = None
    fl: Fl | None = None
    leakage: Leakage | None = None
    dpia: Dpia | None = None
    ropa: Ropa | None = None
    rights: Rights | None = None

