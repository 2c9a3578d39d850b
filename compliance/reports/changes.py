"""A comparison in words: what changed, why, which answers were given, and where each obligation now stands."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from compliance.assessment.diff import Answer, Diff, Move
from compliance.base.text import LANGUAGES
from compliance.reports.changes_beside import beside_plain, beside_told, proof_lines, proofs_plain, waiver_list, waivers_changed, waivers_plain
from compliance.reports.changes_rules import rules_lines
from compliance.reports.terminal import safe
from compliance.reports.words import Words, long_date

MARKS = {"better": "+", "worse": "-", "begins": "…", "other": "~"}
ORDER = ("worse", "better", "other", "begins")
CAUSES = ("system", "rules", "waivers", "calendar")
ANSWERS = 25
MOVES = 40
NAMES = 6
BEGINNING = 5  # obligations named of those that begin to bind on one day
GRAVITY = ("not_met", "unknown", "not_assessed", "partly_shown", "accepted", "met")


def lines(diff: Diff, words: Words, shorts: Mapping[str, str], everything: bool = False) -> Iterator[str]:
    """The comparison line by line; long lists are cut unless `everything` is wanted; `shorts` are the short names of texts by their id."""
    for key, saved in (("diff.old", diff.old), ("diff.new", diff.new)):
        name = " ".join(part for part in (saved.system, saved.version) if part) or words.say("summary.no_name")
        yield safe(words.say(key, file=saved.source or saved.file, system=name, day=long_date(saved.as_of, words.language)))
        if saved.language in LANGUAGES and saved.language != words.language:
            yield words.say(f"diff.language.{saved.language}")
    yield ""
    yield from _why(diff, words, shorts)
    if diff.answers:
        yield ""
        yield words.say("diff.answers", count=len(diff.answers))
        shown = None if everything else ANSWERS
        for answer in diff.answers[:shown]:
            yield from _answer(answer, words)
        yield from _more(len(diff.answers), shown, words)
    limit = None if everything else MOVES
    moved = [move for move in diff.requirements if move.direction != "begins"]
    yield from _moves("diff.law", [move for move in moved if move.binding], diff, words, limit)
    yield from _begins([move for move in diff.requirements if move.direction == "begins"], words, shorts, everything)
    yield from _moves("diff.soft", [move for move in moved if not move.binding], diff, words, limit)
    yield from _moves("diff.findings", diff.findings, diff, words, limit)
    yield from proof_lines(diff.proofs, words)
    yield from waiver_list(diff, words)
    yield ""
    yield from summary(diff, words)


def _why(diff: Diff, words: Words, shorts: Mapping[str, str]) -> Iterator[str]:
    """Which of the system, the rules, the waivers and the calendar differ."""
    if not diff.differing and not diff.proofs:
        yield words.say("diff.same")
    else:
        for cause in diff.differing:
            values: dict[str, Any] = {"from": long_date(diff.old.as_of, words.language), "to": long_date(diff.new.as_of, words.language)}
            number = "none" if not diff.answers else "one" if len(diff.answers) == 1 else "many"
            key = f"diff.why.system.{number}" if cause == "system" else f"diff.why.{cause}"
            yield words.say(key, count=len(diff.answers), **values)
            if cause == "rules":
                yield from (f"  {line}" for line in rules_lines(diff, words, shorts))
            if cause == "waivers":
                yield from (f"  {line}" for line in waivers_changed(diff.waivers, words))
        if diff.waivers and "waivers" not in diff.differing:
            yield words.say("diff.why.waivers_moved")
            yield from (f"  {line}" for line in waivers_changed(diff.waivers, words))
        if any("document" in proof.causes for proof in diff.proofs):
            yield words.say("diff.why.document")
        same = [words.say(f"diff.kept.{cause}") for cause in CAUSES if cause not in diff.differing and (cause != "waivers" or (diff.old.waivers and not diff.waivers))]
        if same:
            yield words.say("diff.kept", list=words.say("comma").join(same))
    for key, names in (("diff.only_old", diff.rules.only_old), ("diff.only_new", diff.rules.only_new)):
        if names:
            yield words.say(key, list=words.say("comma").join(shorts.get(name, name) for name in names))


def _answer(answer: Answer, words: Words) -> Iterator[str]:
    """One answer, before and after, and what it did to the verdicts."""
    change = words.say("diff.from_to", old=words.value(answer.old, answer.field), new=words.value(answer.new, answer.field))
    yield safe(f"  {words.path(answer.field)}{words.say('colon')}{change}  ({answer.path})")
    if answer.moved:
        yield safe("      " + words.say("diff.moved", list=_names(answer.moved, words)))
    if answer.stayed:
        kept: dict[str, list[str]] = {}
        for name, verdict in answer.stayed:
            kept.setdefault(verdict, []).append(name)
        told = [words.say("diff.stays", list=_names(names, words), verdict=words.say(f"verdict.{verdict}")) for verdict, names in kept.items()]
        yield safe("      " + words.say("diff.stayed", list=words.say("join").join(told)))
    if not answer.moved and not answer.stayed:
        yield "      " + words.say("diff.unread")


def _names(names: Sequence[str], words: Words) -> str:
    more = len(names) - NAMES
    return words.say("comma").join(names[:NAMES]) + (f" {words.more(more)}" if more > 0 else "")


def _moves(heading: str, moves: Sequence[Move], diff: Diff, words: Words, shown: int | None) -> Iterator[str]:
    if not moves:
        return
    ordered = sorted(moves, key=lambda move: ORDER.index(move.direction))  # what got worse first; in each, the order of the catalog
    yield ""
    yield words.say(heading, count=len(moves))
    family = "verdict" if heading == "diff.findings" else "status"
    for move in ordered[:shown]:
        old = words.say(f"{family}.{move.old}") if move.old else words.say("diff.was_absent")
        new = words.say(f"{family}.{move.new}") if move.new else words.say("diff.is_absent")
        citation = f"{move.citation} – " if move.citation else ""
        yield safe(f"  {MARKS[move.direction]} {move.id}  {citation}{move.title}{words.say('colon')}{words.say('diff.from_to', old=old, new=new)}")
        if because := _because(move, diff, words):
            yield safe(f"      {because}")
    yield from _more(len(ordered), shown, words)


def _because(move: Move, diff: Diff, words: Words) -> str:
    """The cause of one change, with the answers behind it when it is the system, and the day when it is the calendar."""
    if not move.causes:
        return ""
    named = []
    for cause in move.causes:
        text = words.say(f"diff.cause.{cause}")
        if cause == "system":
            paths = [path for path in move.paths if any(answer.field == path for answer in diff.answers)]
            labels = list(dict.fromkeys(words.path(path) for path in paths))
            if labels:
                text = words.say("diff.cause.with", cause=text, detail=_names(labels, words))
        elif told := beside_told(cause, move, words):
            text = words.say("diff.cause.with", cause=text, detail=_names(told, words))
        elif cause == "calendar" and move.binds_from and "not_yet_applicable" in (move.old, move.new):
            text = words.say("diff.cause.with", cause=text, detail=f"{words.say('explain.from')} {long_date(date.fromisoformat(move.binds_from), words.language)}")
        elif cause == "calendar" and move.dated:
            text = words.say("diff.cause.with", cause=text, detail=_names(list(dict.fromkeys(map(words.path, move.dated))), words))
        named.append(text)
    if len(diff.differing) < 2 and named == [words.say(f"diff.cause.{move.causes[0]}")]:
        return ""  # the only thing that differs was told at the top
    return words.say("diff.because" if len(named) == 1 else "diff.because_of", causes=words.say("join").join(named))


def _begins(moves: Sequence[Move], words: Words, shorts: Mapping[str, str], everything: bool) -> Iterator[str]:
    """What has begun to bind, by day and text: how many obligations stand how, the least settled by name."""
    if not moves:
        return
    yield ""
    yield words.say("diff.begins", count=len(moves))
    groups: dict[tuple[str, str], list[Move]] = {}
    for move in moves:
        groups.setdefault((move.binds_from, move.framework), []).append(move)
    for (day, framework), listed in sorted(groups.items()):
        counts = [(status, sum(move.new == status for move in listed)) for status in GRAVITY]
        told = words.say("comma").join(f"{count} {words.say('diff.state.' + status + ('.one' if count == 1 else '.many'))}" for status, count in counts if count)
        since = words.say("diff.begins.since", day=long_date(date.fromisoformat(day), words.language)) if day else words.say("diff.begins.undated")
        yield safe(f"  {words.say('diff.begins.line', since=since, framework=shorts.get(framework, framework), told=told)}")
        ordered = sorted(listed, key=lambda move: GRAVITY.index(move.new))
        for move in ordered[: None if everything else BEGINNING]:
            yield safe(f"    {MARKS['begins']} {move.id}  {move.citation} – {move.title}{words.say('colon')}{words.say('status.' + move.new)}")
        yield from ("  " + line for line in _more(len(ordered), None if everything else BEGINNING, words))


def _more(count: int, shown: int | None, words: Words) -> Iterator[str]:
    if shown is not None and count > shown:
        yield "  " + words.more(count - shown)


def summary(diff: Diff, words: Words) -> Iterator[str]:
    """The last lines: what becomes of obligations, then of what binds nobody."""
    yield words.say("diff.summary.law", told=_counted([move for move in diff.requirements if move.binding], words))
    if soft := [move for move in diff.requirements if not move.binding]:
        yield words.say("diff.summary.soft", told=_counted(soft, words))


def _counted(moves: Iterable[Move], words: Words) -> str:
    found = list(moves)
    counts = [(direction, sum(move.direction == direction for move in found)) for direction in ("worse", "better", "begins", "other")]
    told = [words.say(f"diff.count.{direction}.{'one' if count == 1 else 'many'}", count=count) for direction, count in counts if count]
    return words.say("comma").join(told) or words.say("diff.count.none")


def plain(diff: Diff) -> dict[str, Any]:
    """The comparison as plain data, for machines."""
    rules = diff.rules
    return {
        "format": 1,
        "old": _side(diff.old),
        "new": _side(diff.new),
        "differing": list(diff.differing),
        "answers": [
            {"path": answer.path, "old": answer.old, "new": answer.new, "moved": list(answer.moved), "stayed": [name for name, _ in answer.stayed]} for answer in diff.answers
        ],
        "rules": {
            name: value if isinstance(value := getattr(rules, name), bool) or value is None else [list(item) if isinstance(item, tuple) else item for item in value]
            for name in rules.__slots__
        },
        "requirements": [_move(move) for move in diff.requirements],
        "findings": [_move(move) for move in diff.findings],
        "waivers": waivers_plain(diff),
        "evidence": proofs_plain(diff.proofs),
    }


def _side(saved: Any) -> dict[str, Any]:
    return {"file": saved.source, "system": saved.system, "version": saved.version, "as_of": saved.as_of.isoformat(), "rules": saved.rules, "input": saved.input}


def _move(move: Move) -> dict[str, Any]:
    return {"id": move.id, "old": move.old, "new": move.new, "direction": move.direction, "causes": list(move.causes), "paths": list(move.paths), **beside_plain(move)}
