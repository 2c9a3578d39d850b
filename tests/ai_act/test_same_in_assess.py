"""What `assess` says of a requirement of the AI Act and what the classification says of the same duty never contradict each other; roles shifted by law count in both."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from compliance.assessment.ai_act_model import Classification
from compliance.assessment.model import Assessment, RequirementResult
from compliance.base.resources import shipped
from compliance.base.source import Document
from compliance.catalog.load import Catalog
from compliance.pipeline import assess
from compliance.system.load import LoadedSystem, from_document, load_system
from tests.ai_act.ask import nested
from tests.ai_act.test_vectors import VECTORS, facts_of

EXAMPLES = {path.parent.name: path for path in sorted(shipped("examples").glob("*/system.yaml"))}
DAYS = [date(2026, 11, 21), date(2026, 12, 2), date(2027, 12, 2), date(2028, 8, 2)]
WAITING = ("not_yet_applicable", "not_applicable")
HIGH_RISK = {"high_risk_annex_i", "high_risk_annex_iii"}
OPEN = {*HIGH_RISK, "high_risk_presumed", "prohibited"}
T18: dict[str, Any] = facts_of(VECTORS["T18"])  # type: ignore[assignment]


def assessed(system: LoadedSystem, catalog: Catalog, day: date) -> tuple[Classification, dict[str, RequirementResult]]:
    found: Assessment = assess(system, catalog, day, ["ai-act"], traces=False)
    assert found.classification is not None
    return found.classification, {result.reference: result for result in found.frameworks[0].requirements}


def described(facts: dict[str, Any]) -> LoadedSystem:
    return from_document(Document("system.yaml", nested(facts)))


def contradictions(system: LoadedSystem, catalog: Catalog, day: date) -> Iterator[str]:
    """Each duty of which the two say what cannot both be true."""
    classification, results = assessed(system, catalog, day)
    duties = {duty.reference: duty for duty in classification.duties}
    provisions = catalog.frameworks["ai-act"].requirements
    for reference, result in results.items():
        duty = duties.get(reference)
        said = f"{day} {reference} {result.status} {result.applies}"
        if duty is None:
            if not OPEN & set(classification.labels) and HIGH_RISK & set(provisions[reference.partition(":")[2]].labels) and result.status != "not_applicable":
                yield f"{said}: not high-risk, yet not left out"
        elif result.applies is False:
            yield f"{said}: {duty.status}, yet held not to concern the system"
        elif duty.status == "applies_now" and result.status == "not_yet_applicable":
            yield f"{said}: applies now, yet said to come later"
        elif duty.status in ("future", "legacy") and result.status not in WAITING:
            yield f"{said}: {duty.status}, yet said to bind"


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_example_is_told_two_things(name: str, catalog: Catalog) -> None:
    system = load_system(EXAMPLES[name])
    assert [said for day in DAYS for said in contradictions(system, catalog, day)] == []


@pytest.mark.parametrize("name", sorted(VECTORS))
def test_no_vector_is_told_two_things(name: str, catalog: Catalog) -> None:
    facts = facts_of(VECTORS[name]) or {}
    assert [said for day in (DAYS[0], DAYS[-1]) for said in contradictions(described(facts), catalog, day)] == []


@pytest.mark.parametrize(
    ("facts", "provider"),
    [
        (T18, True),
        ({**T18, "ai.change.kind": "minor", "system.roles.tests": ["uses_under_own_authority"], "ai.gpai.is_gpai": False}, False),
        ({**T18, "ai.change.kind": None, "system.roles.tests": ["rebrands_high_risk"]}, True),
        ({**T18, "ai.change.kind": None, "system.roles.tests": ["changes_intended_purpose"]}, True),
        ({**T18, "ai.change.kind": None, "system.roles.tests": ["develops_or_commissions", "own_name_or_brand"]}, True),
        # the shift is shown, the class is not: neither yes nor no
        ({**T18, "device.mdr_class": None, "ai.annex_iii_use_cases": None}, None),
    ],
)
def test_a_role_that_the_law_shifts_brings_its_requirements(facts: dict[str, Any], provider: bool | None, catalog: Catalog) -> None:
    _, results = assessed(described(facts), catalog, DAYS[-1])
    risk, quality = results["ai-act:art-9-1"], results["ai-act:art-17-1-a"]
    assert (risk.applies, quality.applies) == (provider, provider)
    assert (quality.status == "not_applicable") is (provider is False)


def test_silence_about_a_change_of_role_is_asked_and_not_presumed(catalog: Catalog) -> None:
    """A deployer that says nothing of a modification owes what deployers owe in both, and is asked."""
    classification, results = assessed(described({**T18, "ai.change.kind": None, "system.roles.tests": None}), catalog, DAYS[-1])
    assert classification.role_names == ("deployer",)
    assert results["ai-act:art-9-1"].applies is False
    assert {"ai.change.kind", "system.roles.tests"} <= {item.path for item in classification.missing}
    assert any(caution.id.startswith("role_open:") for caution in classification.cautions)


@pytest.mark.parametrize(
    ("more", "applies"),
    [
        ({"ai.system_traits": ["machine_based", "autonomy", "rules_only_human_defined"]}, False),
        ({"system.status": "development", "ai.real_world_test.active": False}, False),
        ({"system.status": "development", "ai.real_world_test.active": True}, True),
        ({"ai.system_traits": None}, True),
        ({"system.status": None}, True),
    ],
)
def test_what_leaves_the_scope_leaves_it_in_both(more: dict[str, Any], applies: bool, catalog: Catalog) -> None:
    facts: dict[str, Any] = {**facts_of(VECTORS["T1p"]), **more}  # type: ignore[dict-item]
    classification, results = assessed(described(facts), catalog, DAYS[0])
    outside = bool({"not_an_ai_system", "out_of_scope"} & set(classification.labels))
    assert outside is not applies
    assert any(result.applies is not False for result in results.values()) is applies


def test_an_earlier_system_waits_until_it_changes(catalog: Catalog) -> None:
    old = {**facts_of(VECTORS["T1"]), "system.market.in_service_date": "2026-03-01", "ai.change.date": "none"}  # type: ignore[dict-item]
    public = {**old, "system.market.situations": ["put_into_service_eu", "intended_for_public_authorities"]}
    changed = {**old, "ai.change.date": "2028-09-01"}
    silent = {path: value for path, value in old.items() if path != "ai.change.date"}

    def status(facts: dict[str, Any], day: date) -> tuple[str, date | None]:
        result = assessed(described(facts), catalog, day)[1]["ai-act:art-26-1"]
        return result.status, result.binds_from

    late = date(2028, 10, 1)
    assert status(old, late)[0] == "not_yet_applicable"
    assert status(changed, late) != status(old, late)
    assert status(silent, late)[0] not in WAITING
    assert status(public, late) == ("not_yet_applicable", date(2030, 8, 2))
    assert status(public, date(2030, 8, 2))[0] not in WAITING


def test_the_classification_is_left_out_where_it_is_not_wanted(catalog: Catalog) -> None:
    system = load_system(Path(EXAMPLES["cardiac-ecg"]))
    assert assess(system, catalog, DAYS[0], ["rgpd"], traces=False).classification is None
    assert assess(system, catalog, DAYS[0], traces=False, answers=False).classification is None
    assert assess(system, catalog, DAYS[0], until=DAYS[1], traces=False).classification is None
