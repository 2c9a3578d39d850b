"""How two frameworks meet, on a screen and as JSON: pairs of provisions, their relation, the controls they share, and why each row was written."""

import json
from typing import TYPE_CHECKING, Any

from compliance.catalog.meeting import ADJACENT, ORDER, REVIEW, Crossing, Meeting, Way
from compliance.catalog.model import MappingRow, Requirement
from compliance.reports.words import Words

if TYPE_CHECKING:
    from rich.console import Console

FORMAT = 1


def show(crossing: Crossing, words: Words, console: "Console") -> None:
    """Print the pairs as a table, the firmest relations first; adjacent pairs without their reasons."""
    from rich import box
    from rich.markup import escape
    from rich.table import Table

    left, right = words.text(crossing.left.short), words.text(crossing.right.short)
    console.print(f"\n[bold]{escape(words.say('meeting.title', left=left, right=right))}[/bold]", highlight=False)
    if not crossing.meetings:
        console.print(words.say("meeting.none_composes" if crossing.left_out else "meeting.none"))
    else:
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
        for heading in (left, words.say("meeting.column.relation"), right, words.say("meeting.column.control"), words.say("meeting.column.rationale")):
            table.add_column(escape(heading), overflow="fold")
        for meeting in crossing.meetings:
            table.add_row(
                escape(meeting.left.id),
                words.say(f"meeting.relation.{meeting.relation}"),
                escape(meeting.right.id),
                escape("\n".join(dict.fromkeys(way.control for way in meeting.ways))),
                "" if meeting.relation == ADJACENT else escape(_why(meeting, left, right, words)),
            )
        console.print(table)
    console.print()
    for line in notes(crossing, words):
        console.print(f"[dim]{escape(line)}[/dim]", highlight=False)


def _why(meeting: Meeting, left: str, right: str, words: Words) -> str:
    """Both rationales of the firmest way."""
    way, colon = meeting.ways[0], words.say("colon")
    return f"{left}{colon}{words.text(way.left_rationale)}\n{right}{colon}{words.text(way.right_rationale)}"


def notes(crossing: Crossing, words: Words) -> list[str]:
    """How to read the pairs, with their counts; what does not occur is not explained."""
    counts = [words.say("meeting.count", count=crossing.count(relation), relation=words.say(f"meeting.relation.{relation}")) for relation in ORDER if crossing.count(relation)]
    lines = [words.say("meeting.counts", pairs=len(crossing.meetings), counts=", ".join(counts))] if crossing.meetings else []
    if crossing.meetings:
        lines.append(words.say("meeting.direction"))
    if crossing.count(REVIEW):
        lines.append(words.say("meeting.review"))
    if crossing.count(ADJACENT):
        lines.append(words.say("meeting.adjacent"))
    if crossing.left_out:
        lines.append(words.say("meeting.left_out", count=crossing.left_out))
    return lines


def render(crossing: Crossing, words: Words, digest: str) -> bytes:
    """The pairs as JSON, every way with both rationales."""
    data = {
        "format": FORMAT,
        "language": words.language,
        "rules": digest,
        "left": {"id": crossing.left.id, "title": words.text(crossing.left.title), "text_version": words.text(crossing.left.text_version)},
        "right": {"id": crossing.right.id, "title": words.text(crossing.right.title), "text_version": words.text(crossing.right.text_version)},
        "counts": {relation: crossing.count(relation) for relation in ORDER},
        "left_out": crossing.left_out,
        "pairs": [
            {
                "left": _provision(meeting.left, words),
                "relation": meeting.relation,
                "right": _provision(meeting.right, words),
                "ways": [_way(way, words) for way in meeting.ways],
            }
            for meeting in crossing.meetings
        ],
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _provision(requirement: Requirement, words: Words) -> dict[str, Any]:
    return {"id": requirement.reference, "citation": words.text(requirement.citation), "title": words.text(requirement.title), "url": requirement.url}


def _way(way: Way, words: Words) -> dict[str, Any]:
    return {
        "control": way.control,
        "relation": way.relation,
        "confidence": way.confidence,
        "left": {**_row(way.left), "rationale": words.text(way.left_rationale)},
        "right": {**_row(way.right), "rationale": words.text(way.right_rationale)},
    }


def _row(row: MappingRow) -> dict[str, Any]:
    return {"control_compared": row.relation, "parts": list(row.parts), "confidence": row.confidence, "basis": row.basis}
