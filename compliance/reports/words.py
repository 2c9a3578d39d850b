"""Says values, steps and statuses in words of either language; the words stand in `words.yaml`, the vocabulary and the texts of facts."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any

from compliance.base.compiled import compiled_json
from compliance.base.resources import package_file
from compliance.base.text import Language, Text, fill
from compliance.conditions.step import Step
from compliance.reports.elision import elided
from compliance.system.vocabulary import word_of


@cache
def _words() -> dict[str, Any]:
    words: dict[str, Any] = compiled_json("words", [package_file("reports/words.yaml")], lambda files: files[0])
    return words


@cache
def _fact_texts() -> dict[str, Any]:
    texts: dict[str, Any] = compiled_json("facts", [package_file("facts/texts.yaml")], lambda files: files[0])
    return texts


def say(key: str, language: Language, **values: object) -> str:
    """The words under `key`, filled with `values`."""
    pattern = _words()[key][language]
    return fill(elided(pattern, values) if values and language == "fr" else pattern, values)


def long_date(day: date, language: Language) -> str:
    """A date as it is written in a letter: 21 novembre 2026, 1er mars 2027; 21 November 2026."""
    number = "1er" if language == "fr" and day.day == 1 else str(day.day)
    return f"{number} {_words()['months'][language][day.month - 1]} {day.year}"


GROUPED = 10_000  # from here on figures are written in groups
_GROUPS = ("all", "any", "none")


class Words:
    """Words of one language, with the labels of the terms that a catalog defines."""

    def __init__(self, language: Language, terms: Mapping[str, Any] | None = None) -> None:
        self.language = language
        self._terms = terms or {}
        self._said: dict[tuple[Any, ...], str] = {}
        self._groups = {kind: self.say(f"group.{kind}") for kind in _GROUPS}

    def say(self, key: str, **values: object) -> str:
        """The words under `key`."""
        return say(key, self.language, **values)

    def more(self, count: int) -> str:
        """How many are left unsaid."""
        return self.say("more.one" if count == 1 else "more", count=count)

    def text(self, text: Text) -> str:
        """A text in this language."""
        return text.of(self.language)

    def path(self, path: str) -> str:
        """The name of a field of the description."""
        return word_of(path).label.of(self.language)

    def fact(self, name: str) -> str:
        """The name of a derived fact."""
        entry = _fact_texts()["facts"].get(name)
        if entry is not None:
            return str(entry["label"][self.language])
        term = self._terms.get(name)
        if term is None and f"fact.{name}" in _words():
            return self.say(f"fact.{name}")
        return Text(*term["label"]).of(self.language) if term else name

    def reason(self, step: Step) -> str:
        """Why a derived fact says what it says."""
        pattern = _fact_texts()["reasons"].get(step.reason)
        return fill(pattern[self.language], dict(step.values)) if pattern else ""

    def value(self, value: Any, path: str = "") -> str:
        """A value as a person says it; values of closed lists by their label."""
        if value is None:
            return self.say("value.not_stated")
        if isinstance(value, bool):
            return self.say("value.true" if value else "value.false")
        if isinstance(value, date):
            return long_date(value, self.language)
        if isinstance(value, list | tuple):
            return ", ".join(self.value(item, path) for item in value) or self.say("value.empty")
        if isinstance(value, int | float):
            told = self.number(value)
            return self.say("measure.eur", value=told) if path.endswith("_eur") else told
        labels = word_of(path).values
        if isinstance(value, str) and value in labels:
            return labels[value].of(self.language)
        if isinstance(value, str) and (label := self._fact_value(path.rpartition(".")[2], value)):
            return label
        return self.say("value.none") if value == "none" else str(value)

    def _fact_value(self, fact: str, value: str) -> str:
        """The label of a value of a derived fact: its own, or that of the field it is told like."""
        if f"fact.{fact}.{value}" in _words():
            return self.say(f"fact.{fact}.{value}")
        entry = _fact_texts()["facts"].get(fact, {})
        if "like" in entry and (label := word_of(entry["like"]).values.get(value)):
            return label.of(self.language)
        own = entry.get("values", {}).get(value)
        return str(own[self.language]) if own else ""

    def number(self, value: float) -> str:
        """A number with the decimal mark of the language, large ones in groups of three."""
        if abs(value) >= GROUPED and value == int(value):
            return f"{int(value):,}".replace(",", "\u202f" if self.language == "fr" else ",")
        text = f"{value:g}"
        if "e" in text:  # never with a power of ten: 0,000001
            from decimal import Decimal

            text = format(Decimal(repr(value)).normalize(), "f")
        return text.replace(".", ",") if self.language == "fr" else text

    def copies(self, names: Iterable[str]) -> str:
        """Names in a row; the copies of one thing, `store@lyon` and `store@berlin`, under one name with their number."""
        counted: dict[str, int] = {}
        for name in dict.fromkeys(names):
            stem = name.partition("@")[0]
            counted[stem] = counted.get(stem, 0) + 1
        return ", ".join(name if count == 1 else self.say("copies", name=name, count=count) for name, count in counted.items())

    def measure(self, value: Any, unit: str) -> str:
        """A figure with its unit."""
        told = self.value(value) if isinstance(value, list | tuple | float | bool) else str(value)
        return self.say(f"measure.{unit}", value=told) if f"measure.{unit}" in _words() else told

    def step(self, step: Step) -> str:
        """One step in one sentence: what was asked and what was found."""
        if (group := self._groups.get(step.kind)) is not None:
            return group
        key = (step.kind, step.truth, step.path, step.fact, step.operator, repr(step.expected), repr(step.found), step.values, step.convention, step.location)
        if (said := self._said.get(key)) is None:
            said = self._said[key] = self._sentence(step)
        return said

    def _sentence(self, step: Step) -> str:
        path = ".".join(part for part in step.location if isinstance(part, str)) if step.kind == "read" or not step.fact else step.path
        label = self.fact(step.fact) if step.fact else self.path(path)
        if step.kind in ("every", "some"):
            return self.say(f"group.{step.kind}", label=label)
        if step.kind == "item":
            return self.say("group.item", label=step.path or label)
        if step.kind == "read":
            return f"{label}{self.say('colon')}{self.value(step.found, path)}"
        found = self.say("value.unknown") if step.fact and step.found is None else self.value(step.found, path)
        pieces = [f"{label}{self.say('colon')}{found}"]
        if step.truth is not True or step.operator not in ("is", "stated"):
            pieces.append(self.say(f"asks.{step.operator}", expected=self._expected(step, path)))
        if step.fact and (reason := self.reason(step)):
            pieces.append(reason)
        if step.convention:
            pieces.append(self.say("convention"))
        return self.say("join").join(pieces)

    def wanted(self, step: Step) -> str:
        """What an open step asks, without what was found: nothing was."""
        path = ".".join(part for part in step.location if isinstance(part, str)) if step.kind == "read" or not step.fact else step.path
        label = self.fact(step.fact) if step.fact else self.path(path)
        if step.kind != "test":
            return label
        if step.operator in ("is", "stated") and (step.expected is True or step.operator == "stated"):
            return label
        asks = self.say(f"asks.{step.operator}", expected=self._expected(step, path))
        pieces = [label, asks, self.say("convention")] if step.convention else [label, asks]
        return self.say("join").join(pieces)

    def _expected(self, step: Step, path: str) -> str:
        if step.operator == "within":
            return str(step.expected)
        if step.expected is None:
            return self.say("value.today")
        return self.value(step.expected, path)


def domain_label(domain: str, language: Language) -> str:
    """The name of a domain of controls; one that a user's catalog adds goes by its id."""
    words = _words()
    return str(words[f"domain.{domain}"][language]) if f"domain.{domain}" in words else domain
