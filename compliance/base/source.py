"""Reads YAML into plain data that remembers where every key and value stood; the only module that imports yaml.

YAML 1.2 core schema: `NO` is text, `1e-5` a number, `12:30` and dates are text. Refused, each with its place: duplicate and non-text keys, tags, merge keys,
several documents, nesting over 64, files over 5 MB, and more than 20 aliases or an alias inside an anchor.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from compliance.base.problems import InvalidInput, Position, Problem
from compliance.base.scalars import scalar
from compliance.base.text import Text, one_line
from compliance.base.text_file import read_text

MAX_DEPTH = 64
MAX_ALIASES = 20
MAX_ALIASED = 50_000
MAX_VALUES = 100_000

Location = tuple[str | int, ...]

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# What YAML does not allow in a file, and DEL, which no keyboard types on purpose.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


class Mark(NamedTuple):
    """Where a key and its value stand: lines and columns from 1, lengths in characters."""

    file: str
    key: tuple[int, int, int]
    value: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Document:
    """Plain data with the mark of every path in it."""

    file: str
    data: Any
    marks: dict[Location, Mark] = field(default_factory=dict)
    lines: dict[str, list[str]] = field(default_factory=dict)

    def position(self, location: Location, of_key: bool = False) -> Position:
        """The place of a path, or of the nearest group around it that was written."""
        wanted = location
        while location not in self.marks and location:
            location = location[:-1]
        mark = self.marks.get(location)
        if mark is None:
            return Position(self.file)
        line, column, length = mark.key if of_key or location != wanted else mark.value
        return Position(mark.file, line, column, length)


class _Node:
    __slots__ = ("key", "kind", "mark", "value")

    def __init__(self, kind: str, value: Any, mark: tuple[int, int, int]) -> None:
        self.kind, self.value, self.mark = kind, value, mark
        self.key: tuple[int, int, int] = mark


def read_yaml(path: Path, name: str | None = None) -> Document:
    """Read one file; `name` is how messages call it.

    Raises InvalidInput with every problem of form in the file.
    """
    file = name or str(path)
    return parse_yaml(read_text(path, file), file)


def parse_yaml(text: str, file: str) -> Document:
    """Parse one YAML document held in `text`.

    Raises InvalidInput with every problem of form.
    """
    problems: list[Problem] = []
    if found := _FORBIDDEN.search(text):
        before = text[: found.start()]
        line, column = before.count("\n") + 1, found.start() - (before.rfind("\n") + 1) + 1
        raise InvalidInput([Problem("forbidden_character", Position(file, line, column))])
    root = _compose(text, file, problems)
    marks: dict[Location, Mark] = {}
    data = _build(root, (), marks, file, problems) if root is not None else None
    if problems:
        raise InvalidInput(problems)
    return Document(file, data, marks, {file: text.splitlines()})


def _compose(text: str, file: str, problems: list[Problem]) -> _Node | None:
    """Turn parser events into nodes, without recursion, stopping at the first thing that makes the rest unreadable."""
    root: _Node | None = None
    stack: list[_Node] = []
    anchors: dict[str, _Node] = {}
    open_anchors = aliases = aliased = documents = values = 0
    depth_of_anchor: list[bool] = []

    def at(event: Any) -> Position:
        return Position(file, event.start_mark.line + 1, event.start_mark.column + 1)

    try:
        event: Any
        for event in yaml.parse(text, Loader=_LOADER):
            kind = type(event).__name__
            if kind == "DocumentStartEvent":
                documents += 1
                if documents > 1:
                    problems.append(Problem("several_documents", at(event)))
                    return None
                continue
            if kind in ("SequenceEndEvent", "MappingEndEvent"):
                stack.pop()
                open_anchors -= depth_of_anchor.pop()
                continue
            if kind not in ("ScalarEvent", "SequenceStartEvent", "MappingStartEvent", "AliasEvent"):
                continue
            values += 1
            if values > MAX_VALUES:
                problems.append(Problem("too_many_values", at(event), values={"limit": MAX_VALUES}))
                return None
            line, column = event.start_mark.line + 1, event.start_mark.column + 1
            end = event.end_mark.column + 1 if event.end_mark.line + 1 == line else column + 1
            mark = (line, column, max(1, end - column))
            if kind == "AliasEvent":
                aliases += 1
                if aliases > MAX_ALIASES:
                    problems.append(Problem("too_many_aliases", at(event), values={"limit": MAX_ALIASES}))
                    return None
                if open_anchors or event.anchor not in anchors:
                    problems.append(Problem("alias_inside_anchor" if open_anchors else "unknown_alias", at(event), values={"name": one_line(event.anchor)}))
                    return None
                target = anchors[event.anchor]
                aliased += _size(target)
                if aliased > MAX_ALIASED:
                    problems.append(Problem("aliases_too_large", at(event), values={"limit": MAX_ALIASED}))
                    return None
                node = _Node(target.kind, target.value, target.mark)
            else:
                if event.tag is not None:
                    problems.append(Problem("tag_refused", at(event), values={"tag": _short_tag(event.tag)}))
                if kind == "ScalarEvent":
                    plain = event.style is None or (event.style == "" and event.implicit[0])
                    node = _Node("plain" if plain else "text", event.value, mark)
                else:
                    node = _Node("list" if kind == "SequenceStartEvent" else "mapping", [], mark)
                if event.anchor is not None:
                    anchors[event.anchor] = node
            if stack:
                stack[-1].value.append(node)
            else:
                root = node
            if kind in ("SequenceStartEvent", "MappingStartEvent"):
                stack.append(node)
                depth_of_anchor.append(event.anchor is not None)
                open_anchors += event.anchor is not None
                if len(stack) > MAX_DEPTH:
                    problems.append(Problem("too_deep", at(event), values={"limit": MAX_DEPTH}))
                    return None
    except yaml.YAMLError as error:
        problems.append(_syntax_problem(error, file))
        return None
    return root


def _short_tag(tag: str) -> str:
    """A tag as its author wrote it, on one line."""
    text = tag.replace("tag:yaml.org,2002:", "!!", 1)
    return one_line(text)


def _size(node: _Node) -> int:
    """How many values a node holds, itself included; its depth is bounded."""
    return 1 + sum(_size(child) for child in node.value) if isinstance(node.value, list) else 1


def _syntax_problem(error: yaml.YAMLError, file: str) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is None:
        return Problem("forbidden_character", Position(file))
    detail = str(getattr(error, "problem", None) or "")
    code = next((code for words, code in _SYNTAX.items() if words in detail), "yaml_syntax")
    return Problem(code, Position(file, mark.line + 1, mark.column + 1), values={"detail": one_line(detail)})


_SYNTAX = {
    "alphabetic or numeric": "yaml_anchor",
    "block sequence entries are not allowed": "yaml_dash",
    "node content": "yaml_empty_place",
    "comment or line break": "yaml_block_text",
    "escape": "yaml_escape",
    "hexdecimal": "yaml_escape",
    "mapping values are not allowed": "yaml_colon",
    "could not find expected ':'": "yaml_missing_colon",
    "cannot start any token": "yaml_token",
    "did not find expected key": "yaml_indentation",
    "did not find expected '-' indicator": "yaml_indentation",
    "unexpected end of stream": "yaml_unclosed",
    "did not find expected ',' or": "yaml_unclosed",
    "document start": "yaml_indentation",
}


def _build(node: _Node, at: Location, marks: dict[Location, Mark], file: str, problems: list[Problem]) -> Any:
    marks[at] = Mark(file, node.key, node.mark)
    if node.kind == "plain":
        return scalar(node.value)
    if node.kind == "text":
        return node.value
    if node.kind == "list":
        for item in node.value:
            item.key = item.mark
        return [_build(item, (*at, index), marks, file, problems) for index, item in enumerate(node.value)]
    result: dict[str, Any] = {}
    children = iter(node.value)
    for key in children:
        value = next(children)
        position = Position(file, *key.mark)
        name = key.value if key.kind == "text" else scalar(key.value) if key.kind == "plain" else None
        if key.kind == "plain" and key.value == "<<":
            problems.append(Problem("merge_key", position))
        elif not isinstance(name, str):
            problems.append(Problem("key_not_text", position, values={"key": one_line(key.value) if key.kind == "plain" else "…"}))
        elif name in result:
            first = marks[(*at, name)].key[0]
            problems.append(Problem("duplicate_key", position, values={"key": one_line(name), "line": first}))
        else:
            value.key = key.mark
            result[name] = _build(value, (*at, name), marks, file, problems)
    return result


def read_texts(path: Path) -> dict[str, Text]:
    """Read a shipped file of the form `key: {fr: ..., en: ...}`."""
    data = read_yaml(path).data
    return {key: Text(value["fr"], value["en"]) for key, value in data.items()}
