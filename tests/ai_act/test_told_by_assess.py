"""`assess` tells the classification: in JSON exactly as `classify` does, on a screen in a few lines; and a kept assessment gives it back."""

import json
from datetime import date
from io import StringIO
from typing import Any

import pytest
from rich.console import Console

from compliance.assessment.model import Assessment
from compliance.base.resources import shipped
from compliance.catalog.load import Catalog
from compliance.facts.world import World
from compliance.pipeline import assess, classified
from compliance.reports import classification_json
from compliance.reports.json_report import render
from compliance.reports.terminal import show
from compliance.reports.words import Words
from compliance.system.load import LoadedSystem, load_system

DAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def system() -> LoadedSystem:
    return load_system(shipped("examples") / "general-llm-triage" / "system.yaml", "system.yaml")


@pytest.fixture(scope="module")
def assessment(system: LoadedSystem, catalog: Catalog) -> Assessment:
    return assess(system, catalog, DAY)


def test_the_json_is_that_of_classify(system: LoadedSystem, assessment: Assessment, catalog: Catalog) -> None:
    words = Words("fr", catalog.terms)
    told: dict[str, Any] = json.loads(render(assessment, words))["ai_act"]
    shown = assess(system, catalog, DAY, ["ai-act"], traces=False, answers=False).frameworks
    alone = classified(system, catalog, catalog.frameworks["ai-act"], World(system.description, DAY, catalog.parameters_on(DAY)), shown)
    data = json.loads(classification_json.render(alone, "x", catalog.digest, words))
    assert told == {key: value for key, value in data.items() if key not in ("format", "system", "rules", "language")}
    assert {label["id"]: label["binds_from"] for label in told["labels"]} == {
        "high_risk_annex_iii": "2027-12-02", "transparency:50-1": "2026-08-02", "transparency:50-2": "2026-08-02",
    }  # fmt: skip
    assert told["places"]["system.roles.ai_act"]["line"] > 1
    assert {role["name"]: (role["how"], role["title"]) for role in told["roles"]} == {"deployer": ("stated", "déployeur"), "provider": ("shifted", "fournisseur")}


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", ["haut risque par l’annexe III (usage) – à compter du 2 décembre 2027", "déployeur (déclaré) ; fournisseur (transféré par la loi)", "ai.change.kind"]),
        ("en", ["transparency: interaction with persons – since 2 August 2026", "deployer (stated); provider (shifted by law)", "ai.change.kind"]),
    ],
)
def test_the_screen_tells_labels_roles_and_what_is_missing(language: str, said: list[str], assessment: Assessment, catalog: Catalog) -> None:
    out = StringIO()
    show(assessment, Words("fr" if language == "fr" else "en", catalog.terms), Console(file=out, width=200, color_system=None))
    printed = out.getvalue().replace("\u00a0", " ")
    assert [words for words in said if words not in printed] == []


def test_what_an_answer_changes_names_roles_too(assessment: Assessment, catalog: Catalog) -> None:
    """On a deployer's device, the answer that shifts the role says so."""
    device = load_system(shipped("examples") / "cardiac-ecg" / "system.yaml")
    found = assess(device, catalog, DAY, ["ai-act"]).classification
    assert found is not None
    changes = {answer: change.adds for item in found.missing if item.path == "ai.change.kind" for change in item.changes for answer in change.answers}
    assert "role:provider" in changes["substantial"]
