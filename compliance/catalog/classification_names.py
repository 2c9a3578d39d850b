"""The names that a classification file may point at: provisions, roles, labels, notions, fields and fines; each wrong one is reported with its place."""

from collections.abc import Iterable, Mapping
from typing import Any

from compliance.base.problems import closest
from compliance.catalog.reader import Section
from compliance.conditions.paths import ROOT, NotFound, resolve


class Names:
    """What is known around one classification file; labels are added as they are read."""

    def __init__(self, framework: str, plain: Mapping[str, Any], details: Mapping[str, Any]) -> None:
        known = plain["frameworks"].get(framework)
        self.framework = framework
        self.requirements: dict[str, Any] = {item["id"]: item for item in known["requirements"]} if known else {}
        self.roles: set[str] = set(known["addressees"]) if known else set()
        fines = plain["parameters"].get("fines", {"values": []})["values"]
        self.fines = {value[0]: (value, detail) for value, detail in zip(fines, details.get("fines", {}).get("details", []), strict=False)}
        self.labels: list[str] = []
        self.notes: dict[str, Any] = {}

    def provisions(self, section: Section, default: str = "") -> list[str]:
        """The provisions that a section names, or the one it is called after."""
        given = section.texts("provisions", required=not default)
        return self.expanded(section, "provisions", given or [default])

    def expanded(self, section: Section, key: str, patterns: Iterable[str]) -> list[str]:
        """Provisions by id; one that ends in `*` stands for all that begin so."""
        found: list[str] = []
        for pattern in patterns:
            matching = [name for name in self.requirements if name == pattern or (pattern.endswith("*") and name.startswith(pattern[:-1]))]
            if not matching:
                section.report("unknown_requirement", (*section.at, key), {"id": pattern}, closest(pattern, self.requirements))
            found += matching
        return list(dict.fromkeys(found))

    def among(self, section: Section, key: str, values: Iterable[str], known: Iterable[str]) -> None:
        """Report the values that are not among those known; an empty one says nothing."""
        for value in values:
            if value and value not in known:
                section.report("not_one_of", (*section.at, key), {"value": value, "expected": ", ".join(known)}, closest(value, known))

    def path(self, section: Section, key: str) -> str:
        """The path of a field of the description."""
        path = section.text(key)
        found = resolve(path, ROOT)
        if isinstance(found, NotFound):
            section.report("unknown_path", (*section.at, key), {"path": path, "name": found.name, "known": found.known}, closest(found.name, found.candidates))
        return path

    def terms(self, section: Section, key: str) -> dict[str, bool]:
        """Notions and what is supposed of them."""
        terms: dict[str, bool] = section.get(key, required=False) or {}
        for name in terms:
            self.term(section, key, name)
        return terms

    def term(self, section: Section, key: str, name: str) -> None:
        """Report a notion that no derived fact defines."""
        found = resolve(name, ROOT)
        if isinstance(found, NotFound) or not found.fact:
            section.report("unknown_path", (*section.at, key), {"path": name, "name": name, "known": self.framework})

    def note(self, section: Section, identifier: str) -> None:
        """Keep the note of a row apart, for who wants to read it."""
        if (note := section.pair("note", required=False)) is not None:
            self.notes[f"{self.framework}:{identifier}"] = {"note": note}
