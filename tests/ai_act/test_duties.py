"""Duties and their dates: what binds when, what waits for older systems, what is disputed, which fine names what, and that nothing future is a breach."""

from datetime import date
from typing import Any

import pytest

from compliance import pipeline
from compliance.assessment.ai_act import classify
from compliance.assessment.ai_act_model import Classification, Duty
from compliance.base.source import Document
from compliance.catalog.load import Catalog
from compliance.facts.world import World
from compliance.system.load import from_document
from tests.ai_act.ask import classified, data_of, nested
from tests.ai_act.test_vectors import VECTORS, facts_of

BASE = data_of("vectors.yaml")["base"]
DAYS = [date(2026, 11, 21), date(2026, 12, 2), date(2027, 12, 2), date(2028, 8, 2)]
# A triage device that also writes reports, placed in the spring of 2026: every date of the law touches it.
DEVICE = {
    **BASE,
    "device.kind": "medical_device",
    "device.mdr_class": "IIb",
    "device.in_house_art_5_5": False,
    "system.product.ai_position": "product",
    "system.product.annex_i_section": "A",
    "system.use_contexts": ["care", "emergency_calls_or_triage"],
    "ai.annex_iii_use_cases": ["5d"],
    "ai.synthetic_content.types": ["text"],
    "system.market.first_placed_date": "2026-05-01",
}
# The provisions that section 5 of the note puts in each bundle.
SHARED = [
    "art-8-1", "art-9-1", "art-10-1", "art-11-1", "art-12-1", "art-13-1", "art-14-1", "art-15-1", "art-16-a", "art-17-1-a", "art-18-1",
    "art-19-1", "art-20-1", "art-21", "art-25-4", "art-47", "art-48", "art-72-1", "art-72-3", "art-73-2", "art-73-6", "annex-iv-1-a",
    "annex-iv-9", "annex-v-1",
]  # fmt: skip


def of(result: Classification, name: str) -> Duty | None:
    return next((duty for duty in result.duties if duty.reference == f"ai-act:{name}"), None)


def test_the_lists_of_one_device_differ_on_each_day(catalog: Catalog) -> None:
    lists = [[(duty.reference, duty.status) for duty in classified(catalog, DEVICE, day).duties] for day in DAYS]
    assert len({tuple(found) for found in lists}) == len(DAYS)
    binding = [{name for name, status in found if status in ("applies_now", "contested")} for found in lists]
    assert [len(found) for found in binding] == sorted({len(found) for found in binding})
    assert "ai-act:art-50-2" not in binding[0]
    assert "ai-act:art-50-2" in binding[1]
    assert {"ai-act:art-26-1", "ai-act:art-86-1"} & binding[2] == {"ai-act:art-26-1"}
    assert "ai-act:art-43-3" not in binding[2]
    assert "ai-act:art-43-3" in binding[3]


def test_both_routes_keep_their_date(catalog: Catalog) -> None:
    duty = of(classified(catalog, DEVICE), "art-9-1")
    assert duty is not None
    assert dict(duty.dates) == {"high_risk_annex_i": date(2028, 8, 2), "high_risk_annex_iii": date(2027, 12, 2)}
    assert duty.applies_from == date(2027, 12, 2)


@pytest.mark.parametrize(
    ("vector", "absent", "present"),
    [
        ("T12", ["art-43-3", "art-8-2", "art-11-2"], ["art-43-2", "art-16-i", "art-49-1"]),
        ("T1p", ["art-43-1", "art-43-2", "art-16-i", "art-49-1"], ["art-43-3", "art-8-2", "art-11-2"]),
    ],
)
def test_the_bundles_hold_what_the_note_lists(vector: str, absent: list[str], present: list[str], catalog: Catalog) -> None:
    names = {duty.reference.partition(":")[2] for duty in classified(catalog, facts_of(VECTORS[vector])).duties}
    assert names.issuperset([*SHARED, *present])
    assert not names & set(absent)


def test_section_b_owes_almost_nothing(catalog: Catalog) -> None:
    facts = {**BASE, "system.product.annex_i_section": "B", "system.product.third_party_assessment": "required_health_safety", "system.product.ai_position": "product"}
    result = classified(catalog, facts)
    assert result.labels == ("high_risk_annex_i",)
    assert result.attributes["high_risk_annex_i"] == ("B",)
    assert {duty.reference for duty in result.duties} == {"ai-act:art-4-1"}


OLD: dict[str, Any] = {**facts_of(VECTORS["T1"]), "system.market.in_service_date": "2026-03-01"}  # type: ignore[dict-item]


@pytest.mark.parametrize(
    ("more", "day", "status", "marked", "until"),
    [
        ({"ai.change.date": "none"}, date(2028, 8, 1), "future", True, None),
        ({"ai.change.date": "none"}, date(2028, 8, 2), "legacy", True, None),
        ({"ai.change.date": "2027-01-01"}, date(2028, 8, 2), "legacy", True, None),
        ({"ai.change.date": "2028-09-01"}, date(2028, 10, 1), "applies_now", False, None),
        ({}, date(2028, 8, 2), "applies_now", True, None),
        ({"ai.change.date": "none", "system.market.situations": ["put_into_service_eu", "intended_for_public_authorities"]}, date(2030, 8, 1), "legacy", True, date(2030, 8, 2)),
        (
            {"ai.change.date": "none", "system.market.situations": ["put_into_service_eu", "intended_for_public_authorities"]},
            date(2030, 8, 2),
            "applies_now",
            True,
            date(2030, 8, 2),
        ),
        ({"ai.change.date": "none", "system.market.in_service_date": None}, date(2028, 8, 2), "applies_now", False, None),
        ({"ai.change.date": "none", "system.market.first_placed_date": "2028-08-02"}, date(2028, 8, 2), "applies_now", False, None),
    ],
)
def test_older_systems(more: dict[str, Any], day: date, status: str, marked: bool, until: date | None, catalog: Catalog) -> None:
    duty = of(classified(catalog, {**OLD, **more}, day), "art-26-1")
    assert duty is not None
    assert (duty.status, duty.legacy_if_unchanged, duty.legacy_until) == (status, marked, until)


