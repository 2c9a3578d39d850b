"""Problems of a user's file, as values: where, which path, what is wrong, what was expected."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from typing import NamedTuple

from compliance.base.resources import package_file
from compliance.base.text import Language, Text


class Position(NamedTuple):
    """A place in a file: its name as the user gave it, line and column from 1, and how many characters to underline."""

    file: str
    line: int = 1
    column: int = 1
    length: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a file; its words stand in `messages.yaml` under `code`."""

    code: str
    position: Position
    path: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    suggestion: str = ""

    def text(self, language: Language) -> str:
        """What is wrong and what was expected, with a suggestion where there is one."""
        words = messages()
        sentence = words[self.code].with_values(self.values).of(language)
        if self.suggestion:
            sentence += words["did_you_mean"].with_values({"suggestion": self.suggestion}).of(language)
        return sentence

    def line(self, language: Language) -> str:
        """The problem on one line, as editors and continuous integration read it."""
        path = f"{self.path}: " if self.path else ""
        return f"{self.position}: {path}{self.text(language)}"

    def sort_key(self) -> tuple[str, int, int, str]:
        """Order of appearance in the file."""
        return (self.position.file, self.position.line, self.position.column, self.code)


class InvalidInput(Exception):
    """Raised by the loaders when a file cannot be used; holds every problem found, in order of appearance."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set_of(problems), key=Problem.sort_key))
        super().__init__("\n".join(problem.line("en") for problem in self.problems))


def set_of(problems: Iterable[Problem]) -> list[Problem]:
    """The problems without repetition: one mistake seen from two sides is told once."""
    seen: dict[tuple[object, ...], Problem] = {}
    for problem in problems:
        seen.setdefault((problem.code, problem.position, problem.path, str(problem.values)), problem)
    return list(seen.values())


def closest(word: str, candidates: Iterable[str]) -> str:
    """The candidate nearest to `word`, or an empty text when none is near."""
    known = {candidate.lower(): candidate for candidate in candidates}
    found = get_close_matches(word.lower(), known, n=1, cutoff=0.6)
    return known[found[0]] if found else ""


@cache
def messages() -> dict[str, Text]:
    """The words of every problem, by code."""
    from compliance.base.source import read_texts

    return read_texts(package_file("base/messages.yaml"))
