"""Templates of the user's that take the place of the shipped ones: each file must stand where a shipped one does, and strings keep their shape."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from compliance.base.problems import InvalidInput, Position, Problem, closest
from compliance.base.resources import shipped
from compliance.base.text import LANGUAGES, one_line

_PACKAGE = re.compile(r"@[\w-]+/[\w.:-]+")  # what the engine would fetch from the network
DOCUMENTS = ("gap-analysis", "ai-act", "aipd", "report", "workbook", "common")
STRINGS = tuple(f"strings.{language}.yaml" for language in LANGUAGES)


class TemplateFault(Exception):
    """Raised when a template cannot be read or filled; holds its place and what is wrong."""

    def __init__(self, position: Position, detail: str) -> None:
        self.position, self.detail = position, detail
        super().__init__(f"{position}: {detail}")


def own_templates(folder: Path) -> Path:
    """The folder itself, once every file in it has been found to take the place of a shipped one.

    Raises InvalidInput with every problem.
    """
    if not folder.is_dir():
        raise InvalidInput([Problem("templates_no_folder", Position(str(folder)))])
    known = sorted(_shipped())
    problems: list[Problem] = []
    found = sorted(path for path in folder.rglob("*") if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts))
    for path in found:
        name = path.relative_to(folder).as_posix()
        if name not in known:
            problems.append(Problem("template_overrides_nothing", Position(str(path)), values={"name": one_line(name)}, suggestion=closest(name, known)))
        elif path.suffix == ".typ" and (package := _PACKAGE.search(path.read_text(encoding="utf-8", errors="replace"))):
            problems.append(Problem("template_network", Position(str(path)), values={"name": one_line(package[0])}))
        elif path.name in STRINGS:
            problems += _strings(path, shipped("templates") / name)
    if not found:
        problems.append(Problem("templates_none", Position(str(folder))))
    if problems:
        raise InvalidInput(problems)
    return folder


def _shipped() -> Iterator[str]:
    """Every template that a document is made from."""
    root = shipped("templates")
    for document in DOCUMENTS:
        yield from (path.relative_to(root).as_posix() for path in (root / document).glob("*") if path.is_file())


def _strings(path: Path, ours: Path) -> Iterator[Problem]:
    """Sentences that stand in the place of ours have their shape: a text, or the same parts."""
    from compliance.base.source import read_yaml

    document, usual = read_yaml(path), read_yaml(ours).data
    if not isinstance(document.data, dict):
        yield Problem("catalog_group_expected", Position(str(path)))
        return
    for key, value in document.data.items():
        expected: Any = usual.get(key)
        if expected is None:
            yield Problem("template_unknown_string", document.position((key,), of_key=True), values={"name": one_line(key)}, suggestion=closest(key, usual))
        elif isinstance(expected, dict):
            if not isinstance(value, dict) or set(value) != set(expected) or not all(isinstance(part, str) for part in value.values()):
                yield Problem("template_string_parts", document.position((key,)), key, {"expected": ", ".join(expected)})
        elif not isinstance(value, str):
            yield Problem("catalog_text_expected", document.position((key,)), key)
