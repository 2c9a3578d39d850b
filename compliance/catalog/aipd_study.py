"""Reads the tables of the risk study (`risks.yaml`) and of the examination by activity (`activities.yaml`)."""

from collections.abc import Iterable, Mapping
from typing import Any

from compliance.base.problems import Problem, closest
from compliance.base.source import Document
from compliance.catalog.condition_check import check_condition, scope_of
from compliance.catalog.controls import read_parameters
from compliance.catalog.model import BASES, SEVERITIES, ControlParameter
from compliance.catalog.reader import Section
from compliance.conditions.paths import ROOT
from compliance.system.schema import all_paths, fields_of, item_group

Parameters = Mapping[str, ControlParameter]
LEVELS = (1, 2, 3, 4)
SIDES = ("low", "high")
ACTIVITIES = "processing_activities"


def read_risks(document: Document, plain: Mapping[str, Any], problems: list[Problem]) -> dict[str, Any]:
    """`risks.yaml`: scales, risks, sources, threats, impacts, measures, and the tables that propose levels."""
    root = Section(document, (), problems)
    parameters, sources = read_parameters(root)
    read = _Tables(parameters, plain)
    found: dict[str, Any] = {
        "id": root.identifier(), "title": root.pair("title"), "source": root.pair("source"), "basis": root.choice("basis", BASES),
        "parameters": {name: [parameter.value, parameter.unit, parameter.basis] for name, parameter in parameters.items()}, "sources_of_parameters": sources,
        "scales": [_scale(section) for section in root.sections("scales")],
        "risks": [_risk(section) for section in root.sections("risks")],
    }  # fmt: skip
    read.risks = [risk["id"] for risk in found["risks"]]
    found["measures"] = [read.measure(section) for section in root.sections("measures")]
    read.measures = [measure["id"] for measure in found["measures"]]
    for name, reader in (
        ("sources", read.source), ("threats", read.threat), ("impacts", read.impact), ("severity", read.line), ("adjustments", read.adjustment),
        ("likelihood", read.likelihood), ("from_controls", read.from_control),
    ):  # fmt: skip
        found[name] = [reader(section) for section in root.sections(name)]
    found["high"] = read.level(root, "high")
    found["requirement"] = root.text("requirement")
    found["conclusions"] = [_conclusion(section) for section in root.sections("conclusions")]
    root.close()
    return found


class _Tables:
    """Reads the rows of the tables, checking what they name."""

    def __init__(self, parameters: Parameters, plain: Mapping[str, Any]) -> None:
        self.parameters, self.plain = parameters, plain
        self.risks: list[str] = []
        self.measures: list[str] = []

    def when(self, section: Section, key: str = "when", required: bool = False) -> Any:
        return check_condition(section, key, ROOT, self.parameters, required)

    def level(self, section: Section, key: str) -> int:
        value = section.get(key)
        if value not in LEVELS:
            section.report("not_one_of", (*section.at, key), {"value": str(value), "expected": "1, 2, 3, 4"})
            return 1
        return int(value)

    def named(self, section: Section, key: str, known: Iterable[str], required: bool = True) -> list[str]:
        names = section.texts(key, required)
        for index, name in enumerate(names):
            _known(section, (key, index), name, known)
        return names

    def measure(self, section: Section) -> dict[str, Any]:
        row = {
            "id": section.identifier(), "slug": section.text("slug"), "controls": self.named(section, "controls", self.plain["controls"]),
            "title": section.pair("title"), "when": self.when(section, required=True),
        }  # fmt: skip
        section.close()
        return row

    def source(self, section: Section) -> dict[str, Any]:
        row = {"id": section.identifier(), "risks": self.named(section, "risks", self.risks), "title": section.pair("title"), "when": self.when(section)}
        section.close()
        return row

    def threat(self, section: Section) -> dict[str, Any]:
        row = {
            "id": section.identifier(), "risk": section.choice("risk", tuple(self.risks)), "treated_by": self.named(section, "treated_by", self.measures),
            "title": section.pair("title"), "when": self.when(section),
        }  # fmt: skip
        section.close()
        return row

    def impact(self, section: Section) -> dict[str, Any]:
        row = {
            "id": section.identifier(), "risks": self.named(section, "risks", self.risks), "level": self.level(section, "level"),
            "title": section.pair("title"), "when": self.when(section),
        }  # fmt: skip
        section.close()
        return row

    def line(self, section: Section) -> dict[str, Any]:
        row = {"risk": section.choice("risk", tuple(self.risks)), "level": self.level(section, "level"), "when": self.when(section), "reason": section.pair("reason")}
        section.close()
        return row

    def adjustment(self, section: Section) -> dict[str, Any]:
        row = {
            "id": section.identifier(), "risks": self.named(section, "risks", self.risks), "change": section.get("change"),
            "floor": section.get("floor", required=False) or LEVELS[0], "when": self.when(section, required=True), "reason": section.pair("reason"),
        }  # fmt: skip
        section.close()
        return row

    def likelihood(self, section: Section) -> dict[str, Any]:
        worse = []
        for line in section.sections("worse_when"):
            worse.append({"when": self.when(line, required=True), "reason": line.pair("reason")})
            line.close()
        sets = []
        for group in section.sections("sets"):
            measures = []
            for item in group.sections("measures"):
                measures.append({"id": item.text("id"), "only_if": self.when(item, "only_if")})
                _known(item, ("id",), measures[-1]["id"], self.measures)
                item.close()
            sets.append({"measures": measures, "when": self.when(group)})
            group.close()
        row = {"risk": section.choice("risk", tuple(self.risks)), "start": self.level(section, "start"), "reason": section.pair("reason"), "worse_when": worse, "sets": sets}
        section.close()
        return row

    def from_control(self, section: Section) -> dict[str, Any]:
        control = section.text("control")
        row = {"control": control, "slug": section.text("slug"), "risks": self.named(section, "risks", self.risks)}
        _known(section, ("control",), control, self.plain["controls"])
        section.close()
        return row


