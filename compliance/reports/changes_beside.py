"""Waivers, documents and the word of persons in a comparison: what became of each, in words and as plain data."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from compliance.assessment.diff import Diff, Move
from compliance.assessment.diff_beside import ProofChange, WaiverChange
from compliance.assessment.saved_beside import SavedWaiver
from compliance.reports.pages import written_day
from compliance.reports.terminal import safe
from compliance.reports.words import Words, long_date

STATES = ("in_force", "expired", "not_yet")


def waivers_changed(changes: Iterable[WaiverChange], words: Words) -> Iterator[str]:
    """What became of each waiver, one a line."""
    for change in changes:
        yield safe(f"{change.target}{words.say('colon')}{_how(change, words)}")


def beside_told(cause: str, move: Move, words: Words) -> list[str]:
    """The waivers and the word of a person through which the waivers, or the day, account for one change."""
    if cause not in ("waivers", "calendar"):
        return []
    by_calendar = cause == "calendar"
    named = [words.say("diff.waiver.named", target=change.target, how=_how(change, words)) for change in move.waivers if change.by_calendar == by_calendar]
    if move.attested is None or not by_calendar:
        return named
    key = "diff.attested.ended" if move.attested.ended else "diff.attested.begun"
    return [words.say(key, by=move.attested.by, day=written_day(move.attested.day, words.language)), *named]


def _how(change: WaiverChange, words: Words) -> str:
    return words.say(f"diff.waiver.{change.how}", day=long_date(change.day, words.language))


def proof_lines(changes: Sequence[ProofChange], words: Words) -> Iterator[str]:
    """The documents that became stale or lost, or are no longer, with the cause."""
    if not changes:
        return
    yield ""
    yield words.say("diff.proofs", count=len(changes))
    for change in changes:
        name = change.title if change.name in ("", change.title) else f"{change.title} ({change.name})"
        told = words.say("diff.from_to", old=_wrong(change, change.old, words), new=_wrong(change, change.new, words))
        yield safe(f"  {'-' if set(change.new) - set(change.old) else '+'} {name}{words.say('colon')}{told}")
        causes = words.say("join").join(words.say(f"diff.cause.{cause}") for cause in change.causes)
        yield "      " + words.say("diff.because" if len(change.causes) == 1 else "diff.because_of", causes=causes)


def _wrong(change: ProofChange, wrong: Iterable[str], words: Words) -> str:
    told = [
        words.say("gate.reason.stale", detail=written_day(change.expires, words.language)) if word == "stale" else words.say(f"gate.attached.{word}")
        for word in wrong
    ]  # fmt: skip
    return words.say("comma").join(told) or words.say("diff.proof.sound")


def waiver_list(diff: Diff, words: Words) -> Iterator[str]:
    """Every waiver of both sides: its state before and after, who answers for it, why and until when."""
    pairs = diff.waiver_pairs
    if not pairs:
        return
    yield ""
    yield words.say("heading.waivers")
    for old, new in pairs:
        shown = new or old
        assert shown is not None
        was, now = (_state(side, words) if side else words.say("diff.waiver.none") for side in (old, new))
        state = was if was == now else words.say("diff.from_to", old=was, new=now)
        people = words.say("waiver.people", owner=shown.owner, approver=shown.approver)
        period = words.say("waiver.period", start=long_date(shown.created, words.language), end=long_date(shown.expires, words.language))
        yield safe(f"  {shown.target}{words.say('colon')}{state}")
        yield safe(f"      {words.say('comma').join((people, period))}")
        yield safe(f"      {shown.reason}")


def _state(waiver: SavedWaiver, words: Words) -> str:
    return words.say(f"waiver.state.{waiver.state}") if waiver.state in STATES else waiver.state


def waivers_plain(diff: Diff) -> list[dict[str, Any]]:
    """Every waiver of both sides as plain data; `change` is null for one that stands as before."""
    how = {(change.target, (change.new or change.old).scope): change.how for change in diff.waivers}  # type: ignore[union-attr]
    found = []
    for old, new in diff.waiver_pairs:
        shown = new or old
        assert shown is not None
        found.append({
            shown.kind: shown.target, "old": old.state if old else None, "new": new.state if new else None, "change": how.get((shown.target, shown.scope)),
            "reason": shown.reason, "owner": shown.owner, "approver": shown.approver, "created": shown.created.isoformat(), "expires": shown.expires.isoformat(),
            "scope": list(shown.scope),
        })  # fmt: skip
    return found


def proofs_plain(changes: Iterable[ProofChange]) -> list[dict[str, Any]]:
    """The documents of which something else is wrong than before, as plain data."""
    return [
        {"reference": change.name, "title": change.title, "expires": change.expires, "old": list(change.old), "new": list(change.new), "causes": list(change.causes)}
        for change in changes
    ]


def beside_plain(move: Move) -> dict[str, Any]:
    """The waivers and the word of a person behind one change; a key stands only where there is one."""
    data: dict[str, Any] = {}
    if move.waivers:
        data["waivers"] = [{"id": change.target, "change": change.how, "day": change.day.isoformat()} for change in move.waivers]
    if move.attested is not None:
        data["attestation"] = {"by": move.attested.by, "change": "ended" if move.attested.ended else "begun", "day": move.attested.day}
    return data
