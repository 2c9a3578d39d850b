"""Reads the need test of the impact assessment (`aipd.yaml`) and, beside it, the risk study, the activities and the questions of the draft."""

from collections.abc import Mapping
from typing import Any

from compliance.base.problems import Problem, closest
from compliance.base.source import Document
from compliance.catalog.aipd_draft import read_draft
from compliance.catalog.aipd_register import read_register
from compliance.catalog.aipd_study import read_activities, read_risks
from compliance.catalog.condition_check import check_condition
from compliance.catalog.controls import read_parameters
from compliance.catalog.model import BASES, ControlParameter
from compliance.catalog.need import OUTCOMES, register_need
from compliance.catalog.reader import Section
from compliance.conditions.paths import ROOT
from compliance.system.schema import all_paths

Parameters = Mapping[str, ControlParameter]
FILES = {"risks": read_risks, "activities": read_activities, "draft": read_draft, "register": read_register}


def read_aipd(documents: Mapping[str, Document], plain: dict[str, Any], texts: dict[str, Any], problems: list[Problem]) -> None:
    """Read the files of one framework folder into the compiled catalog; without `aipd.yaml` there is no test."""
    plain["aipd"], texts["aipd"] = None, {}
    home = next((name.removesuffix("aipd.yaml") for name in documents if name.endswith("/aipd.yaml")), None)
    if home is not None:
        plain["aipd"] = read_need(documents[f"{home}aipd.yaml"], plain, problems)
        for name, read in FILES.items():
            document = documents.get(f"{home}{name}.yaml")
            texts["aipd"][name] = None if document is None else read(document, plain, problems)
    register_need(lambda: plain["aipd"])


def read_need(document: Document, plain: Mapping[str, Any], problems: list[Problem]) -> dict[str, Any]:
    """`aipd.yaml`: what the test presupposes, its groups in order, what the user's own answer means, and when an assessment has to be read again."""
    root = Section(document, (), problems)
    parameters, sources = read_parameters(root)
    scope = Section(document, ("scope",), problems) if root.get("scope") else None
    default = Section(document, ("default",), problems) if root.get("default") else None
    need = {
        "id": root.identifier(),
        "title": root.pair("title"),
        "parameters": {name: [parameter.value, parameter.unit, parameter.basis] for name, parameter in parameters.items()},
        "sources": sources,
        "scope": _scope(scope, parameters) if scope else None,
        "groups": [_group(section, parameters, plain) for section in root.sections("groups")],
        "default": _default(default) if default else None,
        "declared": [_declared(section) for section in root.sections("declared")],
        "review": [_review(section, parameters, plain) for section in root.sections("review")],
    }
    root.close()
    return need


def _scope(section: Section, parameters: Parameters) -> dict[str, Any]:
    scope = {
        "title": section.pair("title"), "outcome": section.choice("outcome", OUTCOMES), "basis": section.choice("basis", BASES), "source": section.pair("source"),
        "when": check_condition(section, "when", ROOT, parameters),
    }  # fmt: skip
    section.close()
    return scope


def _group(section: Section, parameters: Parameters, plain: Mapping[str, Any]) -> dict[str, Any]:
    group = {
        "id": section.text("id"),
        "outcome": section.choice("outcome", OUTCOMES),
        "basis": section.choice("basis", BASES),
        "title": section.pair("title"),
        "source": section.pair("source"),
        "requirement": requirement_of(section, plain),
        "minimum": _figure(section, "minimum", parameters),
        "items": [_item(item, parameters, plain) for item in section.sections("items")],
    }
    section.close()
    return group


def _item(section: Section, parameters: Parameters, plain: Mapping[str, Any]) -> dict[str, Any]:
    item = {
        "id": section.text("id"),
        "title": section.pair("title"),
        "note": section.pair("note", required=False),
        "requirement": requirement_of(section, plain, required=False),
        "criteria": section.texts("criteria", required=False),
        "invoked_when": check_condition(section, "invoked_when", ROOT, parameters, required=False),
        "when": check_condition(section, "when", ROOT, parameters, required=False),
        "needs": paths_of(section, "needs"),
        "counted": section.flag("counted", default=True),
        "alone": section.flag("alone"),
    }
    if item["when"] is None and item["invoked_when"] is None:
        section.report("missing_field", section.at, {"field": "when"})
    section.close()
    return item


def _default(section: Section) -> dict[str, Any]:
    default = {"outcome": section.choice("outcome", OUTCOMES), "source": section.pair("source"), "needs": paths_of(section, "needs")}
    section.close()
    return default


def _declared(section: Section) -> list[str]:
    declared = [section.text("value"), section.choice("outcome", OUTCOMES)]
    values = all_paths()["privacy.dpia.triggers"].values
    if declared[0] not in values:
        section.report("not_one_of", (*section.at, "value"), {"value": declared[0], "expected": ", ".join(values)}, closest(declared[0], values))
    section.close()
    return declared


def _review(section: Section, parameters: Parameters, plain: Mapping[str, Any]) -> dict[str, Any]:
    review = {
        "id": section.identifier(), "title": section.pair("title"), "requirement": requirement_of(section, plain),
        "when": check_condition(section, "when", ROOT, parameters),
    }  # fmt: skip
    section.close()
    return review


def _figure(section: Section, key: str, parameters: Parameters) -> int:
    """A number of items: one when it is left out, else the value of a parameter."""
    name = section.text(key, required=False)
    if not name:
        return 1
    parameter = parameters.get(name.removeprefix("$"))
    if not name.startswith("$") or parameter is None:
        section.report("unknown_parameter", (*section.at, key), {"name": name}, closest(name, parameters))
        return 1
    return int(parameter.value)


def requirement_of(section: Section, plain: Mapping[str, Any], required: bool = True) -> str:
    """The full name of a provision of the catalog."""
    reference = section.text("requirement", required)
    if reference and reference not in known_requirements(plain):
        section.report("unknown_requirement", (*section.at, "requirement"), {"id": reference}, closest(reference, known_requirements(plain)))
    return reference


def known_requirements(plain: Mapping[str, Any]) -> list[str]:
    """Every provision of the catalog by its full name."""
    return [f"{key}:{requirement['id']}" for key, framework in plain["frameworks"].items() for requirement in framework["requirements"]]


def paths_of(section: Section, key: str, prefix: str = "") -> list[str]:
    """Paths of the description, each checked."""
    paths = section.texts(key, required=False)
    for index, path in enumerate(paths):
        if prefix + path not in all_paths():
            section.report("unknown_path", (*section.at, key, index), {"path": path, "name": path, "known": "system.yaml"}, closest(prefix + path, all_paths()))
    return paths
