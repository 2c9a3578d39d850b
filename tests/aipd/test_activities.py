"""Each activity on its own: pairs that do not fit are told, those that fit are not, and each calls for its French route."""

from datetime import date
from typing import Any

import pytest

from compliance.assessment.activities import activities
from compliance.assessment.aipd_facts import Facts
from compliance.assessment.aipd_model import Activity
from compliance.base.source import read_yaml
from compliance.catalog.load import Catalog
from compliance.facts.world import World
from tests.aipd.asking import HERE, changed, example, facts_of
from tests.fragments import AS_OF, system

PAIRS = read_yaml(HERE / "pairs.yaml").data
SOUND: dict[str, Any] = {
    "data.d.kinds": ["health"],
    "data.d.health_origin": "care",
    "organisation.professional_secrecy": True,
    "organisation.public_status": ["none"],
    "research": {"involves_human_person": "no", "opinions": ["none"]},
    "processing_activities.p.phase": "development",
    "processing_activities.p.legal_basis": "6-1-e",
    "processing_activities.p.special_category": True,
    "processing_activities.p.art9_condition": "9-2-j",
    "processing_activities.p.secondary": True,
    "processing_activities.p.route": "mr_004",
    "processing_activities.p.route_reference": "Déclaration 2026",
}  # fmt: skip


def told(changes: dict[str, Any], catalog: Catalog, as_of: date = AS_OF) -> list[str]:
    """The pairs that are told not to fit."""
    about = system(changed({**SOUND, **changes}))
    facts = Facts(about, catalog, World(about.description, as_of, catalog.parameters_on(as_of)))
    found, whole = activities(facts, catalog.texts["aipd"]["activities"])
    return [finding.id for finding in (*(finding for activity in found for finding in activity.findings), *whole)]


def test_a_sound_activity_has_nothing_told(catalog: Catalog) -> None:
    assert told({}, catalog) == []


def test_every_pair_has_its_case(catalog: Catalog) -> None:
    assert set(PAIRS) == {pair["id"] for pair in catalog.texts["aipd"]["activities"]["pairs"]}


@pytest.mark.parametrize("key", PAIRS)
def test_a_pair_is_told_and_mended(key: str, catalog: Catalog) -> None:
    assert key in told(PAIRS[key]["set"], catalog)
    assert key not in told({**PAIRS[key]["set"], **PAIRS[key]["mend"]}, catalog)


@pytest.mark.parametrize("key", PAIRS)
def test_silence_accuses_nobody(key: str, catalog: Catalog) -> None:
    """A pair is told only when both answers are given."""
    for path in ("art9_condition", "legal_basis", "route", "phase"):
        silent = {**PAIRS[key]["set"], f"processing_activities.p.{path}": None}
        paths = next(pair["paths"] for pair in catalog.texts["aipd"]["activities"]["pairs"] if pair["id"] == key)
        if path in paths:
            assert key not in told(silent, catalog)


@pytest.mark.parametrize(
    ("changes", "denied"),
    [
        ({}, True),
        ({"data.d.kinds": ["genetic"], "data.d.health_origin": "none"}, True),
        ({"data.d.kinds": ["biometric"], "data.d.health_origin": "none"}, True),
        ({"data.d.kinds": ["identity"], "data.d.health_origin": "none"}, False),
        ({"data.d.kinds": None}, False),
        ({"data.d.subjects": ["none"]}, False),
        ({"processing_activities.p.special_category": None}, False),
    ],
)
def test_special_data_denied_is_told_of_data_shown_to_be_special(changes: dict[str, Any], denied: bool, catalog: Catalog) -> None:
    base = {"processing_activities.p.special_category": False, "processing_activities.p.art9_condition": None, "data.d.health_origin": None}
    assert ("special-data-denied" in told({**base, **changes}, catalog)) is denied


def test_an_activity_that_names_its_data_answers_for_those_only(catalog: Catalog) -> None:
    """The flow of the activity carries addresses; the health data of the system are another activity's."""
    health = {"id": "h", "kinds": ["health"], "subjects": ["patients"], "identifiability": "identified", "health_origin": "care"}
    addresses = {"id": "d", "kinds": ["identity"], "subjects": ["general_public"], "identifiability": "identified", "linking_identifier": "none", "health_origin": "none"}
    changes = {"data": [addresses, health], "flows.f.purpose": "training", "processing_activities.p.special_category": False}
    assert "special-data-denied" not in told(changes, catalog)
    assert "special-data-denied" in told({**changes, "flows.f.carries": ["d", "h"]}, catalog)
    assert "special-data-denied" in told({**changes, "flows.f.purpose": "other"}, catalog), "nothing ties data to it"


def test_a_rule_that_is_not_in_force_yet_counts_until_it_is(catalog: Catalog) -> None:
    assert "ehds-early" in told({"processing_activities.p.route": "ehds_permit"}, catalog)
    assert "ehds-early" not in told({"processing_activities.p.route": "ehds_permit"}, catalog, date(2029, 3, 26))


def looked_at(changes: dict[str, Any], catalog: Catalog) -> Activity:
    found, _ = activities(facts_of(system(changed({**SOUND, **changes})), catalog), catalog.texts["aipd"]["activities"])
    return found[0]


