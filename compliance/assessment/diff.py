"""Compares two assessments and says of each change whether the system, the rules, the waivers or the calendar brought it about."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from compliance.assessment.diff_beside import AttestationChange, ProofChange, WaiverChange, attestation_change, proof_changes, waiver_changes, waiver_pairs
from compliance.assessment.diff_rules import RulesChange, rules_changes
from compliance.assessment.saved import Saved, SavedFinding, SavedRequirement
from compliance.assessment.saved_beside import SavedWaiver
from compliance.system.load import path_without_ids

Cause = Literal["system", "rules", "waivers", "calendar"]
Direction = Literal["better", "worse", "begins", "other"]
# From worst to best; a status that is not here is neither better nor worse. A gap that nobody can see any more is not a better one: see `_direction`.
RANK = {"not_met": 0, "unknown": 1, "not_assessed": 1, "accepted": 2, "partly_shown": 3, "met": 4}
VERDICT_RANK = {"fail": 0, "unknown": 1, "pass": 2}
WAITING = "not_yet_applicable"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer that was added, changed or taken away; None stands for not stated; `field` is its path without the names of list items.

    `moved` are the findings whose verdict changed with it, `stayed` those that read it and came out as before, with their verdict.
    """

    path: str
    field: str
    old: Any
    new: Any
    moved: tuple[str, ...] = ()
    stayed: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Move:
    """One requirement or finding that stands elsewhere than before; `old` or `new` is empty when it was or is not there.

    `paths` are the answers read differently, `dated` those that were compared with the day; `waivers` and `attested` are what else accounts for it.
    `direction` is `begins` for a requirement that has begun to bind,
    unless it is broken from its first day, which is worse.
    """

    id: str
    citation: str
    title: str
    old: str
    new: str
    direction: Direction
    causes: tuple[Cause, ...]
    paths: tuple[str, ...]
    severity: str = ""
    binds_from: str = ""
    binding: bool = True
    framework: str = ""
    dated: tuple[str, ...] = ()
    waivers: tuple[WaiverChange, ...] = ()
    attested: AttestationChange | None = None


@dataclass(frozen=True, slots=True)
class Diff:
    """What changed between two assessments: which of the inputs, which answers, what in the rules, which requirements, findings, waivers and documents."""

    old: Saved
    new: Saved
    differing: tuple[Cause, ...]
    answers: tuple[Answer, ...]
    rules: RulesChange
    requirements: tuple[Move, ...]
    findings: tuple[Move, ...]
    waivers: tuple[WaiverChange, ...] = ()
    proofs: tuple[ProofChange, ...] = ()

    @property
    def waiver_pairs(self) -> list[tuple[SavedWaiver | None, SavedWaiver | None]]:
        """Every waiver of both sides, before and after."""
        return waiver_pairs(self.old, self.new)


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
    waivers = waiver_changes(old, new)
    if not all(change.by_calendar for change in waivers):
        differing.append("waivers")
    if old.as_of != new.as_of:
        differing.append("calendar")
    context = _Context(old, new, tuple(differing), between, old_system, waivers)
    rules = rules_changes(old, new)
    apart = {*rules.only_old, *rules.only_new}
    findings = tuple(move for key in _keys(old.findings, new.findings) if (move := context.finding(key)) is not None and (not apart or (move.old and move.new)))
    requirements = tuple(move for key in _keys(old.requirements, new.requirements) if (move := context.requirement(key)) is not None and move.framework not in apart)
    said = [(path, old.statements.get(path), new.statements.get(path)) for path in _keys(old.statements, new.statements)]
    answers = [Answer(path, path_without_ids(path), was, now) for path, was, now in said if was != now]
    return Diff(
        old, new, tuple(differing), tuple(_with_effects(answers, old, new, findings)), rules, requirements, findings, waivers, proof_changes(old, new),
    )  # fmt: skip


