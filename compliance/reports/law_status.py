"""Where each text stands, on a screen and as JSON."""

import json
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from compliance.catalog.law_status import LawStatus
from compliance.reports.words import Words, long_date

if TYPE_CHECKING:
    from rich.console import Console

FORMAT = 1


def show(found: Sequence[LawStatus], as_of: date, words: Words, console: "Console") -> None:
    """Print one row for each text, those checked longest ago first."""
    from rich import box
    from rich.markup import escape
    from rich.table import Table

    console.print(f"\n[bold]{words.say('law.title', date=long_date(as_of, words.language))}[/bold]", highlight=False)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, show_lines=True)
    for name in ("column.framework", "law.status", "law.version", "law.change", "law.reviewed"):
        table.add_column(words.say(name), overflow="fold")
    for item in found:
        state = words.say(f"framework.{item.status}")
        if not item.binding and item.status != "guidance":
            state += f" ({words.say('framework.not_binding')})"
        change = f"{long_date(item.changed, words.language)}{words.say('colon')}{words.text(item.change)}" if item.changed and item.change else words.say("law.no_change")
        review = f"{long_date(item.reviewed, words.language)} ({_ago(item.days, words)})"
        table.add_row(*(escape(cell) for cell in (words.text(item.short), state, words.text(item.text_version), change, review)))
    console.print(table)
    console.print(f"\n[dim]{words.say('law.stale')}[/dim]", highlight=False)


def _ago(days: int, words: Words) -> str:
    if days < 0:
        return words.say("law.later")
    return words.say("law.today") if days == 0 else words.say("law.days_one") if days == 1 else words.say("law.days", days=days)


def render(found: Sequence[LawStatus], as_of: date, words: Words, digest: str) -> bytes:
    """The state of the texts as JSON."""
    data = {
        "format": FORMAT,
        "language": words.language,
        "rules": digest,
        "as_of": as_of.isoformat(),
        "note": words.say("law.stale"),
        "frameworks": [
            {
                "id": item.id,
                "title": words.text(item.title),
                "url": item.url,
                "status": item.status,
                "binding": item.binding,
                "status_note": words.text(item.note) if item.note else None,
                "text_version": words.text(item.text_version),
                "last_change": {"date": item.changed.isoformat(), "text": words.text(item.change)} if item.changed and item.change else None,
                "reviewed": item.reviewed.isoformat(),
                "days_since_review": item.days,
            }
            for item in found
        ],
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()
