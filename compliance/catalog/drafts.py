"""Reads the tables of the documents that a regulation asks for (`drafts/*.yaml`): their chapters, sections and parts, every path and provision checked."""

from collections.abc import Mapping
from typing import Any

from compliance.base.problems import Problem, closest
from compliance.base.source import Document
from compliance.catalog.answer_path import answer_path
from compliance.catalog.condition_check import check_condition, scope_of
from compliance.catalog.reader import Section
from compliance.conditions.paths import ROOT
from compliance.system.schema import all_paths

FOLDER = "drafts"
UNITS = ("", "months", "days", "hours", "percent", "persons")
KINDS = ("path", "each", "when", "ask", "standing")
VOICES = ("record", "notice")
ASKED_OF = ("management", "dpo", "ciso", "data_scientist", "vendor", "clinician")


def read_drafts(documents: Mapping[str, Document], plain: Mapping[str, Any], texts: dict[str, Any], problems: list[Problem]) -> None:
    """Read every table of a `drafts` folder of a framework into the texts of the catalog, by its id."""
    found: dict[str, Any] = {}
    for name, document in documents.items():
        parts = name.split("/")
        if FOLDER in parts[:-1] and parts[-2] == FOLDER and "frameworks" in parts:
            table = read_table(document, plain, problems)
            if table["id"] in found:
                problems.append(Problem("duplicate_catalog_id", document.position(("id",)), "id", {"id": table["id"], "file": found[table["id"]]["file"]}))
            found[table["id"]] = {**table, "file": document.file}
    texts["drafts"] = found


def read_table(document: Document, plain: Mapping[str, Any], problems: list[Problem]) -> dict[str, Any]:
    """One document: what it is, which provision calls for it, and its chapters."""
    root = Section(document, (), problems)
    known = {f"{key}:{requirement['id']}": None for key, framework in plain["frameworks"].items() for requirement in framework["requirements"]}
    read = _Table(known, plain)
    table = {
        "id": root.identifier(), "order": root.get("order"), "title": root.pair("title"), "short": root.pair("short"), "lead": root.pair("lead"),
        "call": read.call(root, required=False),
    }  # fmt: skip
    table["chapters"] = [read.chapter(section, table["call"]) for section in root.sections("chapters")]
    if not isinstance(table["order"], int):
        root.report("not_one_of", ("order",), {"value": str(table["order"]), "expected": "1, 2, 3"})
        table["order"] = 0
    root.close()
    return table


class _Table:
    """Reads the parts of one table, checking what they name."""

    def __init__(self, known: Mapping[str, Any], plain: Mapping[str, Any]) -> None:
        self.known = known
        self.roles = {name for framework in plain["frameworks"].values() for name in framework["addressees"]}

    def call(self, section: Section, required: bool) -> dict[str, Any] | None:
        """The provision that calls for a document or a chapter, its own condition if the provision has not all of it, and the same in words."""
        reference = section.text("requirement", required)
        if not reference:
            return None
        self._known(section, reference, (*section.at, "requirement"))
        return {"requirement": reference, "when": check_condition(section, "when", ROOT, {}, required=False), "called": section.pair("called")}

    def chapter(self, section: Section, above: Any) -> dict[str, Any]:
        """One chapter: called for by its own provision, or by that of the document."""
        chapter = {
            "id": section.text("id"), "title": section.pair("title"), "note": section.pair("note", required=False),
            "call": self.call(section, required=above is None),
            "sections": [self.section(inner) for inner in section.sections("sections")],
        }  # fmt: skip
        section.close()
        return chapter

    def section(self, section: Section) -> dict[str, Any]:
        """One section: its provisions, what they expect, when it applies, and its parts."""
        articles = section.texts("articles")
        for index, article in enumerate(articles):
            self._known(section, article, (*section.at, "articles", index))
        found = {
            "id": section.text("id"), "title": section.pair("title"), "articles": articles, "citation": section.pair("citation", required=False),
            "expects": section.pair("expects", required=False), "voice": section.choice("voice", VOICES, default=VOICES[0]),
            "given": check_condition(section, "given", ROOT, {}, required=False),
            "parts": [self.part(part, "") for part in section.sections("parts")],
        }  # fmt: skip
        section.close()
        return found

    def part(self, section: Section, inside: str) -> dict[str, Any]:
        """One part: an answer to read, a list to go through, a sentence under a condition, or a question for a person."""
        kind = next((kind for kind in KINDS if kind in section.data), "")
        if not kind:
            section.report("missing_field", section.at, {"field": KINDS[0]})
            return {"kind": "", "optional": True, "if_role": "", "unless_role": ""}
        part: dict[str, Any] = {"kind": kind, "optional": section.flag("optional"), "if_role": self._role(section, "if_role"), "unless_role": self._role(section, "unless_role")}
        if kind == "each":
            part |= self._each(section)
        elif kind == "when":
            part |= {"when": check_condition(section, "when", ROOT, {}), "say": section.pair("say", required=False), "otherwise": section.pair("otherwise", required=False)}
            if part["say"] is None and part["otherwise"] is None:
                section.report("missing_field", section.at, {"field": "say"})
        elif kind == "ask":
            part |= {"ask": section.pair("ask"), "asked_of": section.choice("asked_of", ASKED_OF)}
        elif kind == "path":
            part |= {
                "path": answer_path(section, inside),
                "unit": section.choice("unit", UNITS, default="none") if section.get("unit", required=False) else "",
                "say": section.pair("say"),
            }
        else:
            part |= {"standing": self._role(section, "standing")}
        section.close()
        return part

    def _each(self, section: Section) -> dict[str, Any]:
        name = section.text("each")
        shape = all_paths().get(name)
        if shape is None or shape.group is None or not shape.many:
            section.report("not_a_list_of_objects", (*section.at, "each"), {"path": name})
            return {"each": name, "where": None, "name": section.pair("name"), "parts": []}
        where = check_condition(section, "where", scope_of(name), {}, required=False) if "." not in name else None
        return {"each": name, "where": where, "name": section.pair("name"), "parts": [self.part(part, f"{name}.") for part in section.sections("parts", required=False)]}

    def _role(self, section: Section, key: str) -> str:
        value = section.text(key, required=False)
        if value and value not in self.roles:
            section.report("not_one_of", (*section.at, key), {"value": value, "expected": ", ".join(sorted(self.roles))}, closest(value, self.roles))
        return value

    def _known(self, section: Section, reference: str, at: Any) -> None:
        if reference not in self.known:
            section.report("unknown_requirement", at, {"id": reference}, closest(reference, self.known))
