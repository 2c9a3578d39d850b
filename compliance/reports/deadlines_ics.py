"""The calendar of one system as an iCalendar file (RFC 5545): one whole-day event for each day that starts or ends something; no clock is read."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from compliance.assessment.deadlines import Deadlines, Ending, Start
from compliance.reports.deadlines import endings, unsure_of
from compliance.reports.terminal import safe
from compliance.reports.view_reserves import NONE, Reserves, sentences, waiver_lines
from compliance.reports.view_waivers import WaiverView
from compliance.reports.words import Words, long_date

OCTETS = 75


def calendar(deadlines: Deadlines, words: Words, beside: Reserves = NONE) -> bytes:
    """The events as iCalendar, the end of each waiver among them; the same bytes for the same system, day and rules."""
    language = words.language.upper()
    name = safe(deadlines.system) or words.say("summary.no_name")
    title = words.say("deadlines.title", system=name, date=long_date(deadlines.as_of, words.language))
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//comply//deadlines//{language}", "CALSCALE:GREGORIAN", f"X-WR-CALNAME:{escaped(title)}"]
    if gone := [line for line, _ in sentences(replace(beside, waivers=()), words)]:  # what is lost has no day: it stands in what the calendar says of itself
        told = "\n".join(map(safe, gone))
        lines.append(f"X-WR-CALDESC:{escaped(told)}")
    for start in deadlines.starts:
        if start.day is not None:
            lines += _event(start.day, f"start:{start.framework.id}", *_start(start, name, words), deadlines, words)
    for day, ending in endings(deadlines, beside):
        if isinstance(ending, Ending):
            lines += _event(day, f"end:{ending.path}", *_end(ending, words), deadlines, words)
        else:
            lines += _event(day, f"waiver:{ending.target}:{','.join(ending.result.scope)}", *_waiver(ending, name, words), deadlines, words)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in folded(line)).encode()


def _start(start: Start, name: str, words: Words) -> tuple[str, str, str]:
    key = "deadlines.event.start_one" if len(start.requirements) == 1 else "deadlines.event.start"
    summary = words.say(key, framework=words.text(start.framework.short), count=len(start.requirements), system=name)
    titles = [f"{words.text(item.citation)} – {words.text(item.title)}" for item in start.requirements]
    unsure = [unsure_of(start, words)] if start.unsure else []
    return summary, "\n".join([*unsure, *titles]), words.say("deadlines.category.start")


def _end(ending: Ending, words: Words) -> tuple[str, str, str]:
    summary = words.say("deadlines.event.end", label=words.path(ending.field), path=safe(ending.title or ending.path))
    return summary, safe(f"{ending.path} ({ending.position})"), words.say("deadlines.category.end")


def _waiver(view: WaiverView, name: str, words: Words) -> tuple[str, str, str]:
    summary = words.say("deadlines.event.waiver", target=safe(view.target), system=name)
    told = [part for part in (view.title, *waiver_lines(view, words), f"({view.position})") if part]
    return summary, "\n".join(map(safe, told)), words.say("deadlines.category.waiver")


def _event(day: date, key: str, summary: str, text: str, category: str, deadlines: Deadlines, words: Words) -> list[str]:
    stamp = deadlines.as_of.strftime("%Y%m%dT000000Z")
    identity = hashlib.sha256(f"{deadlines.system}\0{day.isoformat()}\0{key}".encode()).hexdigest()[:32]
    description = f"{text}\n\n{words.say('deadlines.event.as_of', date=long_date(deadlines.as_of, words.language))}"
    return [
        "BEGIN:VEVENT",
        f"UID:{identity}@comply",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{day.isoformat().replace('-', '')}",
        f"SUMMARY:{escaped(summary)}",
        f"DESCRIPTION:{escaped(description)}",
        f"CATEGORIES:{escaped(category)}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def escaped(text: str) -> str:
    """A text as iCalendar writes it: backslash, semicolon, comma and line break escaped."""
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\r\n", "\n").replace("\n", "\\n")


def folded(line: str) -> Iterator[str]:
    """A line cut to at most 75 octets a piece, never inside a letter; each further piece begins with a space."""
    piece, room, prefix = "", OCTETS, ""
    for letter in line:
        size = len(letter.encode())
        if size > room:
            yield prefix + piece
            piece, room, prefix = "", OCTETS - 1, " "
        piece += letter
        room -= size
    yield prefix + piece
