"""Registers the terms of the frameworks as derived facts: the law's own notions, defined as conditions in YAML."""

from collections.abc import Iterable
from typing import Any

from compliance.base.problems import Position, Problem
from compliance.catalog.model import ControlParameter
from compliance.conditions.evaluate import Compiled, compile_condition
from compliance.conditions.parse import parsed
from compliance.conditions.paths import ROOT, resolve
from compliance.conditions.step import reads, undecided
from compliance.facts.registry import SUBJECTS, FactShape, add_facts, all_facts
from compliance.facts.world import Ask, Read
from compliance.system.model import Description
from compliance.system.schema import fields_of, item_group
from compliance.system.types import Stated

# The name under which the figures of terms that a policy sets otherwise travel with the dated parameters.
TERM_MARKS = "term_marks"


def register_terms(terms: Iterable[dict[str, Any]]) -> None:
    """Make each term usable as a derived fact; its condition is compiled when it is first asked."""
    add_facts(FactShape(term["name"], term["subject"], "flag", _function(term)) for term in terms)
    resolve.cache_clear()


def distinct_terms(terms: Iterable[dict[str, Any]], problems: list[Problem]) -> list[dict[str, Any]]:
    """The terms without those whose name another term, or a derived fact written in Python, already has: a catalog adds notions, it redefines none."""
    taken = {name: "compliance/facts" for name, shape in all_facts().items() if shape.function.__module__ != __name__}
    kept = []
    for term in terms:
        list_name = SUBJECTS.get(term["subject"])
        if not term["name"] or list_name is None or not isinstance(term["holds_when"], dict):
            continue  # told where its file is verified
        fields = fields_of(item_group(list_name) if list_name else Description)
        if term["name"] in fields:
            place = term["place"]
            problems.append(Problem("duplicate_catalog_id", place[0], place[1], {"id": term["name"], "file": "compliance/system"}))
        elif term["name"] in taken:
            problems.append(Problem("duplicate_catalog_id", Position(term["file"]), values={"id": term["name"], "file": taken[term["name"]]}))
        else:
            taken[term["name"]] = term["file"]
            kept.append(term)
    for term in kept:
        term.pop("place", None)
    return kept


def _function(term: dict[str, Any]) -> Any:
    ready: dict[str, Compiled] = {}
    # An exclusion or an exemption is for who relies on it to show: until then it does not hold, and silence helps nobody.
    shown_only = bool(term.get("shown_only"))

    def settled(truth: bool | None) -> bool | None:
        return False if truth is None and shown_only else truth

    def holds(subject: Stated, ask: Ask) -> bool | None:
        list_name = SUBJECTS[term["subject"]]
        inside = (item_group(list_name), *ROOT) if list_name else ROOT
        figures = ask.world.parameters.get(TERM_MARKS, {}).get(term["name"], term["parameters"])
        compiled = ready.get(repr(figures))
        if compiled is None:
            parameters = {name: ControlParameter(*value) for name, value in figures.items()}
            compiled = ready[repr(figures)] = compile_condition(parsed(term["holds_when"]), inside, parameters)
        chain = (subject, ask.system) if list_name else (ask.system,)
        if not ask.world.tells:
            return settled(compiled.truth(chain, ask.world))
        step = compiled.step(chain, ask.world)
        leaves = undecided(step) if step.truth is None else reads(step)
        ask.reads.extend(Read(leaf.location, tuple(leaf.found) if isinstance(leaf.found, list) else leaf.found) for leaf in leaves)
        return settled(step.truth)

    return holds
