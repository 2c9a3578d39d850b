"""Reads the forms of the record of processing (`register.yaml`)."""

from collections.abc import Mapping
from typing import Any

from compliance.base.problems import Problem, closest
from compliance.base.source import Document
from compliance.catalog.reader import Section

# What the assessment knows how to look up for a field of the record.
READS = (
    "reference", "organisation", "joint", "clients", "representative", "dpo", "purposes", "basis", "subjects", "data", "recipients", "transfers", "retention",
    "security", "updated",
)  # fmt: skip


def read_register(document: Document, plain: Mapping[str, Any], problems: list[Problem]) -> dict[str, Any]:
    """The forms, each with its fields in order."""
    root = Section(document, (), problems)
    known = [f"{key}:{requirement['id']}" for key, framework in plain["frameworks"].items() for requirement in framework["requirements"]]
    forms = []
    for section in root.sections("forms"):
        reference = section.text("requirement")
        if reference not in known:
            section.report("unknown_requirement", (*section.at, "requirement"), {"id": reference}, closest(reference, known))
        forms.append({"id": section.identifier(), "title": section.pair("title"), "requirement": reference, "fields": [_field(field) for field in section.sections("fields")]})
        section.close()
    register = {"id": root.identifier(), "title": root.pair("title"), "forms": forms}
    root.close()
    return register


def _field(section: Section) -> dict[str, Any]:
    field = {"id": section.identifier(), "read": section.choice("read", READS), "title": section.pair("title"), "ask": section.pair("ask", required=False)}
    section.close()
    return field
