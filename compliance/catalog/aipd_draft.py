"""Reads the questions of the draft (`draft.yaml`): which facts answer each, in which words, and what only a person can say."""

from collections.abc import Mapping
from typing import Any

from compliance.base.problems import Problem, closest
from compliance.base.source import Document
from compliance.catalog.answer_path import answer_path
from compliance.catalog.condition_check import check_condition, scope_of
from compliance.catalog.reader import Section
from compliance.conditions.paths import ROOT
from compliance.system.schema import all_paths

UNITS = ("", "months", "days", "hours", "percent", "persons")
KINDS = ("path", "each", "when", "ask", "recipients", "fields")


def read_draft(document: Document, plain: Mapping[str, Any], problems: list[Problem]) -> dict[str, Any]:
    """The items of the assessment and their questions, every path and every provision checked."""
    root = Section(document, (), problems)
    known = [f"{key}:{requirement['id']}" for key, framework in plain["frameworks"].items() for requirement in framework["requirements"]]
    items: list[dict[str, Any]] = []
    for section in root.sections("items"):
        items.append({"id": section.text("id"), "title": section.pair("title"), "section": section.pair("section")})
        section.close()
    draft = {
        "id": root.identifier(), "title": root.pair("title"), "source": root.pair("source"), "items": items,
        "questions": [_question(section, [item["id"] for item in items], known) for section in root.sections("questions")],
    }  # fmt: skip
    root.close()
    return draft


def _question(section: Section, items: list[str], known: list[str]) -> dict[str, Any]:
    question: dict[str, Any] = {
        "id": section.text("id"), "item": section.choice("item", tuple(items)), "title": section.pair("title"), "articles": section.texts("articles"),
        "parts": [_part(part, "") for part in section.sections("parts")],
    }  # fmt: skip
    for index, article in enumerate(question["articles"]):
        if article not in known:
            section.report("unknown_requirement", (*section.at, "articles", index), {"id": article}, closest(article, known))
    section.close()
    return question


def _part(section: Section, inside: str) -> dict[str, Any]:
    kind = next((kind for kind in KINDS if kind in section.data), "")
    if not kind:
        section.report("missing_field", section.at, {"field": "path"})
        return {"kind": "", "essential": False, "optional": True}
    part: dict[str, Any] = {"kind": kind, "essential": section.flag("essential"), "optional": section.flag("optional")}
    if kind == "each":
        part |= _each(section)
    elif kind == "when":
        part |= {"when": check_condition(section, "when", ROOT, {}), "say": section.pair("say"), "otherwise": section.pair("otherwise")}
    elif kind == "ask":
        part |= {"ask": section.pair("ask"), "asked_of": section.text("asked_of")}
    elif kind == "path":
        part |= {
            "path": answer_path(section, inside),
            "unit": section.choice("unit", UNITS, default="none") if section.get("unit", required=False) else "",
            "say": section.pair("say"),
        }
    else:
        part |= {"say": section.pair("say")}
        section.flag(kind)
    if inside and kind in ("path", "fields"):
        part["unless"] = check_condition(section, "unless", scope_of(inside.removesuffix(".")), {}, required=False)
    section.close()
    return part


def _each(section: Section) -> dict[str, Any]:
    name = section.text("each")
    shape = all_paths().get(name)
    if shape is None or shape.group is None or not shape.many or "." in name:
        section.report("not_a_list_of_objects", (*section.at, "each"), {"path": name})
        return {"each": name, "where": None, "name": section.pair("name"), "parts": []}
    return {
        "each": name, "where": check_condition(section, "where", scope_of(name), {}, required=False), "name": section.pair("name"),
        "parts": [_part(part, f"{name}.") for part in section.sections("parts")],
    }  # fmt: skip
