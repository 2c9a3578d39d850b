"""Runs the examples that stand beside each control: they are its tests and its documentation at once."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from compliance.assessment import controls
from compliance.assessment.model import Verdict
from compliance.assessment.verdicts import gravest
from compliance.base.problems import InvalidInput, Problem
from compliance.base.source import Document
from compliance.catalog.load import Catalog
from compliance.catalog.model import Control
from compliance.facts.world import World
from compliance.system.load import from_document

AS_OF = date(2026, 11, 21)


def verdict_of_example(control: Control, data: dict[str, Any], catalog: Catalog, as_of: date = AS_OF) -> Verdict:
    """The gravest verdict over the subjects of an example.

    Raises InvalidInput when the example is not a system description.
    """
    system = from_document(Document("example", data))
    world = World(system.description, as_of, catalog.parameters_on(as_of))
    return gravest(outcome.verdict for outcome in controls.run(control, world))


def problems_of_examples(control: Control, document: Document, catalog: Catalog) -> Iterator[Problem]:
    """Every example that cannot be read or does not give its verdict."""
    for name, data in (document.data.get("examples") or {}).items():
        position = document.position(("examples", name), of_key=True)
        if not isinstance(data, dict):
            yield Problem("example_invalid", position, values={"name": name, "detail": "…"})
            continue
        try:
            found = verdict_of_example(control, data, catalog)
        except InvalidInput as error:
            for problem in error.problems:
                yield Problem("example_invalid", position, values={"name": name, "detail": f"{problem.path}: {problem.text('en')}"})
            continue
        if found != name:
            yield Problem("example_wrong_verdict", position, values={"name": name, "found": found})
