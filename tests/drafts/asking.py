"""Drafts of the examples and of small systems, made once for all tests."""

from pathlib import Path
from typing import Any

from compliance import pipeline
from compliance.assessment.ai_act_drafts import draft, drafts
from compliance.assessment.ai_act_drafts_model import Draft, Listing, SectionResult, Standing
from compliance.assessment.aipd_statement import Statement
from compliance.base.text import Language
from compliance.catalog.load import Catalog
from compliance.cli.draft import classified_with
from compliance.facts.world import World
from compliance.reports.ai_act_draft_document import html_page, view_of
from compliance.reports.tree import Page, read_page
from compliance.reports.words import Words
from compliance.system.load import LoadedSystem, load_system
from tests.fragments import AS_OF, system

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[1] / "examples"
DOCUMENTS = ("technical-documentation", "instructions", "declaration", "fria", "registration", "derogation", "notices")
SYSTEMS = ("secure-reference", "pneumonia-federated", "consultation-scribe", "emergency-triage", "in-house")
LANGUAGES: tuple[Language, ...] = ("fr", "en")
_DRAFTS: dict[str, dict[str, Draft]] = {}
_PAGES: dict[tuple[str, str, Language], str] = {}


def described(name: str) -> LoadedSystem:
    """The description of an example, or of the device made in one hospital."""
    return load_system(HERE / "in-house.yaml" if name == "in-house" else EXAMPLES / name / "system.yaml")


def all_of(about: LoadedSystem, catalog: Catalog) -> dict[str, Draft]:
    """Every document of one system, by id."""
    world = World(about.description, AS_OF, catalog.parameters_on(AS_OF))
    assessment = pipeline.assess(about, catalog, AS_OF, list(catalog.classifications), traces=False, answers=False)
    classified = classified_with(assessment, catalog, world)
    return {found.id: found for found in drafts(about, catalog, classified, world, assessment.engine)}


def one_of(data: Any, document: str, catalog: Catalog) -> Draft:
    """One document of a small system."""
    about = system(data)
    world = World(about.description, AS_OF, catalog.parameters_on(AS_OF))
    assessment = pipeline.assess(about, catalog, AS_OF, list(catalog.classifications), traces=False, answers=False)
    classified = classified_with(assessment, catalog, world)
    return draft(document, about, catalog, classified, world, assessment.engine)


def drafted(name: str, catalog: Catalog) -> dict[str, Draft]:
    """The documents of one example."""
    if name not in _DRAFTS:
        _DRAFTS[name] = all_of(described(name), catalog)
    return _DRAFTS[name]


def told(found: Draft) -> list[str]:
    """The French sentences of a draft, values in place."""
    view = view_of(found, Words("fr"))
    return [view.sentence(one) for one in statements(found)]


def statements(found: Draft) -> list[Statement]:
    """Every statement of a draft."""
    return [one for section in found.sections for one in statements_of(section)]


def statements_of(section: SectionResult) -> list[Statement]:
    """Every statement of a section."""
    listed: list[Statement] = []
    for part in section.parts:
        if isinstance(part, Listing):
            listed += [one for subject in part.subjects for one in subject.statements]
        elif not isinstance(part, Standing):
            listed.append(part)
    return listed


def html(name: str, document: str, language: Language, catalog: Catalog) -> str:
    """One document of one example as a page."""
    key = (name, document, language)
    if key not in _PAGES:
        _PAGES[key] = html_page(drafted(name, catalog)[document], Words(language, catalog.terms))
    return _PAGES[key]


def page(name: str, document: str, language: Language, catalog: Catalog) -> Page:
    """The same, read back."""
    return read_page(html(name, document, language, catalog))