def _known(section: Section, at: tuple[str | int, ...], name: str, known: Iterable[str]) -> None:
    if name not in known:
        section.report("not_one_of", (*section.at, *at), {"value": name, "expected": ", ".join(known)}, closest(name, known))


def _scale(section: Section) -> dict[str, Any]:
    value = section.text("value")
    row = {"level": section.get("level"), "value": value, "label": section.pair("label"), "severity": section.pair("severity"), "likelihood": section.pair("likelihood")}
    _known(section, ("value",), value, all_paths()["privacy.dpia.residual_risk"].values)
    section.close()
    return row


def _risk(section: Section) -> dict[str, Any]:
    row = {
        "id": section.identifier(), "number": section.text("number"), "letter": section.text("letter"), "kind": section.choice("kind", ("feared_event", "own")),
        "first_question": section.get("first_question", required=False) or 0, "title": section.pair("title"),
    }  # fmt: skip
    section.close()
    return row


def _conclusion(section: Section) -> dict[str, Any]:
    row = {
        "severity": section.choice("severity", SIDES), "likelihood": section.choice("likelihood", SIDES), "id": section.identifier(),
        "consultation": section.flag("consultation"), "text": section.pair("text"),
    }  # fmt: skip
    section.close()
    return row


def read_activities(document: Document, plain: Mapping[str, Any], problems: list[Problem]) -> dict[str, Any]:
    """`activities.yaml`: which data an activity works on, which routes fit, and which answers do not fit together."""
    root = Section(document, (), problems)
    fields = fields_of(item_group(ACTIVITIES))
    association = Section(document, ("data_of_phase",), problems)
    routes = Section(document, ("routes",), problems)
    root.get("data_of_phase")
    root.get("routes")
    found = {
        "id": root.identifier(), "title": root.pair("title"), "source": association.pair("source"),
        "data_of_phase": [_association(section) for section in association.sections("phases")],
        "routes_apply_when": check_condition(routes, "applies_when", ROOT, {}),
        "routes": [_route(section, plain, fields["route"].values) for section in routes.sections("lines")],
        "pairs": [_pair(section, plain) for section in root.sections("pairs")],
    }  # fmt: skip
    for section in (root, association, routes):
        section.close()
    return found


def _association(section: Section) -> dict[str, Any]:
    activity, paths = fields_of(item_group(ACTIVITIES)), all_paths()
    row = {"phase": section.choice("phase", activity["phase"].values), "purposes": section.texts("purposes"), "used_in": section.texts("used_in")}
    for index, purpose in enumerate(row["purposes"]):
        _known(section, ("purposes", index), purpose, paths["flows.purpose"].values)
    for index, use in enumerate(row["used_in"]):
        _known(section, ("used_in", index), use, paths["data.fields.used_in"].values)
    section.close()
    return row


def _route(section: Section, plain: Mapping[str, Any], routes: tuple[str, ...]) -> dict[str, Any]:
    row = {
        "id": section.text("id"), "title": section.pair("title"), "source": section.pair("source"), "requirement": _requirement(section, plain),
        "when": check_condition(section, "when", scope_of(ACTIVITIES), {}), "routes": section.texts("routes"),
    }  # fmt: skip
    for index, route in enumerate(row["routes"]):
        _known(section, ("routes", index), route, routes)
    section.close()
    return row


def _pair(section: Section, plain: Mapping[str, Any]) -> dict[str, Any]:
    scope = section.choice("scope", ("activity", "system"), default="activity")
    fields = fields_of(item_group(ACTIVITIES))
    row = {
        "id": section.identifier(), "scope": scope, "severity": section.choice("severity", SEVERITIES), "requirement": _requirement(section, plain),
        "title": section.pair("title"), "remedy": section.pair("remedy"), "paths": section.texts("paths"), "from": section.day("from", required=False),
        "until": section.day("until", required=False), "when": check_condition(section, "when", scope_of(ACTIVITIES) if scope == "activity" else ROOT, {}),
        "data": check_condition(section, "data", scope_of("data"), {}, required=False) if scope == "activity" else None,
    }  # fmt: skip
    for index, path in enumerate(row["paths"]):
        if scope == "activity" and path.split(".")[0] not in fields:
            section.report("unknown_path", (*section.at, "paths", index), {"path": path, "name": path, "known": ACTIVITIES}, closest(path, fields))
    section.close()
    return row


def _requirement(section: Section, plain: Mapping[str, Any]) -> str:
    reference = section.text("requirement")
    known = [f"{key}:{requirement['id']}" for key, framework in plain["frameworks"].items() for requirement in framework["requirements"]]
    if reference not in known:
        section.report("unknown_requirement", (*section.at, "requirement"), {"id": reference}, closest(reference, known))
    return reference
