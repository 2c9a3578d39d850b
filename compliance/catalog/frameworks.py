"""Reads the folders of `frameworks/`: the text, its provisions, its terms, and how controls bear on them."""

from pathlib import Path
from typing import Any

from compliance.base.problems import InvalidInput, Position, Problem
from compliance.base.source import Document, read_yaml
from compliance.catalog.condition_check import check_condition, scope_of
from compliance.catalog.controls import read_parameters
from compliance.catalog.model import CONFIDENCES, KINDS, RELATIONS, ROW_BASES, SPECIFICATIONS, STATUSES
from compliance.catalog.reader import Section
from compliance.conditions.paths import ROOT
from compliance.facts.registry import SUBJECTS


def open_document(path: Path, name: str, problems: list[Problem]) -> Document | None:
    """One catalog file; its problems of form are kept."""
    try:
        document = read_yaml(path, name)
    except InvalidInput as error:
        problems.extend(error.problems)
        return None
    if not isinstance(document.data, dict):
        problems.append(Problem("catalog_file_empty", Position(name)) if document.data is None else Problem("catalog_group_expected", document.position(())))
        return None
    return document


def read_terms(document: Document, problems: list[Problem], verify: bool) -> list[dict[str, Any]]:
    """The derived facts a framework defines; verified once all their names are known."""
    terms = []
    root = Section(document, (), problems if verify else [])
    for section in root.sections("terms"):
        parameters, sources = read_parameters(section)
        subject = section.choice("subject", tuple(SUBJECTS), default="system")
        term = {
            "name": section.text("name"),
            "subject": subject,
            "holds_when": section.get("holds_when"),
            "shown_only": section.flag("shown_only"),
            "parameters": {name: [parameter.value, parameter.unit, parameter.basis] for name, parameter in parameters.items()},
            "label": section.pair("label"),
            "how": section.pair("how"),
            "sources": sources,
            "source": section.pair("source", required=False),
            "file": document.file,
            "place": (document.position((*section.at, "name")), ".".join(str(part + 1) if isinstance(part, int) else part for part in (*section.at, "name"))),
        }
        if verify and subject in SUBJECTS:
            check_condition(section, "holds_when", scope_of(SUBJECTS.get(subject, "")), parameters)
        section.close()
        terms.append(term)
    root.close()
    return terms


def read_framework(document: Document, problems: list[Problem]) -> tuple[dict[str, Any], dict[str, Any]]:
    """`framework.yaml`: the text as a whole."""
    section = Section(document, (), problems)
    addressees = {}
    for name, entry in section.named("addressees").items():
        addressees[name] = {"label": entry.pair("label"), "when": check_condition(entry, "when", ROOT, {}, required=False, never=True)}
        entry.close()
    core = {
        "id": section.identifier(),
        "title": section.pair("title"),
        "short": section.pair("short"),
        "url": section.link("url"),
        "text_version": section.pair("text_version"),
        "as_of": section.day("as_of"),
        "status": section.choice("status", STATUSES),
        "binding": section.flag("binding", default=True),
        "applies_when": check_condition(section, "applies_when", ROOT, {}, required=False),
        "addressees": addressees,
    }
    texts = {
        "instrument": section.pair("instrument"),
        "status_note": section.pair("status_note", required=False),
        "notes": section.pairs("notes", required=False),
        "open_points": section.pairs("open_points", required=False),
        "sources": section.get("sources", required=False),
        "last_change": _last_change(section),
    }
    section.close()
    return core, texts


def _last_change(section: Section) -> dict[str, Any] | None:
    """`last_change`: the newest change of the text that the framework knows of, adopted or not."""
    if section.get("last_change", required=False) is None:
        return None
    change = Section(section.document, (*section.at, "last_change"), section.problems)
    found = {"date": change.day("date"), "text": change.pair("text")}
    change.close()
    return found


