"""How two frameworks meet, as a workbook: one line for each way from a provision to another; the same bytes for the same catalog."""

from datetime import datetime, time
from io import BytesIO
from typing import Any

from compliance.catalog.meeting import Crossing, Meeting, Way
from compliance.catalog.model import MappingRow
from compliance.reports.mapping import notes
from compliance.reports.words import Words

# Width of each column, in characters.
WIDTHS = (20, 26, 44, 22, 20, 26, 44, 12, 22, 12, 22, 18, 22, 18, 60, 60)


def workbook(crossing: Crossing, words: Words) -> bytes:
    """The workbook; every cell is text, so that nothing in it is ever a formula."""
    from xlsxwriter import Workbook  # type: ignore[import-untyped,unused-ignore,import-not-found]

    target = BytesIO()
    book = Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
    reviewed = max(crossing.left.as_of, crossing.right.as_of)
    title = words.say("meeting.title", left=words.text(crossing.left.short), right=words.text(crossing.right.short))
    book.set_properties({"title": title, "created": datetime.combine(reviewed, time())})
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    body = book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet(words.say("meeting.sheet"))
    lines = [_line(meeting, way, words) for meeting in crossing.meetings for way in meeting.ways]
    for number, line in enumerate([_heading(crossing, words), *lines]):
        for column, text in enumerate(line):
            sheet.write_string(number, column, _legible(text), body if number else head)
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(lines), len(WIDTHS) - 1)
    _notes(book.add_worksheet(words.say("meeting.sheet_notes")), [title, *notes(crossing, words)], body)
    book.close()
    return target.getvalue()


def _notes(sheet: Any, lines: list[str], style: Any) -> None:
    sheet.set_column(0, 0, 120)
    for number, line in enumerate(lines):
        sheet.write_string(number, 0, _legible(line), style)


def _heading(crossing: Crossing, words: Words) -> tuple[str, ...]:
    left, right = words.text(crossing.left.short), words.text(crossing.right.short)
    provision = [words.say(f"meeting.column.{name}") for name in ("id", "citation", "title")]
    rows = [
        cell for side in (left, right) for cell in (words.say("meeting.column.row", framework=side), f"{words.say('meeting.column.parts')} ({side})")
    ]  # fmt: skip
    whys = [words.say("meeting.column.why", framework=side) for side in (left, right)]
    say = words.say
    middle = (say("meeting.column.control"), say("meeting.column.way"), say("meeting.column.confidence"))
    return (*(f"{left} – {cell}" for cell in provision), say("meeting.column.relation"), *(f"{right} – {cell}" for cell in provision), *middle, *rows, *whys)


def _line(meeting: Meeting, way: Way, words: Words) -> tuple[str, ...]:
    def provision(side: Any) -> tuple[str, ...]:
        return side.reference, words.text(side.citation), words.text(side.title)

    def row(side: MappingRow) -> tuple[str, ...]:
        return words.say(f"relation.{side.relation}"), ", ".join(side.parts)

    relation, through = (words.say(f"meeting.relation.{name}") for name in (meeting.relation, way.relation))
    confidence = words.say(f"confidence.{way.confidence}")
    why = words.text(way.left_rationale), words.text(way.right_rationale)
    return (*provision(meeting.left), relation, *provision(meeting.right), way.control, through, confidence, *row(way.left), *row(way.right), *why)


def _legible(text: str) -> str:
    """A text without the control characters that a workbook refuses."""
    return "".join(letter if letter.isprintable() or letter in "\n\u00a0\u202f" else " " for letter in text)
