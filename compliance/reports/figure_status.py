"""The status of every text at a glance: one bar a text, its parts marked and counted."""

from collections.abc import Sequence

from compliance.assessment.model import STATUSES
from compliance.reports.figures import COLOURS, INK, MUTED, TINTS, Drawing, shorten, text_width
from compliance.reports.view import FrameworkView
from compliance.reports.words import Words

WIDTH, ROW, BAR, LABEL, TOTAL = 488, 17, 12, 92, 26


def status_bars(views: Sequence[FrameworkView], words: Words, title: str, total: str) -> str:
    """Bars of equal length, since texts are not compared with each other; every part carries its mark and its count."""
    shown = [status for status in STATUSES if any(view.result.counts[status] for view in views)]
    legend = _legend(shown, words)
    top = 11.0 * (max(row for _, _, row in legend) + 1) + 11
    drawing = Drawing(WIDTH, top + ROW * len(views) + 6, title, _told(views, words))
    for status, x, row in legend:
        drawing.rect(x, 4 + 11 * row, 8, 8, TINTS[status], COLOURS[status])
        drawing.text(x + 12, 11 + 11 * row, _name(status, words), 6.8, COLOURS[status])
    drawing.text(WIDTH, 11, total, 6.8, MUTED, anchor="end")
    for index, view in enumerate(views):
        _row(drawing, top + ROW * index, view, words)
    return drawing.svg()


def _legend(shown: Sequence[str], words: Words) -> list[tuple[str, float, int]]:
    """Each status with its place, on as many lines as they need."""
    placed, x, row = [], float(LABEL), 0
    for status in shown:
        wide = 18 + text_width(_name(status, words), 6.8)
        if x + wide > WIDTH - TOTAL - 6 and x > LABEL:
            x, row = float(LABEL), row + 1
        placed.append((status, x, row))
        x += wide
    return placed


def _name(status: str, words: Words) -> str:
    return f"{words.say('mark.' + status)} {words.say('status.' + status)}"


def _row(drawing: Drawing, y: float, view: FrameworkView, words: Words) -> None:
    drawing.text(0, y + 9, shorten(view.short, 8, LABEL - 8), 8, INK, 600)
    drawing.text(WIDTH, y + 9, str(view.total), 8, INK, 600, "end")
    room = WIDTH - LABEL - TOTAL
    counts = [(status, view.result.counts[status]) for status in STATUSES if view.result.counts[status]]
    least = 17.0
    wide = [max(least, room * count / view.total) for _, count in counts]
    excess = sum(wide) - room
    spare = sum(width - least for width in wide)
    widths = [width - (excess * (width - least) / spare if spare else 0) for width in wide]
    x = float(LABEL)
    for (status, count), width in zip(counts, widths, strict=True):
        drawing.rect(x, y, width - 1, BAR, TINTS[status])
        drawing.rect(x, y + BAR - 1.2, width - 1, 1.2, COLOURS[status])
        drawing.text(x + 3, y + 8.4, f"{words.say('mark.' + status)} {count}", 6.8, COLOURS[status], 600)
        x += width


def _told(views: Sequence[FrameworkView], words: Words) -> str:
    lines = []
    for view in views:
        counts = ", ".join(f"{words.say('status.' + status)} {view.result.counts[status]}" for status in STATUSES if view.result.counts[status])
        lines.append(f"{view.short}{words.say('colon')}{counts}")
    return ". ".join(lines)
