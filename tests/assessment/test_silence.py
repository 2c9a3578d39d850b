"""The deepest law, on whole descriptions and the shipped controls: an answer taken away never turns a verdict into another one, it only makes it unknown."""

from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from random import Random
from typing import Any

import pytest

from compliance.assessment.model import Verdict
from compliance.assessment.verdicts import gravest
from compliance.base.problems import InvalidInput
from compliance.base.resources import shipped
from compliance.base.source import Document, Location
from compliance.catalog.load import Catalog
from compliance.facts.world import World
from compliance.pipeline import run_controls
from compliance.system.load import from_document, load_system
from tests.fragments import AS_OF

EXAMPLES = {path.parent.name: path for path in sorted(shipped("examples").glob("*/system.yaml"))}
FAST = ["secure-reference", "pneumonia-federated", "melanoma-saas-before", "record-assistant"]
# What a thing says of itself stands before what is said for all, and a presumption stands until it is shown otherwise: see tests/facts/test_silence.py.
EXEMPT = {
    "min_tls", "protocol", "algorithm", "key_bits", "environment", "custodian", "mfa_scope", "model", "events", "traits", "hosted_at", "transformation", "tests",
    "model_anonymous_claim", "secnumcloud", "role", "subjects",
}  # fmt: skip

Verdicts = dict[tuple[str, str], Verdict]


def verdicts(data: Any, catalog: Catalog) -> Verdicts:
    """The verdict of every control on every subject."""
    description = from_document(Document("system.yaml", data)).description
    world = World(description, AS_OF, catalog.parameters_on(AS_OF))
    outcomes = run_controls(list(catalog.frameworks.values()), catalog, world)
    return {(key, outcome.subject): outcome.verdict for key, listed in outcomes.items() for outcome in listed}


def answers(node: Any, at: Location = ()) -> Iterator[Location]:
    """The place of each answer, and of each list of objects; what an object is called left aside."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield from answers(value, (*at, key))
    elif isinstance(node, list) and node and isinstance(node[0], dict):
        yield at
        for index, item in enumerate(node):
            yield from answers(item, (*at, index))
    elif at[-1] not in EXEMPT and at[-1] != "id" and (at[0], at[-1]) != ("software", "name"):
        yield at


def without(data: Any, location: Location) -> Any:
    data = deepcopy(data)
    node = data
    for part in location[:-1]:
        node = node[part]
    del node[location[-1]]
    return data


def allowed(before: str, after: str) -> bool:
    """The same, or unknown; what did not apply may pass when it can no longer be told that it does not (the moot case)."""
    return after in (before, "unknown") or (before, after) == ("not_applicable", "pass")


def verdict_on(found: Verdicts, control: str, subject: str) -> Verdict:
    """The verdict on a subject; on what was repeated for several parties and no longer is; on the list where it has no such subject."""
    for name in (subject, subject.partition("@")[0], ""):
        if (control, name) in found:
            return found[control, name]
    return gravest(verdict for (key, _), verdict in found.items() if key == control) if not subject else "not_applicable"


@pytest.mark.parametrize("name", EXAMPLES)
def test_silence_never_reverses_a_verdict(name: str, catalog: Catalog, deep: bool) -> None:
    if name not in FAST and not deep:
        pytest.skip("long run: pytest --deep")
    data = load_system(EXAMPLES[name], "system.yaml").document.data
    before = verdicts(data, catalog)
    places = list(answers(data))
    changes: Counter[tuple[str, str]] = Counter()
    for location in places if deep else Random(name).sample(places, 25):
        try:
            after = verdicts(without(data, location), catalog)
        except InvalidInput:  # an id would lead nowhere
            continue
        for control, subject in {**before, **after}:
            verdict, now = verdict_on(before, control, subject), verdict_on(after, control, subject)
            assert allowed(verdict, now), f"{control} on {subject or 'nothing'}: {verdict} -> {now} without {'.'.join(map(str, location))}"
            changes[verdict, now] += 1
    assert changes["pass", "unknown"] or name != "secure-reference"
    assert sum(changes.values())
