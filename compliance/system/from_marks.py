"""Reads back the marks that our own export leaves in a text, `<strong>value</strong> <em>[file:line · path]</em>`, into typed answers."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from html import unescape
from typing import Any

from compliance.system.schema import FieldShape, all_paths
from compliance.system.types import NOTHING
from compliance.system.vocabulary import word_of

SEPARATOR, LIST, EMPTY, PATHS, OWN = " · ", "|", "[]", "; ", "comply"
_MARK = re.compile(r"(?:<strong>(?P<value>(?:(?!</?strong>).)*)</strong>(?P<between>[^<\[]*))?<em>\[(?P<mark>[^<]*)\]</em>")
_NOTE = re.compile(r"(?:[«“]\u00a0?(?P<value>.*?)\u00a0?[»”](?P<between>[^«»“”\[\n]*))?\[(?P<mark>(?:[^\[\]\n]|\[[^\[\]\n]*\])*)\]")
_BLOCK = re.compile(r"<p>.*?</p>|<ul>.*?</ul>(?=<p>|<ul>|<ol>|\Z)|<ol>.*?</ol>(?=<p>|<ul>|<ol>|\Z)", re.DOTALL)
_PATH = re.compile(r"[A-Za-z][\w.]*(?:\[[^\]\[]+\][\w.]*)*\Z")
_STEP = re.compile(r"([^.\[\]]+)(?:\[([^\]]+)\])?")


@dataclass(frozen=True)
class Lexicon:
    """The words of the export in both languages: months, yes and no, none, and the first lines of its own notes."""

    months: Mapping[str, int]
    flags: Mapping[str, bool]
    nothing: frozenset[str]
    notes: frozenset[str] = frozenset()


@dataclass
class Marks:
    """Collects the facts that marks tell, and what could not be read of them."""

    lexicon: Lexicon
    data: dict[str, Any] = field(default_factory=dict)
    unread: list[tuple[str, str]] = field(default_factory=list)
    named: defaultdict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))

    def take(self, text: str) -> str:
        """Read every block that our marks tell; what is left is a person's."""
        left = []
        for block in blocks(text):
            found = [(unescape(match["mark"]), None if match["value"] is None else unescape(match["value"])) for match in _MARK.finditer(block)]
            if not found or not all(_ours(mark) for mark, _ in found):
                left.append(block)
                continue
            for mark, value in found:
                self._read(mark, value)
        return "".join(left)

    def reads_all(self, text: str) -> bool:
        """Whether every block of a text carries a mark that names an answer."""
        found = blocks(text)
        marks = [[unescape(match["mark"]) for match in _MARK.finditer(block)] for block in found]
        return bool(found) and all(any(_ours(mark) and not mark.startswith(OWN + SEPARATOR) for mark in listed) for listed in marks)

    def note(self, text: str) -> bool:
        """Read a note of ours, in plain words; False when the text is a person's."""
        if text.split("\n", 1)[0].strip() not in self.lexicon.notes:
            return False
        for match in _NOTE.finditer(text):
            self._read(match["mark"], match["value"])
        return True

    def _read(self, mark: str, value: str | None) -> None:
        head, separator, rest = mark.partition(SEPARATOR)
        if not separator or head == OWN:
            return
        path, equals, raw = rest.partition("=")
        for one in [path] if equals else rest.split(PATHS):
            self._answer(one.partition("=")[0], value, raw if equals else None)

    def _answer(self, path: str, value: str | None, raw: str | None) -> None:
        steps = _STEP.findall(path) if _PATH.match(path) else []
        plain = ".".join(name for name, _ in steps)
        shape = all_paths().get(plain)
        if shape is None:
            self.unread.append((path, value or raw or ""))
            return
        if shape.kind == "group":
            self._node(steps)  # an object that is only named by its place
            return
        if plain == "data.fields.necessity" and raw is not None:
            self._set([*steps[:-1], ("name", "")], raw)
            raw = None
        answer = self._of(shape, plain, value, raw)
        if answer is None:
            self.unread.append((path, value or raw or ""))
        else:
            self._set(steps, answer)

    def _of(self, shape: FieldShape, path: str, value: str | None, raw: str | None) -> Any:
        if raw is not None:
            items = [] if raw == EMPTY else raw.split(LIST)
            if shape.target:
                self._name(shape.target, items, value or "")
            return items if shape.many else self._from_raw(shape, items[0] if items else "")
        if value is None:
            return None
        if shape.many:
            return _values(value, self._labels(shape, path)) if shape.kind == "choice" else self._many(value)
        return self._single(shape, path, value)

    def _name(self, target: str, identifiers: list[str], names: str) -> None:
        """Keep the names of the objects that a reference stands for, where their number leaves no doubt."""
        told = [names] if len(identifiers) == 1 else names.split(", ")
        known = told if len(told) == len(identifiers) else identifiers
        for identifier, name in zip(identifiers, known, strict=True):
            if identifier != NOTHING:
                self.named[target].setdefault(identifier, name)

    def _from_raw(self, shape: FieldShape, text: str) -> Any:
        """A value as the file held it."""
        if shape.kind == "flag":
            return {"true": True, "false": False}.get(text)
        if shape.kind in ("whole", "amount") and text != NOTHING:
            return (int if shape.kind == "whole" else float)(text) if re.fullmatch(r"-?\d+(\.\d+)?(e-?\d+)?", text) else None
        return text or None

    def _many(self, value: str) -> list[str]:
        return [NOTHING] if value in self.lexicon.nothing else [item for item in value.split(", ") if item]

    def _labels(self, shape: FieldShape, path: str) -> dict[str, str]:
        labels = {text: key for key, word in word_of(path).values.items() for text in (word.fr, word.en)}
        return {**{key: key for key in shape.values}, **dict.fromkeys(self.lexicon.nothing, NOTHING), **labels}

    def _single(self, shape: FieldShape, path: str, value: str) -> Any:
        number = re.match(r"-?[\d\s\u00a0\u202f]*[.,]?\d+(?:e-?\d+)?", value)
        if shape.kind == "flag":
            return self.lexicon.flags.get(value)
        if value in self.lexicon.nothing and shape.kind != "choice":
            return NOTHING
        if shape.kind == "choice":
            return self._labels(shape, path).get(value)
        if shape.kind == "whole":
            return int(re.sub(r"\D", "", number[0])) if number else None
        if shape.kind == "amount":
            return float(re.sub(r"\s", "", number[0]).replace(",", ".")) if number else None
        return self._day(value) if shape.kind == "day" else value

    def _day(self, value: str) -> str | None:
        match = re.match(r"(\d+)(?:er)?\s+(\S+)\s+(\d{4})\Z", value)
        month = self.lexicon.months.get(match[2]) if match else None
        try:
            return date(int(match[3]), month, int(match[1])).isoformat() if match and month else None
        except ValueError:
            return None

    def _node(self, steps: list[tuple[str, str]]) -> Any:
        """The group that a path leads to, made on the way; list items are kept by their id or place."""
        node: Any = self.data
        for name, item in steps:
            node = node.setdefault(name, {})
            if item:
                node = node.setdefault(f"[{item}]", {})
        return node

    def _set(self, steps: list[tuple[str, str]], value: Any) -> None:
        self._node(steps[:-1]).setdefault(steps[-1][0], value)

    def facts(self) -> tuple[dict[str, Any], list[tuple[str, str]]]:
        """The answers as a description, and what could not be read; an object that is only named elsewhere is there by its id."""
        for target, identifiers in self.named.items():
            for identifier, name in identifiers.items():
                item = self.data.setdefault(target, {}).setdefault(f"[{identifier}]", {})
                if name not in ("", identifier) and f"{target}.name" in all_paths():
                    item.setdefault("name", name)
        return {key: _listed(value, key) for key, value in self.data.items()}, self.unread


