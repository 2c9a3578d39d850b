"""Every example gives what its `expected.yaml` says: labels and roles under the AI Act, frameworks that apply, verdicts that matter for the case."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from compliance.assessment.ai_act import classify
from compliance.base.resources import shipped
from compliance.base.source import read_yaml
from compliance.catalog.load import Catalog, load_catalog
from compliance.facts.world import World
from compliance.pipeline import assess
from compliance.system.load import load_system

EXPECTED = sorted(shipped("examples").glob("*/expected.yaml"))
APPLIES = {True: "applies", False: "does_not_apply", None: "unknown"}


@pytest.fixture(scope="module")
def rules() -> Catalog:
    return load_catalog()


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.parent.name)
def test_gives_what_is_expected(path: Path, rules: Catalog) -> None:
    expected: dict[str, Any] = read_yaml(path).data
    day = date.fromisoformat(expected["as_of"])
    system = load_system(path.parent / "system.yaml")
    assessment = assess(system, rules, day, traces=False)
    assert {framework.id: APPLIES[framework.applies] for framework in assessment.frameworks} == expected["frameworks"]
    verdicts = {finding.id: finding.verdict for finding in assessment.findings}
    assert {key: verdicts.get(key) for key in expected["findings"]} == expected["findings"]


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.parent.name)
def test_is_classified_as_expected(path: Path, rules: Catalog) -> None:
    expected: dict[str, Any] = read_yaml(path).data
    day = date.fromisoformat(expected["as_of"])
    system = load_system(path.parent / "system.yaml")
    world = World(system.description, day, rules.parameters_on(day))
    (key, classification), *_ = rules.classifications.items()
    found = classify(world, classification, rules.frameworks[key], traces=False)
    assert sorted(found.labels) == sorted(expected["labels"])
    assert sorted(set(found.role_names)) == sorted(expected["roles"])


def test_counts_add_up_to_the_number_of_requirements(rules: Catalog) -> None:
    for name in ("pneumonia-federated", "secure-reference"):
        assessment = assess(load_system(shipped("examples") / name / "system.yaml"), rules, date(2026, 11, 21), traces=False)
        for framework in assessment.frameworks:
            assert sum(framework.counts.values()) == len(framework.requirements) > 0


def test_every_case_has_its_expectation() -> None:
    systems = {path.parent.name for path in shipped("examples").glob("*/system.yaml")}
    assert {path.parent.name for path in EXPECTED} == systems
    assert len(systems) >= 40