def test_literacy_and_transparency_never_wait(catalog: Catalog) -> None:
    result = classified(catalog, {**DEVICE, "ai.change.date": "none"}, date(2028, 8, 2))
    statuses = {name: duty.status for name in ("art-4-1", "art-50-2", "art-9-1") if (duty := of(result, name)) is not None}
    assert statuses == {"art-4-1": "applies_now", "art-50-2": "applies_now", "art-9-1": "legacy"}


def test_a_disputed_date_is_neither_future_nor_a_breach(catalog: Catalog) -> None:
    facts = facts_of(VECTORS["W4b"])
    disputed = of(classified(catalog, facts), "art-49-2")
    assert disputed is not None
    assert disputed.status == "contested"
    assert disputed.contested is not None
    assert disputed.applies_from == date(2027, 12, 2)
    assert of(classified(catalog, facts, date(2027, 12, 2)), "art-49-2").status == "applies_now"  # type: ignore[union-attr]
    assert of(classified(catalog, facts), "art-6-4").status == "future"  # type: ignore[union-attr]


def test_a_disputed_label_disputes_its_own_duties_only(catalog: Catalog) -> None:
    result = classified(catalog, facts_of(VECTORS["T3"]), date(2028, 8, 2))
    assert of(result, "art-27-1").status == "contested"  # type: ignore[union-attr]
    assert of(result, "art-26-1").status == "applies_now"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("vector", "provision", "key"),
    [
        ("T6", "art-5-1-f", "ai_act_99_3"), ("T12", "art-16-a", "ai_act_99_4"),
        ("T12", "art-26-7", "ai_act_99_4"), ("T5", "art-50-1", "ai_act_99_4"), ("T20", "art-53-1-a", "ai_act_101"),
        ("T12", "art-9-1", None), ("T12", "art-4-1", None), ("T2", "art-27-1", None),
        ("T12", "art-72-1", None), ("T12", "art-73-2", None), ("W4b", "art-49-2", None), ("T2", "art-49-3", None),
    ],
)  # fmt: skip
def test_a_fine_is_named_only_where_the_law_names_the_article(vector: str, provision: str, key: str | None, catalog: Catalog) -> None:
    duty = of(classified(catalog, facts_of(VECTORS[vector])), provision)
    assert duty is not None
    assert (duty.fine.key if duty.fine else None) == key


@pytest.mark.parametrize(
    ("headcount", "turnover", "provision", "combine"),
    [
        (20, 1_000_000, "art-5-1-f", "lower"),
        (20, 1_000_000, "art-4-1", None),
        (5000, 900_000_000, "art-5-1-f", "higher"),
        (None, None, "art-5-1-f", "higher"),
        (600, 100_000_000, "art-5-1-f", "higher"),
    ],
)
def test_the_lower_ceiling_of_small_enterprises(headcount: int | None, turnover: int | None, provision: str, combine: str | None, catalog: Catalog) -> None:
    facts = {**facts_of(VECTORS["T6"]), "organisation.headcount": headcount, "organisation.turnover_eur": turnover, "organisation.balance_sheet_eur": turnover}  # type: ignore[dict-item]
    duty = of(classified(catalog, facts), provision)
    assert duty is not None
    assert (duty.fine.combine if duty.fine else None) == combine


def test_no_fine_before_fines_exist(catalog: Catalog) -> None:
    duty = of(classified(catalog, facts_of(VECTORS["T6"]), date(2025, 3, 1)), "art-5-1-f")
    assert duty is not None
    assert duty.fine is None


def test_what_the_assessment_shows(catalog: Catalog) -> None:
    system = from_document(Document("system.yaml", nested({**facts_of(VECTORS["T1p"]), "organisation.training.ai_literacy": ["none"], "ai.risk_management.elements": []})))  # type: ignore[dict-item]
    day = DAYS[0]
    results = pipeline.assess(system, catalog, day, ["ai-act"]).frameworks[0].requirements
    rules, framework = catalog.classifications["ai-act"], catalog.frameworks["ai-act"]
    result = classify(World(system.description, day, catalog.parameters_on(day)), rules, framework, results)
    literacy, risk = of(result, "art-4-1"), of(result, "art-9-2-a")
    assert literacy is not None
    assert (literacy.shown, literacy.status, literacy.breach) == ("not_met", "applies_now", True)
    assert risk is not None
    assert (risk.shown, risk.status, risk.breach) == ("not_met", "future", False)
    assert not any(duty.breach for duty in result.duties if duty.applies_from > day)


def test_a_presumed_duty_is_never_a_breach(catalog: Catalog) -> None:
    result = classified(catalog, None, date(2029, 1, 1))
    ours = [duty for duty in result.duties if duty.reference != "ai-act:art-4-1"]
    assert ours
    assert all(duty.presumed and not duty.breach for duty in result.duties)


def test_duties_of_a_role_gained_by_law(catalog: Catalog) -> None:
    result = classified(catalog, facts_of(VECTORS["T18"]))
    assert {role.name: role.how for role in result.roles} == {"deployer": "stated", "provider": "shifted"}
    assert of(result, "art-9-1").owed_by == ("provider",)  # type: ignore[union-attr]
