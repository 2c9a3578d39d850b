"""Each point of Article 5 and of Annex III: met, not met, left open, excepted."""

from datetime import date
from typing import Any

import pytest

from compliance.catalog.load import Catalog
from compliance.system.schema import all_paths
from tests.ai_act.ask import AS_OF, classified, data_of, points_of

BASE = data_of("vectors.yaml")["base"]
POINTS = data_of("points.yaml")
ARTICLE_5, CROSSED = POINTS["article_5"], POINTS["annex_iii"]
LISTED = [value for value in all_paths()["ai.annex_iii_use_cases"].values if value != "none"]
REACHED = ("prohibited", "prohibited_from")
DEROGATION = {
    "ai.derogation.conditions": ["a"],
    "ai.derogation.no_significant_risk": True,
    "ai.derogation.no_material_influence": True,
    "ai.derogation.documented_date": "2026-06-01",
    "system.market.first_placed_date": "2026-07-01",
}


def result_of(catalog: Catalog, facts: dict[str, Any], as_of: date = AS_OF) -> Any:
    return classified(catalog, {**BASE, **facts}, as_of)


def test_every_point_of_the_walk_has_its_cases(catalog: Catalog) -> None:
    rows = {row.point: row for node in catalog.classifications["ai-act"].nodes for row in node.rows if row.point}
    assert set(rows) == {*ARTICLE_5, *map(str, LISTED)}
    assert {point for point, row in rows.items() if point in LISTED and row.when is not None} == set(CROSSED)


@pytest.mark.parametrize("point", ARTICLE_5)
def test_article_5_met(point: str, catalog: Catalog) -> None:
    case = ARTICLE_5[point]
    day = date.fromisoformat(case["from"]) if "from" in case else AS_OF
    result = result_of(catalog, case["yes"], day)
    assert result.labels == ("prohibited",)
    assert points_of(result, *REACHED) == {point}
    assert {duty.reference for duty in result.duties} >= {f"ai-act:art-5-1-{point}", "ai-act:art-4-1"}


@pytest.mark.parametrize("point", [point for point, case in ARTICLE_5.items() if "from" in case])
def test_article_5_before_its_day(point: str, catalog: Catalog) -> None:
    result = result_of(catalog, ARTICLE_5[point]["yes"])
    assert "prohibited_from" in result.labels
    assert points_of(result, "prohibited_from") == {point}
    assert {duty.status for duty in result.duties if "art-5-" in duty.reference} == {"future"}


@pytest.mark.parametrize("point", ARTICLE_5)
def test_article_5_not_met(point: str, catalog: Catalog) -> None:
    result = result_of(catalog, ARTICLE_5[point]["no"], date(2027, 1, 1))
    assert point not in points_of(result, *REACHED, "prohibition_not_excluded")


@pytest.mark.parametrize("point", ARTICLE_5)
def test_article_5_left_open(point: str, catalog: Catalog) -> None:
    result = result_of(catalog, ARTICLE_5[point]["unknown"], date(2027, 1, 1))
    assert "prohibition_not_excluded" in result.labels
    assert point in points_of(result, "prohibition_not_excluded")
    assert "prohibited" not in result.labels


@pytest.mark.parametrize("point", [point for point, case in ARTICLE_5.items() if "excepted" in case])
def test_article_5_excepted(point: str, catalog: Catalog) -> None:
    result = result_of(catalog, ARTICLE_5[point]["excepted"], date(2027, 1, 1))
    assert point not in points_of(result, *REACHED, "prohibition_not_excluded")
    assert any(caution.id.startswith("exception_claimed:") for caution in result.cautions)


@pytest.mark.parametrize("point", [point for point, case in ARTICLE_5.items() if "not_excepted" in case])
def test_article_5_exception_not_available(point: str, catalog: Catalog) -> None:
    result = result_of(catalog, ARTICLE_5[point]["not_excepted"], date(2027, 1, 1))
    assert point in points_of(result, *REACHED)


