"""Reads the files of `controls/`: one control a file, with the parameters it compares with."""

from typing import Any

from compliance.base.problems import Problem
from compliance.base.source import Document
from compliance.catalog.condition_check import check_condition, scope_of
from compliance.catalog.model import BASES, EFFORTS, SEVERITIES, SUBJECTS, ControlParameter
from compliance.catalog.reader import Section
from compliance.system.schema import item_group

EXAMPLES = ("pass", "fail", "unknown", "not_applicable")
UNITS = (
    "months", "days", "hours", "minutes", "years", "count", "percent", "ratio", "bits", "persons", "list", "epsilon", "level", "score", "sites",
)  # fmt: skip


def read_control(document: Document, problems: list[Problem]) -> tuple[dict[str, Any], dict[str, Any]]:
    """One control: what a verdict needs, and apart from it the texts."""
    section = Section(document, (), problems)
    identifier = section.text("id")
    for_each = section.choice("for_each", tuple(SUBJECTS), default="system")
    list_name = SUBJECTS.get(for_each, ("", ""))[0]
    scope = scope_of(list_name)
    parameters, sources = read_parameters(section)
    when = check_condition(section, "when", scope, parameters, required=False)
    require = check_condition(section, "require", scope, parameters)
    examples = section.named("examples")
    for name in examples:
        if name not in EXAMPLES:
            section.report("not_one_of", ("examples", name), {"value": name, "expected": ", ".join(EXAMPLES)}, of_key=True)
    for name in sorted(set(EXAMPLES) - set(examples) if examples else ()):
        section.report("example_missing", ("examples",), {"name": name})
    remedy = Section(document, ("remedy",), problems) if section.get("remedy") is not None else None
    effort = remedy.choice("effort", EFFORTS) if remedy else ""
    remainder = section.get("remainder")
    core = {
        "id": identifier,
        "domain": section.text("domain"),
        "title": section.pair("title"),
        "severity": section.choice("severity", SEVERITIES),
        "core": section.flag("core"),
        "for_each": for_each,
        "when": when,
        "require": require,
        "parameters": {name: [parameter.value, parameter.unit, parameter.basis] for name, parameter in parameters.items()},
        "effort": effort,
        "file": document.file,
    }
    texts = {
        "gist": section.pair("gist"),
        "why": section.pair("why"),
        "remedy": remedy.pair("first") if remedy else None,
        "evidence": section.pairs("evidence"),
        "remainder": None if remainder in (None, "none") else section.pair("remainder"),
        "parameters": sources,
        "iso27001": section.texts("iso27001", required=False),
        "source": section.text("source"),
        "examples": [name for name in EXAMPLES if name in examples],
    }
    if remedy:
        remedy.close()
    section.close()
    if identifier and not document.file.rsplit("/", 1)[-1].startswith(identifier + "-"):
        section.report("control_file_name", ("id",), {"id": identifier})
    folder = document.file.split("/")[-2] if "/" in document.file else ""
    if core["domain"] and core["domain"] != folder:
        section.report("control_domain", ("domain",), {"domain": core["domain"], "folder": folder})
    return core, texts


def read_parameters(section: Section) -> tuple[dict[str, ControlParameter], dict[str, Any]]:
    """The parameters of a control or of a term, and the source of each."""
    parameters, sources = {}, {}
    for name, entry in section.named("parameters", required=False).items():
        value = entry.get("value")
        parameters[name] = ControlParameter(value, entry.choice("unit", UNITS), entry.choice("basis", BASES))
        sources[name] = entry.pair("source")
        entry.close()
    return parameters, sources


__all__ = ["EXAMPLES", "item_group", "read_control", "read_parameters"]
