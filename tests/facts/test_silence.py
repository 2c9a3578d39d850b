"""Taking an answer away never turns what a derived fact says into its contrary: it can only make it unknown."""

from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from compliance.base.problems import InvalidInput
from compliance.base.source import Location
from compliance.catalog.load import Catalog
from compliance.facts.world import World
from tests.facts.test_facts import CASES, FACTS
from tests.fragments import AS_OF, find, world

# Where an answer that is not given is taken from elsewhere, or a presumption stands until it is shown otherwise: never one that helps by saying nothing.
OWN_OR_GENERAL = "what the item says of itself, else what is said for all; the reason says which"
SITE_OR_OPERATOR = "the country of the operator stands in for a site that is not named"
EXEMPT = {
    "profiling": ({"inferred_traits"}, "the word that there is no profiling stands until the traits that are inferred contradict it"),
    "flow_tls": ({"min_tls", "protocol"}, OWN_OR_GENERAL),
    "store_encryption": ({"algorithm", "environment"}, OWN_OR_GENERAL),
    "store_key_bits": ({"key_bits", "environment"}, OWN_OR_GENERAL),
    "store_key_custodian": ({"custodian"}, OWN_OR_GENERAL),
    "component_mfa": ({"mfa_scope"}, OWN_OR_GENERAL),
    "component_access_model": ({"model"}, OWN_OR_GENERAL),
    "component_log_events": ({"events"}, OWN_OR_GENERAL),
    "store_backup": ({"traits"}, OWN_OR_GENERAL),
    "source_country": ({"hosted_at"}, SITE_OR_OPERATOR),
    "destination_country": ({"hosted_at"}, SITE_OR_OPERATOR),
    "leaves_eea": ({"hosted_at"}, SITE_OR_OPERATOR),
    "destination_is_adequate": ({"hosted_at"}, SITE_OR_OPERATOR),
    "carries_personal_data": ({"transformation", "tests"}, "data are carried as they are until an anonymisation is shown"),
    "carries_health_data": ({"transformation", "tests"}, "data are carried as they are until an anonymisation is shown"),
    "model_is_personal_data": ({"model_anonymous_claim", "tests"}, "a model trained on persons is personal until tests show otherwise"),
    "processes_personal_data": ({"subjects"}, "identified data are personal until it is said that they concern nobody"),
    "exposed_to_extra_eu_law": ({"secnumcloud"}, "exposed until a qualification shields it"),
    "is_processor": ({"role"}, "who operates a component with personal data processes them until another role is stated"),
}


def answers(node: Any, at: Location = ()) -> Iterator[Location]:
    """The place of each answer of a system, ids left aside."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield from answers(value, (*at, key))
    elif isinstance(node, list) and node and isinstance(node[0], dict):
        yield at
        for index, item in enumerate(node):
            yield from answers(item, (*at, index))
    elif at[-1] != "id":
        yield at


def without(data: Any, location: Location) -> Any:
    data = deepcopy(data)
    node = data
    for part in location[:-1]:
        node = node[part]
    del node[location[-1]]
    return data


def readable(about: dict[str, Any], parameters: dict[str, Any], as_of: date, of: str) -> World | None:
    """The world of a system, None when what was taken away leaves an id or the subject without its object."""
    try:
        found = world(about, parameters, as_of)
    except InvalidInput:
        return None
    return found if not of or getattr(found.description, of.partition(".")[0]) is not None else None


def reversals(fact: str, catalog: Catalog) -> list[tuple[str, str]]:
    """Every case in which a silence turned the answer into another one: the field left out, and the story."""
    found = []
    for of, case in CASES:
        if case["fact"] != fact or case["gives"] is None:
            continue
        as_of = date.fromisoformat(case["as_of"]) if "as_of" in case else AS_OF
        parameters = catalog.parameters_on(as_of)
        about = world(case["given"], parameters, as_of)
        before = about.answer(fact, find(about.description, of)).value
        for location in answers(case["given"]):
            quieter = readable(without(case["given"], location), parameters, as_of, of)
            if quieter is None:
                continue
            after = quieter.answer(fact, find(quieter.description, of)).value
            if after is not None and after != before:
                found.append((str(location[-1]), f"{before} -> {after} without {'.'.join(map(str, location))}, with {case.get('with', {})}"))
    return found


@pytest.mark.parametrize("fact", FACTS)
def test_silence_never_reverses_an_answer(fact: str, catalog: Catalog) -> None:
    exempt, _ = EXEMPT.get(fact, (set(), ""))
    assert [story for field, story in reversals(fact, catalog) if field not in exempt] == []


@pytest.mark.parametrize("fact", EXEMPT)
def test_what_is_exempt_needs_to_be(fact: str, catalog: Catalog) -> None:
    assert {field for field, _ in reversals(fact, catalog)} >= EXEMPT[fact][0]
