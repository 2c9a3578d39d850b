"""A named person's word settles what a machine leaves to judgement; it never outweighs a breach, and it does not last for ever."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from compliance.assessment.model import RequirementResult, RowResult, Status
from compliance.assessment.requirements import requirement_result, together
from compliance.base.problems import InvalidInput
from compliance.catalog.load import Catalog
from compliance.catalog.model import Window
from compliance.conditions.step import Truth
from compliance.pipeline import assess
from compliance.system.load import load_system
from compliance.system.model.supply import Attestation
from compliance.system.read import read_group
from tests.assessment.build import framework, requirement, row
from tests.fragments import AS_OF, system, world

GOOD = {"requirement": "law:rule", "by": "A. Dupont", "role": "DPO", "date": "2026-06-01", "expires": "2027-06-01", "statement": "read and applied", "verdict": "met"}
ROWS: dict[Status, list[RowResult]] = {
    "met": [row("pass", "equal")], "not_met": [row("fail", "equal")], "unknown": [row("unknown", "equal")], "partly_shown": [row("pass", "subset_of")],
    "not_assessed": [], "not_applicable": [row("not_applicable", "equal")],
}  # fmt: skip


def result(rows: list[RowResult], applies: Truth = True, windows: tuple[Window, ...] | None = None, **said: Any) -> RequirementResult:
    attestation = read_group(Attestation, {key: value for key, value in {**GOOD, **said}.items() if value is not None})
    asked = requirement() if windows is None else requirement(windows)
    return requirement_result(asked, framework(), applies, together(rows), {"law:rule": attestation}, world({}))


@pytest.mark.parametrize(
    ("underlying", "met", "not_met"),
    [
        ("partly_shown", "met", "not_met"), ("not_assessed", "met", "not_met"), ("met", "met", "not_met"), ("unknown", "unknown", "not_met"),
        ("not_met", "not_met", "not_met"), ("not_applicable", "not_applicable", "not_met"),
    ],
)  # fmt: skip
def test_what_a_word_in_force_does(underlying: Status, met: Status, not_met: Status) -> None:
    assert result(ROWS[underlying]).status == met
    assert result(ROWS[underlying], verdict="not_met").status == not_met


@pytest.mark.parametrize(
    ("said", "in_force"),
    [
        ({}, True),
        ({"date": "2026-11-21"}, True),
        ({"date": "2026-11-22"}, False),
        ({"expires": "2026-11-21"}, True),
        ({"expires": "2026-11-20"}, False),
        ({"expires": None}, True),
        ({"expires": "none"}, True),
        ({"date": None}, False),
        ({"date": "none"}, False),
        ({"by": None}, False),
        ({"by": "none"}, False),
    ],
)
def test_a_word_is_in_force_from_its_day_until_it_expires_and_has_a_name(said: dict[str, Any], in_force: bool) -> None:
    found = result(ROWS["partly_shown"], **said)
    assert found.attestation is not None
    assert found.attestation.in_force is in_force
    assert found.status == ("met" if in_force else "partly_shown")


def test_a_word_without_a_verdict_is_none() -> None:
    found = result(ROWS["partly_shown"], verdict=None)
    assert (found.attestation, found.status) == (None, "partly_shown")


def test_what_was_said_is_told() -> None:
    found = result(ROWS["partly_shown"]).attestation
    assert found is not None
    assert (found.by, found.role, found.date, found.expires, found.statement, found.verdict) == (
        "A. Dupont", "DPO", "2026-06-01", "2027-06-01", "read and applied", "met",
    )  # fmt: skip


def test_a_word_does_not_make_a_provision_apply() -> None:
    assert result(ROWS["partly_shown"], applies=False).status == "not_applicable"
    assert result(ROWS["partly_shown"], applies=False, verdict="not_met").status == "not_applicable"
    assert result(ROWS["not_met"], applies=None, verdict="not_met").status == "unknown"


def test_a_word_on_what_does_not_bind_yet_waits() -> None:
    found = result(ROWS["partly_shown"], windows=(Window(date(2027, 1, 1), None, None),), verdict="not_met")
    assert (found.status, found.underlying) == ("not_yet_applicable", "not_met")


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_words_on_one_provision_the_one_in_force_counts(order: int, catalog: Catalog) -> None:
    reference = next(item.reference for item in catalog.frameworks["rgpd"].requirements.values() if item.kind == "obligation")
    said = [{**GOOD, "requirement": reference}, {**GOOD, "requirement": reference, "by": "B. Martin", "expires": "2026-07-01"}]
    found = assess(system({"attestations": said[::order]}), catalog, AS_OF, only=["rgpd"], traces=False)
    attestation = next(item.attestation for item in found.frameworks[0].requirements if item.reference == reference)
    assert attestation is not None
    assert (attestation.by, attestation.in_force) == ("A. Dupont", True)


@pytest.mark.parametrize(
    ("name", "suggestion"),
    [("rgpd:art-32-1-bb", "rgpd:art-32-1-b"), ("rgdp:art-32-1-b", "rgpd:art-32-1-b"), ("art-32-1-b", "")],
)
def test_an_attestation_of_what_no_text_has_is_refused(name: str, suggestion: str, tmp_path: Path, catalog: Catalog) -> None:
    path = tmp_path / "system.yaml"
    path.write_text(f'attestations:\n  - {{requirement: "{name}", by: DPD, role: DPD, date: 2026-09-14, verdict: met, statement: Vu.}}\n', encoding="utf-8")
    with pytest.raises(InvalidInput) as refused:
        assess(load_system(path, "system.yaml"), catalog, AS_OF)
    (problem,) = refused.value.problems
    line = problem.line("fr")
    assert line.startswith(f"system.yaml:2:19: attestations[1].requirement: aucune disposition ne s’appelle `{name}`")
    if suggestion:
        assert problem.suggestion == suggestion
