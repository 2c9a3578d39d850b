"""A decision in words, line by line; the last line says whether the gate is open."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from compliance.gate.model import BLOCKED, CODES, EXPIRED, GRAVITY, INVALID, OPEN, UNKNOWNS, Decision, Judged, Note, Reason
from compliance.reports.words import Words, long_date

LESS = ("partly_shown", "not_assessed")  # statuses that a policy may refuse, and that are no breach
KINDS = ("not_met", "ahead", "reopened", "stale", "attachment", "assurance", "unknown")
SHOWN = 12


def code_of(judged: Iterable[Judged]) -> int:
    """The exit code of a run: that of the gravest file."""
    codes = {one.code for one in judged}
    return next(code for code in GRAVITY if code in codes) if codes else OPEN


def lines_of(decision: Decision, words: Words, shown: int | None = SHOWN) -> Iterator[str]:
    """The reasons of one decision, the gravest kind first, then what is worth knowing."""
    for kind in KINDS:
        mine = [reason for reason in decision.reasons if reason.kind == kind]
        for reason in mine[:shown]:
            yield "  " + line(reason, words)
        if shown is not None and len(mine) > shown:
            yield "  " + words.more(len(mine) - shown)
    for note in decision.notes:
        yield "  " + note_line(note, words)


def line(reason: Reason, words: Words) -> str:
    """One reason on one line: what, which, where."""
    detail = reason.detail
    if reason.kind == "stale" and reason.detail:
        detail = long_date(date.fromisoformat(reason.detail), words.language)
    elif reason.kind in ("attachment", "assurance"):
        detail = words.say(f"gate.attached.{reason.detail}" if reason.kind == "attachment" else f"assurance.{reason.detail}")
    day = long_date(reason.day, words.language) if reason.day else ""
    key = f"gate.reason.{reason.kind}"
    head = words.say(f"{key}.{reason.status}" if _less(reason) else key, day=day, detail=detail)
    citation = f"{words.text(reason.citation)} – " if reason.citation else ""
    tail = [words.say(f"severity.{reason.severity}"), *reason.findings[:3], str(reason.position)]
    return safe(f"{head}{words.say('colon')}{reason.reference}  {citation}{words.text(reason.title)}  ({' · '.join(tail)})")


def note_line(note: Note, words: Words) -> str:
    """One note on one line, with its place."""
    values = {key: long_date(value, words.language) if isinstance(value, date) else value for key, value in note.values.items()}
    return safe(f"{words.say(f'gate.note.{note.code}', **values)}  ({note.position})")


def verdict(decision: Decision, words: Words) -> str:
    """The last line for one system."""
    if decision.code == OPEN:
        parts = [counted("gate.open", decision.obligations, words), *_beside(decision, words)]
        return words.say("comma").join(parts)
    groups = [_counted_as(reason) for reason in decision.reasons if reason.kind != "unknown"]
    named = [group for kind in KINDS for group in (kind, *(f"{kind}.{status}" for status in LESS)) if group in groups]
    unknown = [_unknowns(decision.reasons, words)] if any(reason.kind == "unknown" for reason in decision.reasons) else []
    return words.say("gate.closed", reasons=words.say("comma").join([*(counted(f"gate.count.{group}", groups.count(group), words) for group in named), *unknown]))


def _less(reason: Reason) -> bool:
    """Whether an obligation closes the gate without being broken."""
    return reason.kind in ("not_met", "ahead") and reason.status in LESS


def _counted_as(reason: Reason) -> str:
    return f"{reason.kind}.{reason.status}" if _less(reason) else reason.kind


def _unknowns(reasons: Sequence[Reason], words: Words) -> str:
    of_severity = [(severity, sum(reason.kind == "unknown" and reason.severity == severity for reason in reasons)) for severity in ("blocking", "major", "minor")]
    return words.say("comma").join(counted(f"gate.count.unknown_{severity}", count, words) for severity, count in of_severity if count)


def _beside(decision: Decision, words: Words) -> Iterator[str]:
    if decision.accepted:
        yield counted("gate.count.accepted", decision.accepted, words)
    if decision.known:
        yield counted("gate.count.known", decision.known, words)


def counted(key: str, count: int, words: Words) -> str:
    """A count in words, in the singular or the plural; nothing for zero."""
    return "" if count == 0 else words.say(f"{key}.one" if count == 1 else f"{key}.many", count=count)


def overall(judged: Sequence[Judged], words: Words) -> str:
    """The last line of a run over several systems."""
    if len(judged) == 1 and judged[0].decision is not None:
        return verdict(judged[0].decision, words)
    found = [_closed_as(one) for one in judged]
    parts = [counted(f"gate.systems.{name}", found.count(name), words) for name in ("blocked", "less", "expired", "unknowns", "invalid") if name in found]
    if not parts:
        return words.say("gate.all_open", count=len(judged))
    return words.say("gate.closed_one" if len(judged) == 1 else "gate.closed_many", reasons=words.say("comma").join(parts), count=len(judged))


def _closed_as(one: Judged) -> str:
    """What closes the gate for one file, in the words of the run; nothing for one that passes."""
    if one.code == BLOCKED and one.decision is not None and all(_less(reason) for reason in one.decision.reasons if CODES[reason.kind] == BLOCKED):
        return "less"
    return {BLOCKED: "blocked", EXPIRED: "expired", UNKNOWNS: "unknowns", INVALID: "invalid"}.get(one.code, "")


def safe(text: str) -> str:
    """Text that cannot steer a terminal or start a line of its own."""
    return "".join(letter if letter.isprintable() or letter in "\u00a0\u202f" else " " for letter in text)
