"""A failed finding points at an answer that makes it fail: the reader who mends that line mends a cause, not a bystander."""

from datetime import date
from functools import cache

import pytest

from compliance import pipeline
from compliance.assessment.controls import culprits
from compliance.assessment.model import Finding
from compliance.catalog.load import Catalog
from compliance.system.load import LoadedSystem, load_system
from tests.gate.command import EXAMPLES

CASES = ("shadow-ai", "staff-emotion", "hospital-data-warehouse", "cardiac-ecg", "melanoma-saas-before")


@cache
def system(case: str) -> LoadedSystem:
    return load_system(EXAMPLES / case / "system.yaml")


def failed(case: str, catalog: Catalog) -> list[Finding]:
    assessed = pipeline.assess(system(case), catalog, date(2026, 11, 21), answers=False)
    return [finding for finding in assessed.findings if finding.verdict == "fail"]


@pytest.mark.parametrize("case", CASES)
def test_a_failed_finding_stands_at_a_guilty_answer(case: str, catalog: Catalog) -> None:
    found = failed(case, catalog)
    assert found
    for finding in found:
        assert finding.trace is not None
        guilty = list(culprits(finding.trace))
        compared = {test.location for test in guilty if not test.fact}
        read = {step.location for test in guilty for step in test.children if step.found is not None}
        assert finding.location in (compared or read), finding.id


def test_an_answer_that_is_compared_goes_before_what_a_derived_fact_read(catalog: Catalog) -> None:
    places = {finding.id: system("shadow-ai").path(finding.location) for finding in failed("shadow-ai", catalog)}
    assert places["SUP-01@sans-contrat"].endswith("dpa_signed")
    places = {finding.id: system("staff-emotion").path(finding.location) for finding in failed("staff-emotion", catalog)}
    assert places["GOV-02@system"] == "ai.biometrics"
