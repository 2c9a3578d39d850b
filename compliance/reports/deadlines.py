"""The calendar of one system, on a screen and as JSON."""

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from compliance.assessment.deadlines import Clock, Deadlines, Ending, Start
from compliance.reports.reserves_json import plain
from compliance.reports.terminal import safe
from compliance.reports.terminal_waivers import show_reserves
from compliance.reports.view_reserves import NONE, Reserves
from compliance.reports.view_waivers import WaiverView
from compliance.reports.words import Words, long_date

if TYPE_CHECKING:
    from rich.console import Console

TITLES = 5
FORMAT = 1


def show(deadlines: Deadlines, words: Words, console: "Console", beside: Reserves = NONE) -> None:
    """Print what starts, what ends, waivers among it, and the clocks; then the waivers themselves, and the lost evidence."""
    from rich.markup import escape

    def line(text: str, style: str = "") -> None:
        console.print(f"[{style}]{escape(text)}[/{style}]" if style else escape(text), highlight=False, soft_wrap=True)

    name = safe(deadlines.system) or words.say("summary.no_name")
    line(f"\n{words.say('deadlines.title', system=name, date=long_date(deadlines.as_of, words.language))}", "bold")
    line(f"\n{words.say('deadlines.starts')}", "bold")
    shown = [start.day for start in deadlines.starts]
    for index, start in enumerate(deadlines.starts):
        if not index or shown[index - 1] != start.day:
            line(f"  {_day(start.day, deadlines.as_of, words)}")
        line(f"    {heading(start, words)}", "cyan")
        if start.note:
            line(f"      {words.text(start.note)}", "dim")
        for requirement in start.requirements[:TITLES]:
            line(f"      {words.text(requirement.citation)} – {words.text(requirement.title)}")
        if len(start.requirements) > TITLES:
            line(f"      {words.say('deadlines.more', count=len(start.requirements) - TITLES)}", "dim")
    if not deadlines.starts:
        line(f"  {words.say('deadlines.no_start')}")
    line(f"\n{words.say('deadlines.ends')}", "bold")
    before: date | None = None
    for day, ending in endings(deadlines, beside):
        if day != before:
            line(f"  {_day(day, deadlines.as_of, words)}", "bold red" if day < deadlines.as_of else "")
        before = day
        if isinstance(ending, Ending):
            line(f"    {words.path(ending.field)}{words.say('colon')}{safe(ending.title or ending.path)} ({safe(str(ending.position))})")
        else:
            line(f"    {words.say('deadlines.waiver')}{words.say('colon')}{safe(ending.target)} ({safe(str(ending.position))})")
    if before is None:
        line(f"  {words.say('deadlines.no_end')}")
    for key, wanted in (("deadlines.clocks", True), ("deadlines.other", False)):
        clocks = [clock for clock in deadlines.clocks if (clock.purpose == "notification") is wanted]
        line(f"\n{words.say(key)}", "bold")
        if clocks:
            console.print(_clocks(clocks, wanted, words))
        else:
            line(f"  {words.say('deadlines.no_clock')}")
    show_reserves(beside, words, console)
    line(f"\n{words.say('summary.caution')}", "dim")


def endings(deadlines: Deadlines, beside: Reserves) -> list[tuple[date, Ending | WaiverView]]:
    """What ends, each with its last day: what the description says, and the waivers."""
    found: list[tuple[date, Ending | WaiverView]] = [*((ending.day, ending) for ending in deadlines.endings), *((view.expires, view) for view in beside.waivers)]
    return sorted(found, key=lambda item: item[0])


def heading(start: Start, words: Words) -> str:
    """How many requirements of which framework start, and how many of them are to be confirmed."""
    count = len(start.requirements)
    key = "deadlines.requirements_one" if count == 1 else "deadlines.requirements"
    text = words.say(key, framework=words.text(start.framework.short), count=count)
    return f"{text}, {unsure_of(start, words)}" if start.unsure else text


def unsure_of(start: Start, words: Words) -> str:
    """How many of the requirements that start are to be confirmed; a single one is not counted again."""
    return words.say("deadlines.unsure_only") if len(start.requirements) == 1 else words.say("deadlines.unsure", count=start.unsure)


def _day(day: date | None, as_of: date, words: Words) -> str:
    if day is None:
        return words.say("deadlines.undated")
    days = (day - as_of).days
    names = {0: "deadlines.today", 1: "deadlines.in_one", -1: "deadlines.ago_one"}
    distance = words.say(names.get(days) or ("deadlines.in_days" if days > 0 else "deadlines.ago"), days=abs(days))
    return f"{long_date(day, words.language)} ({distance})"


