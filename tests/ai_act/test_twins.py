"""Near-identical systems held apart, and what the lighter one comes close to."""

from typing import Any

import pytest

from compliance.catalog.load import Catalog
from tests.ai_act.ask import classified, data_of
from tests.ai_act.test_vectors import VECTORS, facts_of

TWINS = {twin["name"]: twin for twin in data_of("twins.yaml")}


def burden(result: Any, catalog: Catalog) -> int:
    """How heavy the heaviest label is."""
    return max(catalog.classifications["ai-act"].labels[label].burden for label in result.labels)


@pytest.mark.parametrize("name", TWINS)
def test_twins_are_told_apart(name: str, catalog: Catalog) -> None:
    twin = TWINS[name]
    lighter, heavier = (classified(catalog, facts_of(VECTORS[twin[side]])) for side in ("lighter", "heavier"))
    assert set(lighter.labels) != set(heavier.labels)
    assert burden(lighter, catalog) <= burden(heavier, catalog)
    assert not heavier.near_misses or "high_risk" not in str(heavier.labels)


@pytest.mark.parametrize("name", [name for name, twin in TWINS.items() if "row" in twin])
def test_the_lighter_twin_says_what_keeps_it_out(name: str, catalog: Catalog) -> None:
    twin = TWINS[name]
    result = classified(catalog, facts_of(VECTORS[twin["lighter"]]))
    nearest = result.near_misses[0]
    assert nearest.row == twin["row"]
    assert [fact.path for fact in nearest.facts] == [twin["fact"]]
    assert nearest.distance == 1


def test_research_shows_what_it_would_be(catalog: Catalog) -> None:
    result = classified(catalog, {**facts_of(VECTORS["W8b"]), **VECTORS["W8a"]["facts"], "ai.real_world_test.active": False})  # type: ignore[dict-item]
    assert result.labels == ("out_of_scope",)
    assert result.preview is not None
    assert result.preview.labels == ("high_risk_annex_i",)
    assert not result.duties
    assert not result.near_misses


def test_high_risk_has_no_near_miss(catalog: Catalog) -> None:
    assert classified(catalog, facts_of(VECTORS["T1"])).near_misses == ()
