"""Compares two assessments and says of each change whether the system, the rules or the calendar brought it about."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from compliance.assessment.saved import Saved, SavedFinding, SavedRequirement
from compliance.system.load import path_without_ids

Cause = Literal["system", "rules", "calendar"]
# From worst to best; a status that is not here is neither better nor worse. A gap that nobody can see any more is not a better one: see `_direction`.
RANK = {"not_met": 0, "unknown": 1, "not_assessed": 1, "accepted": 2, "partly_shown": 3, "met": 4}
VERDICT_RANK = {"fail": 0, "unknown": 1, "pass": 2}


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer that was added, changed or taken away; None stands for not stated; `field` is its path without the names of list items."""

    path: str
    field: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class Move:
    """One requirement or finding that stands elsewhere than before; `old` or `new` is empty when it was or is not there."""

    id: str
    citation: str
    title: str
    old: str
    new: str
    direction: Literal["better", "worse", "other"]
    causes: tuple[Cause, ...]
    paths: tuple[str, ...]
    severity: str = ""
    binds_from: str = ""
    underlying: str = ""


@dataclass(frozen=True, slots=True)
class Diff:
    """What changed between two assessments: which of the three inputs, which answers, which requirements and findings."""

    old: Saved
    new: Saved
    differing: tuple[Cause, ...]
    answers: tuple[Answer, ...]
    requirements: tuple[Move, ...]
    findings: tuple[Move, ...]


def compare(old: Saved, new: Saved, between: Saved | None = None, old_system: bool = True) -> Diff:
    """The changes from `old` to `new`.

    `between` is what the rules of today say of one of the two systems on the other one's day: of the old system on the new day, or, without `old_system`, of the new system on
    the old day. It tells the calendar from the rest.
    """
    differing: list[Cause] = []
    if old.input != new.input or old.statements != new.statements:
        differing.append("system")
    if (old.rules, old.policy) != (new.rules, new.policy):
        differing.append("rules")
    if old.as_of != new.as_of:
        differing.append("calendar")
    context = _Context(old, new, tuple(differing), between, old_system)
    said = [(path, old.statements.get(path), new.statements.get(path)) for path in _keys(old.statements, new.statements)]
    answers = tuple(Answer(path, path_without_ids(path), was, now) for path, was, now in said if was != now)
    findings = tuple(move for key in _keys(old.findings, new.findings) if (move := context.finding(key)) is not None)
    requirements = tuple(move for key in _keys(old.requirements, new.requirements) if (move := context.requirement(key)) is not None)
    return Diff(old, new, tuple(differing), answers, requirements, findings)


def _keys(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    return list(dict.fromkeys([*old, *new]))


@dataclass(frozen=True, slots=True)
class _Context:
    old: Saved
    new: Saved
    differing: tuple[Cause, ...]
    between: Saved | None
    old_system: bool

    def finding(self, key: str) -> Move | None:
        """How one finding moved, None when it did not."""
        before, after = self.old.findings.get(key), self.new.findings.get(key)
        was, now = before.verdict if before else "", after.verdict if after else ""
        if was == now or {was, now} <= {"", "not_applicable"}:
            return None
        shown = after or before
        assert shown is not None
        paths = changed_reads(before, after)
        middle = self.between.findings.get(key) if self.between else None
        causes = self._causes(was, now, (middle.verdict if middle else "") if self.between else None, bool(paths), False)
        return Move(key, "", shown.title, was, now, _direction(was, now, VERDICT_RANK), causes, paths, shown.severity)

    def requirement(self, key: str) -> Move | None:
        """How one requirement moved, None when it did not."""
        before, after = self.old.requirements.get(key), self.new.requirements.get(key)
        was, now = _status(before), _status(after)
        if was == now or {was, now} <= {"", "not_applicable"}:
            return None
        shown = after or before
        assert shown is not None
        controls = {*(before.controls if before else ()), *(after.controls if after else ())}
        paths: dict[str, None] = {}
        for name in _keys(self.old.findings, self.new.findings):
            one, two = self.old.findings.get(name), self.new.findings.get(name)
            if (one or two).control in controls and (one is None or two is None or one.verdict != two.verdict):  # type: ignore[union-attr]
                paths.update(dict.fromkeys(changed_reads(one, two)))
        middle = _status(self.between.requirements.get(key)) if self.between else None
        same = before is not None and after is not None and before.underlying == after.underlying
        causes = self._causes(was, now, middle, bool(paths), same)
        return Move(key, shown.citation, shown.title, was, now, _direction(was, now, RANK), causes, tuple(paths), "", shown.binds_from, shown.underlying)

    def _causes(self, was: str, now: str, middle: str | None, reads: bool, only_date: bool) -> tuple[Cause, ...]:
        """Which of the inputs that differ account for a change; all that remain possible when it cannot be told."""
        if len(self.differing) < 2:
            return self.differing
        found: list[Cause] = []
        rest = [cause for cause in self.differing if cause != "calendar"]
        if "calendar" in self.differing:
            if middle is not None:
                by_date, by_rest = (was != middle, middle != now) if self.old_system else (middle != now, was != middle)
            else:
                by_date, by_rest = only_date, not only_date
            if by_date:
                found.append("calendar")
            if not by_rest:
                return tuple(found)
        if len(rest) == 2:
            rest = ["system"] if reads else ["rules"]
        return tuple(cause for cause in self.differing if cause in (*rest, *found))


def _status(requirement: SavedRequirement | None) -> str:
    return requirement.status if requirement else ""


def _direction(was: str, now: str, rank: Mapping[str, int]) -> Literal["better", "worse", "other"]:
    if was not in rank or now not in rank or rank[was] == rank[now] or (rank[was], rank[now]) == (0, 1):
        return "other"
    return "better" if rank[now] > rank[was] else "worse"


def changed_reads(old: SavedFinding | None, new: SavedFinding | None) -> tuple[str, ...]:
    """The paths whose answers one finding read differently; every path read when there is only one side."""
    before: Mapping[str, tuple[str, ...]] = old.reads if old else {}
    after: Mapping[str, tuple[str, ...]] = new.reads if new else {}
    return tuple(path for path in _keys(before, after) if before.get(path) != after.get(path))
