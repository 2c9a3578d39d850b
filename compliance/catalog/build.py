"""Builds the catalog from its YAML sources, reporting every problem; the result is plain data that can be kept as JSON."""

from collections.abc import Iterable, Sequence
from typing import Any

from compliance.base.problems import InvalidInput, Position, Problem, closest
from compliance.base.source import Document
from compliance.catalog.aipd import read_aipd
from compliance.catalog.classification import read_classification
from compliance.catalog.controls import read_control
from compliance.catalog.drafts import read_drafts
from compliance.catalog.frameworks import (
    open_document,
    read_framework,
    read_mapping,
    read_parameter,
    read_requirements,
    read_terms,
)
from compliance.catalog.joining import joining_problems
from compliance.catalog.need import register_need
from compliance.catalog.sources import Sources
from compliance.catalog.terms import distinct_terms, register_terms
from compliance.conditions.model import part_of, parts_of
from compliance.conditions.parse import parsed

# Parameters that the derived facts read by name.
NEEDED = ("eea", "adequacy", "listed_recipients", "sovereign_qualifications", "hds_versions", "size_classes", "privacy_bounds")


def build(sources: Sources) -> tuple[dict[str, Any], dict[str, Any], list[Problem]]:
    """The compiled catalog, its texts apart, and every problem found in the sources."""
    problems: list[Problem] = []
    files = sources.files()
    plain: dict[str, Any] = {"controls": {}, "frameworks": {}, "parameters": {}, "terms": [], "classifications": {}}
    texts: dict[str, Any] = {"controls": {}, "frameworks": {}, "requirements": {}, "rows": {}, "terms": {}, "parameters": {}, "classification": {}}
    documents = {name: document for name, path in files if (document := open_document(path, name, problems)) is not None}
    complete = _read_terms(documents, plain, texts, problems)
    for name, document in documents.items():
        if sources.inside(name).startswith("frameworks/parameters/"):
            parameter, details = read_parameter(document, problems)
            if _once(plain["parameters"], parameter["id"], parameter, document, problems):
                texts["parameters"][parameter["id"]] = details
        elif sources.inside(name).startswith("controls/"):
            core, text = read_control(document, problems)
            if _once(plain["controls"], core["id"], core, document, problems):
                texts["controls"][core["id"]] = text
    places = _read_frameworks(documents, plain, texts, problems)
    for document in (document for name, document in documents.items() if name.endswith("/classification.yaml")):
        core, notes = read_classification(document, plain, texts["parameters"], problems)
        plain["classifications"][core["framework"]] = core
        texts["classification"].update(notes)
    read_aipd(documents, plain, texts, problems)
    read_drafts(documents, plain, texts, problems)
    _cross_check(plain, texts, places, documents, problems)
    problems += joining_problems([(sources.inside(name), document) for name, document in documents.items()], plain, texts)
    lacking = [needed for needed in NEEDED if needed not in plain["parameters"]]
    problems += [Problem("missing_parameter", Position("frameworks/parameters"), values={"id": needed}) for needed in lacking]
    if not complete:  # a notion that is missing is told once, not wherever it is used
        problems = [problem for problem in problems if problem.code != "unknown_path"]
    return plain, texts, problems


def _once(table: dict[str, Any], key: str, value: dict[str, Any], document: Document, problems: list[Problem]) -> bool:
    """Whether an id is new; one that is taken keeps its first meaning, so that it is told once and not wherever it is used."""
    if key in table:
        problems.append(Problem("duplicate_catalog_id", document.position(("id",)), "id", {"id": key, "file": table[key].get("file", "")}))
        return False
    table[key] = value
    return True


def _read_terms(documents: dict[str, Any], plain: dict[str, Any], texts: dict[str, Any], problems: list[Problem]) -> bool:
    """Terms first: conditions everywhere may use their names, and so may other terms; false when one of them could not be read."""
    ours = [document for name, document in documents.items() if name.endswith("/terms.yaml")]
    for document in ours:
        plain["terms"] += read_terms(document, problems, verify=False)
    written = len(plain["terms"])
    plain["terms"] = distinct_terms(plain["terms"], problems)
    register_terms(plain["terms"])
    register_need(lambda: None)
    for document in ours:
        read_terms(document, problems, verify=True)
    for term in plain["terms"]:
        texts["terms"][term["name"]] = {"label": term["label"], **{key: term.pop(key) for key in ("how", "sources", "source")}}
    return len(plain["terms"]) == written


