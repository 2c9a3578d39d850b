"""Each processing activity on its own: its bases, the French route it calls for, the data it works on, and the answers that do not fit together."""

from collections.abc import Sequence
from typing import Any

from compliance.assessment.aipd_facts import Facts, Plain, gathered, text_of
from compliance.assessment.aipd_model import Activity, PairFinding, RouteResult
from compliance.assessment.aipd_statement import Missing, Source, Statement, Subject
from compliance.assessment.processing import statement, subject_of, value_at

LIST = "processing_activities"
BASES = ("phase", "legal_basis", "special_category", "art9_condition", "secondary", "route", "route_reference", "route_end_date")
OPTIONAL = ("route_reference", "route_end_date")
DATA = ("kinds", "identifiability", "retention.months", "retention.basis")


def activities(facts: Facts, tables: Plain) -> tuple[tuple[Activity, ...], tuple[PairFinding, ...]]:
    """Every activity, and what does not fit in the description as a whole."""
    found = tuple(_activity(facts, tables, item) for item, _ in facts.objects(LIST) or [])
    return found, tuple(_pairs(facts, tables, None))


def _part(path: str, unit: str = "") -> Plain:
    return {"kind": "path", "path": path, "say": ["{value}", "{value}"], "unit": unit, "optional": path in OPTIONAL, "essential": False}


def _activity(facts: Facts, tables: Plain, item: Any) -> Activity:
    missing: list[Missing] = []
    name = item.name or item.id
    told: list[Statement] = []
    for path in BASES:
        if path == "art9_condition" and item.special_category is False:
            continue
        if (one := statement(facts, item, LIST, _part(path), [])) is not None:
            told.append(one)
        elif path not in OPTIONAL:
            missing.append(facts.missing((*item.location, path), name))
    data, tied = _data(facts, tables, item, missing.append)
    used = {subject.id for subject in data}
    findings = tuple(_pairs(facts, tables, item, [category for category in facts.description.data or [] if category.id in used]))
    return Activity(
        item.id, name, facts.source((*item.location, "name" if item.name else "id")), item.phase, tuple(told), gathered(missing), _route(facts, tables, item), data,
        findings, tied,
    )  # fmt: skip


def _data(facts: Facts, tables: Plain, item: Any, note: Any) -> tuple[tuple[Subject, ...], bool]:
    """The categories that the purpose of the flows and the use of the fields bring together with the phase; all of them when nothing does."""
    row = next((entry for entry in tables["data_of_phase"] if entry["phase"] == item.phase), None)
    if row is None:
        return (), True
    carried = {key for flow in facts.description.flows or [] if flow.purpose in row["purposes"] for key in flow.carries or []}
    used = {
        category.id for category in facts.description.data or [] for field in category.fields or [] if set(field.used_in or []) & set(row["used_in"])
    }  # fmt: skip
    parts = [_part(path, "months" if path == "retention.months" else "") for path in DATA]
    listed = facts.description.data or []
    wanted = [category for category in listed if category.id in carried | used]
    return tuple(subject_of(facts, category, "data", parts, [], note) for category in wanted or listed), bool(wanted)


def _route(facts: Facts, tables: Plain, item: Any) -> RouteResult:
    applies = facts.step(tables["routes_apply_when"])
    if applies.truth is False:
        return RouteResult(False, "", None, None, None, (), None, ())
    for line in tables["routes"]:
        step = facts.step(line["when"], item, LIST)
        if step.truth is False:
            continue
        if step.truth is None:
            return RouteResult(applies.truth, "", None, None, None, (), None, facts.open_in([step, applies]))
        fits = None if item.route is None else item.route in line["routes"]
        missing = (facts.missing((*item.location, "route"), item.name or item.id),) if fits is None else facts.open_in([applies])
        return RouteResult(
            applies.truth, line["id"], text_of(line["title"]), text_of(line["source"]), facts.article(line["requirement"]), tuple(line["routes"]), fits, missing,
        )  # fmt: skip
    return RouteResult(applies.truth, "", None, None, None, (), None, (facts.missing((*item.location, "phase"), item.name or item.id),))


def _pairs(facts: Facts, tables: Plain, item: Any, used: Sequence[Any] = ()) -> list[PairFinding]:
    """The pairs that are shown not to fit, on the day of the assessment; `used` are the categories of data an activity works on."""
    found = []
    day = facts.world.as_of.isoformat()
    for row in tables["pairs"]:
        if (row["scope"] == "system") is not (item is None) or (row["from"] or day) > day or (row["until"] or day) < day:
            continue
        step = facts.step(row["when"]) if item is None else facts.step(row["when"], item, LIST)
        data = [category for category in used if row["data"] is not None and facts.step(row["data"], category, "data").truth is True]
        if step.truth is True and (data or row["data"] is None):
            title, remedy, article = text_of(row["title"]), text_of(row["remedy"]), facts.article(row["requirement"])
            found.append(
                PairFinding(
                    row["id"],
                    "" if item is None else item.id,
                    row["severity"],
                    title,
                    remedy,
                    article,
                    (*_places(facts, row["paths"], item), *(facts.source((*category.location, "kinds")) for category in data)),
                )
            )
    return found


def _places(facts: Facts, paths: Sequence[str], item: Any) -> tuple[Source, ...]:
    group = facts.description if item is None else item
    return tuple(facts.source(value_at(group, path)[1]) for path in paths)
