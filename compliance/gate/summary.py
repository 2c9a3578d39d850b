"""A decision in words, line by line; the last line says whether the gate is open."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from compliance.gate.model import BLOCKED, EXPIRED, GRAVITY, INVALID, OPEN, UNKNOWNS, Decision, Judged, Note, Reason
from compliance.reports.words import Words, long_date

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
            yield "  " + words.say("more", count=len(mine) - shown)
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
    head = words.say(f"gate.reason.{reason.kind}", day=day, detail=detail)
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
    counts = [counted(f"gate.count.{kind}", sum(reason.kind == kind for reason in decision.reasons), words) for kind in KINDS]
    unknown = [_unknowns(decision.reasons, words)] if any(reason.kind == "unknown" for reason in decision.reasons) else []
    told = [text for kind, text in zip(KINDS, counts, strict=True) if text and kind != "unknown"]
    return words.say("gate.closed", reasons=words.say("comma").join([*told, *unknown]))


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
    codes = [one.code for one in judged]
    parts = [
        counted(f"gate.systems.{name}", codes.count(code), words)
        for name, code in (("blocked", BLOCKED), ("expired", EXPIRED), ("unknowns", UNKNOWNS), ("invalid", INVALID))
        if code in codes
    ]
    if not parts:
        return words.say("gate.all_open", count=len(judged))
    return words.say("gate.closed_many", reasons=words.say("comma").join(parts), count=len(judged))


def safe(text: str) -> str:
    """Text that cannot steer a terminal or start a line of its own."""
    return "".join(letter if letter.isprintable() or letter in "\u00a0\u202f" else " " for letter in text)