def _read_frameworks(documents: dict[str, Any], plain: dict[str, Any], texts: dict[str, Any], problems: list[Problem]) -> dict[str, list[Position]]:
    """The frameworks with their rows; answers where each row stands, since several catalogs may add rows to one framework."""
    places: dict[str, list[Position]] = {}
    for name, document in documents.items():
        if not name.endswith("/framework.yaml"):
            continue
        core, text = read_framework(document, problems)
        folder = name.removesuffix("framework.yaml")
        core["requirements"], core["rows"], core["file"] = [], [], document.file
        if not _once(plain["frameworks"], core["id"], core, document, problems):
            continue
        texts["frameworks"][core["id"]] = text
        for other, part in documents.items():
            if other == f"{folder}requirements.yaml" or other.startswith(f"{folder}requirements/"):
                cores, more = read_requirements(part, core, problems)
                known = {requirement["id"]: "" for requirement in core["requirements"]}
                for index, requirement in enumerate(cores):
                    at = ("requirements", index, "id")
                    if requirement["id"] in known:
                        path = f"requirements.{index + 1}.id"
                        problems.append(Problem("duplicate_catalog_id", part.position(at), path, {"id": requirement["id"], "file": other}))
                    known[requirement["id"]] = other
                core["requirements"] += cores
                texts["requirements"].update({f"{core['id']}:{key}": value for key, value in more.items()})
    for name, document in documents.items():
        if name.endswith("/mapping.yaml"):
            identifier = name.split("/")[-2]
            rows, rationales = read_mapping(document, problems)
            if identifier in plain["frameworks"]:
                offset = len(plain["frameworks"][identifier]["rows"])
                plain["frameworks"][identifier]["rows"] += rows
                texts["rows"].update({f"{identifier}:{offset + index}": rationale for index, rationale in enumerate(rationales)})
                places.setdefault(identifier, []).extend(document.position(("rows", index)) for index in range(len(rows)))
    return places


def _cross_check(plain: dict[str, Any], texts: dict[str, Any], row_places: dict[str, list[Position]], documents: dict[str, Any], problems: list[Problem]) -> None:
    """References between controls, rows and requirements; nothing that obliges somebody is left without a row or a reason."""
    mapped_controls: set[str] = set()
    conditions = {key: parsed(control["require"]) for key, control in plain["controls"].items() if _sound(control, problems)}
    for identifier, framework in plain["frameworks"].items():
        requirements = {requirement["id"]: requirement for requirement in framework["requirements"]}
        strong: set[str] = set()
        mapped: set[str] = set()
        seen: set[tuple[str, str, str]] = set()
        for row, position in zip(framework["rows"], row_places.get(identifier, ()), strict=True):

            def report(code: str, position: Position = position, suggestion: str = "", **values: object) -> None:
                problems.append(Problem(code, position, values=values, suggestion=suggestion))

            if not row["requirement"] or not row["control"]:
                continue  # told where the row is read
            if row["requirement"] not in requirements:
                report("unknown_requirement", id=row["requirement"], suggestion=closest(row["requirement"], requirements))
            if row["control"] not in plain["controls"]:
                report("unknown_control", id=row["control"], suggestion=closest(row["control"], plain["controls"]))
            elif row["control"] in conditions:
                for part in row["parts"]:
                    if part_of(conditions[row["control"]], part) is None:
                        known = parts_of(conditions[row["control"]])
                        report("unknown_part", control=row["control"], part=part, suggestion=closest(part, known))
            key = (row["requirement"], row["control"], ",".join(row["parts"]))
            if key in seen:
                report("duplicate_row", control=row["control"], requirement=row["requirement"])
            seen.add(key)
            mapped.add(row["requirement"])
            mapped_controls.add(row["control"])
            if row["relation"] in ("equal", "superset_of"):
                strong.add(row["requirement"])
        _uncovered(framework, requirements, mapped, strong, texts, documents, problems)
    for key, control in plain["controls"].items():
        if key not in mapped_controls:
            problems.append(Problem("control_without_row", Position(control["file"]), values={"id": key}))


def _sound(control: dict[str, Any], problems: Iterable[Problem]) -> bool:
    return control["require"] is not None and not any(problem.position.file == control["file"] for problem in problems)


def _uncovered(
    framework: dict[str, Any], requirements: dict[str, Any], mapped: set[str], strong: set[str], texts: dict[str, Any], documents: dict[str, Any], problems: list[Problem]
) -> None:  # fmt: skip
    places = _places(framework["id"], documents)
    for key, requirement in requirements.items():
        if requirement["kind"] not in ("obligation", "prohibition"):
            continue
        text = texts["requirements"][f"{framework['id']}:{key}"]
        if key not in mapped and "no_check" not in text:
            problems.append(Problem("requirement_without_row", places.get(key, Position(framework["id"])), values={"id": key}))
        elif key in mapped and key not in strong and "remainder" not in text:
            problems.append(Problem("requirement_without_remainder", places.get(key, Position(framework["id"])), values={"id": key}))


def _places(framework: str, documents: dict[str, Any]) -> dict[str, Position]:
    places = {}
    for name, document in documents.items():
        if f"/{framework}/requirements" in f"/{name}":
            listed = document.data.get("requirements")
            for index, item in enumerate(listed if isinstance(listed, list) else []):
                if isinstance(item, dict):
                    places[str(item.get("id"))] = document.position(("requirements", index))
    return places


def in_paths(problems: Sequence[Problem], paths: Sequence[str], sources: Sources) -> list[Problem]:
    """The problems of the files under some paths; all of them when no path is named.

    Raises InvalidInput for a path under which no catalog file stands.
    """
    names = [name for name, _ in sources.files()]
    wanted = {path: sources.named(path) for path in paths}
    absent = [path for path, name in wanted.items() if not any(_under(file, name) for file in names)]
    if absent:
        raise InvalidInput([Problem("catalog_path_unknown", Position(path)) for path in absent])
    return [problem for problem in problems if not wanted or any(_under(problem.position.file, name) for name in wanted.values())]


def _under(file: str, name: str) -> bool:
    return not name or file == name or file.startswith(f"{name}/")
