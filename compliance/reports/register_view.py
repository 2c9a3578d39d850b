"""The record of processing in words: each field of each entry as lines with their places, and what is still to be said."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from compliance.reports import aipd_words
from compliance.reports.pages import Strings
from compliance.reports.typography import clean, typeset
from compliance.reports.words import Words
from compliance.system.vocabulary import role_label

if TYPE_CHECKING:
    from compliance.assessment.register import Entry, Field


@dataclass(frozen=True, slots=True)
class Cell:
    """One field of one entry: what is said, where it comes from, and what is missing."""

    id: str
    title: str
    lines: tuple[str, ...]
    places: tuple[str, ...]
    blanks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One entry in words."""

    form: str
    title: str
    article: str
    url: str
    system: str
    activity: str
    cells: tuple[Cell, ...]


def sheets(entries: Sequence["Entry"], words: Words, t: Strings) -> tuple[Sheet, ...]:
    """Every entry in words."""
    return tuple(
        Sheet(
            entry.form, words.text(entry.title), words.text(entry.article.citation), entry.article.url, clean(entry.system) or words.say("summary.no_name"),
            clean(entry.activity) or t("blank"), tuple(_cell(field, entry.file, words, t) for field in entry.fields),
        )
        for entry in entries
    )  # fmt: skip


def _cell(field: "Field", file: str, words: Words, t: Strings) -> Cell:
    lines = []
    several = len({one.path for one in field.statements}) > 1
    for one in field.statements:
        told = aipd_words.told(one, words)
        before = f"{_capital(words.path(one.path))}{words.say('colon')}" if several and one.path and not told.before else told.before
        lines.append(clean(typeset(before, words.language) + told.value + typeset(told.after, words.language)))
    places = aipd_words.places((source for one in field.statements for source in one.sources), file)
    blanks = [_blank(item.asked_of, words.text(item.question), item.subjects, words, t) for item in field.missing]
    blanks += [_blank(item.asked_of, words.text(item.ask), (), words, t) for item in field.open]
    return Cell(field.id, words.text(field.title), tuple(lines), tuple(places), tuple(blanks))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _blank(role: str, question: str, subjects: Iterable[str], words: Words, t: Strings) -> str:
    listed = ", ".join(clean(name) for name in subjects)
    asked = t("box.by", role=words.text(role_label(role)))
    return typeset(f"{asked} – {question}", words.language) + (f" ({listed})" if listed else "")
