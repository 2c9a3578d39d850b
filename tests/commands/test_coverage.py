"""What the catalog covers: the numbers the project promised, and how they are shown."""

import json

import pytest

from compliance.catalog.coverage import Coverage, coverage
from compliance.catalog.load import Catalog
from compliance.catalog.model import CONFIDENCES, RELATIONS, ROW_BASES
from compliance.reports.coverage import percent
from tests.commands.running import Run

GROUPS = {
    ("hds", "exi"): 31, ("nis2", "art-21-2"): 10, ("nis2-fr", "recyf"): 20, ("cra", "annex-i-part-i"): 14, ("cra", "annex-i-part-ii"): 8,
    ("good-practice", "anssi-ia"): 35, ("good-practice", "owasp-llm"): 10, ("who-ethics", "principles"): 6,
}  # fmt: skip
# Duties with a control: at least as many as the sheets had.
FLOORS = {"rgpd": 70, "fr-sante": 28, "ehds": 19, "hds": 37, "hipaa": 97, "ai-act": 186, "nis2": 35, "cra": 33}


@pytest.fixture(scope="module")
def found(catalog: Catalog) -> Coverage:
    return coverage(catalog)


@pytest.mark.parametrize(("framework", "group"), GROUPS)
def test_every_point_of_a_group_has_a_control(found: Coverage, framework: str, group: str) -> None:
    groups = {known.id: known for item in found.frameworks if item.framework.id == framework for known in item.groups}
    expected = GROUPS[framework, group]
    assert (groups[group].expected, groups[group].found, groups[group].controlled) == (expected, expected, expected)


@pytest.mark.parametrize("framework", FLOORS)
def test_duties_with_a_control(found: Coverage, framework: str) -> None:
    counts = next(item.counts for item in found.frameworks if item.framework.id == framework)
    assert counts.duties_controlled >= FLOORS[framework]
    assert counts.controlled + counts.reason == counts.requirements
    assert counts.bare == 0


def test_every_control_has_its_examples(found: Coverage, catalog: Catalog) -> None:
    assert found.controls.controls == found.controls.tested == len(catalog.controls)
    assert len(catalog.controls) >= 162
    for key in catalog.controls:
        names = catalog.texts["controls"][key]["examples"]
        assert names == ["pass", "fail", "unknown", "not_applicable"]
    assert found.controls.four_examples == found.controls.controls


def test_every_row_is_reasoned_in_both_languages(catalog: Catalog) -> None:
    rows = [(framework.id, index, row) for framework in catalog.frameworks.values() for index, row in enumerate(framework.rows)]
    assert len(rows) >= 1200
    for framework, index, row in rows:
        assert row.relation in RELATIONS
        assert row.confidence in CONFIDENCES
        assert row.basis in ROW_BASES
        assert all(text.strip() for text in catalog.texts["rows"][f"{framework}:{index}"])


def test_every_text_stands_in_both_languages(found: Coverage) -> None:
    assert found.total.texts_in_both == found.total.texts > 5000
    assert found.controls.texts_in_both == found.controls.texts > 1000
    assert found.total.read + found.total.partly_unread + found.total.unread == found.total.provisions


def test_a_share_is_never_rounded_up() -> None:
    assert percent(1999, 2000) == 99.9
    assert percent(2, 3) == 66.6
    assert percent(5, 5) == 100
    assert percent(0, 0) is None


@pytest.mark.parametrize(("language", "words"), [("fr", ("HDS", "31 sur 31", "100\u00a0%", "10 sur 10", "20 sur 20")), ("en", ("31 of 31", "100%", "Read"))])
def test_shown_in_both_languages(run: Run, language: str, words: tuple[str, ...]) -> None:
    code, out, _ = run("catalog", "coverage", "--lang", language)
    assert code == 0
    for word in words:
        assert word in out


def test_as_json_every_percentage_stands_beside_its_counts(run: Run) -> None:
    code, out, _ = run("catalog", "coverage", "--format", "json", "--lang", "en", "--framework", "rgpd", "--framework", "hds")
    data = json.loads(out)
    assert code == 0
    assert [item["id"] for item in data["frameworks"]] == ["hds", "rgpd"]
    share = data["frameworks"][0]["controlled"]
    assert share == {"count": 37, "of": 37, "percent": 100.0}
    assert data["total"]["requirements"] == sum(item["requirements"] for item in data["frameworks"])
    assert data["frameworks"][0]["groups"][0]["title"] == "Requirements of the HDS référentiel v2"


def test_an_unknown_framework_is_refused_with_a_suggestion(run: Run) -> None:
    code, out, err = run("catalog", "coverage", "--framework", "rgdp")
    assert (code, out) == (2, "")
    assert "`rgpd`" in err
