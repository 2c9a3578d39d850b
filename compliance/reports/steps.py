"""Writes the steps of a verdict as lists within lists, each with its mark: a report holds thousands, over which a template would take four times as long."""

from collections.abc import Iterable
from typing import Any

from compliance.conditions.step import Step, Truth
from compliance.reports.pages import Strings, trusted
from compliance.reports.reasons import Reason
from compliance.reports.typography import typeset
from compliance.reports.words import Words

KINDS: tuple[tuple[Truth, str, str, str], ...] = (
    (True, "yes", "mark.pass", "trace.met"),
    (False, "no", "mark.fail", "trace.failed"),
    (None, "open", "mark.unknown", "trace.open"),
)


class StepLists:
    """Lists of steps in the words of one report, as markup in which every word is escaped; `spoken` marks are read aloud as pictures with a name."""

    def __init__(self, words: Words, texts: Strings, spoken: bool = False) -> None:
        self._words, self._texts = words, texts
        role = ' role="img"' if spoken else ""
        self._opened = {
            truth: f'<li class="{kind}"><span class="mark"{role} title="{self._escaped(texts(title))}">{self._escaped(words.say(mark))}</span> '
            for truth, kind, mark, title in KINDS
        }
        self._lines: dict[tuple[Truth, str], str] = {}

    def reasons(self, found: Iterable[Reason]) -> Any:
        """What accounts for a verdict, with the answers behind each reason."""
        pieces: list[str] = []
        self._reasons(found, pieces)
        return trusted("".join(pieces))

    def all(self, step: Step) -> Any:
        """A step and every step below it."""
        pieces = ['<ul class="trace">']
        self._steps(step, pieces)
        pieces.append("</ul>")
        return trusted("".join(pieces))

    def _reasons(self, found: Iterable[Reason], pieces: list[str]) -> None:
        pieces.append('<ul class="trace">\n')
        for reason in found:
            pieces.append(self._line(reason.truth, reason.text))
            if reason.reads:
                told = self._texts("trace.wanted" if reason.truth is None else "trace.read", list=self._words.say("join").join(reason.reads))
                pieces += (' <span class="reads">', self._escaped(told), "</span>")
            if reason.children:
                self._reasons(reason.children, pieces)
            pieces.append("</li>\n")
        pieces.append("</ul>\n")

    def _steps(self, step: Step, pieces: list[str]) -> None:
        pieces.append(self._line(step.truth, self._words.step(step)))
        if step.children:
            pieces.append('<ul class="trace">')
            for child in step.children:
                self._steps(child, pieces)
            pieces.append("</ul>")
        pieces.append("</li>\n")

    def _line(self, truth: Truth, text: str) -> str:
        """The beginning of a point, with its mark and its words."""
        if (line := self._lines.get((truth, text))) is None:
            line = self._lines[truth, text] = self._opened[truth] + self._escaped(text)
        return line

    def _escaped(self, text: str) -> str:
        from markupsafe import escape

        return str(escape(typeset(text, self._words.language)))
