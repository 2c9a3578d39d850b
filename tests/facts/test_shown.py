"""What leaves a control with nothing to look at counts only once it is shown: no silence brings it about, and no duty that holds anyway is lost by it."""

from typing import Any

import pytest

from compliance.assessment import controls
from compliance.assessment.examples import verdict_of_example
from compliance.base.resources import shipped
from compliance.catalog.load import Catalog
from compliance.pipeline import assess
from tests.facts.test_silence import answers, without
from tests.fragments import AS_OF, document, read, system, world

FILES = {path.name[:6]: path for path in sorted(shipped("controls").rglob("*.yaml"))}
NO_MACHINE = "ai: {system_traits: []}, system: {cra: {in_scope: false}}, components: [{id: nurse, kind: person}], software: []"
NO_STATUS = "organisation: {public_status: [none], sectors: [other], roles: {nis2: none}, nis2: {designations: [none]}}, us: {phi: {processed: false}}"
# What is stated when the notion holds; every answer of it is needed.
HOLDS = {
    "shown_without_machine": f"{{{NO_MACHINE}}}",
    "shown_outside_cra": "{system: {cra: {in_scope: false}}}",
    "shown_without_entity_duties": f"{{{NO_STATUS}}}",
    "shown_without_object": f"{{{NO_MACHINE}, {NO_STATUS}, data: [], processing_activities: []}}",
    "shown_without_personal_data": "{data: [{id: beds, subjects: [none]}]}",
    "shown_without_health_data": "{data: [{id: staff, kinds: [identity]}], us: {phi: {processed: false}}, ehds: {in_scope: false}}",
    "shown_to_concern_nobody": "{system: {affected_persons: []}, ai: {assists_decisions_on_persons: none, decision: {solely_automated: false}}, transparency: {interacts_with_persons: false}}",
}  # fmt: skip
# One answer the other way, and the notion is gone.
CONTRARY = [
    ("shown_without_machine", {"ai": {"system_traits": ["machine_based"]}}),
    ("shown_without_machine", {"components": [{"id": "server", "kind": "service"}]}),
    ("shown_without_machine", {"components": [{"id": "nurse", "kind": "person"}, {"id": "cloud", "kind": "external"}]}),
    ("shown_without_machine", {"software": [{"name": "viewer"}]}),
    ("shown_without_machine", {"software": [{"licence": "MIT"}]}),
    ("shown_without_machine", {"system": {"cra": {"in_scope": True}}}),
    ("shown_without_entity_duties", {"organisation": {"public_status": ["public_authority"], "sectors": ["other"], "roles": {"nis2": "none"}, "nis2": {"designations": ["none"]}}}),
    (
        "shown_without_entity_duties",
        {"organisation": {"public_status": ["none"], "sectors": ["healthcare_provider"], "roles": {"nis2": "none"}, "nis2": {"designations": ["none"]}}},
    ),
    ("shown_without_entity_duties", {"organisation": {"public_status": ["none"], "sectors": ["other"], "roles": {"nis2": "important"}, "nis2": {"designations": ["none"]}}}),
    ("shown_without_entity_duties", {"organisation": {"public_status": ["none"], "sectors": ["other"], "roles": {"nis2": "none"}, "nis2": {"designations": ["former_ose"]}}}),
    (
        "shown_without_entity_duties",
        {
            "organisation": {"public_status": ["none"], "sectors": ["insurer"], "roles": {"nis2": "none", "hipaa": ["group_health_plan"]}, "nis2": {"designations": ["none"]}},
            "us": {"phi": {"processed": True}},
        },
    ),
    ("shown_without_object", {"data": [{"id": "notes"}]}),
    ("shown_without_object", {"processing_activities": [{"id": "trial"}]}),
    ("shown_without_personal_data", {"data": [{"id": "beds", "subjects": ["none"]}, {"id": "staff", "identifiability": "identified", "subjects": ["staff"]}]}),
    ("shown_without_health_data", {"ehds": {"in_scope": True}}),
    ("shown_to_concern_nobody", {"system": {"affected_persons": ["staff"]}}),
    ("shown_to_concern_nobody", {"ai": {"assists_decisions_on_persons": "none", "decision": {"solely_automated": True}}}),
]


def holds(name: str, about: Any, catalog: Catalog) -> Any:
    found = world(about, catalog.parameters_on(AS_OF))
    return found.value(name, found.description)


@pytest.mark.parametrize("name", HOLDS)
def test_it_holds_when_all_is_stated_and_every_answer_is_needed(name: str, catalog: Catalog) -> None:
    about = read(HOLDS[name])
    assert holds(name, about, catalog) is True
    assert holds(name, {}, catalog) is False
    for location in answers(about):
        assert holds(name, without(about, location), catalog) is False, location


@pytest.mark.parametrize(("name", "change"), CONTRARY)
def test_one_contrary_answer_is_enough(name: str, change: dict[str, Any], catalog: Catalog) -> None:
    assert holds(name, {**read(HOLDS[name]), **change}, catalog) is False


def bears_on_what_is_shown(condition: Any) -> bool:
    """Whether a `when` asks for nothing but what counts once it is shown."""
    if isinstance(condition, list):
        return all(map(bears_on_what_is_shown, condition))
    return isinstance(condition, dict) and all(key.startswith("shown_") or (key == "any" and bears_on_what_is_shown(clauses)) for key, clauses in condition.items())


EXCLUDED = [name for name, path in FILES.items() if bears_on_what_is_shown(document(path).data.get("when"))]


def test_many_controls_are_left_by_what_is_shown() -> None:
    assert len(EXCLUDED) >= 39


@pytest.mark.parametrize("control", EXCLUDED)
def test_silence_leaves_the_control_in_place(control: str, catalog: Catalog) -> None:
    given = document(FILES[control]).data["examples"]
    for about in ({}, given["pass"], given["fail"], given["unknown"]):
        found = world(about, catalog.parameters_on(AS_OF))
        assert controls.program_of(catalog.controls[control]).when.truth((found.description,), found) is True
    for location in answers(given["not_applicable"]):
        quieter = without(given["not_applicable"], location)
        assert verdict_of_example(catalog.controls[control], quieter, catalog) in ("not_applicable", "unknown", "pass"), location


HOSPITAL = """
organisation: {name: CHU, country: FR, sectors: [healthcare_provider], headcount: 5000, public_status: [public_authority], roles: {rgpd: [controller], nis2: essential, hipaa: [none]}, nis2: {designations: [former_ose]}}
system: {name: Fiches, countries: [FR], cra: {in_scope: false}, roles: {ai_act: [deployer]}}
ai: {system_traits: []}
components: [{id: nurse, kind: person}]
software: []
data: [{id: sheets, kinds: [health], subjects: [patients], identifiability: identified, health_origin: care}]
"""


def test_a_hospital_that_works_on_paper_keeps_the_duties_that_hold_anyway(catalog: Catalog) -> None:
    assessment = assess(system(HOSPITAL), catalog, AS_OF, traces=False)
    statuses = {result.reference: result.status for framework in assessment.frameworks for result in framework.requirements}
    verdicts = {finding.control: finding.verdict for finding in assessment.findings}
    assert verdicts["SUP-05"] == "not_applicable"
    kept = ["rgpd:art-5-1-f", "rgpd:art-32-1", "rgpd:art-32-1-b", "rgpd:art-32-2", "rgpd:art-35-11", "rgpd:art-37", *(f"nis2:art-21-2-{letter}" for letter in "abcefghij")]
    assert [reference for reference in kept if statuses[reference] == "not_applicable"] == []
