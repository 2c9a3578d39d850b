"""Reads and verifies the file that classifies a system under one framework: the labels and the walk; the rest is read beside it."""

from collections.abc import Mapping
from typing import Any

from compliance.base.problems import Problem
from compliance.base.source import Document
from compliance.catalog.classification_names import Names
from compliance.catalog.classification_parts import inner, read_device_class, read_duties, read_warning
from compliance.catalog.condition_check import check_condition
from compliance.catalog.reader import Section
from compliance.conditions.paths import ROOT

UNKNOWN = ("presumed", "labelled")
FLAGS = ("ends", "leaves_scope", "open", "high_risk", "carries_rows")


def read_classification(document: Document, plain: Mapping[str, Any], details: Mapping[str, Any], problems: list[Problem]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The file as plain data, and its notes apart; `plain` is the catalog read so far, `details` the further keys of its parameters."""
    root = Section(document, (), problems)
    framework = root.text("framework")
    names = Names(framework, plain, details)
    names.among(root, "framework", [framework], plain["frameworks"])
    labels = [_label(section, names) for section in root.sections("labels")]
    messages = inner(root, "messages")
    core = {
        "framework": framework,
        "law": root.pair("law"),
        "scope_label": root.text("scope_label"),
        "scope_terms": names.terms(root, "scope_terms"),
        "roles_path": names.path(root, "roles_path"),
        "stated_class": names.path(root, "stated_class"),
        "labels": labels,
        "nodes": [_node(section, names) for section in root.sections("nodes")],
        "authority": root.pair("authority"),
        "device_class": read_device_class(inner(root, "device_class"), names),
        "warnings": [read_warning(section, names) for section in root.sections("warnings")],
        "messages": {name: messages.pair(name) for name in messages.data},
        **read_duties(inner(root, "duties"), names),
    }
    root.close()
    return core, names.notes


def _label(section: Section, names: Names) -> dict[str, Any]:
    identifier = section.text("id")
    names.labels.append(identifier)
    burden = section.get("burden")
    label = {
        "id": identifier,
        "title": section.pair("title"),
        **{name: section.flag(name) for name in FLAGS},
        "burden": burden if isinstance(burden, int) else 0,
        "states_as": section.text("states_as", required=False) or identifier,
        "carries": section.texts("carries", required=False),
        "supposes": names.terms(section, "supposes"),
    }
    section.close()
    return label


def _node(section: Section, names: Names) -> dict[str, Any]:
    """One question; what it says of all its rows is written into each of them."""
    shared: dict[str, Any] = {name: section.text(name, required=False) for name in ("label", "label_before", "unknown_label", "prefix")}
    shared["unknown"] = section.choice("unknown", UNKNOWN) if section.get("unknown", required=False) else ""
    for name in ("also", "unless"):
        shared[name] = check_condition(section, name, ROOT, {}, required=False)
    settles = section.text("settles", required=False)
    if settles:
        names.term(section, "settles", settles)
    node: dict[str, Any] = {
        "id": section.identifier(),
        "title": section.pair("title"),
        "rows": [_row(row, shared, names) for row in section.sections("rows")],
        "after_end": section.texts("after_end", required=False),
        "needs": section.texts("needs", required=False),
        **{name: section.flag(name) for name in ("only_without_label", "declared_settles", "near")},
        "settles": settles,
        "all_points": section.text("all_points", required=False),
    }
    names.among(section, "label", [shared[name] for name in ("label", "label_before", "unknown_label")], names.labels)
    names.among(section, "needs", [*node["needs"], *node["after_end"]], names.labels)
    section.close()
    return node


def _row(section: Section, shared: Mapping[str, Any], names: Names) -> dict[str, Any]:
    identifier = section.identifier()
    provisions = names.provisions(section, default=identifier)
    first = names.requirements.get(provisions[0], {}) if provisions else {}
    flags = {name: section.flag(name) for name in ("informs", "presumes_only", "preview")}
    gives = {name: section.text(name, required=False) for name in ("label", "unknown_label", "role", "drops_role", "replaces")}
    authority = section.pair("authority", required=False)
    labels = not flags["informs"] and authority is None and not gives["role"] and not gives["drops_role"]
    label = gives["label"] or (shared["label"] if labels else "")
    conditions = {name: check_condition(section, name, ROOT, {}, required=False) for name in ("declared", "claimed", "when", "unless")}
    if labels and shared["also"] is not None and not flags["presumes_only"]:
        conditions["when"] = shared["also"] if conditions["when"] is None else {"all": [conditions["when"], shared["also"]]}
    if labels and conditions["unless"] is None:
        conditions["unless"] = shared["unless"]
    contested = inner(section, "contested") if section.get("contested", required=False) else None
    point = section.text("point", required=False)
    unknown = section.choice("unknown", UNKNOWN) if section.get("unknown", required=False) else shared["unknown"]
    row = {
        "id": identifier,
        "citation": section.pair("citation", required=False) or first.get("citation"),
        "title": section.pair("title", required=False) or first.get("title"),
        "provisions": provisions,
        "point": point,
        "presumed_as": shared["prefix"] + point,
        "attribute": section.text("attribute", required=False),
        "roles": section.texts("roles", required=False),
        "needs": section.texts("needs", required=False),
        **conditions,
        "label": label,
        "label_before": shared["label_before"] if label == shared["label"] else "",
        "unknown": "" if flags["informs"] else unknown,
        "unknown_label": gives["unknown_label"] or shared["unknown_label"] or label,
        **{name: gives[name] for name in ("role", "drops_role", "replaces")},
        "authority": authority,
        **flags,
        "contested_when": check_condition(contested, "when", ROOT, {}) if contested else None,
        "contested_why": contested.pair("why") if contested else None,
    }
    if contested:
        contested.close()
    names.among(section, "label", [label, row["unknown_label"], row["replaces"]], names.labels)
    names.among(section, "needs", row["needs"], names.labels)
    names.among(section, "roles", [*row["roles"], row["role"], row["drops_role"]], names.roles)
    names.note(section, identifier)
    section.close()
    return row
