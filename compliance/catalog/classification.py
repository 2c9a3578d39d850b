"""Reads and verifies the file that classifies a system under one framework: its conditions, and every name it points at."""

from collections.abc import Iterable, Mapping
from typing import Any

from compliance.base.problems import Problem, closest
from compliance.base.source import Document
from compliance.catalog.condition_check import check_condition
from compliance.catalog.reader import Section
from compliance.conditions.paths import ROOT, NotFound, resolve

UNKNOWN = ("presumed", "labelled")


def read_classification(document: Document, plain: Mapping[str, Any], details: Mapping[str, Any], problems: list[Problem]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The file as plain data, and its notes apart; `plain` is the catalog read so far, `details` the further keys of its parameters."""
    reader = _Reader(document, plain, details, problems)
    return reader.read(), reader.notes


class _Reader:
    """Reads one file; keeps the names that rows may point at."""

    def __init__(self, document: Document, plain: Mapping[str, Any], details: Mapping[str, Any], problems: list[Problem]) -> None:
        self.root = Section(document, (), problems)
        self.framework = self.root.text("framework")
        known = plain["frameworks"].get(self.framework)
        if known is None:
            self.root.report("not_one_of", ("framework",), {"value": self.framework, "expected": ", ".join(plain["frameworks"])})
        self.requirements: dict[str, Any] = {item["id"]: item for item in known["requirements"]} if known else {}
        self.roles: set[str] = set(known["addressees"]) if known else set()
        fines = plain["parameters"].get("fines", {"values": []})["values"]
        self.fines = {value[0]: (value, detail) for value, detail in zip(fines, details.get("fines", {}).get("details", []), strict=False)}
        self.labels: list[str] = []
        self.notes: dict[str, Any] = {}

    def read(self) -> dict[str, Any]:
        """Every part of the file."""
        root = self.root
        labels = [self._label(section) for section in root.sections("labels")]
        messages = Section(root.document, ("messages",), root.problems)
        plain = {
            "framework": self.framework,
            "law": root.pair("law"),
            "scope_label": root.text("scope_label"),
            "scope_terms": self._terms(root, "scope_terms"),
            "roles_path": self._path(root, "roles_path"),
            "stated_class": self._path(root, "stated_class"),
            "labels": labels,
            "nodes": [self._node(section) for section in root.sections("nodes")],
            "authority": root.pair("authority"),
            "device_class": self._device_class(Section(root.document, ("device_class",), root.problems)),
            "warnings": [self._warning(section) for section in root.sections("warnings")],
            "messages": {name: messages.pair(name) for name in messages.data},
            **self._duties(Section(root.document, ("duties",), root.problems)),
        }
        root.known |= {"device_class", "messages", "duties"}
        root.close()
        return plain

    def _label(self, section: Section) -> dict[str, Any]:
        identifier = section.text("id")
        self.labels.append(identifier)
        burden = section.get("burden")
        label = {
            "id": identifier,
            "title": section.pair("title"),
            **{name: section.flag(name) for name in ("ends", "leaves_scope", "open", "high_risk", "carries_rows")},
            "burden": burden if isinstance(burden, int) else 0,
            "states_as": section.text("states_as", required=False) or identifier,
            "carries": section.texts("carries", required=False),
            "supposes": self._terms(section, "supposes"),
        }
        section.close()
        return label

    def _node(self, section: Section) -> dict[str, Any]:
        defaults = {name: section.text(name, required=False) for name in ("label", "label_before", "unknown_label", "prefix")}
        defaults["unknown"] = section.choice("unknown", UNKNOWN, default="none") if section.get("unknown", required=False) else ""
        also = check_condition(section, "also", ROOT, {}, required=False)
        unless = check_condition(section, "unless", ROOT, {}, required=False)
        settles = section.text("settles", required=False)
        if settles:
            self._known_term(section, "settles", settles)
        node = {
            "id": section.identifier(),
            "title": section.pair("title"),
            "rows": [self._row(row, defaults, also, unless) for row in section.sections("rows")],
            "after_end": section.texts("after_end", required=False),
            "needs": section.texts("needs", required=False),
            **{name: section.flag(name) for name in ("only_without_label", "declared_settles", "near")},
            "settles": settles,
            "all_points": section.text("all_points", required=False),
        }
        self._among(section, "label", [defaults[name] for name in ("label", "label_before", "unknown_label")], self.labels)
        self._among(section, "needs", [*node["needs"], *node["after_end"]], self.labels)
        section.close()
        return node

    def _row(self, section: Section, defaults: Mapping[str, str], also: Any, unless: Any) -> dict[str, Any]:
        identifier = section.identifier()
        provisions = self._provisions(section, default=identifier)
        first = self.requirements.get(provisions[0], {}) if provisions else {}
        flags = {name: section.flag(name) for name in ("informs", "presumes_only", "preview")}
        gives = {name: section.text(name, required=False) for name in ("label", "unknown_label", "role", "drops_role", "replaces")}
        authority = section.pair("authority", required=False)
        plain_row = not flags["informs"] and not any(gives[name] for name in ("role", "drops_role")) and authority is None
        label = gives["label"] or (defaults["label"] if plain_row else "")
        conditions = {name: check_condition(section, name, ROOT, {}, required=False) for name in ("declared", "claimed", "when", "unless")}
        if plain_row and not flags["presumes_only"] and also is not None:
            conditions["when"] = also if conditions["when"] is None else {"all": [conditions["when"], also]}
        contested = Section(section.document, (*section.at, "contested"), section.problems) if section.get("contested", required=False) else None
        point = section.text("point", required=False)
        row = {
            "id": identifier,
            "citation": section.pair("citation", required=False) or first.get("citation"),
            "title": section.pair("title", required=False) or first.get("title"),
            "provisions": provisions,
            "point": point,
            "presumed_as": defaults["prefix"] + point,
            "attribute": section.text("attribute", required=False),
            "roles": section.texts("roles", required=False),
            **conditions,
            "unless": conditions["unless"] if conditions["unless"] is not None or not plain_row else unless,
            "label": label,
            "label_before": defaults["label_before"] if label == defaults["label"] else "",
            "unknown": "" if flags["informs"] else defaults["unknown"],
            "unknown_label": gives["unknown_label"] or defaults["unknown_label"] or label,
            **{name: gives[name] for name in ("role", "drops_role", "replaces")},
            "authority": authority,
            **flags,
            "contested_when": check_condition(contested, "when", ROOT, {}) if contested else None,
            "contested_why": contested.pair("why") if contested else None,
        }
        self._among(section, "label", [label, row["unknown_label"], row["replaces"]], self.labels)
        self._among(section, "roles", [*row["roles"], row["role"], row["drops_role"]], self.roles)
        self._note(section, identifier)
        section.close()
        return row

    def _device_class(self, section: Section) -> dict[str, Any]:
        otherwise = Section(section.document, (*section.at, "otherwise"), section.problems)
        section.get("otherwise")
        plain = {
            "citation": section.pair("citation"),
            "applies_when": check_condition(section, "applies_when", ROOT, {}),
            "stated": self._path(section, "stated"),
            "presumed": section.text("presumed"),
            "otherwise": otherwise.text("class"),
            "otherwise_title": otherwise.pair("title"),
            "unstated": section.pair("unstated"),
            "contradicts": section.pair("contradicts"),
            "rows": [self._device_row(row) for row in section.sections("rows")],
        }
        section.close()
        return plain

    def _device_row(self, section: Section) -> dict[str, Any]:
        row = {
            "id": section.identifier(),
            "device_class": section.text("class"),
            "title": section.pair("title"),
            "when": check_condition(section, "when", ROOT, {}, required=False),
            "contradicted_by": check_condition(section, "contradicted_by", ROOT, {}, required=False),
        }
        self._note(section, row["id"])
        section.close()
        return row

    def _warning(self, section: Section) -> dict[str, Any]:
        row = {"id": section.identifier(), "title": section.pair("title"), "when": check_condition(section, "when", ROOT, {}), "provisions": self._provisions(section)}
        section.close()
        return row

    def _duties(self, section: Section) -> dict[str, Any]:
        plain = {
            "if_used": self._expanded(section, "if_used", section.texts("if_used")),
            "contested": [{"provisions": self._provisions(row), "starts": row.day("from"), "why": row.pair("why")} for row in section.sections("contested")],
            "legacy": [self._legacy(row) for row in section.sections("legacy")],
            "fines": [self._fine(row) for row in section.sections("fines")],
        }
        section.close()
        return plain

    def _legacy(self, section: Section) -> dict[str, Any]:
        section.get("until")
        until = Section(section.document, (*section.at, "until"), section.problems)
        row = {
            "label": section.text("label"),
            "provisions": self._provisions(section),
            **{name: check_condition(section, name, ROOT, {}, required=name != "unless") for name in ("when", "unless", "unchanged")},
            "until": until.day("date"),
            "until_when": check_condition(until, "when", ROOT, {}, required=False),
        }
        self._among(section, "label", [row["label"]], self.labels)
        section.close()
        return row

    def _fine(self, section: Section) -> dict[str, Any]:
        key = section.text("fine")
        self._among(section, "fine", [key], self.fines)
        value, detail = self.fines.get(key, ([key, 0, "", ""], {}))
        row = {
            "key": key,
            "provisions": self._provisions(section),
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

    def _provisions(self, section: Section, default: str = "") -> list[str]:
        given = section.texts("provisions", required=not default)
        return self._expanded(section, "provisions", given or [default])

    def _expanded(self, section: Section, key: str, patterns: Iterable[str]) -> list[str]:
        """Provisions by id; `art-16-*` stands for all that begin so."""
        found: list[str] = []
        for pattern in patterns:
            matching = [name for name in self.requirements if name == pattern or (pattern.endswith("*") and name.startswith(pattern[:-1]))]
            if not matching and self.requirements:
                section.report("unknown_requirement", (*section.at, key), {"id": pattern}, closest(pattern, self.requirements))
            found += matching
        return list(dict.fromkeys(found))

    def _among(self, section: Section, key: str, values: Iterable[str], known: Iterable[str]) -> None:
        for value in values:
            if value and value not in known:
                section.report("not_one_of", (*section.at, key), {"value": value, "expected": ", ".join(known)}, closest(value, known))

    def _path(self, section: Section, key: str) -> str:
        path = section.text(key)
        found = resolve(path, ROOT)
        if isinstance(found, NotFound):
            section.report("unknown_path", (*section.at, key), {"path": path, "name": found.name, "known": found.known}, closest(found.name, found.candidates))
        return path

    def _terms(self, section: Section, key: str) -> dict[str, bool]:
        terms: dict[str, bool] = section.get(key, required=False) or {}
        for name in terms:
            self._known_term(section, key, name)
        return terms

    def _known_term(self, section: Section, key: str, name: str) -> None:
        found = resolve(name, ROOT)
        if isinstance(found, NotFound) or not found.fact:
            section.report("unknown_path", (*section.at, key), {"path": name, "name": name, "known": self.framework})

    def _note(self, section: Section, identifier: str) -> None:
        if (note := section.pair("note", required=False)) is not None:
            self.notes[f"{self.framework}:{identifier}"] = {"note": note}
