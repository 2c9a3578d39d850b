"""Draws the map of the risks, now and after the action plan: two grids with a letter for each risk, told in words as well."""

from compliance.assessment.aipd_model import Aipd
from compliance.reports.aipd_view import View
from compliance.reports.figures import INK, LINE, MUTED, Drawing

CELL, LEFT, TOP, GAP = 46.0, 74.0, 34.0, 96.0
LEVELS = (1, 2, 3, 4)
TINTS = ("#e3f0e6", "#f3ecc8", "#f6dfc4", "#f2cdcd")
RADIUS = 8.5


def risk_map(draft: Aipd, view: View) -> str:
    """The picture as SVG."""
    words, t = view.words, view.t
    ratings = {
        "now": {risk.id: (risk.severity.level, risk.likelihood.level) for risk in draft.risks},
        "after": {risk.id: (risk.residual_severity.level, risk.residual_likelihood.level) for risk in draft.risks},
    }
    spoken = []
    for when, levels in ratings.items():
        points = words.say("join").join(t("map.point", risk=words.text(risk.title), severity=levels[risk.id][0], likelihood=levels[risk.id][1]) for risk in draft.risks)
        spoken.append(f"{t('map.' + when)}{words.say('colon')}{points}.")
    width, height = LEFT + 2 * 4 * CELL + GAP + 12, TOP + 4 * CELL + 40
    drawing = Drawing(width, height, t("map.title"), view.typeset(" ".join(spoken)))
    for index, (when, levels) in enumerate(ratings.items()):
        _grid(drawing, LEFT + index * (4 * CELL + GAP), t("map." + when), view)
        _points(drawing, LEFT + index * (4 * CELL + GAP), [(risk.letter, *levels[risk.id]) for risk in draft.risks])
    return drawing.svg()


def _grid(drawing: Drawing, left: float, title: str, view: View) -> None:
    drawing.text(left, 12, title, 9, INK, 600)
    for severity in LEVELS:
        for likelihood in LEVELS:
            x, y = _corner(left, severity, likelihood)
            drawing.rect(x, y, CELL, CELL, TINTS[min(3, max(0, severity + likelihood - 4))] if severity + likelihood > 4 else TINTS[0], LINE)
    for level in LEVELS:
        x, y = _corner(left, level, 1)
        drawing.text(x - 6, y + CELL / 2 + 3, f"{level} {view.level(level)}", 7, MUTED, 400, "end")
        x, y = _corner(left, 1, level)
        drawing.text(x + CELL / 2, y + CELL + 11, str(level), 7, MUTED, 400, "middle")
        drawing.text(x + CELL / 2, y + CELL + 20, view.level(level), 6.4, MUTED, 400, "middle")
    drawing.text(left - 6, TOP - 8, view.t("map.severity"), 7.5, INK, 600, "end")
    drawing.text(left + 4 * CELL, TOP + 4 * CELL + 34, view.t("map.likelihood"), 7.5, INK, 600, "end")


def _corner(left: float, severity: int, likelihood: int) -> tuple[float, float]:
    return left + (likelihood - 1) * CELL, TOP + (4 - severity) * CELL


def _points(drawing: Drawing, left: float, points: list[tuple[str, int, int]]) -> None:
    """A disc with the letter of each risk; those of one cell stand side by side."""
    cells: dict[tuple[int, int], list[str]] = {}
    for letter, severity, likelihood in points:
        cells.setdefault((severity, likelihood), []).append(letter)
    for (severity, likelihood), letters in cells.items():
        x, y = _corner(left, severity, likelihood)
        for index, letter in enumerate(letters):
            centre_x = x + CELL / 2 + (index % 2 - 0.5) * 2 * (RADIUS + 1.5) * (len(letters) > 1)
            centre_y = y + CELL / 2 + (index // 2 - 0.5) * 2 * (RADIUS + 1.5) * (len(letters) > 2)
            drawing.raw(f'<circle cx="{centre_x:.2f}" cy="{centre_y:.2f}" r="{RADIUS:g}" fill="{INK}"/>')
            drawing.text(centre_x, centre_y + 3, letter, 8.5, "#ffffff", 600, "middle")
