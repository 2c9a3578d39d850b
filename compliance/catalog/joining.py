"""What a catalog file may lean on: rows and groups on a known framework, dated values on a known provision; anything else is refused at its place."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from compliance.base.problems import Problem, closest
from compliance.base.source import Document
from compliance.catalog.model import counted_kinds
from compliance.catalog.reader import Section

Files = Sequence[tuple[str, Document]]
# Files that may stand in a folder without `framework.yaml`, to add to a framework of another catalog.
ADDED = ("mapping.yaml", "coverage.yaml")
KNOWN = (
    "framework.yaml", "requirements.yaml", "mapping.yaml", "terms.yaml", "coverage.yaml", "classification.yaml", "aipd.yaml", "activities.yaml", "risks.yaml",
    "draft.yaml", "register.yaml",
)  # fmt: skip


def joining_problems(files: Files, plain: dict[str, Any], texts: dict[str, Any]) -> list[Problem]:
    """The problems of files that lean on others, each file under its name inside its catalog; the groups of `coverage.yaml` join the texts of their framework."""
    problems: list[Problem] = []
    provisions = {f"{key}:{requirement['id']}": None for key, framework in plain["frameworks"].items() for requirement in framework["requirements"]}
    homes = {document.file.removesuffix("framework.yaml") for name, document in files if name.endswith("/framework.yaml")}
    for name, document in files:
        if not name.startswith("frameworks/"):
            continue
        folder, _, file = name.removeprefix("frameworks/").partition("/")
        if folder == "parameters":
            problems += _unknown_provisions(document, provisions)
        elif file == "framework.yaml":
            problems += _misnamed(folder, document)
        elif file == "coverage.yaml" and folder in plain["frameworks"]:
            texts["frameworks"][folder]["groups"] = read_groups(document, plain["frameworks"][folder], problems)
        elif file in ADDED and folder not in plain["frameworks"]:
            problems.append(Problem("folder_without_framework", document.position(()), values={"id": folder}, suggestion=closest(folder, plain["frameworks"])))
        elif "/" not in file and file not in KNOWN:
            problems.append(Problem("catalog_file_unknown", document.position(()), values={"name": file}, suggestion=closest(file, KNOWN)))
        elif file.startswith("requirements") and document.file.removesuffix(file) not in homes:
            problems.append(Problem("requirements_without_framework", document.position(()), values={"id": folder}))
    return problems


def read_groups(document: Document, framework: dict[str, Any], problems: list[Problem]) -> list[dict[str, Any]]:
    """The groups of provisions that `comply catalog coverage` counts apart, each with the number the text itself announces."""
    root = Section(document, (), problems)
    provisions = [requirement["id"] for requirement in framework["requirements"]]
    counted = [requirement["id"] for requirement in framework["requirements"] if requirement["kind"] in counted_kinds(framework["binding"])]
    groups = []
    for section in root.sections("groups"):
        listed, prefix, expected = section.texts("ids", required=False), section.text("prefix", required=False), section.get("expected")
        for index, key in enumerate(listed):
            if key not in provisions:
                section.report("unknown_requirement", (*section.at, "ids", index), {"id": key}, closest(key, provisions))
        ids = listed or [key for key in counted if prefix and key.startswith(prefix)]
        if not isinstance(expected, int) or len(ids) != expected:
            section.report("coverage_count", (*section.at, "expected"), {"expected": str(expected), "found": len(ids)})
        groups.append({"id": section.identifier(), "title": section.pair("title"), "ids": ids, "expected": int(expected) if isinstance(expected, int) else 0})
        section.close()
    root.close()
    return groups


def _misnamed(folder: str, document: Document) -> Iterator[Problem]:
    identifier = document.data.get("id")
    if isinstance(identifier, str) and identifier != folder:
        yield Problem("framework_folder_name", document.position(("id",)), "id", {"id": identifier, "folder": folder})


def _unknown_provisions(document: Document, provisions: Collection[str]) -> Iterator[Problem]:
    """Dated values may name the provision they come from; it has to exist."""
    values = document.data.get("values")
    for index, entry in enumerate(values if isinstance(values, list) else []):
        reference = entry.get("requirement") if isinstance(entry, dict) else None
        if reference is not None and reference not in provisions:
            at = ("values", index, "requirement")
            yield Problem("unknown_requirement", document.position(at), f"values.{index + 1}.requirement", {"id": reference}, closest(str(reference), provisions))