@pytest.mark.parametrize(
    ("changes", "line", "fits"),
    [
        ({"processing_activities.p.phase": "deployment_care", "processing_activities.p.route": "none"}, "care", True),
        ({"processing_activities.p.phase": "management", "processing_activities.p.secondary": False, "processing_activities.p.route": "none"}, "management", True),
        ({"processing_activities.p.route": "exempt_art_65"}, "internal_study", True),
        ({"processing_activities.p.phase": "management", "eds.governance": ["committee"], "processing_activities.p.route": "eds_referentiel"}, "warehouse", True),
        ({"processing_activities.p.phase": "management", "eds.governance": ["committee"], "processing_activities.p.route": "none"}, "warehouse", False),
        ({"research.involves_human_person": "yes_with_consent", "processing_activities.p.route": "mr_001"}, "with_consent", True),
        ({"research.involves_human_person": "yes_without_consent", "processing_activities.p.route": "mr_004"}, "without_consent", False),
        ({"data.d.kinds": ["snds", "health"], "processing_activities.p.route": "mr_007"}, "national_data", True),
        ({}, "existing_data", True),
        ({"processing_activities.p.route": "none"}, "existing_data", False),
        ({"processing_activities.p.route": "cnil_authorisation"}, "existing_data", True),
        ({"processing_activities.p.route": None}, "", None),
        ({"research": {}}, "", None),
        ({"processing_activities.p.phase": None}, "", None),
    ],
)
def test_the_french_route(changes: dict[str, Any], line: str, fits: bool | None, catalog: Catalog) -> None:
    found = looked_at(changes, catalog).route
    assert (found.line, found.fits) == (line, fits)
    assert bool(found.missing) is (fits is None)


def test_no_route_is_asked_for_outside_france_or_health(catalog: Catalog) -> None:
    assert looked_at({"system.countries": ["DE"]}, catalog).route.applies is False
    assert looked_at({"data.d.kinds": ["identity"], "data.d.health_origin": "none"}, catalog).route.applies is False


def test_data_are_tied_to_an_activity_by_flows_and_fields(catalog: Catalog) -> None:
    found, _ = activities(facts_of(example("secure-reference"), catalog), catalog.texts["aipd"]["activities"])
    assert {activity.id: [subject.id for subject in activity.data] for activity in found} == {
        "lecture-assistee": ["images", "dossier", "resultats"],
        "mise-au-point": ["images", "jeu-pseudonymise", "poids"],
    }


def test_what_is_missing_is_asked_with_the_activity(catalog: Catalog) -> None:
    found = looked_at({"processing_activities.p.legal_basis": None, "processing_activities.p.art9_condition": None}, catalog)
    assert {item.path for item in found.missing} >= {"processing_activities.legal_basis", "processing_activities.art9_condition"}
    assert all(item.subjects for item in found.missing)


FOUR: dict[str, tuple[str, str, str, str, int]] = {  # phase, purpose of the flow, condition, route, months
    "soins": ("deployment_care", "care", "9-2-h", "none", 240),
    "entrainement": ("development", "training", "9-2-j", "mr_004", 60),
    "recherche": ("research", "research_export", "9-2-j", "cnil_authorisation", 120),
    "surveillance": ("evaluation", "telemetry", "9-2-i", "mr_004", 12),
}


def four(**condition: str) -> dict[str, Any]:
    """One system with four activities, each with its own data."""
    kinds: dict[str, Any] = {"kinds": ["health"], "subjects": ["patients"], "identifiability": "pseudonymised", "health_origin": "care", "subject_count": 200, "sources": ["ehr"]}
    found: dict[str, Any] = changed(
        {
            **SOUND,
            "data": [{"id": f"d-{name}", **kinds, "retention": {"months": row[4], "basis": f"motif {name}"}} for name, row in FOUR.items()],
            "components": [{"id": end, "kind": "service", "operated_by": "own", "hosted_at": "room", "holds": []} for end in ("a", "b")],
            "flows": [{"id": f"f-{name}", "source": "a", "destination": "b", "carries": [f"d-{name}"], "purpose": row[1]} for name, row in FOUR.items()],
            "processing_activities": [
                {
                    "id": name, "phase": row[0], "legal_basis": "6-1-e", "special_category": True, "art9_condition": condition.get(name, row[2]), "secondary": name != "soins",
                    "route": row[3],
                }
                for name, row in FOUR.items()
            ],
        }
    )  # fmt: skip
    return found


def test_care_training_research_and_monitoring_are_looked_at_apart(catalog: Catalog) -> None:
    found, whole = activities(facts_of(system(four()), catalog), catalog.texts["aipd"]["activities"])
    assert whole == ()
    assert [activity.id for activity in found] == list(FOUR)
    for activity in found:
        _, _, condition, route, months = FOUR[activity.id]
        said = {one.path.rpartition(".")[2]: one.value for one in activity.statements}
        assert (said["legal_basis"], said["art9_condition"], said["route"]) == ("6-1-e", condition, route)
        kept = {subject.id: next(one.value for one in subject.statements if one.path == "data.retention.months") for subject in activity.data}
        assert kept[f"d-{activity.id}"] == months
        assert set(kept) == ({"d-entrainement", "d-recherche"} if activity.id == "recherche" else {f"d-{activity.id}"})  # research works on training sets too
        assert activity.tied
        assert (activity.route.fits, activity.findings, activity.missing) == (True, (), ())
    assert [activity.route.line for activity in found] == ["care", "existing_data", "existing_data", "existing_data"]


def test_a_fault_of_one_activity_is_told_of_that_one(catalog: Catalog) -> None:
    found, whole = activities(facts_of(system(four(recherche="9-2-h")), catalog), catalog.texts["aipd"]["activities"])
    assert {activity.id: [finding.id for finding in activity.findings] for activity in found if activity.findings} == {"recherche": ["care-condition-for-research"]}
    assert whole == ()


def test_without_a_tie_every_category_is_shown(catalog: Catalog) -> None:
    """The retention of an activity is never left out for want of a flow."""
    found = looked_at({"flows.f.purpose": "other"}, catalog)
    assert ([subject.id for subject in found.data], found.tied) == (["d"], False)
    assert "data.retention.months" in {item.path for item in found.missing}
