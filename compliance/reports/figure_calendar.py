"""The days to come on a line: when requirements of which text begin to bind."""

from collections.abc import Sequence
from datetime import date

from compliance.reports.figures import INK, LINE, MUTED, Drawing, text_width
from compliance.reports.view import Coming
from compliance.reports.words import Words, long_date

WIDTH, LEFT, STEP, ACCENT = 488.0, 14.0, 13.0, "#5b4a8a"


def timeline(coming: Sequence[Coming], as_of: date, words: Words, title: str, today: str) -> str:
    """The line from the assessment to the last day known; an empty text when nothing lies ahead."""
    if not coming:
        return ""
    days = sorted({item.day for item in coming})
    span = max((days[-1] - as_of).days, 1)
    rows = _rows([(LEFT + (WIDTH - 2 * LEFT) * (day - as_of).days / span, _label(day, coming, words)) for day in days])
    depth = max(row for _, _, row, _ in rows) + 1
    axis = 8 + depth * 2 * STEP
    told = ". ".join(f"{long_date(item.day, words.language)}{words.say('colon')}{item.framework} {item.count}" for item in coming)
    drawing = Drawing(WIDTH, axis + 30, title, told)
    drawing.line([(LEFT, axis), (WIDTH - LEFT, axis)], INK, 1)
    for year in range(as_of.year + 1, days[-1].year + 1):
        x = LEFT + (WIDTH - 2 * LEFT) * (date(year, 1, 1) - as_of).days / span
        drawing.line([(x, axis - 3), (x, axis + 3)], MUTED)
        drawing.text(x, axis + 13, str(year), 7, MUTED, anchor="middle")
    drawing.raw(f'<circle cx="{LEFT:g}" cy="{axis:g}" r="3.4" fill="{INK}"/>')
    drawing.text(LEFT - 4, axis + 24, today, 7, INK, 600)
    for x, (head, detail), row, anchor in rows:
        y = axis - 12 - row * 2 * STEP
        drawing.line([(x, axis), (x, y - 8)], LINE)
        drawing.raw(f'<circle cx="{x:.2f}" cy="{axis:g}" r="3.4" fill="#ffffff" stroke="{ACCENT}" stroke-width="1.6"/>')
        side = 4 if anchor == "start" else -4
        drawing.text(x + side, y - 8, head, 7.4, ACCENT, 600, anchor)
        drawing.text(x + side, y + 1, detail, 7, INK, 400, anchor)
    return drawing.svg()


def _label(day: date, coming: Sequence[Coming], words: Words) -> tuple[str, str]:
    return long_date(day, words.language), " · ".join(f"{item.framework} {item.count}" for item in coming if item.day == day)


def _rows(marks: Sequence[tuple[float, tuple[str, str]]]) -> list[tuple[float, tuple[str, str], int, str]]:
    """Each label on the lowest row where it meets no other; those near the right end lean to the left."""
    taken: list[list[tuple[float, float]]] = []
    placed = []
    for x, label in marks:
        wide = max(text_width(label[0], 7.4, bold=True), text_width(label[1], 7)) + 10
        anchor = "start" if x + wide < WIDTH else "end"
        span = (x, x + wide) if anchor == "start" else (x - wide, x)
        row = next((index for index, spans in enumerate(taken) if all(span[1] < low or span[0] > high for low, high in spans)), len(taken))
        if row == len(taken):
            taken.append([])
        taken[row].append(span)
        placed.append((x, label, row, anchor))
    return placed
