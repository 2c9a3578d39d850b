"""Model updates in the assessment: a low share rebuilt is a good defence and still somebody's data."""

from typing import Any

import pytest

from compliance import pipeline
from compliance.catalog.load import Catalog
from tests.fragments import AS_OF, system

FEDERATION: dict[str, Any] = {
    "parties": [{"id": "lyon", "country": "FR", "roles": ["own_organisation", "federation_participant"]}, {"id": "berlin", "country": "DE", "roles": ["federation_participant"]}],
    "components": [{"id": "noeud", "kind": "service", "operated_by": "berlin"}, {"id": "modele", "kind": "model", "operated_by": "lyon"}],
    "data": [{"id": "tours", "kinds": ["model_update"], "subjects": ["patients"], "health_origin": "care"}],
    "flows": [{"id": "tour", "source": "noeud", "destination": "modele", "carries": ["tours"], "purpose": "model_update"}],
    "ai": {"change": {"date": "none"}},
}


@pytest.mark.parametrize(
    ("rebuilt", "verdict", "personal"),
    [
        (0, "pass", False),
        (0.01, "pass", True),  # under the bound of the control, yet records of persons came back
        (0.1, "pass", True),
        (12, "fail", True),
        (None, "unknown", None),
    ],
)
def test_the_bound_measures_resistance_and_not_anonymity(rebuilt: float | None, verdict: str, personal: bool | None, catalog: Catalog) -> None:
    privacy: dict[str, Any] = {"leakage": {"tests": ["gradient_inversion"], "test_date": "2026-05-04"}, "fl": {} if rebuilt is None else {"inversion_rebuilt_pct": rebuilt}}
    about = system({**FEDERATION, "privacy": privacy})
    found = pipeline.assess(about, catalog, AS_OF)
    assert {finding.verdict for finding in found.findings if finding.control == "PET-10"} == {verdict}
    from compliance.facts.world import World

    world = World(about.description, AS_OF, catalog.parameters_on(AS_OF))
    assert world.answer("update_is_personal_data", about.description).value is personal
    assert about.description.data is not None
    assert world.answer("dpia_personal_category", about.description.data[0]).value is personal


def test_both_texts_say_so(catalog: Catalog) -> None:
    from compliance.base.resources import package_file
    from compliance.base.source import read_yaml

    how = read_yaml(package_file("facts/texts.yaml")).data["facts"]["update_is_personal_data"]["how"]
    assert "PET-10" in how["fr"]
    assert "PET-10" in how["en"]
    for language, word in (("fr", "anonymat"), ("en", "anonymity")):
        assert word in getattr(catalog.text("controls", "PET-10", "remainder"), language)
