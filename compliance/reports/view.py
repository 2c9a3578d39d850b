"""Prepares what the templates of a report see: counts, dates, rows and texts, nothing that a template would have to compute."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from compliance.assessment.model import STATUSES, Assessment, AttestationResult, FrameworkResult, RequirementResult
from compliance.base.source import Location
from compliance.catalog.load import Catalog
from compliance.reports.citations import named
from compliance.reports.reasons import Reason, reasons
from compliance.reports.words import Words

NOW = ("not_met", "unknown", "partly_shown", "accepted", "not_assessed", "met")
LONG = 34
SHARED = 12


@dataclass(frozen=True, slots=True)
class Bearing:
    """One control behind a requirement, and what it gave."""

    control: str
    verdict: str
    warning_only: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One requirement as a line of a table."""

    reference: str
    citation: str
    title: str
    url: str
    status: str
    underlying: str
    binds_from: date | None
    bearings: tuple[Bearing, ...]
    note: str
    note_kind: str
    warnings: tuple[str, ...]
    attestation: AttestationResult | None


@dataclass(frozen=True, slots=True)
class Later:
    """The requirements that begin to bind on one day; None where no day is set."""

    day: date | None
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Cited:
    """Provisions named one after the other; `head` is the part of the citation that they share."""

    head: str
    links: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FrameworkView:
    """One framework: its counts, its requirements by what they ask of the reader, and why it does or does not apply."""

    result: FrameworkResult
    title: str
    short: str
    version: str
    total: int
    applies: str
    nature: str
    now: tuple[Row, ...]
    later: tuple[Later, ...]
    out: tuple["Cited", ...]
    out_count: int
    why: tuple[Reason, ...]
    missing: tuple[str, ...]
    status_note: str

    @property
    def long_citations(self) -> bool:
        """Whether its provisions are cited by long names, which want a wide column."""
        return any(len(row.citation) > LONG for row in (*self.now, *(row for later in self.later for row in later.rows)))


@dataclass(frozen=True, slots=True)
class Coming:
    """A day on which requirements of one framework begin to bind."""

    day: date
    framework: str
    count: int


@dataclass(frozen=True, slots=True)
class Totals:
    """Counts by status over some frameworks."""

    counts: tuple[tuple[str, int], ...]
    total: int

    def of(self, status: str) -> int:
        """How many requirements have one status."""
        return dict(self.counts).get(status, 0)

    @property
    def concerned(self) -> int:
        """How many are not set aside."""
        return self.total - self.of("not_applicable")


def frameworks(assessment: Assessment, catalog: Catalog, words: Words) -> tuple[FrameworkView, ...]:
    """Every framework of an assessment, those that bind first, those set aside last."""
    order = {True: 0, None: 1, False: 2}
    views = [_framework(result, catalog, words) for result in assessment.frameworks]
    return tuple(sorted(views, key=lambda view: (order[view.result.applies], not view.result.binding)))


def totals(views: Iterable[FrameworkView]) -> Totals:
    """Counts over several frameworks."""
    results = [view.result for view in views]
    counts = tuple((status, sum(result.counts[status] for result in results)) for status in STATUSES)
    return Totals(counts, sum(len(result.requirements) for result in results))


def calendar(views: Iterable[FrameworkView], as_of: date) -> tuple[Coming, ...]:
    """The days to come on which requirements of law begin to bind, the nearest first."""
    binding = [view for view in views if view.result.binding]
    found = [Coming(later.day, view.short, len(later.rows)) for view in binding for later in view.later if later.day is not None and later.day > as_of]
    return tuple(sorted(found, key=lambda coming: (coming.day, coming.framework)))


def unattested(views: Iterable[FrameworkView]) -> int:
    """How many requirements in force that controls show in part await a person's word, or have one that is out of date."""
    rows = [row for view in views if view.result.applies is not False for row in view.now if row.status == "partly_shown"]
    return sum(row.attestation is None or not row.attestation.in_force for row in rows)


def attestations(views: Iterable[FrameworkView]) -> tuple[Row, ...]:
    """The requirements on which a person has given their word."""
    rows = [(view.short, row) for view in views for row in (*view.now, *(row for later in view.later for row in later.rows))]
    return tuple(replace(row, citation=named(short, row.citation)) for short, row in rows if row.attestation is not None)


def _framework(result: FrameworkResult, catalog: Catalog, words: Words) -> FrameworkView:
    now = [_row(requirement, catalog, words) for status in NOW for requirement in result.requirements if requirement.status == status]
    waiting = [requirement for requirement in result.requirements if requirement.status == "not_yet_applicable"]
    days = sorted({requirement.binds_from for requirement in waiting}, key=lambda day: day or date.max)
    later = tuple(Later(day, tuple(_row(requirement, catalog, words) for requirement in waiting if requirement.binds_from == day)) for day in days)
    out = [_row(requirement, catalog, words) for requirement in result.requirements if requirement.status == "not_applicable"]
    nature = "" if result.status == "in_force" and result.binding else words.say("framework." + result.status)
    note = catalog.text("frameworks", result.id, "status_note")
    return FrameworkView(
        result,
        words.text(result.title),
        words.text(result.short),
        words.text(result.text_version),
        len(result.requirements),
        words.say({True: "applies.yes", False: "applies.no", None: "applies.unknown"}[result.applies]),
        nature,
        tuple(now),
        later,
        _cited(out),
        len(out),
        reasons(result.trace, words),
        tuple(dict.fromkeys(words.path(_path(location)) for location in result.missing)),
        words.text(note) if note else "",
    )


def _cited(rows: Sequence[Row]) -> tuple[Cited, ...]:
    """Rows as citations, those that follow each other with the same head gathered under it."""
    found: list[Cited] = []
    for row in rows:
        head, comma, tail = row.citation.rpartition(", ")
        if comma and len(head) >= SHARED and found and found[-1].head == head:
            found[-1] = Cited(head, (*found[-1].links, (row.url, tail)))
        else:
            found.append(Cited(head if comma and len(head) >= SHARED else "", ((row.url, tail if comma and len(head) >= SHARED else row.citation),)))
    return tuple(found)


def _row(requirement: RequirementResult, catalog: Catalog, words: Words) -> Row:
    kind = {"partly_shown": "remainder", "not_assessed": "no_check"}.get(requirement.status, "")
    note = catalog.text("requirements", requirement.reference, kind) if kind else None
    return Row(
        requirement.reference,
        words.text(requirement.citation),
        words.text(requirement.title),
        requirement.url,
        requirement.status,
        requirement.underlying,
        requirement.binds_from,
        _bearings(requirement),
        words.text(note) if note else "",
        kind if note else "",
        requirement.warnings,
        requirement.attestation,
    )


def _bearings(requirement: RequirementResult) -> tuple[Bearing, ...]:
    """The controls behind a requirement, each once with its gravest verdict; those without object are left out where others speak."""
    rank = ("fail", "unknown", "pass", "not_applicable")
    worst: dict[str, Bearing] = {}
    for row in requirement.rows:
        known = worst.get(row.control)
        if known is None or rank.index(row.verdict) < rank.index(known.verdict):
            worst[row.control] = Bearing(row.control, row.verdict, row.warning_only)
    live: Sequence[Bearing] = [bearing for bearing in worst.values() if bearing.verdict != "not_applicable"]
    return tuple(sorted(live or worst.values(), key=lambda bearing: (rank.index(bearing.verdict), bearing.control)))


def _path(location: Location) -> str:
    return ".".join(part for part in location if isinstance(part, str))
