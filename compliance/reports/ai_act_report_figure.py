"""The walk of a classification drawn as one line with a stop at each question, and the labels it ends at."""

from collections.abc import Sequence

from compliance.reports.ai_act_report_walk import NodeView
from compliance.reports.figures import INK, LINE, MUTED, Drawing, wrapped
from compliance.reports.words import Words

WIDTH, AXIS, LEFT, RIGHT, STEP = 488.0, 12.0, 28.0, 272.0, 11.0
SIZE = 7.2
COLOURS = {"yes": "#5b4a8a", "presumed": "#85540a", "no": INK, "open": "#85540a", "skipped": MUTED}
TINTS = {"yes": "#e4dff1", "presumed": "#f6e8d0", "no": "#ffffff", "open": "#ffffff", "skipped": "#ffffff"}
MARKS = {"yes": "✓", "presumed": "?", "no": "–", "open": "?", "skipped": ""}


def walk_figure(nodes: Sequence[NodeView], labels: Sequence[str], words: Words, title: str, ends: str) -> str:
    """One stop a question, its answer beside it; what was not asked is drawn hollow and dashed. Colours never stand alone: each answer is written."""
    rows = [(node, wrapped(node.title, SIZE, RIGHT - LEFT - 14, 2), wrapped(_answer(node, words), SIZE, WIDTH - RIGHT - 12, 3)) for node in nodes]
    heights = [max(len(asked), len(told)) * STEP + 9 for _, asked, told in rows]
    boxes = [wrapped(label, SIZE, WIDTH - LEFT - 16, 2) for label in labels]
    foot = sum(len(lines) * STEP + 9 for lines in boxes) + 16
    drawing = Drawing(WIDTH, sum(heights) + foot + 6, title, _told(nodes, labels, words, ends))
    y = 4.0
    centres = []
    for (node, asked, told), height in zip(rows, heights, strict=True):
        centres.append(y + height / 2 - 2)
        _row(drawing, node, asked, told, y, height)
        y += height
    for (node, _, _), low, high in zip(rows[1:], centres, centres[1:], strict=False):
        drawing.line([(AXIS, low + 6.5), (AXIS, high - 6.5)], LINE if node.kind == "skipped" else INK, 1, "2 2" if node.kind == "skipped" else "")
    for node, centre in zip(nodes, centres, strict=True):
        _stop(drawing, node, centre)
    _labels(drawing, boxes, y, centres[-1], ends)
    return drawing.svg()


def _row(drawing: Drawing, node: NodeView, asked: Sequence[str], told: Sequence[str], y: float, height: float) -> None:
    colour = COLOURS[node.kind]
    if node.kind in ("yes", "presumed"):
        drawing.rect(RIGHT - 4, y + 1, WIDTH - RIGHT + 4, height - 6, TINTS[node.kind], "none", 2)
    for index, line in enumerate(asked):
        drawing.text(LEFT, y + 9 + index * STEP, line, SIZE, MUTED if node.kind == "skipped" else INK)
    for index, line in enumerate(told):
        drawing.text(RIGHT, y + 9 + index * STEP, line, SIZE, colour, 600 if node.kind in ("yes", "presumed") else 400)
    drawing.line([(LEFT, y + height - 3), (WIDTH, y + height - 3)], LINE, 0.4)


def _stop(drawing: Drawing, node: NodeView, y: float) -> None:
    colour = COLOURS[node.kind]
    dash = ' stroke-dasharray="2 2"' if node.kind == "skipped" else ""
    drawing.raw(f'<circle cx="{AXIS:g}" cy="{y:.2f}" r="6" fill="{TINTS[node.kind]}" stroke="{colour}" stroke-width="1.2"{dash}/>')
    if MARKS[node.kind]:
        drawing.text(AXIS, y + 2.6, MARKS[node.kind], 7.4, colour, 600, "middle")


def _labels(drawing: Drawing, boxes: Sequence[Sequence[str]], y: float, last: float, ends: str) -> None:
    drawing.line([(AXIS, last + 6.5), (AXIS, y + 6)], INK, 1)
    drawing.text(LEFT, y + 9, ends, SIZE, MUTED, 600)
    y += 14
    for lines in boxes:
        height = len(lines) * STEP + 5
        drawing.line([(AXIS, y - 10), (AXIS, y + height / 2), (LEFT - 6, y + height / 2)], INK, 1)
        drawing.rect(LEFT - 6, y, WIDTH - LEFT + 6, height, "#ffffff", INK, 2)
        for index, line in enumerate(lines):
            drawing.text(LEFT, y + 9.4 + index * STEP, line, SIZE + 0.6, INK, 600)
        y += height + 4


def _answer(node: NodeView, words: Words) -> str:
    return f"{node.answer}{words.say('colon')}{node.result}" if node.result else node.answer


def _told(nodes: Sequence[NodeView], labels: Sequence[str], words: Words, ends: str) -> str:
    """The whole walk in words, for who does not see the picture."""
    steps = [f"{node.number}. {node.title} {_answer(node, words)}" for node in nodes]
    return ". ".join([*steps, f"{ends}{words.say('colon')}{', '.join(labels)}"])
