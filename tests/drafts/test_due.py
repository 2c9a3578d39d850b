"""Which documents are called for: through the duties of the classification, and never put aside by a silence."""

from datetime import date
from typing import Any

import pytest

from compliance.assessment.ai_act import classify
from compliance.assessment.ai_act_drafts import tables
from compliance.assessment.ai_act_drafts_calls import Calls
from compliance.assessment.ai_act_drafts_model import Call
from compliance.assessment.ai_act_model import Classification
from compliance.assessment.aipd_facts import Facts
from compliance.base.source import Document
from compliance.catalog.load import Catalog
from compliance.facts.world import World
from compliance.system.load import from_document
from tests.ai_act.ask import nested
from tests.ai_act.test_vectors import VECTORS, facts_of
from tests.drafts.asking import DOCUMENTS, drafted, one_of
from tests.fragments import AS_OF

STATED = {name: facts for name, vector in VECTORS.items() if (facts := facts_of(vector)) is not None}
STATES = {
    "secure-reference": ["called", "called", "called", "not_called", "not_called", "not_called", "not_called"],
    "pneumonia-federated": ["called", "called", "called", "not_called", "not_called", "not_called", "not_called"],
    "consultation-scribe": ["not_called", "not_called", "not_called", "not_called", "not_called", "not_called", "called"],
    "emergency-triage": ["undetermined", "undetermined", "undetermined", "called", "called", "not_called", "called"],
    "in-house": ["not_called"] * 7,
}  # fmt: skip
ANNEX_III = {
    "system.roles.ai_act": ["provider"], "system.market.situations": ["placed_on_eu_market"], "system.exclusions": ["none"], "system.use_contexts": ["operations"],
    "system.product.ai_position": "none", "device.kind": "none", "ai.annex_iii_use_cases": ["8a"], "ai.system_traits": ["machine_based", "autonomy", "infers_outputs"],
    "ai.practice_elements": ["none"], "ai.biometrics": ["none"], "ai.synthetic_content.types": ["none"], "ai.synthetic_content.traits": ["none"], "ai.output_type": "content",
    "transparency.interacts_with_persons": False, "ai.gpai.is_gpai": False,
}  # fmt: skip
DEROGATION = {
    "ai.performs_profiling": False, "ai.inferred_traits": ["other"], "ai.derogation.conditions": ["d"], "ai.derogation.no_significant_risk": True,
    "ai.derogation.no_material_influence": True, "ai.derogation.documented_date": "2026-09-01", "system.market.first_placed_date": "2026-10-01",
}  # fmt: skip


def calls_of(facts: dict[str, Any], catalog: Catalog, day: date = AS_OF) -> tuple[Classification, dict[tuple[str, str], Call]]:
    """Every call of one system, by document and chapter."""
    about = from_document(Document("vector", nested(facts)))
    world = World(about.description, day, catalog.parameters_on(day))
    rules, framework = catalog.classifications["ai-act"], catalog.frameworks["ai-act"]
    classification = classify(world, rules, framework)
    calls = Calls(Facts(about, catalog, world), classification, rules, framework)
    return classification, {(key, row["id"]): calls.call(row["call"] or table["call"]) for key, table in tables(catalog).items() for row in table["chapters"]}


def test_the_documents_come_in_their_order(catalog: Catalog) -> None:
    assert tuple(tables(catalog)) == DOCUMENTS


@pytest.mark.parametrize("name", STATES)
def test_what_the_examples_call_for(name: str, catalog: Catalog) -> None:
    assert [found.state for found in drafted(name, catalog).values()] == STATES[name]


def test_who_owes_it_since_when_and_why(catalog: Catalog) -> None:
    (fria,) = drafted("emergency-triage", catalog)["fria"].calls
    assert (fria.requirement.reference, fria.applies_from, fria.status) == ("ai-act:art-27-1", date(2027, 12, 2), "future")
    assert [role.fr for role in fria.owed_by] == ["déployeur"]
    assert [label.en for label in fria.labels] == ["high-risk through Annex III (use)"]
    assert fria.missing == ()
    (file,) = drafted("secure-reference", catalog)["technical-documentation"].calls
    assert (file.applies_from, [role.fr for role in file.owed_by]) == (date(2028, 8, 2), ["fournisseur"])
    (marking,) = drafted("consultation-scribe", catalog)["notices"].calls
    assert (marking.requirement.reference, marking.status) == ("ai-act:art-50-2", "applies_now")


