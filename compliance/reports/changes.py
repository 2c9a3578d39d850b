"""A comparison in words: what changed, why, which answers were given, and where each obligation now stands."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from compliance.assessment.diff import Cause, Diff, Move
from compliance.reports.terminal import safe
from compliance.reports.words import Words, long_date

MARKS = {"better": "+", "worse": "-", "other": "~"}
ORDER = ("worse", "better", "other")
ANSWERS = 25
MOVES = 40


def lines(diff: Diff, words: Words, everything: bool = False) -> Iterator[str]:
    """The comparison line by line; long lists are cut unless `everything` is wanted."""
    for key, saved in (("diff.old", diff.old), ("diff.new", diff.new)):
        name = words.say("join").join(part for part in (saved.system, saved.version) if part)
        yield safe(words.say(key, file=saved.source or saved.file, system=name, day=long_date(saved.as_of, words.language)))
    yield ""
    yield from _why(diff, words)
    shown = None if everything else ANSWERS
    if diff.answers:
        yield ""
        yield words.say("diff.answers", count=len(diff.answers))
        for answer in diff.answers[:shown]:
            change = words.say("diff.from_to", old=words.value(answer.old, answer.field), new=words.value(answer.new, answer.field))
            yield safe(f"  {answer.path}  {words.path(answer.field)}{words.say('colon')}{change}")
        yield from _more(len(diff.answers), shown, words)
    yield from _moves("diff.requirements", diff.requirements, diff, words, None if everything else MOVES)
    yield from _moves("diff.findings", diff.findings, diff, words, None if everything else MOVES)
    yield ""
    yield summary(diff, words)


def _why(diff: Diff, words: Words) -> Iterator[str]:
    """Which of the system, the rules and the calendar differ."""
    if not diff.differing:
        yield words.say("diff.same")
    for cause in ("system", "rules", "calendar"):
        values: dict[str, Any] = {
            "count": len(diff.answers), "old": diff.old.rules[:12], "new": diff.new.rules[:12],
            "from": long_date(diff.old.as_of, words.language), "to": long_date(diff.new.as_of, words.language),
        }  # fmt: skip
        yield words.say(f"diff.why.{cause}" if cause in diff.differing else f"diff.same.{cause}", **values)


def _moves(heading: str, moves: Sequence[Move], diff: Diff, words: Words, shown: int | None) -> Iterator[str]:
    if not moves:
        return
    ordered = sorted(moves, key=lambda move: ORDER.index(move.direction))  # what got worse first; in each, the order of the catalog
    yield ""
    yield words.say(heading, count=len(moves))
    family = "status" if heading.endswith("requirements") else "verdict"
    for move in ordered[:shown]:
        old, new = (words.say(f"{family}.{state}") if state else words.say("diff.absent") for state in (move.old, move.new))
        citation = f"{move.citation} – " if move.citation else ""
        day = f" ({words.say('explain.from')} {long_date(date.fromisoformat(move.binds_from), words.language)})" if move.new == "not_yet_applicable" and move.binds_from else ""
        yield safe(f"  {MARKS[move.direction]} {move.id}  {citation}{move.title}{words.say('colon')}{words.say('diff.from_to', old=old, new=new)}{day}")
        if because := _because(move, diff, words):
            yield safe(f"      {because}")
    yield from _more(len(ordered), shown, words)


def _because(move: Move, diff: Diff, words: Words) -> str:
    """The cause of one change, with the answers behind it when it is the system."""
    causes = words.say("comma").join(words.say(f"diff.cause.{cause}") for cause in move.causes)
    paths = [path for path in move.paths if any(answer.field == path for answer in diff.answers)] if _told(move.causes) else []
    labels = words.say("comma").join(dict.fromkeys(words.path(path) for path in paths[:4]))
    if not labels and len(diff.differing) < 2:
        return ""
    return words.say("diff.because", causes=causes) + (f"{words.say('colon')}{labels}" if labels else "")


def _told(causes: Sequence[Cause]) -> bool:
    return "system" in causes


def _more(count: int, shown: int | None, words: Words) -> Iterator[str]:
    if shown is not None and count > shown:
        yield "  " + words.say("more", count=count - shown)


def summary(diff: Diff, words: Words) -> str:
    """The last line: how many obligations stand better, worse, or elsewhere."""
    counts = {direction: sum(move.direction == direction for move in diff.requirements) for direction in MARKS}
    if not any(counts.values()):
        return words.say("diff.nothing")
    return words.say("diff.summary", better=counts["better"], worse=counts["worse"], other=counts["other"])


def plain(diff: Diff) -> dict[str, Any]:
    """The comparison as plain data, for machines."""
    return {
        "format": 1,
        "old": _side(diff.old),
        "new": _side(diff.new),
        "differing": list(diff.differing),
        "answers": [{"path": answer.path, "old": answer.old, "new": answer.new} for answer in diff.answers],
        "requirements": [_move(move) for move in diff.requirements],
        "findings": [_move(move) for move in diff.findings],
    }


def _side(saved: Any) -> dict[str, Any]:
    return {"file": saved.source, "system": saved.system, "version": saved.version, "as_of": saved.as_of.isoformat(), "rules": saved.rules, "input": saved.input}


def _move(move: Move) -> dict[str, Any]:
    return {"id": move.id, "old": move.old, "new": move.new, "direction": move.direction, "causes": list(move.causes), "paths": list(move.paths)}
