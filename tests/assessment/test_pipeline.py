"""Whole assessments of the examples: counts add up, everything has its place and its reason, and the same input gives the same result."""

import pytest

from compliance.assessment.model import STATUSES, Assessment
from compliance.base.resources import shipped
from compliance.catalog.load import Catalog
from compliance.conditions.step import undecided
from compliance.pipeline import assess
from compliance.system.load import load_system
from tests.fragments import AS_OF, system

EXAMPLES = {path.parent.name: path for path in sorted(shipped("examples").glob("*/system.yaml"))}


def counts_add_up(assessment: Assessment, catalog: Catalog) -> None:
    assert [result.id for result in assessment.frameworks] == list(catalog.frameworks)
    for result in assessment.frameworks:
        framework = catalog.frameworks[result.id]
        counted = [item for item in framework.requirements.values() if item.kind in framework.counted_kinds]
        assert set(result.counts) == set(STATUSES)
        assert sum(result.counts.values()) == len(result.requirements) == len(counted)
        assert result.context == len(framework.requirements) - len(counted)
        assert {status: sum(item.status == status for item in result.requirements) for status in STATUSES} == result.counts
        assert result.binding is framework.binding


def applicability_is_respected(assessment: Assessment) -> None:
    for result in assessment.frameworks:
        if result.applies is False:
            assert {item.status for item in result.requirements} <= {"not_applicable"}
        if result.applies is None:
            assert result.missing
            assert {"not_met", "partly_shown", "not_assessed"}.isdisjoint(item.status for item in result.requirements if result.binding)


def findings_are_founded(assessment: Assessment) -> None:
    names = [finding.id for finding in assessment.findings]
    assert len(names) == len(set(names))
    for finding in assessment.findings:
        assert finding.position.line >= 1
        assert bool(finding.missing) is (finding.verdict == "unknown"), finding.id
        if finding.verdict in ("pass", "fail"):
            assert finding.trace is not None
            assert finding.trace.truth is (finding.verdict == "pass")
            assert list(undecided(finding.trace)) == []
        assert not finding.warning_only or finding.verdict == "fail"
        assert not finding.moot or finding.verdict in ("pass", "unknown")


def statuses_are_founded(assessment: Assessment) -> None:
    for item in (item for result in assessment.frameworks for item in result.requirements):
        attested = item.attestation is not None and item.attestation.in_force
        if item.status in ("met", "partly_shown", "not_met") and not attested:
            assert item.rows, item.reference
        if item.status == "not_met" and not attested:
            assert any(row.breaks for row in item.rows), item.reference
        if item.status == "not_yet_applicable":
            assert item.binds_from is None or item.binds_from > AS_OF


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_adds_up(name: str, catalog: Catalog) -> None:
    assessment = assess(load_system(EXAMPLES[name], f"examples/{name}/system.yaml"), catalog, AS_OF)
    counts_add_up(assessment, catalog)
    applicability_is_respected(assessment)
    findings_are_founded(assessment)
    statuses_are_founded(assessment)


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 10


@pytest.mark.parametrize("name", ["secure-reference", "pneumonia-federated"])
def test_the_same_input_gives_the_same_result(name: str, catalog: Catalog) -> None:
    one, other = (assess(load_system(EXAMPLES[name], "system.yaml"), catalog, AS_OF) for _ in range(2))
    assert one == other


@pytest.mark.parametrize("name", ["secure-reference", "pneumonia-federated"])
def test_verdicts_do_not_depend_on_what_else_is_asked(name: str, catalog: Catalog) -> None:
    loaded = load_system(EXAMPLES[name], "system.yaml")
    whole = assess(loaded, catalog, AS_OF)
    quick = assess(loaded, catalog, AS_OF, traces=False)
    assert [(finding.id, finding.verdict, finding.warning_only, finding.missing) for finding in quick.findings] == [
        (finding.id, finding.verdict, finding.warning_only, finding.missing) for finding in whole.findings
    ]
    assert [[item._replace(rows=()) for item in result.requirements] for result in quick.frameworks] == [
        [item._replace(rows=()) for item in result.requirements] for result in whole.frameworks
    ]
    alone = assess(loaded, catalog, AS_OF, only=["rgpd"])
    (rgpd,) = alone.frameworks
    assert rgpd == next(result for result in whole.frameworks if result.id == "rgpd")


def test_an_empty_description_is_unknown_everywhere_and_breaks_nothing(catalog: Catalog) -> None:
    found = assess(system("{}"), catalog, AS_OF)
    statuses = {item.status for result in found.frameworks for item in result.requirements}
    assert "not_met" not in statuses
    assert "met" not in statuses
    assert {finding.verdict for finding in found.findings} <= {"unknown", "not_applicable"}
    assert found.questions