def _clocks(clocks: list[Clock], stated: bool, words: Words) -> Any:
    from rich import box
    from rich.markup import escape
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for name in ("clock", "text", "law", "from", *(("stated",) if stated else ()), "since"):
        table.add_column(words.say(f"deadlines.column.{name}"), overflow="fold")
    for clock in clocks:
        cells = [label(clock, words), words.text(clock.citation), longest(clock, words), words.text(clock.starts) if clock.starts else ""]
        cells += [compared(clock, words)] if stated else []
        table.add_row(*(escape(cell) for cell in (*cells, _since(clock, words))))
    return table


def label(clock: Clock, words: Words) -> str:
    """The name of a regime in the vocabulary, else the title of its provision."""
    name = words.value(clock.key, "incidents.clocks.regime")
    return words.text(clock.title) if name == clock.key else name


def longest(clock: Clock, words: Words) -> str:
    """The longest time that the law leaves."""
    if not isinstance(clock.value, int):
        return words.say("deadlines.no_figure")
    if clock.value == 0:
        return words.say("deadlines.at_once")
    text = words.say(f"span.{clock.unit}_one" if clock.value == 1 else f"span.{clock.unit}", value=clock.value)
    return f"{text} ({words.say('deadlines.by_convention', hours=clock.hours)})" if clock.by_convention else text


def compared(clock: Clock, words: Words) -> str:
    """The hours that the description states, set against those of the law."""
    if clock.stated and "none" in clock.stated:
        return words.say("deadlines.compared.none")
    hours = max((span for span in clock.stated if isinstance(span, int)), default=None)
    return words.say(f"deadlines.compared.{clock.comparison}", hours=hours)


def _since(clock: Clock, words: Words) -> str:
    if clock.applies is None:
        return words.say("deadlines.applies_unknown")
    if clock.since is None:
        return words.say("deadlines.undated")
    return words.say("deadlines.since" if clock.running else "deadlines.from", date=long_date(clock.since, words.language))


def render(deadlines: Deadlines, words: Words, digest: str, beside: Reserves = NONE) -> bytes:
    """The calendar as JSON, with every title, the waivers and the lost evidence."""
    data = {
        "format": FORMAT,
        "language": words.language,
        "rules": digest,
        "as_of": deadlines.as_of.isoformat(),
        "system": deadlines.system,
        "starts": [_start(start, words) for start in deadlines.starts],
        "ends": [_end(ending, words) if isinstance(ending, Ending) else _waiver_end(ending, words) for _, ending in endings(deadlines, beside)],
        "clocks": [_clock(clock, words) for clock in deadlines.clocks],
        **plain(beside),
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _start(start: Start, words: Words) -> dict[str, Any]:
    listed = [
        {"id": item.reference, "citation": words.text(item.citation), "title": words.text(item.title), "applies": item.applies, "would_be": item.underlying}
        for item in start.requirements
    ]
    day, note = start.day.isoformat() if start.day else None, words.text(start.note) if start.note else None
    return {"date": day, "framework": start.framework.id, "count": len(listed), "unsure": start.unsure, "note": note, "requirements": listed}


def _end(ending: Ending, words: Words) -> dict[str, Any]:
    place = {"file": ending.position.file, "line": ending.position.line, "column": ending.position.column}
    return {"date": ending.day.isoformat(), "days": ending.days, "label": words.path(ending.field), "path": ending.path, "title": ending.title, **place}


def _waiver_end(view: WaiverView, words: Words) -> dict[str, Any]:
    place = {"file": view.position.file, "line": view.position.line, "column": view.position.column}
    return {"date": view.expires.isoformat(), "days": view.days_left, "label": words.say("deadlines.waiver"), "path": view.target, "title": view.title, **place}


def _clock(clock: Clock, words: Words) -> dict[str, Any]:
    return {
        "id": clock.key,
        "purpose": clock.purpose,
        "label": label(clock, words),
        "requirement": clock.reference,
        "citation": words.text(clock.citation),
        "longest": longest(clock, words),
        "hours": clock.hours,
        "hours_by_convention": clock.by_convention,
        "counted_from": words.text(clock.starts) if clock.starts else None,
        "note": words.text(clock.note) if clock.note else None,
        "applies": clock.applies,
        "binds_from": clock.since.isoformat() if clock.since else None,
        "running": clock.running,
        "stated_hours": list(clock.stated),
        "comparison": clock.comparison,
    }
