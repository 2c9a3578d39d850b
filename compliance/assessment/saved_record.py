"""A kept assessment made whole again from its record: the same as the one that was kept, or refused with the path of what does not fit."""

import importlib
import pkgutil
from collections.abc import Collection, Iterator, Mapping
from typing import Any

import compliance.assessment
from compliance.assessment.model import SHARED, STATUSES, Assessment
from compliance.base.problems import InvalidInput, Position, Problem, closest
from compliance.base.records import RECORD
from compliance.base.records_read import BadRecord, Reading
from compliance.base.text import one_line
from compliance.catalog.load import Catalog
from compliance.catalog.model import CONFIDENCES, RELATIONS, SEVERITIES, RulesPolicy
from compliance.catalog.model import STATUSES as LAW_STATUSES

ATTESTED = ("met", "not_met", "not_applicable")
WAIVED = ("finding", "requirement")


def assessment_of(data: Mapping[str, Any], file: str) -> Assessment:
    """The assessment that a kept file records.

    Raises InvalidInput when the file holds no record, or one that does not fit.
    """
    if RECORD not in data:
        raise InvalidInput([Problem("saved_without_record", Position(file))])
    try:
        found = Reading(data[RECORD], SHARED, _named).whole(Assessment)
    except BadRecord as bad:
        path = f"{RECORD}.{bad.path}" if bad.path else RECORD
        raise InvalidInput([Problem(bad.code, Position(file), one_line(path, 160), bad.values, bad.suggestion)]) from None
    except RecursionError:
        raise InvalidInput([Problem("record_size", Position(file), RECORD)]) from None
    assert isinstance(found, Assessment)
    return found


def hold_known(assessment: Assessment, catalog: Catalog, file: str) -> None:
    """Refuse an assessment that names what its own rules do not know.

    Raises InvalidInput with every path.
    """
    problems = [
        Problem("record_unknown", Position(file), f"{RECORD}.{path}", {"value": one_line(str(value))}, closest(str(value), known) if isinstance(value, str) else "")
        for path, value, known in _names(assessment, catalog)
        if value not in known
    ]
    if problems:
        raise InvalidInput(problems)


def _names(assessment: Assessment, catalog: Catalog) -> Iterator[tuple[str, Any, Collection[Any]]]:
    """Every name that has to be known: its path, itself, and the names there are."""
    controls = catalog.controls
    for number, finding in enumerate(assessment.findings, 1):
        yield f"findings.{number}.control", finding.control, controls
        yield f"findings.{number}.severity", finding.severity, SEVERITIES
    for number, framework in enumerate(assessment.frameworks, 1):
        at = f"frameworks.{number}"
        yield f"{at}.id", framework.id, catalog.frameworks
        yield f"{at}.status", framework.status, LAW_STATUSES
        yield f"{at}.counts", tuple(framework.counts), (STATUSES,)
        known = catalog.frameworks[framework.id].requirements if framework.id in catalog.frameworks else {}
        references = {requirement.reference for requirement in known.values()}
        for index, requirement in enumerate(framework.requirements, 1):
            yield f"{at}.requirements.{index}.reference", requirement.reference, references
            if requirement.attestation is not None:
                yield f"{at}.requirements.{index}.attestation.verdict", requirement.attestation.verdict, ATTESTED
            for position, row in enumerate(requirement.rows, 1):
                yield f"{at}.requirements.{index}.rows.{position}.control", row.control, controls
                yield f"{at}.requirements.{index}.rows.{position}.relation", row.relation, RELATIONS
                yield f"{at}.requirements.{index}.rows.{position}.confidence", row.confidence, CONFIDENCES
    for number, waiver in enumerate(assessment.waivers, 1):
        yield f"waivers.{number}.kind", waiver.kind, WAIVED
    boxes = {box.id for box in assessment.flows.boxes}
    for number, arrow in enumerate(assessment.flows.arrows, 1):
        yield f"flows.arrows.{number}.source", arrow.source, boxes
        yield f"flows.arrows.{number}.destination", arrow.destination, boxes
    yield from _overrides(assessment.policy, catalog)


def _overrides(policy: RulesPolicy | None, catalog: Catalog) -> Iterator[tuple[str, Any, Collection[Any]]]:
    for number, item in enumerate(policy.overrides if policy else (), 1):
        control = catalog.controls.get(item.owner)
        figures: Collection[str] = control.parameters if control else catalog.terms.get(item.owner, {}).get("parameters", {})
        yield f"policy.overrides.{number}.owner", item.owner, {*catalog.controls, *catalog.terms}
        if item.name:
            yield f"policy.overrides.{number}.name", item.name, figures
        else:
            yield f"policy.overrides.{number}.chosen", item.chosen, SEVERITIES


def _named(name: str) -> Any:
    """A class of the results that an annotation names and its module imports only for the checker of types."""
    for module in pkgutil.iter_modules(compliance.assessment.__path__, f"{compliance.assessment.__name__}."):
        found = vars(importlib.import_module(module.name)).get(name)
        if isinstance(found, type):
            return found
    return None