def _keys(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    return list(dict.fromkeys([*old, *new]))


def _with_effects(answers: list[Answer], old: Saved, new: Saved, moves: Iterable[Move]) -> list[Answer]:
    """The answers with the findings that read them: those that moved, and those that did not."""
    moved = {move.id for move in moves}
    by_field: dict[str, tuple[list[str], list[tuple[str, str]]]] = {}
    for key in _keys(old.findings, new.findings):
        before, after = old.findings.get(key), new.findings.get(key)
        for path in changed_reads(before, after):
            gone, stayed = by_field.setdefault(path, ([], []))
            if key in moved:
                gone.append(key)
            elif before is not None and after is not None and after.verdict in VERDICT_RANK:
                stayed.append((key, after.verdict))
    return [replace(answer, moved=tuple(by_field.get(answer.field, ((), ()))[0]), stayed=tuple(by_field.get(answer.field, ((), ()))[1])) for answer in answers]


@dataclass(frozen=True, slots=True)
class _Context:
    old: Saved
    new: Saved
    differing: tuple[Cause, ...]
    between: Saved | None
    old_system: bool
    waivers: tuple[WaiverChange, ...]

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
        return Move(key, "", shown.title, was, now, _direction(was, now, VERDICT_RANK), causes, paths, shown.severity, dated=shown.dated)

    def requirement(self, key: str) -> Move | None:
        """How one requirement moved, None when it did not."""
        before, after = self.old.requirements.get(key), self.new.requirements.get(key)
        was, now = _status(before), _status(after)
        if was == now or {was, now} <= {"", "not_applicable"}:
            return None
        shown = after or before
        assert shown is not None
        controls = {*(before.controls if before else ()), *(after.controls if after else ())}
        paths, dated, moved = self._behind(controls)
        attested = attestation_change(before, after)
        waivers = tuple(change for change in self.waivers if change.counts and change.bears(key, controls))
        accounted = {"calendar" if change.by_calendar else "waivers" for change in waivers}
        if not waivers or moved or attested or WAITING in (was, now):
            middle = _status(self.between.requirements.get(key)) if self.between else None
            same = before is not None and after is not None and before.underlying == after.underlying
            accounted |= set(self._causes(was, now, middle, bool(paths), same or attested is not None))
        if attested is not None:
            accounted.add("calendar")
        causes = tuple(cause for cause in self.differing if cause in accounted) or self.differing
        direction = _direction(was, now, RANK)
        return Move(
            key, shown.citation, shown.title, was, now, direction, causes, paths, "", shown.binds_from, shown.binding, shown.framework, dated, waivers, attested,
        )  # fmt: skip

    def _behind(self, controls: Collection[str]) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
        """What the findings of some controls read differently, what of it turns on a day, and whether one of them moved."""
        paths: dict[str, None] = {}
        dated: dict[str, None] = {}
        moved = False
        for name in _keys(self.old.findings, self.new.findings):
            one, two = self.old.findings.get(name), self.new.findings.get(name)
            if (one or two).control in controls and (one is None or two is None or one.verdict != two.verdict):  # type: ignore[union-attr]
                moved = True
                paths.update(dict.fromkeys(changed_reads(one, two)))
                dated.update(dict.fromkeys((two or one).dated))  # type: ignore[union-attr]
        return tuple(paths), tuple(dated), moved

    def _causes(self, was: str, now: str, middle: str | None, reads: bool, only_date: bool) -> tuple[Cause, ...]:
        """Which of the inputs that differ account for a change; all that remain possible when it cannot be told."""
        differing = tuple(cause for cause in self.differing if cause != "waivers")
        if len(differing) < 2:
            return differing
        found: list[Cause] = []
        rest = [cause for cause in differing if cause != "calendar"]
        if "calendar" in differing:
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
        return tuple(cause for cause in differing if cause in (*rest, *found))


def _status(requirement: SavedRequirement | None) -> str:
    return requirement.status if requirement else ""


def _direction(was: str, now: str, rank: Mapping[str, int]) -> Direction:
    if was == WAITING and now in rank:
        return "worse" if now == "not_met" else "begins"
    if was not in rank or now not in rank or rank[was] == rank[now] or (rank[was], rank[now]) == (0, 1):
        return "other"
    return "better" if rank[now] > rank[was] else "worse"


def changed_reads(old: SavedFinding | None, new: SavedFinding | None) -> tuple[str, ...]:
    """The paths whose answers one finding read differently; every path read when there is only one side."""
    before: Mapping[str, tuple[str, ...]] = old.reads if old else {}
    after: Mapping[str, tuple[str, ...]] = new.reads if new else {}
    return tuple(path for path in _keys(before, after) if before.get(path) != after.get(path))
