"""What the catalog covers, on a screen and as JSON; every percentage stands beside its count, and none is rounded up."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from compliance.catalog.coverage import Counts, Coverage, FrameworkCoverage, Group
from compliance.reports.words import Words

if TYPE_CHECKING:
    from rich.console import Console

# Each count with the count it is a share of.
SHARES = {
    "duties_controlled": "duties", "controlled": "requirements", "shown": "requirements", "part": "requirements", "remainder": "requirements",
    "reason": "requirements", "bare": "requirements", "texts_in_both": "texts", "read": "provisions", "partly_unread": "provisions",
    "unread": "provisions", "rows_with_part": "rows",
}  # fmt: skip
DUTIES = ("provisions", "requirements", "controlled", "shown", "part", "remainder", "reason", "bare")
SOURCES = ("rows", "texts_in_both", "read", "partly_unread", "unread")
SHOWN_AS_SHARE = ("controlled", "texts_in_both", "read")
ROOM = 13  # columns that hold a count and its share
FORMAT = 1


def show(coverage: Coverage, words: Words, console: "Console") -> None:
    """Print what has a control, the texts and how they were read, the points counted apart, and the controls."""
    from rich.markup import escape

    for key, columns in (("coverage.title", DUTIES), ("coverage.sources", SOURCES)):
        console.print(f"\n[bold]{words.say(key)}[/bold]")
        console.print(_table(coverage, columns, words))
    groups = [(item, group) for item in coverage.frameworks for group in item.groups]
    if groups:
        console.print(f"\n[bold]{words.say('coverage.groups')}[/bold]")
    for item, group in groups:
        console.print(f"  {escape(_group(item, group, words))}", highlight=False)
    counts, controls = coverage.total, coverage.controls
    console.print()
    console.print(
        words.say(
            "coverage.controls",
            controls=controls.controls,
            tested=controls.tested,
            four=controls.four_examples,
            both=controls.texts_in_both,
            texts=controls.texts,
        ),
        highlight=False,
    )
    console.print(words.say("coverage.row_line", rows=counts.rows, parts=counts.rows_with_part), highlight=False)
    console.print(f"[dim]{words.say('coverage.note_shown')}[/dim]", highlight=False)


def _table(coverage: Coverage, columns: Sequence[str], words: Words) -> Any:
    from rich import box
    from rich.markup import escape
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, show_footer=len(coverage.frameworks) > 1)
    table.add_column(words.say("column.framework"), words.say("coverage.total"), no_wrap=True)
    for name in columns:
        key = "both" if name == "texts_in_both" else name
        room = ROOM if name in SHOWN_AS_SHARE else None
        table.add_column(words.say(f"coverage.{key}"), _cell(coverage.total, name, words), justify="right", min_width=room)
    for item in coverage.frameworks:
        table.add_row(escape(words.text(item.framework.short)), *(_cell(item.counts, name, words) for name in columns))
    return table


def _cell(counts: Counts, name: str, words: Words) -> str:
    count = getattr(counts, name)
    if name not in SHOWN_AS_SHARE:
        return str(count) if count else "–"
    share = percent(count, getattr(counts, SHARES[name]))
    return str(count) if share is None else words.say("count.share", count=count, percent=words.say("percent", value=int(share)))


def _group(item: FrameworkCoverage, group: Group, words: Words) -> str:
    share = words.say("percent", value=int(percent(group.controlled, group.expected) or 0))
    framework, title = words.text(item.framework.short), words.text(group.title)
    return words.say("coverage.group", framework=framework, title=title, controlled=group.controlled, expected=group.expected, percent=share)


def percent(count: int, of: int) -> float | None:
    """A share in per cent with one decimal, rounded down so that only the whole is 100; None when there is nothing to share."""
    return count * 1000 // of / 10 if of else None


def render(coverage: Coverage, words: Words, digest: str) -> bytes:
    """The coverage as JSON."""
    data = {
        "format": FORMAT,
        "language": words.language,
        "rules": digest,
        "frameworks": [
            {
                "id": item.framework.id,
                "title": words.text(item.framework.title),
                "status": item.framework.status,
                "binding": item.framework.binding,
                **_shares(item.counts),
                "groups": [{**asdict(group), "title": words.text(group.title)} for group in item.groups],
            }
            for item in coverage.frameworks
        ],
        "total": _shares(coverage.total),
        "controls": asdict(coverage.controls),
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _shares(counts: Counts) -> dict[str, Any]:
    """Counts by name; those that are a share with the count they are a share of."""
    data: dict[str, Any] = asdict(counts)
    return {name: {"count": count, "of": data[SHARES[name]], "percent": percent(count, data[SHARES[name]])} if name in SHARES else count for name, count in data.items()}
