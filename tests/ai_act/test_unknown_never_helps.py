"""Taking an answer away never moves a system towards fewer duties."""

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.assessment.ai_act import classify
from compliance.assessment.ai_act_missing import with_changes
from compliance.assessment.ai_act_model import Classification
from compliance.catalog.load import Catalog, load_catalog
from tests.ai_act.ask import classified, points_of, world_of
from tests.ai_act.test_vectors import VECTORS, facts_of

STATED = {name: facts for name, vector in VECTORS.items() if (facts := facts_of(vector)) is not None}
DAYS = (date(2026, 11, 21), date(2026, 12, 2), date(2028, 8, 2))
OPEN = "prohibition_not_excluded"
# A label is still there when one of these is: itself, the question that a missing answer leaves, or what is heavier.
STILL = {
    "prohibited": {"prohibited", OPEN},
    "prohibited_from": {"prohibited_from", "prohibited", OPEN},
    OPEN: {OPEN, "prohibited_from", "prohibited"},
    "not_high_risk_art_6_3": {"not_high_risk_art_6_3", "high_risk_annex_iii", "high_risk_presumed"},
    "gpai": {"gpai", "gpai_undetermined"},
    "gpai_systemic": {"gpai_systemic", "gpai_undetermined"},
    "gpai_undetermined": {"gpai_undetermined"},
}
OUTSIDE = {"not_an_ai_system", "out_of_scope"}
ANNEX_III = ("high_risk_annex_iii", "not_high_risk_art_6_3", "high_risk_presumed")


# Two grounds on which the law shifts a role are asked about and never presumed: a modification nobody speaks of, else every deployer would be a provider (vector T1),
# and a general model whose high-risk use is not established (node N4b of the note: "not presumed").
ASKED = ("art-25-1-b", "general-model-configured")
OF_PROVIDERS = ("transparency:50-1", "transparency:50-2")


def lost(before: Classification, after: Classification) -> list[str]:
    """What the second classification no longer asks, and the first did."""
    if "prohibited" in after.labels or OUTSIDE & set(before.labels):
        return []
    missing = sorted(OUTSIDE & set(after.labels))
    open_rows = " ".join(caution.id for caution in after.cautions if caution.id.startswith("role_open:"))
    asked = {role.name for role in before.roles if role.how == "shifted" and role.row in ASKED and role.row in open_rows}
    for label in before.labels:
        if label in OF_PROVIDERS and "provider" in asked and "provider" not in after.role_names:
            continue
        if label == "high_risk_annex_i":
            kept = label in after.labels or "annex_i" in after.presumed
        elif label in ("high_risk_annex_iii", "high_risk_presumed"):
            kept = bool({"high_risk_annex_i", "high_risk_annex_iii", "high_risk_presumed"} & set(after.labels))
        else:
            kept = label == "minimal" or bool(STILL.get(label, {label}) & set(after.labels))
        missing += [] if kept else [label]
    missing += [role for role in before.role_names if role not in after.role_names and role not in asked]
    if "annex_iii:all" not in after.presumed:
        missing += sorted(points_of(before, *ANNEX_III) - points_of(after, *ANNEX_III))
    missing += [point for point in before.presumed if point == "annex_i" and "high_risk_annex_i" not in after.labels and point not in after.presumed]
    return missing


def fewer_duties(before: Classification, after: Classification) -> list[str]:
    """The duties that the second no longer has, or has later; those of a prohibition, a model or an optional conduct go by their label."""
    if "prohibited" in after.labels or OUTSIDE & set(before.labels):
        return []
    days = {duty.reference: duty.applies_from for duty in after.duties}
    by_label = ("art-5-", "art-52-", "art-53-", "art-54", "art-55-", "art-60-", "art-61", "annex-ix", "art-6-4", "art-49-2", "annex-viii-b")
    ours = [duty for duty in before.duties if not duty.reference.partition(":")[2].startswith(by_label) and set(duty.owed_by) & set(after.role_names)]
    # A transparency label that went with the role of provider takes its duties along: `lost` has judged it already.
    ours = [duty for duty in ours if not set(duty.labels) <= set(OF_PROVIDERS) or set(duty.labels) & set(after.labels)]
    return [duty.reference for duty in ours if duty.reference not in days or days[duty.reference] > duty.applies_from]


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("name", STATED)
def test_no_single_answer_taken_away_helps(name: str, day: date, catalog: Catalog) -> None:
    facts = STATED[name]
    before = classified(catalog, facts, day)
    for path in facts:
        after = classified(catalog, {**facts, path: None}, day)
        assert lost(before, after) == [], path
        assert fewer_duties(before, after) == [], path


@given(st.sampled_from(sorted(STATED)), st.integers(0, 2**32), st.sampled_from(DAYS))
def test_no_answers_taken_away_together_help(name: str, seed: int, day: date) -> None:
    catalog = _catalog()
    facts = STATED[name]
    gone = random.Random(seed).sample(sorted(facts), k=random.Random(seed).randint(1, len(facts)))
    before, after = classified(catalog, facts, day), classified(catalog, {**facts, **dict.fromkeys(gone)}, day)
    assert lost(before, after) == [], gone
    assert fewer_duties(before, after) == [], gone


_KEPT: list[Catalog] = []


def _catalog() -> Catalog:
    """The shipped catalog, for tests that take no fixture."""
    if not _KEPT:
        _KEPT.append(load_catalog())
    return _KEPT[0]


@pytest.mark.parametrize("name", STATED)
def test_what_is_missing_says_what_it_would_change(name: str, catalog: Catalog) -> None:
    facts = STATED[name]
    world = world_of(catalog, {path: value for path, value in facts.items() if path != "system.use_contexts"})
    rules, framework = catalog.classifications["ai-act"], catalog.frameworks["ai-act"]
    result = with_changes(classify(world, rules, framework), world, rules, framework)
    for item in result.missing:
        for change in item.changes:
            assert change.answers
            assert change.adds or change.drops
    triage = next((item for item in result.missing if item.path == "system.use_contexts"), None)
    if "high_risk_presumed" in result.labels and triage is not None:
        assert any("high_risk_annex_iii" in change.adds or "high_risk_presumed" in change.drops for change in triage.changes) or "annex_i" in result.presumed
