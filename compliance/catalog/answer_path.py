"""Reads the `path` of a part of a document: an answer of the vocabulary, with words of its own."""

from compliance.base.problems import closest
from compliance.catalog.reader import Section
from compliance.system.schema import all_paths
from compliance.system.vocabulary import word_of


def answer_path(section: Section, inside: str) -> str:
    """The path, reported where it leads nowhere or has no words; `inside` is the list it stands in, with its full stop."""
    path = section.text("path")
    if inside + path not in all_paths():
        section.report("unknown_path", (*section.at, "path"), {"path": path, "name": path, "known": inside or "system.yaml"}, closest(inside + path, all_paths()))
    elif word_of(inside + path).label.fr == inside + path:
        section.report("unknown_path", (*section.at, "path"), {"path": path, "name": path, "known": "vocabulary"})
    return path
