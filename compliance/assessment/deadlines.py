"""The calendar of one system: what starts to bind it, what ends, and the clocks that run when something happens."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from compliance.assessment.model import Assessment, FrameworkResult, RequirementResult
from compliance.base.problems import Position
from compliance.base.text import Text
from compliance.catalog.load import Catalog
from compliance.system.load import LoadedSystem, groups
from compliance.system.schema import fields_of

# The fields of the description whose day ends something: a certificate, a document, a route, a support period.
ENDINGS = ("valid_until", "certificate_valid_until", "expires", "route_end_date", "support_end_date")

Comparison = Literal["within", "longer", "no_figure", "not_stated", "not_asked"]


@dataclass(frozen=True, slots=True)
class Start:
    """The requirements of one framework that begin to bind on one day.

    The day is None when none is known; `note` then says where the text stands. `unsure` counts the requirements whose application cannot be told yet.
    """

    day: date | None
    framework: FrameworkResult
    requirements: tuple[RequirementResult, ...]
    unsure: int
    note: Text | None


@dataclass(frozen=True, slots=True)
class Ending:
    """One thing that the description says will end, with its place; `days` is below zero once it has."""

    day: date
    days: int
    field: str
    path: str
    title: str
    position: Position


@dataclass(frozen=True, slots=True)
class Clock:
    """One time limit of the law that concerns this system, beside the hours its file states for it.

    `applies` is None when that cannot be told; `since` is the day from which it binds. `comparison` sets the hours stated against those of the law.
    """

    key: str
    purpose: str
    reference: str
    framework: Text
    title: Text
    citation: Text
    value: Any
    unit: str
    hours: int | None
    by_convention: bool
    starts: Text | None
    note: Text | None
    applies: bool | None
    since: date | None
    running: bool
    stated: tuple[int | str, ...]
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class Deadlines:
    """The calendar of one system as of one day."""

    system: str
    as_of: date
    starts: tuple[Start, ...]
    endings: tuple[Ending, ...]
    clocks: tuple[Clock, ...]


def deadlines(assessment: Assessment, system: LoadedSystem, catalog: Catalog) -> Deadlines:
    """What starts, what ends and which clocks run for the system of an assessment."""
    endings = sorted(_endings(system, assessment.as_of), key=lambda ending: (ending.day, ending.path))
    return Deadlines(assessment.system, assessment.as_of, tuple(_starts(assessment, catalog)), tuple(endings), tuple(_clocks(assessment, system, catalog)))


def _starts(assessment: Assessment, catalog: Catalog) -> Iterator[Start]:
    found: dict[tuple[date | None, str], list[RequirementResult]] = {}
    frameworks = {framework.id: framework for framework in assessment.frameworks}
    for framework in assessment.frameworks:
        for requirement in framework.requirements:
            if requirement.status == "not_yet_applicable":
                found.setdefault((requirement.binds_from, framework.id), []).append(requirement)
    order = list(frameworks)
    for day, key in sorted(found, key=lambda place: (place[0] or date.max, order.index(place[1]))):
        listed = found[day, key]
        note = catalog.text("frameworks", key, "status_note") if day is None else None
        yield Start(day, frameworks[key], tuple(listed), sum(requirement.applies is None for requirement in listed), note)


def _endings(system: LoadedSystem, as_of: date) -> Iterator[Ending]:
    for group in groups(system.description):
        for name in ENDINGS:
            day = getattr(group, name) if name in fields_of(type(group)) else None
            if isinstance(day, date):
                location = (*group.location, name)
                field = ".".join(part for part in location if isinstance(part, str))
                title = str(getattr(group, "title", None) or getattr(group, "requirement", None) or getattr(group, "name", None) or "")
                yield Ending(day, (day - as_of).days, field, system.path(location), title, system.position(location))


def _clocks(assessment: Assessment, system: LoadedSystem, catalog: Catalog) -> Iterator[Clock]:
    """Every dated value with a `clock` and a provision that concerns this system, those of notification first."""
    results = {requirement.reference: (framework, requirement) for framework in assessment.frameworks for requirement in framework.requirements}
    found = []
    for name, values in catalog.parameters.items():
        for value, details in zip(values, catalog.texts["parameters"][name]["details"], strict=True):
            place = results.get(str(details.get("requirement", "")))
            if "clock" in details and place is not None and place[1].status != "not_applicable" and (value.ends is None or assessment.as_of <= value.ends):
                found.append(_clock(value.key, value.value, details, place[0], place[1], _stated(value.key, system)))
    return iter(sorted(found, key=lambda clock: clock.purpose != "notification"))


def _clock(key: str, value: Any, details: dict[str, Any], framework: FrameworkResult, requirement: RequirementResult, stated: "tuple[int | str, ...] | None") -> Clock:
    hours = details.get("hours")
    return Clock(
        key,
        str(details["clock"]),
        requirement.reference,
        framework.short,
        requirement.title,
        _text(details.get("citation")) or requirement.citation,
        value,
        str(details.get("unit", "")),
        None if hours is None else int(hours),
        details.get("hours_basis") == "convention",
        _text(details.get("starts")),
        _text(details.get("note")),
        requirement.applies,
        requirement.binds_from,
        requirement.status != "not_yet_applicable",
        stated or (),
        _compared(stated, hours),
    )


def _text(pair: Any) -> Text | None:
    return Text(*pair) if pair else None


def _stated(key: str, system: LoadedSystem) -> tuple[int | str, ...] | None:
    """The hours that the description states for a regime; None when the description has no place for them."""
    from compliance.system.model.operations import Clock as StatedClock

    if key not in fields_of(StatedClock)["regime"].values:
        return None
    incidents = system.description.incidents
    listed = (incidents.clocks if incidents else None) or []
    return tuple(clock.hours for clock in listed if clock.regime == key and clock.hours is not None)


def _compared(stated: Iterable[int | str] | None, hours: Any) -> Comparison:
    """The longest hours stated against those of the law; a clock said to be `none` is longer than any, one that is not stated is never within."""
    if stated is None:
        return "not_asked"
    spans = [float("inf") if span == "none" else float(span) for span in stated]
    if not spans:
        return "not_stated"
    if hours is None:
        return "no_figure"
    return "within" if max(spans) <= hours else "longer"
