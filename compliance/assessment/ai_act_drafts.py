"""The drafts of the documents that a regulation asks for: which are called for, from which day, and what the description already says in each."""

from collections import Counter
from collections.abc import Mapping

from compliance.assessment.ai_act_drafts_calls import Calls
from compliance.assessment.ai_act_drafts_model import STATES, Chapter, Draft, Standing
from compliance.assessment.ai_act_drafts_sections import Sections
from compliance.assessment.ai_act_model import Classification
from compliance.assessment.aipd_facts import Facts, Plain, text_of
from compliance.assessment.model import STATUSES, Status
from compliance.base.text import Text
from compliance.catalog.load import Catalog
from compliance.catalog.model import Framework
from compliance.facts.world import World
from compliance.system.load import LoadedSystem

Classified = Mapping[str, Classification]


def tables(catalog: Catalog) -> dict[str, Plain]:
    """The documents that a catalog knows, in their order, by id."""
    return dict(sorted(catalog.texts["drafts"].items(), key=lambda item: (item[1]["order"], item[0])))


def draft(identifier: str, system: LoadedSystem, catalog: Catalog, classified: Classified, world: World, engine: str) -> Draft:
    """One document, filled from the description; `classified` holds the classification of the system under each framework that works by labels, `engine` the version of
    the program.
    """
    table = tables(catalog)[identifier]
    framework = catalog.frameworks[framework_of(table)]
    classification, rules = classified[framework.id], catalog.classifications[framework.id]
    facts = Facts(system, catalog, world)
    calls = Calls(facts, classification, rules, framework)
    sections = Sections(facts, classification.role_names, lambda role: standing(role, classification, framework, facts))
    chapters = [
        Chapter(
            row["id"], text_of(row["title"]), text_of(row["note"]) if row["note"] else None, calls.call(row["call"] or table["call"]),
            tuple(sections.section(inner) for inner in row["sections"]),
        )
        for row in table["chapters"]
    ]  # fmt: skip
    wanted = sorted((chapter for chapter in chapters if chapter.call.state != "not_called"), key=lambda chapter: STATES.index(chapter.call.state))
    state = next(state for state in STATES if any(chapter.call.state == state for chapter in chapters))
    about, organisation = system.description.system, system.description.organisation
    return Draft(
        table["id"], text_of(table["title"]), text_of(table["short"]), text_of(table["lead"]), state,
        tuple(wanted or chapters), tuple(chapter for chapter in chapters if wanted and chapter not in wanted),
        rules.law,
        tuple(classification.titles[name] for name in classification.labels),
        tuple(dict.fromkeys(reason.citation for reason in classification.reasons)),
        tuple(framework.addressees[role.name].label for role in classification.roles),
        (about.name if about else None) or "", (about.version if about else None) or "", (organisation.name if organisation else None) or "",
        system.file, world.as_of, catalog.digest, engine,
    )  # fmt: skip


def drafts(system: LoadedSystem, catalog: Catalog, classified: Classified, world: World, engine: str) -> tuple[Draft, ...]:
    """Every document that the catalog knows, called for or not."""
    return tuple(draft(identifier, system, catalog, classified, world, engine) for identifier in tables(catalog))


def framework_of(table: Plain) -> str:
    """The framework whose provisions call for a document."""
    row = table["call"] or table["chapters"][0]["call"]
    return str(row["requirement"].partition(":")[0])


def standing(role: str, classification: Classification, framework: Framework, facts: Facts) -> Standing:
    """Where the duties of one role stand on the day, as far as the assessment shows it."""
    duties = [duty for duty in classification.duties if role in duty.owed_by]
    found: Counter[Status] = Counter(duty.shown or "not_assessed" for duty in duties)
    label: Text = framework.addressees[role].label
    return Standing(
        label, len(duties), tuple((status, found[status]) for status in STATUSES if found[status]),
        tuple(facts.article(duty.reference) for duty in duties if duty.shown == "not_met"),
    )  # fmt: skip
