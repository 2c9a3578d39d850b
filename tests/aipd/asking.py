"""Asks the need test and the whole draft of small systems; drafts and pages of the examples are made once for all tests."""

from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

from compliance import pipeline
from compliance.assessment.aipd import draft, need
from compliance.assessment.aipd_facts import Facts
from compliance.assessment.aipd_model import Aipd, Need
from compliance.base.source import read_yaml
from compliance.base.text import Language
from compliance.catalog.load import Catalog
from compliance.facts.world import World
from compliance.reports.aipd_document import html_page
from compliance.reports.tree import Page, read_page
from compliance.reports.words import Words
from compliance.system.load import LoadedSystem, load_system
from tests.fragments import AS_OF, system

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[1] / "examples"
NEUTRAL = read_yaml(HERE / "neutral.yaml").data


def cases(name: str) -> dict[str, dict[str, Any]]:
    """The cases of one file, by id."""
    return {case["id"]: case for case in read_yaml(HERE / name).data}


def changed(changes: dict[str, Any], base: Any = None) -> Any:
    """The neutral system with other answers; a name inside a list is an id, null takes an answer away."""
    data = deepcopy(NEUTRAL if base is None else base)
    for path, value in changes.items():
        *groups, name = path.split(".")
        node = data
        for part in groups:
            node = next(item for item in node if item["id"] == part) if isinstance(node, list) else node.setdefault(part, {})
        if value is None:
            node.pop(name, None)
        else:
            node[name] = deepcopy(value)
    return data


def facts_of(about: LoadedSystem, catalog: Catalog) -> Facts:
    """A system ready to be asked."""
    return Facts(about, catalog, World(about.description, AS_OF, catalog.parameters_on(AS_OF)))


def needed(data: Any, catalog: Catalog) -> Need:
    """The need test of one system."""
    return need(facts_of(system(data), catalog))


def drafted(about: LoadedSystem, catalog: Catalog) -> Aipd:
    """The draft of one system."""
    return draft(pipeline.assess(about, catalog, AS_OF), about, catalog)


@cache
def example(name: str) -> LoadedSystem:
    """One of the shipped examples."""
    return load_system(EXAMPLES / name / "system.yaml", f"examples/{name}/system.yaml")


_DRAFTS: dict[tuple[str, int], Aipd] = {}
_PAGES: dict[tuple[str, str, str, int], tuple[str, Page]] = {}


def draft_of(name: str, catalog: Catalog) -> Aipd:
    """The draft of an example."""
    key = (name, id(catalog))
    if key not in _DRAFTS:
        _DRAFTS[key] = drafted(example(name), catalog)
    return _DRAFTS[key]


def page_of(name: str, catalog: Catalog, language: Language = "fr", layout: str = "cnil") -> tuple[str, Page]:
    """The page of an example, as it is written and as it is read."""
    key = (name, language, layout, id(catalog))
    if key not in _PAGES:
        made = html_page(draft_of(name, catalog), Words(language, catalog.terms), layout)
        _PAGES[key] = (made, read_page(made))
    return _PAGES[key]
