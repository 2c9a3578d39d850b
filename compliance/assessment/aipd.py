"""The impact assessment of one system: is it needed, what the facts answer, what threatens people, what to do, and what is left for people to say."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from compliance.assessment.activities import activities
from compliance.assessment.aipd_actions import actions, unknown_targets
from compliance.assessment.aipd_facts import Facts, Plain, gathered, text_of
from compliance.assessment.aipd_model import Aipd, GroupResult, ItemResult, Need, ReviewResult
from compliance.assessment.aipd_people import opinions, record
from compliance.assessment.aipd_risk_model import Scale
from compliance.assessment.aipd_statement import Statement
from compliance.assessment.model import Assessment
from compliance.assessment.processing import answers
from compliance.assessment.risks import Study
from compliance.base.problems import Position
from compliance.base.source import Location
from compliance.catalog.load import Catalog
from compliance.catalog.need import UNDETERMINED, Group, Item, compiled_for, decide, need_test
from compliance.conditions.step import Truth, reads
from compliance.facts.world import World
from compliance.system.load import LoadedSystem


def draft(assessment: Assessment, system: LoadedSystem, catalog: Catalog) -> Aipd:
    """Everything the draft holds; the assessment gives the verdicts of the controls."""
    world = World(system.description, assessment.as_of, catalog.parameters_on(assessment.as_of))
    facts = Facts(system, catalog, world)
    tables = catalog.texts["aipd"]
    study = Study(facts, tables["risks"], assessment.findings)
    measures = study.measures()
    risks = study.risks(measures)
    looked_at, findings = activities(facts, tables["activities"])
    dpia = _dpia(facts)
    tested = need(facts)
    return Aipd(
        assessment.system, assessment.version, assessment.organisation, assessment.file, assessment.as_of, assessment.rules_digest, assessment.engine,
        tested,
        tuple((item["id"], text_of(item["section"]), text_of(item["title"])) for item in tables["draft"]["items"]),
        answers(facts, tables["draft"]),
        looked_at,
        findings,
        risks,
        measures,
        actions(facts, assessment, measures, [*findings, *(finding for activity in looked_at for finding in activity.findings)]),
        study.consultation(risks),
        opinions(dpia),
        record(dpia),
        tuple(Scale(row["level"], row["value"], text_of(row["label"]), text_of(row["severity"]), text_of(row["likelihood"])) for row in tables["risks"]["scales"]),
        {"risks": text_of(tables["risks"]["source"]), "draft": text_of(tables["draft"]["source"]), "activities": text_of(tables["activities"]["source"])},
        {"date": getattr(dpia, "date", None), "version": getattr(dpia, "model_version", None), "in_service": _in_service(facts)},
        _read_at(facts, tested),
        unknown_targets(facts, measures),
    )  # fmt: skip


def _read_at(facts: Facts, tested: Need) -> dict[Location, Position]:
    """Where the answers that the need test read stand."""
    steps = [tested.scope.step, *(item.step for group in tested.groups for item in group.items)]
    return {leaf.location: facts.system.position(leaf.location) for step in steps for leaf in reads(step) if leaf.location and leaf.found is not None}


def _in_service(facts: Facts) -> Any:
    about = facts.description.system
    return about.market.in_service_date if about and about.market else None


def _dpia(facts: Facts) -> Any:
    return facts.description.privacy.dpia if facts.description.privacy else None


def need(facts: Facts) -> Need:
    """The need test, group by group, with the steps of every item."""
    plain = facts.catalog.aipd
    assert plain is not None
    test, world = need_test(plain), facts.world
    scope_step = test.scope.step(world)
    scope = ItemResult("scope", text_of(plain["scope"]["title"]), text_of(plain["scope"]["source"]), scope_step.truth, scope_step, (), True, None)
    groups = tuple(_group(facts, group, row) for group, row in zip(test.groups, plain["groups"], strict=True))
    steps: list[tuple[str, Truth]] = [(test.scope_outcome, None if scope.truth is None else not scope.truth), *((group.outcome, group.truth) for group in groups)]
    outcome = decide(steps, test.default)
    first = next((index for index, group in enumerate(groups) if group.truth is True), len(groups) - 1)
    deciding = [group for group in groups if group.outcome == outcome and group.truth is True]
    asked = [item for group in groups[: first + 1] if group.truth is None for item in group.items if item.truth is None]
    missing = [*facts.open_in([scope_step] if scope.truth is None else []), *facts.open_in(item.step for item in asked)] if outcome == UNDETERMINED else []
    declared, said = _declared(facts, plain)
    needs = [path for item in _met(plain, deciding) for path in item["needs"]] + (plain["default"]["needs"] if outcome == test.default else [])
    missing += [facts.missing(tuple(path.split("."))) for path in needs if _unstated(facts, path)]
    reasons = text_of(plain["default"]["source"]) if outcome == test.default else None
    basis = plain["scope"]["basis"] if outcome == test.scope_outcome else deciding[0].basis if deciding else ""
    return Need(
        outcome, basis, tuple(item.id for group in deciding for item in group.items if item.truth is True), gathered(missing), scope, groups, declared, said,
        bool(said) and outcome not in (said, UNDETERMINED), reasons, _review(facts, plain), _grounds(facts, deciding),
        (facts.source((*_dpia(facts).location, "triggers")),) if declared is not None else (),
    )  # fmt: skip


def _grounds(facts: Facts, deciding: Sequence[GroupResult]) -> tuple[Statement, ...]:
    """The answers about the whole system behind the items that decide; those about its objects stand in the questions."""
    found = facts.read(item.step for group in deciding for item in group.items if item.truth is True)
    return tuple(one for one in found if "[" not in one.sources[0].path and "…" not in (one.value if isinstance(one.value, list) else [one.value]))


def _group(facts: Facts, group: Group, row: Plain) -> GroupResult:
    items = tuple(_item(facts, item, entry) for item, entry in zip(group.items, row["items"], strict=True))
    truths = [item.truth for item in items]
    return GroupResult(
        group.id, group.outcome, row["basis"], text_of(row["title"]), text_of(row["source"]), facts.article(row["requirement"]), group.minimum, group.truth(truths),
        sum(item.truth is True for item in items if item.counted), sum(item.truth is None for item in items if item.counted), items,
    )  # fmt: skip


def _item(facts: Facts, item: Item, row: Plain) -> ItemResult:
    note = text_of(row["note"]) if row["note"] else None
    article = facts.article(row["requirement"]) if row["requirement"] else None
    return ItemResult(item.id, text_of(row["title"]), note, item.truth(facts.world), facts.named(item.step(facts.world)), tuple(row["criteria"]), item.counted, article)


def _met(plain: Plain, deciding: Sequence[GroupResult]) -> list[Plain]:
    met = {item.id for group in deciding for item in group.items if item.truth is True}
    return [item for group in plain["groups"] for item in group["items"] if item["id"] in met]


def _unstated(facts: Facts, path: str) -> bool:
    value: Any = facts.description
    for name in path.split("."):
        value = getattr(value, name) if value is not None else None
    return value is None


def _declared(facts: Facts, plain: Plain) -> tuple[tuple[str, ...] | None, str]:
    """The user's own answer, and the outcome it stands for."""
    dpia = _dpia(facts)
    if dpia is None or dpia.triggers is None:
        return None, ""
    said = next((outcome for value, outcome in plain["declared"] if value in (dpia.triggers or ["none"])), "")
    return tuple(dpia.triggers), said


def _review(facts: Facts, plain: Plain) -> tuple[ReviewResult, ...]:
    """Why an assessment that exists has to be read again; nothing when none exists."""
    dpia = _dpia(facts)
    if dpia is None or not isinstance(dpia.date, date):
        return ()
    found = []
    for row in plain["review"]:
        step = compiled_for(row["when"], plain).step((facts.description,), facts.world)
        found.append(ReviewResult(row["id"], text_of(row["title"]), step.truth, step, facts.article(row["requirement"])))
    return tuple(found)
