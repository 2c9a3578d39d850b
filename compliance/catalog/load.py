"""Loads the catalog: from its compiled form where one fits the sources, else from the YAML."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import compliance
from compliance.base.compiled import keep, kept, uncollected
from compliance.base.problems import InvalidInput
from compliance.base.resources import shipped
from compliance.base.text import Text
from compliance.catalog.model import Control, DatedValue, Framework, RulesPolicy
from compliance.catalog.need import register_need
from compliance.catalog.packed import FIELDS, PARTS, controls_of, frameworks_of, pack, parameters_of
from compliance.catalog.sources import Sources
from compliance.catalog.terms import TERM_MARKS, register_terms

if TYPE_CHECKING:
    from compliance.catalog.classification_model import Rules


FORMAT = "9"  # the form of the compiled data


@dataclass(frozen=True)
class Catalog:
    """Controls, frameworks and dated parameters; the longer texts are read only when a report asks for them."""

    controls: Mapping[str, Control]
    frameworks: Mapping[str, Framework]
    parameters: Mapping[str, tuple[DatedValue, ...]]
    digest: str
    sources: Sources
    terms: Mapping[str, Any] = field(default_factory=dict)
    policy: RulesPolicy | None = None
    _parts: dict[str, Any] = field(default_factory=dict)  # read when they are first asked for

    @cached_property
    def classifications(self) -> "dict[str, Rules]":
        """The rules that classify a system, by framework; made ready when they are first asked for."""
        from compliance.catalog.classification_load import rules_of

        return {key: rules_of(value) for key, value in self._part("classifications").items()}

    @property
    def aipd(self) -> Mapping[str, Any] | None:
        """The test whether an impact assessment is needed, None when no framework has one."""
        found: Mapping[str, Any] | None = self._part("aipd")
        return found

    @property
    def texts(self) -> dict[str, Any]:
        """Gists, reasons, remedies, rationales and notes, by kind and id."""
        found: dict[str, Any] = self._part("texts")
        return found

    def _part(self, name: str) -> Any:
        if name not in self._parts:
            found = kept(name, key_of(self.digest))
            if found is None:
                from compliance.catalog.build import build

                plain, texts, _ = build(self.sources)
                self._parts.update(parts_of(plain, texts))
            else:
                self._parts[name] = found["part"]
        return self._parts[name]

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
    with uncollected():
        return _loaded(Sources((shipped("controls").parent, *extra)))


def _loaded(sources: Sources) -> Catalog:
    digest = sources.digest()
    packed = kept("catalog", key_of(digest))
    if isinstance(packed, dict) and all(isinstance(packed.get(name), list | dict) for name in FIELDS):
        register_terms(packed["terms"])
        parts: dict[str, Any] = {}
    else:
        from compliance.catalog.build import build  # reading the sources takes modules that a kept catalog does not need

        plain, texts, problems = build(sources)
        if problems:
            raise InvalidInput(problems)
        packed, parts = pack(plain), parts_of(plain, texts)
        keep("catalog", key_of(digest), packed)
        for name, part in parts.items():
            keep(name, key_of(digest), {"part": part})
    catalog = _catalog(packed, digest, sources, parts)
    register_need(lambda: catalog.aipd)
    return catalog


def key_of(digest: str) -> str:
    """Under what the compiled form of sources is kept: another form, or another version of the program, makes earlier copies stale."""
    return hashlib.sha256(f"{FORMAT} {compliance.__version__} {digest}".encode()).hexdigest()


def parts_of(plain: Mapping[str, Any], texts: Mapping[str, Any]) -> dict[str, Any]:
    """What is kept beside the core of a compiled catalog."""
    return {**{name: plain.get(name) for name in PARTS}, "texts": texts}


def from_plain(plain: dict[str, Any], digest: str, sources: Sources, texts: Sequence[dict[str, Any]] = ()) -> Catalog:
    """The catalog that compiled data describe."""
    return _catalog(pack(plain), digest, sources, parts_of(plain, texts[0]) if texts else {name: plain.get(name) for name in PARTS})


def _catalog(packed: Mapping[str, Any], digest: str, sources: Sources, parts: dict[str, Any]) -> Catalog:
    terms = {term["name"]: term for term in packed["terms"]}
    return Catalog(controls_of(packed), frameworks_of(packed), parameters_of(packed), digest, sources, terms, None, parts)