def _ours(mark: str) -> bool:
    """Whether a mark is one of ours: it says so, or names an answer that a description can hold."""
    head, separator, rest = mark.partition(SEPARATOR)
    path = rest.partition("=")[0].partition(PATHS)[0]
    return bool(separator) and (head == OWN or (_PATH.match(path) is not None and ".".join(name for name, _ in _STEP.findall(path)) in all_paths()))


def blocks(text: str) -> list[str]:
    """The paragraphs and lists of a text that was brought to its normal form."""
    return _BLOCK.findall(text)


def _values(text: str, labels: Mapping[str, str]) -> list[str] | None:
    """The values that labels in a row stand for, the longest label first, since a label may hold a comma."""
    if not text:
        return []
    for label in sorted(labels, key=len, reverse=True):
        if text == label:
            return [labels[label]]
        if text.startswith(f"{label}, "):
            rest = _values(text[len(label) + 2 :], labels)
            if rest is not None:
                return [labels[label], *rest]
    return None


def _listed(node: Any, path: str) -> Any:
    """Items kept by id or place as the list they stand for."""
    if not isinstance(node, dict):
        return node
    own = all_paths().get(path)
    if not node and own is not None and own.many:
        return []
    if node and all(key.startswith("[") for key in node):
        items = []
        for key, value in node.items():
            name = key[1:-1]
            shape = all_paths().get(path)
            has_id = bool(shape and shape.group and "id" in shape.group.model_fields)
            items.append((name, {**({"id": name} if has_id else {}), **{inner: _listed(one, f"{path}.{inner}") for inner, one in value.items()}}))
        if all(name.isdigit() for name, _ in items):
            items.sort(key=lambda pair: int(pair[0]))
        return [item for _, item in items]
    return {key: _listed(value, f"{path}.{key}") for key, value in node.items()}
