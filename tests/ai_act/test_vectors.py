"""The 52 vectors of the note: labels, points, roles, presumptions, reasons and duties, exactly."""

from datetime import date
from typing import Any

import pytest

from compliance.assessment.ai_act import classify
from compliance.catalog.load import Catalog
from tests.ai_act.ask import classified, data_of, duties_by_key, points_of, world_of

DATA = data_of("vectors.yaml")
VECTORS = {vector["id"]: vector for vector in DATA["vectors"]}


def facts_of(vector: dict[str, Any]) -> dict[str, Any] | None:
    """The facts of a vector over those of the base; none at all where it states none."""
    return None if vector["facts"] is None else {**DATA["base"], **vector["facts"]}


def test_there_are_52() -> None:
    assert len(DATA["vectors"]) == len(VECTORS) == 52


@pytest.mark.parametrize("name", VECTORS)
def test_vector(name: str, catalog: Catalog) -> None:
    vector = VECTORS[name]
    expected = vector["expected"]
    result = classified(catalog, facts_of(vector))
    found: dict[str, Any] = {
        "labels": set(result.labels),
        "annex_iii": points_of(result, "high_risk_annex_iii", "not_high_risk_art_6_3"),
        "art5": points_of(result, "prohibited", "prohibited_from"),
        "presumed": set(result.presumed),
        "contested": set(result.contested),
        "duties": {key: sorted(map(str, days)) for key, days in duties_by_key(result).items()},
    }
    wanted: dict[str, Any] = {key: set(expected.get(key, [])) for key in ("labels", "annex_iii", "art5", "presumed", "contested")}
    wanted["duties"] = {key: [str(day)] for key, day in (vector.get("duties") or {}).items()}
    if "roles" in expected:
        found["roles"], wanted["roles"] = set(result.role_names), set(expected["roles"])
    if "reason" in vector:
        found["reasons"] = {reason.provision + (" refused" if reason.refused else "") for reason in result.reasons}
        wanted["reasons"] = set(vector["reason"])
    assert found == wanted, vector["system"]


def test_the_note_is_as_of_the_reference_day() -> None:
    assert date.fromisoformat(DATA["assessment_date"]) == date(2026, 11, 21)


@pytest.mark.parametrize("name", VECTORS)
def test_every_row_carries_the_steps_that_led_to_it(name: str, catalog: Catalog) -> None:
    for node in classified(catalog, facts_of(VECTORS[name])).nodes:
        assert node.rows or not node.asked or node.id == "n14-remainder"
        for row in node.rows:
            if row.outcome == "hit" and row.condition is not None:
                assert row.condition.truth is True, row.id
            if row.outcome == "out" and row.truth is False and row.condition is not None:
                assert row.condition.truth is not True, row.id
            if row.outcome == "excepted":
                assert row.exception is not None
                assert row.exception.truth is True, row.id
            if row.outcome == "presumed":
                assert row.missing, row.id


@pytest.mark.parametrize("name", VECTORS)
def test_verdicts_do_not_depend_on_steps(name: str, catalog: Catalog) -> None:
    world = world_of(catalog, facts_of(VECTORS[name]))
    rules, framework = catalog.classifications["ai-act"], catalog.frameworks["ai-act"]
    whole, bare = (classify(world, rules, framework, traces=traces) for traces in (True, False))
    assert (whole.labels, whole.points, whole.presumed, whole.roles, whole.duties) == (bare.labels, bare.points, bare.presumed, bare.roles, bare.duties)
    assert (whole.missing, whole.cautions, whole.near_misses) == (bare.missing, bare.cautions, bare.near_misses)
    assert not any(row.condition for node in bare.nodes for row in node.rows)