@pytest.mark.parametrize(("elements", "traits", "point"), [(["deployer_purpose_ncii_csam"], ["none"], "ba"), (["deployer_purpose_ncii_csam"], ["csam"], "bb")])
def test_a_deployer_is_judged_by_its_purpose(elements: list[str], traits: list[str], point: str, catalog: Catalog) -> None:
    facts = {"system.roles.ai_act": ["deployer"], "ai.practice_elements": elements, "ai.synthetic_content.traits": traits}
    assert point in points_of(result_of(catalog, facts, date(2026, 12, 2)), "prohibited")
    supplied = {**facts, "ai.practice_elements": ["ncii_foreseeable_reproducible", "csam_intended"]}
    assert "prohibited" not in result_of(catalog, supplied, date(2026, 12, 2)).labels


def test_emotion_excepted_stays_high_risk_and_transparent(catalog: Catalog) -> None:
    result = result_of(catalog, ARTICLE_5["f"]["excepted"])
    assert set(result.labels) == {"high_risk_annex_iii", "transparency:50-3"}
    assert "1c" in points_of(result, "high_risk_annex_iii")


@pytest.mark.parametrize("point", LISTED)
def test_annex_iii_listed(point: str, catalog: Catalog) -> None:
    result = result_of(catalog, {"ai.annex_iii_use_cases": [point]})
    assert result.labels == ("high_risk_annex_iii",)
    assert points_of(result, "high_risk_annex_iii") == {point}


@pytest.mark.parametrize("point", LISTED)
def test_annex_iii_not_listed(point: str, catalog: Catalog) -> None:
    assert result_of(catalog, {"ai.annex_iii_use_cases": ["none"]}).labels == ("minimal",)


@pytest.mark.parametrize("point", LISTED)
def test_annex_iii_left_open(point: str, catalog: Catalog) -> None:
    result = result_of(catalog, {"ai.annex_iii_use_cases": None})
    assert result.labels == ("high_risk_presumed",)
    assert "annex_iii:all" in result.presumed


@pytest.mark.parametrize("point", LISTED)
def test_annex_iii_derogation(point: str, catalog: Catalog) -> None:
    facts = {"ai.annex_iii_use_cases": [point], **DEROGATION}
    assert result_of(catalog, facts).labels == ("not_high_risk_art_6_3",)
    closing: list[tuple[str, Any]] = [
        ("ai.performs_profiling", True),
        ("ai.performs_profiling", None),
        ("ai.derogation.documented_date", "2026-07-02"),
        ("ai.derogation.conditions", []),
    ]
    for path, answer in closing:
        assert result_of(catalog, {**facts, path: answer}).labels == ("high_risk_annex_iii",), path


@pytest.mark.parametrize("point", CROSSED)
def test_annex_iii_follows_from_facts(point: str, catalog: Catalog) -> None:
    result = result_of(catalog, CROSSED[point]["yes"])
    assert points_of(result, "high_risk_annex_iii") == {point}
    assert any(caution.id.startswith("unlisted_point:") for caution in result.cautions)


@pytest.mark.parametrize("point", CROSSED)
def test_annex_iii_does_not_follow(point: str, catalog: Catalog) -> None:
    assert point not in points_of(result_of(catalog, CROSSED[point]["no"]), "high_risk_annex_iii", "high_risk_presumed")


@pytest.mark.parametrize("point", CROSSED)
def test_annex_iii_presumed(point: str, catalog: Catalog) -> None:
    assert f"annex_iii:{point}" in result_of(catalog, CROSSED[point]["unknown"]).presumed


@pytest.mark.parametrize("point", CROSSED)
def test_a_listed_point_is_kept_but_checked(point: str, catalog: Catalog) -> None:
    result = result_of(catalog, {**CROSSED[point]["no"], "ai.annex_iii_use_cases": [point]})
    assert points_of(result, "high_risk_annex_iii") == {point}
    assert any(caution.id.startswith("check_point:") for caution in result.cautions)
