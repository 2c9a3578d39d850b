"""Says the statements of an impact assessment: the sentence around each value, the value in words, the places it comes from."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from compliance.assessment.aipd_statement import Source, Statement
from compliance.base.problems import Position
from compliance.reports.locale import in_full, number, with_countries
from compliance.reports.places import place
from compliance.reports.typography import typeset
from compliance.reports.words import Words

MANY = 6
YEAR, THOUSANDS = 12, 10_000


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence in three pieces, so that the value stands out."""

    before: str
    value: str
    after: str


def value_of(statement: Statement, words: Words, countries: bool = True) -> str:
    """The value as a person says it: references by name, figures with their unit; `countries` by name too, unless the words have to be read back."""
    if statement.names:
        return words.say("value.none") if statement.names == ("none",) else ", ".join(statement.names)
    if statement.unit and not isinstance(statement.value, str):
        return typeset(words.measure(*_figure(statement.value, statement.unit, words)), words.language)
    return said(with_countries(statement.value, statement.path, words.language) if countries else statement.value, statement.path, words)


def said(value: Any, path: str, words: Words) -> str:
    """A value in words, small numbers with all their figures."""
    return in_full(value, words.language) if isinstance(value, float) and "e" in words.number(value) else words.value(value, path)


def _figure(value: Any, unit: str, words: Words) -> tuple[Any, str]:
    """A figure as a letter writes it: whole years as years, thousands apart."""
    if unit == "months" and isinstance(value, int) and value > YEAR and value % YEAR == 0:
        return value // YEAR, "years"
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= THOUSANDS:
        return number(value, words.language), unit
    if isinstance(value, float):
        return said(value, "", words), unit
    return value, unit


def told(statement: Statement, words: Words, countries: bool = True) -> Told:
    """The sentence of a statement; a text that ends in a full stop does not get a second one."""
    pattern = words.text(statement.say).replace("{name}", statement.name)
    before, mark, after = pattern.partition("{value}")
    if not mark:
        return Told(pattern, "", "")
    value = value_of(statement, words, countries)
    return Told(before, value, after.removeprefix(".") if value.endswith((".", "…", "!", "?")) else after)


def places(sources: Iterable[Source], file: str) -> list[str]:
    """Where some statements come from, each place once, then the documents that support them."""
    listed = list(sources)
    return [*positions((source.position for source in listed), file), *dict.fromkeys(document for source in listed for document in source.documents)]


def positions(found: Iterable[Position], file: str) -> list[str]:
    """Places as `file:line`, the lines of one file together and in order; beyond a few runs of lines, the first ones and how many more."""
    lines: dict[str, set[int]] = {}
    for position in found:
        name, _, number = place(position, file).rpartition(":")
        lines.setdefault(name, set()).add(int(number))
    return [f"{name}:{', '.join(_few(runs(numbers)))}" for name, numbers in lines.items()]


def runs(numbers: Iterable[int]) -> list[str]:
    """Numbers in order, those that follow each other as `first-last`."""
    found: list[list[int]] = []
    for line in sorted(numbers):
        if found and line == found[-1][-1] + 1:
            found[-1].append(line)
        else:
            found.append([line])
    return [str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in found]


def _few(shown: list[str]) -> list[str]:
    return shown if len(shown) <= MANY else [*shown[: MANY - 1], f"+ {len(shown) - MANY + 1}"]


def grouped(statements: Iterable[Statement]) -> list[tuple[Statement, list[Statement]]]:
    """Statements of the same field with the same value, under the first of them."""
    found: dict[tuple[str, str], list[Statement]] = {}
    for one in statements:
        found.setdefault((one.path, repr(one.value)), []).append(one)
    return [(listed[0], listed) for listed in found.values()]


def reading(statement: Statement, count: int, words: Words) -> str:
    """An answer that was read, in words: its field, its value, and for how many things it was given."""
    text = f"{words.path(statement.path)}{words.say('colon')}{said(_plain(statement.value), statement.path, words)}"
    return f"{text} (× {count})" if count > 1 else text


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
