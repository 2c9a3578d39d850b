"""Crosses frameworks with the domains of the controls: how many requirements of each text a domain bears on, by status."""

from collections.abc import Sequence
from dataclasses import dataclass

from compliance.assessment.model import STATUSES, RequirementResult
from compliance.catalog.load import Catalog
from compliance.reports.view import FrameworkView
from compliance.reports.words import Words, domain_label

SET_ASIDE = ("not_applicable", "not_assessed")


@dataclass(frozen=True, slots=True)
class DomainRow:
    """One domain: for each framework the counts by status, those that are none left out."""

    id: str
    label: str
    cells: tuple[tuple[tuple[str, int], ...], ...]


@dataclass(frozen=True, slots=True)
class DomainMatrix:
    """The frameworks that apply or may apply, by their short names, the domains, and the statuses that occur."""

    heads: tuple[str, ...]
    rows: tuple[DomainRow, ...]
    statuses: tuple[str, ...]


def domain_matrix(views: Sequence[FrameworkView], catalog: Catalog, words: Words) -> DomainMatrix:
    """A requirement counts once in every domain that bears on it; one that no control answers stands in no domain."""
    shown = [view for view in views if view.result.applies is not False]
    counted: dict[str, list[dict[str, int]]] = {}
    for index, view in enumerate(shown):
        for requirement in view.result.requirements:
            for domain in _domains(requirement, catalog):
                cells = counted.setdefault(domain, [{} for _ in shown])
                cells[index][requirement.status] = cells[index].get(requirement.status, 0) + 1
    found = {domain: tuple(tuple((status, cell[status]) for status in STATUSES if status in cell) for cell in cells) for domain, cells in counted.items()}
    rows = tuple(DomainRow(domain, domain_label(domain, words.language), found[domain]) for domain in sorted(found))
    kinds = {status for row in rows for cell in row.cells for status, _ in cell}
    return DomainMatrix(tuple(view.short for view in shown), rows, tuple(status for status in STATUSES if status in kinds))


def _domains(requirement: RequirementResult, catalog: Catalog) -> set[str]:
    """The domains of the controls behind a requirement that is neither set aside nor left without any."""
    if requirement.status in SET_ASIDE:
        return set()
    return {catalog.controls[row.control].domain for row in requirement.rows if row.verdict != "not_applicable"}