def read_requirements(document: Document, framework: dict[str, Any], problems: list[Problem]) -> tuple[list[Any], dict[str, Any]]:
    """The provisions of one file: what a verdict needs, and apart from it the texts."""
    root = Section(document, (), problems)
    cores, texts = [], {}
    for section in root.sections("requirements"):
        core, text = _requirement(section, framework)
        cores.append(core)
        texts[core["id"]] = text
        section.close()
    root.close()
    return cores, texts


def _requirement(section: Section, framework: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    windows, covers = [], []
    for window in section.sections("in_force"):
        windows.append([window.day("from"), window.day("until", required=False), check_condition(window, "when", ROOT, {}, required=False)])
        covers.append(window.pair("covers", required=False))
        window.close()
    note = section.pair("in_force_note", required=False)
    if not windows and not note:
        section.report("in_force_unexplained", section.at)
    addressees = section.texts("addressees")
    for index, name in enumerate(addressees):
        if name not in framework["addressees"]:
            section.report("not_one_of", (*section.at, "addressees", index), {"value": name, "expected": ", ".join(framework["addressees"])})
    core = {
        "id": section.identifier(),
        "kind": section.choice("kind", KINDS),
        "citation": section.pair("citation"),
        "title": section.pair("title"),
        "url": section.link("url"),
        "addressees": addressees,
        "windows": windows,
        "applies_when": check_condition(section, "applies_when", ROOT, {}, required=False),
        "labels": section.texts("labels", required=False),
        "specification": section.choice("specification", SPECIFICATIONS, default="none") if section.get("specification", required=False) else "",
    }
    texts = {
        "gist": section.pair("gist"),
        "covers": covers,
        "in_force_note": note,
        "verified": section.text("verified"),
    }
    for key in ("remainder", "no_check", "exceptions", "contested", "notes"):
        if (pair := section.pair(key, required=False)) is not None:
            texts[key] = pair
    for key in ("deadline_days", "deadline_from", "max_eur", "max_turnover_pct", "conditions_bind_if_used"):
        if (value := section.get(key, required=False)) is not None:
            texts[key] = value
    return core, texts


def read_mapping(document: Document, problems: list[Problem]) -> tuple[list[Any], list[Any]]:
    """The rows of `mapping.yaml`, their rationales, and where each stands."""
    root = Section(document, (), problems)
    rows, texts = [], []
    for section in root.sections("rows"):
        part = section.get("part", required=False)
        rows.append(
            {
                "requirement": section.text("requirement"),
                "control": section.text("control"),
                "relation": section.choice("relation", RELATIONS),
                "parts": [] if part is None else [str(item) for item in (part if isinstance(part, list) else [part])],
                "confidence": section.choice("confidence", CONFIDENCES),
                "basis": section.choice("basis", ROW_BASES),
            }
        )
        texts.append(section.pair("rationale"))
        section.close()
    root.close()
    return rows, texts


def read_parameter(document: Document, problems: list[Problem]) -> tuple[dict[str, Any], dict[str, Any]]:
    """One file of `frameworks/parameters/`: dated values, and apart from them their citation and the further keys of each entry, kept as they are."""
    section = Section(document, (), problems)
    values, details = [], []
    source = section.pair("source", required=False)
    for entry in section.sections("values"):
        always = entry.flag("always")
        if not always and entry.data.get("from") is None:
            entry.report("value_undated", entry.at)
        if source is None and entry.data.get("citation") is None:
            entry.report("value_unsourced", entry.at)
        values.append([entry.text("key"), entry.get("value", required=False), entry.day("from", required=False), entry.day("until", required=False)])
        pairs = {key: pair for key in ("citation", "note", "scope", "label", "starts") if (pair := entry.pair(key, required=False))}
        details.append({key: pairs.get(key, value) for key, value in entry.data.items() if key not in ("key", "value", "from", "until", "always")})
    parameter = {"id": section.text("id"), "title": section.pair("title"), "values": values, "file": document.file}
    texts = {
        "source": source,
        "url": section.link("url", required=False),
        "note": section.pair("note", required=False),
        "details": details,
    }
    section.close()
    return parameter, texts
