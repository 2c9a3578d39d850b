"""Reads what surrounds the walk in a classification file: device classes, warnings, and how labels turn into duties."""

from typing import Any

from compliance.catalog.classification_names import Names
from compliance.catalog.condition_check import check_condition
from compliance.catalog.reader import Section
from compliance.conditions.paths import ROOT


def inner(section: Section, key: str) -> Section:
    """The mapping under a key; one without content where it is missing, which is reported once."""
    if section.get(key) is None:
        nothing = Section(section.document, (), [])
        nothing.at, nothing.data = (*section.at, key), {}
        return nothing
    return Section(section.document, (*section.at, key), section.problems)


def read_device_class(section: Section, names: Names) -> dict[str, Any]:
    """The rule that leads from a function to a device class."""
    otherwise = inner(section, "otherwise")
    plain = {
        "citation": section.pair("citation"),
        "applies_when": check_condition(section, "applies_when", ROOT, {}),
        "stated": names.path(section, "stated"),
        "presumed": section.text("presumed"),
        "otherwise": otherwise.text("class"),
        "otherwise_title": otherwise.pair("title"),
        "unstated": section.pair("unstated"),
        "contradicts": section.pair("contradicts"),
        "rows": [_device_row(row, names) for row in section.sections("rows")],
    }
    otherwise.close()
    section.close()
    return plain


def _device_row(section: Section, names: Names) -> dict[str, Any]:
    row = {
        "id": section.identifier(),
        "device_class": section.text("class"),
        "title": section.pair("title"),
        "when": check_condition(section, "when", ROOT, {}, required=False),
        "contradicted_by": check_condition(section, "contradicted_by", ROOT, {}, required=False),
    }
    names.note(section, row["id"])
    section.close()
    return row


def read_warning(section: Section, names: Names) -> dict[str, Any]:
    """Facts that a person should look at."""
    row = {"id": section.identifier(), "title": section.pair("title"), "when": check_condition(section, "when", ROOT, {}), "provisions": names.provisions(section)}
    section.close()
    return row


def read_duties(section: Section, names: Names) -> dict[str, Any]:
    """Optional conducts, disputed dates, older systems and fines."""
    plain = {
        "if_used": names.expanded(section, "if_used", section.texts("if_used")),
        "contested": [_contested(row, names) for row in section.sections("contested")],
        "legacy": [_legacy(row, names) for row in section.sections("legacy")],
        "fines": [_fine(row, names) for row in section.sections("fines")],
    }
    section.close()
    return plain


def _contested(section: Section, names: Names) -> dict[str, Any]:
    row = {"provisions": names.provisions(section), "starts": section.day("from"), "why": section.pair("why")}
    section.close()
    return row


def _legacy(section: Section, names: Names) -> dict[str, Any]:
    until = inner(section, "until")
    row = {
        "label": section.text("label"),
        "provisions": names.provisions(section),
        **{name: check_condition(section, name, ROOT, {}, required=name != "unless") for name in ("when", "unless", "unchanged")},
        "until": until.day("date"),
        "until_when": check_condition(until, "when", ROOT, {}, required=False),
    }
    names.among(section, "label", [row["label"]], names.labels)
    until.close()
    section.close()
    return row


def _fine(section: Section, names: Names) -> dict[str, Any]:
    key = section.text("fine")
    names.among(section, "fine", [key], names.fines)
    value, detail = names.fines.get(key, ([key, 0, "", ""], {}))
    row = {
        "key": key,
        "provisions": names.provisions(section),
        "citation": detail.get("citation"),
        "amount": value[1],
        "turnover_percent": detail.get("turnover_percent", 0),
        "combine": detail.get("combine", ""),
        "starts": value[2],
        "lower_for": [{"size": list(entry["size"]), "from": str(entry["from"])} for entry in detail.get("lower_for", [])],
        "note": detail.get("note"),
    }
    section.close()
    return row
