"""Loads the catalog: from its compiled form where one fits the sources, else from the YAML."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compliance.base.compiled import keep, kept
from compliance.base.problems import InvalidInput
from compliance.base.resources import shipped
from compliance.base.text import Text
from compliance.catalog.model import Addressee, Control, ControlParameter, DatedValue, Framework, MappingRow, Requirement, RulesPolicy, Window
from compliance.catalog.need import register_need
from compliance.catalog.sources import Sources
from compliance.catalog.terms import TERM_MARKS, register_terms

if TYPE_CHECKING:
    from compliance.catalog.classification_model import Rules


@dataclass(frozen=True)
class Catalog:
    """Controls, frameworks and dated parameters; the longer texts are read only when a report asks for them."""

    controls: Mapping[str, Control]
    frameworks: Mapping[str, Framework]
    parameters: Mapping[str, tuple[DatedValue, ...]]
    digest: str
    sources: Sources
    terms: Mapping[str, Any] = field(default_factory=dict)
    _classifications: Mapping[str, Any] = field(default_factory=dict)
    policy: RulesPolicy | None = None
    aipd: Mapping[str, Any] | None = None
    _texts: list[dict[str, Any]] = field(default_factory=list)

    @cached_property
    def classifications(self) -> "dict[str, Rules]":
        """The rules that classify a system, by framework; made ready when they are first asked for."""
        from compliance.catalog.classification_load import rules_of

        return {key: rules_of(value) for key, value in self._classifications.items()}

    @cached_property
    def texts(self) -> dict[str, Any]:
        """Gists, reasons, remedies, rationales and notes, by kind and id."""
        if self._texts:
            return self._texts[0]
        texts: dict[str, Any] | None = kept("texts", self.digest)
        if texts is None:
            from compliance.catalog.build import build

            texts = build(self.sources)[1]
        return texts

    def text(self, kind: str, key: str, name: str) -> Text | None:
        """One text of a control, framework or requirement, None when there is none."""
        pair = self.texts[kind].get(key, {}).get(name)
        return Text(*pair) if pair else None

    def parameters_on(self, day: date) -> dict[str, dict[str, Any]]:
        """The values of every dated parameter that count on a day; a value left out means membership."""
        found = {
            name: {
                value.key: True if value.value is None else value.value
                for value in values
                if (value.starts is None or value.starts <= day) and (value.ends is None or day <= value.ends)
            }
            for name, values in self.parameters.items()
        }
        return {**found, TERM_MARKS: {key: term["parameters"] for key, term in self.terms.items() if term.get("overridden")}}


def load_catalog(extra: Sequence[Path] = ()) -> Catalog:
    """The shipped catalog, with the catalogs of `extra` folders joined in.

    Raises InvalidInput when a source has a problem.
    """
    sources = Sources((shipped("controls").parent, *extra))
    digest = sources.digest()
    plain = kept("catalog", digest)
    texts = []
    if plain is None or not isinstance(plain.get("controls"), dict):
        from compliance.catalog.build import build  # reading the sources takes modules that a kept catalog does not need

        plain, built, problems = build(sources)
        if problems:
            raise InvalidInput(problems)
        keep("catalog", digest, plain)
        keep("texts", digest, built)
        texts = [built]
    else:
        register_terms(plain["terms"])
        register_need(plain.get("aipd"))
    return from_plain(plain, digest, sources, texts)


def from_plain(plain: dict[str, Any], digest: str, sources: Sources, texts: list[dict[str, Any]]) -> Catalog:
    """The catalog that compiled data describe."""
    controls = {key: _control(value) for key, value in plain["controls"].items()}
    frameworks = {key: _framework(value) for key, value in plain["frameworks"].items()}
    parameters = {key: tuple(DatedValue(name, value, _day(starts), _day(ends)) for name, value, starts, ends in entry["values"]) for key, entry in plain["parameters"].items()}
    terms = {term["name"]: term for term in plain["terms"]}
    return Catalog(controls, frameworks, parameters, digest, sources, terms, plain.get("classifications", {}), None, plain.get("aipd"), texts)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _control(value: dict[str, Any]) -> Control:
    parameters = {name: ControlParameter(*parameter) for name, parameter in value["parameters"].items()}
    return Control(**{**value, "title": Text(*value["title"]), "parameters": parameters})


def _framework(value: dict[str, Any]) -> Framework:
    requirements = {item["id"]: _requirement(item, value["id"]) for item in value["requirements"]}
    return Framework(
        value["id"], Text(*value["title"]), Text(*value["short"]), value["url"], Text(*value["text_version"]), date.fromisoformat(value["as_of"]),
        value["status"], value["binding"], value["applies_when"],
        {name: Addressee(Text(*entry["label"]), entry["when"]) for name, entry in value["addressees"].items()},
        requirements,
        tuple(MappingRow(row["requirement"], row["control"], row["relation"], tuple(row["parts"]), row["confidence"], row["basis"]) for row in value["rows"]),
    )  # fmt: skip


def _requirement(item: dict[str, Any], framework: str) -> Requirement:
    windows = tuple(Window(date.fromisoformat(starts), _day(ends), when) for starts, ends, when in item["windows"])
    return Requirement(
        framework, item["id"], item["kind"], Text(*item["citation"]), Text(*item["title"]), item["url"], tuple(item["addressees"]), windows,
        item["applies_when"], tuple(item["labels"]), item["specification"],
    )  # fmt: skip
