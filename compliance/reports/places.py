"""How places and subjects are shown: files relative to the description, copies of one line gathered under one name."""

import posixpath
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from compliance.assessment.model import Finding
from compliance.base.problems import Position
from compliance.reports.words import Words


@dataclass(frozen=True, slots=True)
class Subject:
    """What findings are about: one thing, or the copies of one thing that several parties operate."""

    name: str
    copies: tuple[str, ...]
    place: str


def place(position: Position, file: str) -> str:
    """A position as `file:line`, the file relative to the folder of the description."""
    return f"{_beside(position.file, file)}:{position.line}"


@lru_cache(16)  # a report names one or two files a thousand times
def _beside(name: str, file: str) -> str:
    name, home = name.replace("\\", "/"), posixpath.dirname(file.replace("\\", "/"))
    if home and posixpath.isabs(name) == posixpath.isabs(home):
        return posixpath.relpath(name, home)
    return name


def file_name(file: str) -> str:
    """The last two parts of a path: enough to know the file, without the machine it was read on."""
    return "/".join(file.replace("\\", "/").split("/")[-2:])


def subjects(findings: Iterable[Finding], file: str, words: Words) -> tuple[Subject, ...]:
    """The subjects of some findings; `store@lyon` and `store@berlin` are one subject with two copies."""
    found: dict[tuple[str, str], list[str]] = {}
    for finding in findings:
        name, _, party = finding.subject.partition("@")
        copies = found.setdefault((_name(finding, name, words), place(finding.position, file)), [])
        if party:
            copies.append(party)
    return tuple(Subject(name, tuple(copies), where) for (name, where), copies in found.items())


def _name(finding: Finding, name: str, words: Words) -> str:
    if not name:
        return words.say("subject.list", label=words.path(str(finding.location[0]))) if finding.location else ""
    return words.say(f"subject.{name}") if name in ("system", "organisation") else name
