"""A user's policy for the rules: figures that are conventions and severities may be set otherwise; what the law or a guidance fixes may not, and nothing is switched off."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from compliance.base.problems import InvalidInput, Problem, closest
from compliance.base.source import Document, Location, read_yaml
from compliance.catalog.condition_check import scope_of
from compliance.catalog.load import Catalog
from compliance.catalog.model import SEVERITIES, SUBJECTS, ControlParameter, Override, RulesPolicy
from compliance.catalog.reader import Section
from compliance.conditions.parse import parsed
from compliance.conditions.verify import verify
from compliance.facts.registry import SUBJECTS as TERM_SUBJECTS

# Sections of the same file that other parts of the program read.
OTHERS = ("gate",)


def read_rules_policy(path: Path, catalog: Catalog) -> RulesPolicy:
    """The sections `parameters` and `severities` of a policy file.

    Raises InvalidInput with every problem found.
    """
    return rules_policy_of(read_yaml(path), catalog)


def rules_policy_of(document: Document, catalog: Catalog) -> RulesPolicy:
    """The same, of a policy that has been read.

    Raises InvalidInput with every problem found.
    """
    problems: list[Problem] = []
    if document.data is None:
        return RulesPolicy(document.file, ())
    root = Section(document, (), problems)
    root.known.update(OTHERS)
    found = []
    for owner, section in root.named("parameters", required=False).items():
        found += _figures(owner, section, catalog)
    severities = root.get("severities", required=False)
    if severities is not None:
        found += _severities(Section(document, ("severities",), problems), catalog)
    root.close()
    if problems:
        raise InvalidInput(problems)
    return RulesPolicy(document.file, tuple(found))


def apply_policy(catalog: Catalog, policy: RulesPolicy) -> Catalog:
    """The catalog as a policy wants it; the original is left as it is."""
    controls, terms = dict(catalog.controls), dict(catalog.terms)
    for override in policy.overrides:
        control = controls.get(override.owner)
        if control is None:
            figures = {**terms[override.owner]["parameters"], override.name: _figure(terms[override.owner]["parameters"][override.name], override.chosen)}
            terms[override.owner] = {**terms[override.owner], "parameters": figures, "overridden": True}
        elif override.name:
            parameter = control.parameters[override.name]._replace(value=override.chosen)
            controls[override.owner] = control._replace(parameters={**control.parameters, override.name: parameter})
        else:
            controls[override.owner] = control._replace(severity=override.chosen)
    return replace(catalog, controls=controls, terms=terms, policy=policy)


def _figure(shipped: list[Any], chosen: Any) -> list[Any]:
    return [chosen, *shipped[1:]]


def _figures(owner: str, section: Section, catalog: Catalog) -> list[Override]:
    """The figures set for one control or one term."""
    control, term = catalog.controls.get(owner), catalog.terms.get(owner)
    if control is None and term is None:
        section.report("unknown_control", section.at, {"id": owner}, closest(owner, [*catalog.controls, *catalog.terms]), of_key=True)
        return []
    known = control.parameters if control else {name: ControlParameter(*value) for name, value in (term or {})["parameters"].items()}
    found = []
    for name, value in section.data.items():
        parameter = known.get(name)
        if parameter is None:
            section.report("unknown_parameter", (*section.at, name), {"name": name}, closest(name, known), of_key=True)
        elif parameter.basis != "convention":
            section.report(f"policy_{parameter.basis}", (*section.at, name), {"name": name, "id": owner, "value": _shown(parameter.value)})
        elif not _alike(value, parameter.value):
            section.report("policy_kind", (*section.at, name), {"name": name, "found": _shown(value), "value": _shown(parameter.value), "unit": parameter.unit})
        else:
            chosen = {**known, name: parameter._replace(value=value)}
            _verified(owner, chosen, section, (*section.at, name), catalog)
            found.append(Override(owner, name, parameter.value, value, parameter.unit, section.document.position((*section.at, name))))
    return found


def _severities(section: Section, catalog: Catalog) -> list[Override]:
    found = []
    for owner in section.data:
        if owner not in catalog.controls:
            section.report("unknown_control", (*section.at, owner), {"id": owner}, closest(owner, catalog.controls), of_key=True)
        elif severity := section.choice(owner, SEVERITIES):
            found.append(Override(owner, "", catalog.controls[owner].severity, severity, "", section.document.position((*section.at, owner))))
    return found


def _alike(value: Any, shipped: Any) -> bool:
    """Whether a value is of the kind of the one it replaces: a number not below zero, a list that is not empty, a text."""
    if isinstance(shipped, list):
        return isinstance(value, list) and bool(value) and all(_alike(item, shipped[0]) for item in value)
    if isinstance(shipped, int | float) and not isinstance(shipped, bool):
        whole = isinstance(shipped, int)
        return isinstance(value, int if whole else int | float) and not isinstance(value, bool) and 0 <= value < float("inf")
    return type(value) is type(shipped)


def _verified(owner: str, parameters: Mapping[str, ControlParameter], section: Section, at: Location, catalog: Catalog) -> None:
    """Run the checks of the catalog on the test as it would be, and report what they find at the place of the policy."""
    control, term = catalog.controls.get(owner), catalog.terms.get(owner)
    conditions = [control.when, control.require] if control else [(term or {})["holds_when"]]
    scope = scope_of(SUBJECTS[control.for_each][0] if control else TERM_SUBJECTS[(term or {})["subject"]])

    def report(code: str, _: Location, values: dict[str, object], suggestion: str) -> None:
        section.report(code, at, values, suggestion)

    for condition in conditions:
        if condition is not None:
            verify(parsed(condition), scope, parameters, report)


def _shown(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