def test_what_keeps_a_document_away_is_named(catalog: Catalog) -> None:
    (fria,) = drafted("secure-reference", catalog)["fria"].calls
    assert [one.path for one in fria.because] == ["ai.annex_iii_use_cases", "ai.biometrics", "system.use_contexts"]
    assert all(one.sources[0].position.file.endswith(".yaml") for one in fria.because)
    (file,) = drafted("in-house", catalog)["technical-documentation"].calls
    assert {"device.in_house_art_5_5"} <= {one.path for one in file.because}


def test_a_role_that_answers_may_still_give_is_not_ruled_out(catalog: Catalog) -> None:
    (file,) = drafted("emergency-triage", catalog)["technical-documentation"].calls
    assert file.role_not_held
    assert {item.path for item in file.missing} == {"system.roles.tests", "ai.change.kind"}
    settled = {"system.roles.tests": ["uses_under_own_authority"], "ai.change.kind": "minor", "ai.gpai.is_gpai": False}
    found = calls_of({**STATED["W2a"], **settled}, catalog)[1]["technical-documentation", "1"]
    assert (found.state, found.role_not_held) == ("not_called", True)
    assert [one.path for one in found.because] == ["system.roles.ai_act"]


def test_the_registration_has_the_form_of_each_role(catalog: Catalog) -> None:
    hospital = drafted("emergency-triage", catalog)["registration"]
    assert [(chapter.id, chapter.call.state) for chapter in hospital.chapters] == [("C", "called"), ("A", "undetermined")]
    assert [chapter.id for chapter in hospital.left_out] == ["B"]
    assert [chapter.id for chapter in drafted("secure-reference", catalog)["registration"].chapters] == ["A", "B", "C"]
    _, calls = calls_of({**ANNEX_III, **DEROGATION}, catalog)
    assert {form: calls["registration", form].state for form in "ABC"} == {"A": "not_called", "B": "called", "C": "not_called"}


@pytest.mark.parametrize(
    ("changes", "state", "decisive"),
    [
        ({}, "called", set()),
        ({"ai.derogation.documented_date": None}, "undetermined", {"ai.derogation.documented_date"}),
        ({"ai.derogation.conditions": None}, "undetermined", {"ai.derogation.conditions"}),
        ({"ai.annex_iii_use_cases": None}, "undetermined", {"ai.annex_iii_use_cases"}),
        ({"ai.performs_profiling": True}, "not_called", set()),
        ({"ai.annex_iii_use_cases": ["none"]}, "not_called", set()),
        ({"ai.derogation.documented_date": "2026-11-01"}, "not_called", set()),
    ],
)
def test_the_derogation(changes: dict[str, Any], state: str, decisive: set[str], catalog: Catalog) -> None:
    found = calls_of({**ANNEX_III, **DEROGATION, **changes}, catalog)[1]["derogation", "reasoning"]
    assert found.state == state
    assert decisive <= {item.path for item in found.missing}


def test_nothing_is_ruled_out_for_a_system_of_which_nothing_is_known(catalog: Catalog) -> None:
    _, calls = calls_of({"system.name": "Inconnu"}, catalog)
    assert {call.state for call in calls.values()} == {"undetermined"}
    assert all(call.missing for call in calls.values())


@pytest.mark.parametrize("name", STATED)
def test_no_answer_taken_away_puts_a_document_aside(name: str, catalog: Catalog) -> None:
    facts = STATED[name]
    before, wanted = calls_of(facts, catalog)
    for path in facts:
        after, left = calls_of({**facts, path: None}, catalog)
        if "prohibited" in after.labels and "prohibited" not in before.labels:
            continue  # an exception is no longer shown: the practice itself is refused
        assert [key for key, call in wanted.items() if call.state != "not_called" and left[key].state == "not_called"] == [], path


def test_an_excluded_system_says_what_it_would_owe(catalog: Catalog) -> None:
    facts = {**STATED["W9b"], "system.status": "development", "ai.real_world_test.active": False}
    before, calls = calls_of(facts, catalog)
    assert before.labels == ("out_of_scope",)
    file = calls["technical-documentation", "1"]
    assert (file.state, [label.en for label in file.outside]) == ("not_called", ["high-risk through Annex I (product)"])


def test_a_chapter_asked_for_in_vain_is_written_all_the_same(catalog: Catalog) -> None:
    found = one_of({"system": {"name": "X", "roles": {"ai_act": ["deployer"]}, "exclusions": ["none"]}, "device": {"kind": "none"}}, "declaration", catalog)
    assert found.chapters
    assert found.questions > 0
