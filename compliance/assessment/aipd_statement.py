"""The smallest pieces of an impact assessment: provisions, sources, statements, and what nobody has said."""

from dataclasses import dataclass
from typing import Any

from compliance.base.problems import Position
from compliance.base.text import Text


@dataclass(frozen=True, slots=True)
class Article:
    """A provision that a question or a finding rests on."""

    reference: str
    citation: Text
    title: Text
    url: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where a statement comes from: the answer by its path and place, and the documents that support it."""

    path: str
    position: Position
    documents: tuple[str, ...] = ()
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Missing:
    """An answer that nobody has given, and whom to ask; `subjects` are the things it is missing for."""

    path: str
    question: Text
    label: Text
    asked_of: str
    subjects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence with its value and its sources; `names` stand for references, `name` for the `{name}` of the sentence."""

    say: Text
    value: Any
    path: str
    sources: tuple[Source, ...]
    unit: str = ""
    names: tuple[str, ...] = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """One object of the description and what is said of it."""

    id: str
    name: str
    source: Source
    statements: tuple[Statement, ...]
