"""The terms that controls and requirements use keep to the classification: never sure where it is not, never the other way round."""

from typing import Any

import pytest

from compliance.catalog.load import Catalog
from tests.ai_act.ask import classified, points_of, world_of
from tests.ai_act.test_vectors import VECTORS, facts_of

LABELS: dict[str, dict[Any, set[str]]] = {
    "art_6_1_met": {True: {"high_risk_annex_i"}, None: {"high_risk_annex_i", "high_risk_presumed"}},
    "annex_iii_met": {True: {"high_risk_annex_iii", "not_high_risk_art_6_3"}},
    "is_high_risk": {True: {"high_risk_annex_i", "high_risk_annex_iii"}},
}
ENDED = {"prohibited", "out_of_scope", "not_an_ai_system"}


def truth(name: str, vector: str, catalog: Catalog) -> Any:
    world = world_of(catalog, facts_of(VECTORS[vector]))
    return world.answer(name, world.description).value


@pytest.mark.parametrize("vector", VECTORS)
@pytest.mark.parametrize("name", LABELS)
def test_a_term_that_holds_gives_its_label(name: str, vector: str, catalog: Catalog) -> None:
    labels = set(classified(catalog, facts_of(VECTORS[vector])).labels)
    if labels & ENDED:
        return
    said = truth(name, vector, catalog)
    wanted = LABELS[name][True]
    assert (said is True) <= bool(labels & wanted)
    assert bool(labels & wanted) <= (said is not False)
    if said is False and name == "is_high_risk":
        assert "high_risk_presumed" not in labels


@pytest.mark.parametrize("vector", VECTORS)
def test_prohibited_practices(vector: str, catalog: Catalog) -> None:
    result = classified(catalog, facts_of(VECTORS[vector]))
    if not {"out_of_scope", "not_an_ai_system"} & set(result.labels):
        found = points_of(result, "prohibited", "prohibited_from")
        said = truth("prohibited_practice_possible", vector, catalog)
        assert (said is True) == bool(found)
        assert (said is None) == ("prohibition_not_excluded" in result.labels and not found)


@pytest.mark.parametrize(
    ("vector", "name", "wanted"),
    [
        ("W5b", "art_6_1_met", False), ("W5c", "art_6_1_met", None), ("W5a", "art_6_1_met", True), ("T4", "needs_notified_body", False), ("T8", "annex_iii_met", True),
        ("W3b", "annex_iii_met", False), ("T4", "annex_iii_met", False), ("W2b", "annex_iii_met", False), ("W6a", "annex_iii_met", True), ("T7", "annex_iii_met", True),
        ("T6", "prohibited_practice_possible", True), ("W6c", "prohibited_practice_possible", False), ("T13", "prohibited_practice_possible", True),
        ("T10", "in_eu_scope", False), ("T11", "in_eu_scope", None), ("T1", "in_eu_scope", True),  ("T16n", "art_6_3_open", None), ("T12", "art_6_3_open", False),
        ("T9", "needs_notified_body", False), ("T3", "is_high_risk", True),
    ],
)  # fmt: skip
def test_known_faults_are_mended(vector: str, name: str, wanted: bool | None, catalog: Catalog) -> None:
    assert truth(name, vector, catalog) is wanted


def test_the_derogation_opens_when_the_traits_are_stated(catalog: Catalog) -> None:
    facts = {**facts_of(VECTORS["T16"]), "ai.inferred_traits": []}  # type: ignore[dict-item]
    world = world_of(catalog, facts)
    assert world.answer("art_6_3_open", world.description).value is True
    assert world.answer("is_high_risk", world.description).value is False
    assert classified(catalog, facts).labels == ("not_high_risk_art_6_3",)
