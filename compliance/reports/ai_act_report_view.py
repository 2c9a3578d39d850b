"""Prepares a classification for its report: labels with what led to them, roles, duties by role and date, days to come, penalties, missing answers."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from compliance.assessment.ai_act_model import Classification, Duty, Fine, RowResult
from compliance.reports.ai_act_report_walk import Fact, Reader, RowView
from compliance.reports.classification_changes import change_lines
from compliance.reports.classification_words import fine_text, label_name, role_name, say
from compliance.reports.view import Coming
from compliance.system.vocabulary import role_label, word_of

TONES = (  # by the beginning of a label, the first that fits
    ("prohibited_from", "not_yet_applicable"), ("prohibited", "not_met"), ("prohibition", "unknown"), ("high_risk_presumed", "unknown"), ("high_risk", "not_yet_applicable"),
    ("minimal", "met"), ("gpai_undetermined", "unknown"), ("transparency", "partly_shown"), ("gpai", "partly_shown"), ("not_high_risk", "partly_shown"),
)  # fmt: skip


class LabelView(NamedTuple):
    """One label: its name, what it means, from when its duties bind, its points, and the rows that gave it."""

    id: str
    name: str
    tone: str
    since: date | None
    binds: bool
    points: tuple[str, ...]
    sections: tuple[str, ...]
    rows: tuple[RowView, ...]


class RoleView(NamedTuple):
    """One role: its name, why it is held, the article, and the facts of the row that gave it."""

    name: str
    how: str
    held: str
    citation: str
    facts: tuple[Fact, ...]
    duties: int


class DutyGroup(NamedTuple):
    """Duties of one role that stand alike on the day: status, day, presumption."""

    status: str
    day: date
    presumed: bool
    older: bool
    until: date | None
    disputes: tuple[str, ...]
    duties: tuple[Duty, ...]


class RoleDuties(NamedTuple):
    """All duties of one role, by status and day."""

    name: str
    total: int
    groups: tuple[DutyGroup, ...]


class MissingView(NamedTuple):
    """One missing answer: the question, whom to ask, the field, and what the answers would change."""

    question: str
    asked_of: str
    path: str
    changes: tuple[str, ...]


class NearView(NamedTuple):
    """A row that comes near, and the facts that keep the system out of it."""

    citation: str
    title: str
    facts: tuple[Fact, ...]


def labels(reader: Reader) -> tuple[LabelView, ...]:
    """The labels found, the heaviest first, as the walk ordered them."""
    result, words = reader.result, reader.words
    found = []
    for label in result.labels:
        rows = [row for node in result.nodes for row in node.rows if row.gives == label]
        since = result.binds_from(label)
        told = rows if len(rows) <= 8 else []
        found.append(
            LabelView(
                label, label_name(label, result, words), _tone(label), since, since is not None and since <= result.as_of,
                _points(label, rows, reader), result.attributes.get(label, ()), tuple(map(reader.row, told)),
            )
        )  # fmt: skip
    return tuple(found)


def _tone(label: str) -> str:
    return next((tone for start, tone in TONES if label.startswith(start)), "not_applicable")


def _points(label: str, rows: Sequence[RowResult], reader: Reader) -> tuple[str, ...]:
    wanted = reader.result.points.get(label, ())
    return tuple(dict.fromkeys(reader.words.text(row.citation) for row in rows if row.point in wanted and row.point))


def roles(reader: Reader) -> tuple[RoleView, ...]:
    """The roles held, and why."""
    result, words = reader.result, reader.words
    by_id = {row.id: row for node in result.nodes for row in node.rows}
    return tuple(
        RoleView(
            role_name(role.name, result, words), role.how, say(f"role.{role.how}", words), words.text(role.citation),
            reader.facts(by_id[role.row].condition) if role.row in by_id else (), sum(role.name in duty.owed_by for duty in result.duties),
        )
        for role in result.roles
    )  # fmt: skip


def duties_by_role(reader: Reader) -> tuple[RoleDuties, ...]:
    """The duties of each role held, those that apply now first."""
    found = []
    for role in reader.result.roles:
        mine = [duty for duty in reader.result.duties if role.name in duty.owed_by]
        if mine:
            found.append(RoleDuties(role_name(role.name, reader.result, reader.words), len(mine), _groups(mine, reader)))
    return tuple(found)


def _groups(duties: Iterable[Duty], reader: Reader) -> tuple[DutyGroup, ...]:
    alike: dict[tuple[str, date, bool, bool, date | None], list[Duty]] = {}
    for duty in sorted(duties, key=lambda duty: duty.applies_from):
        alike.setdefault((duty.status, duty.applies_from, duty.presumed, duty.legacy_if_unchanged, duty.legacy_until), []).append(duty)
    order = ("applies_now", "contested", "future", "legacy")
    groups = []
    for (status, day, presumed, older, until), found in sorted(alike.items(), key=lambda item: (order.index(item[0][0]), item[0][1])):
        disputes = tuple(dict.fromkeys(reader.words.text(duty.contested) for duty in found if duty.contested is not None))
        groups.append(DutyGroup(status, day, presumed, older, until, disputes, tuple(found)))
    return tuple(groups)


def coming(result: Classification, reader: Reader) -> tuple[Coming, ...]:
    """The days to come, with how many duties of which role begin to bind."""
    counts: dict[tuple[date, str], int] = {}
    for duty in result.duties:
        if duty.status in ("future", "contested") and duty.applies_from > result.as_of:
            for role in duty.owed_by:
                counts[duty.applies_from, role] = counts.get((duty.applies_from, role), 0) + 1
    return tuple(Coming(day, role_name(role, result, reader.words), count) for (day, role), count in sorted(counts.items(), key=lambda item: item[0][0]))


def penalties(reader: Reader) -> tuple[str, ...]:
    """The ceilings of the fines, each with the articles that it names among the duties."""
    named: dict[Fine, list[Duty]] = {}
    for duty in reader.result.duties:
        if duty.fine is not None:
            named.setdefault(duty.fine, []).append(duty)
    others = [duty.citation for duty in reader.result.duties if duty.fine is None]
    return tuple(fine_text(fine, [duty.citation for duty in duties], others, reader.words) for fine, duties in named.items())


def missing(reader: Reader) -> tuple[MissingView, ...]:
    """The answers that are missing, those that would change something first."""
    words = reader.words
    ordered = sorted(reader.result.missing, key=lambda item: not (item.changes or item.labels))
    return tuple(
        MissingView(words.text(word_of(item.path).question), role_label(word_of(item.path).asked_of).of(words.language), item.path, tuple(change_lines(item, reader.result, words)))
        for item in ordered
    )  # fmt: skip


def near(reader: Reader) -> tuple[NearView, ...]:
    """The rows that a system outside high risk comes near to."""
    words = reader.words
    return tuple(
        NearView(
            words.text(miss.citation), words.text(miss.title),
            tuple(Fact(False, f"{words.path(fact.path)}{words.say('colon')}{words.value(fact.found, fact.path)}", reader.place(fact.location)) for fact in miss.facts),
        )
        for miss in reader.result.near_misses
    )  # fmt: skip
