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
from compliance.system.schema import item_group
from compliance.system.types import Stated


def register_terms(terms: Iterable[dict[str, Any]]) -> None:
    """Make each term usable as a derived fact; its condition is compiled when it is first asked."""
    add_facts(FactShape(term["name"], term["subject"], "flag", _function(term)) for term in terms)
    resolve.cache_clear()


def term_clashes(terms: Iterable[dict[str, Any]]) -> list[Problem]:
    """Terms whose name another term, or a derived fact written in Python, already has: a catalog adds notions, it redefines none."""
    taken = {name: "compliance/facts" for name, shape in all_facts().items() if shape.function.__module__ != __name__}
    problems = []
    for term in terms:
        if term["name"] in taken:
            problems.append(Problem("duplicate_catalog_id", Position(term["file"]), values={"id": term["name"], "file": taken[term["name"]]}))
        taken.setdefault(term["name"], term["file"])
    return problems


def _function(term: dict[str, Any]) -> Any:
    ready: list[Compiled] = []

    def holds(subject: Stated, ask: Ask) -> bool | None:
        list_name = SUBJECTS[term["subject"]]
        inside = (item_group(list_name), *ROOT) if list_name else ROOT
        if not ready:
            parameters = {name: ControlParameter(*value) for name, value in term["parameters"].items()}
            ready.append(compile_condition(parsed(term["holds_when"]), inside, parameters))
        chain = (subject, ask.system) if list_name else (ask.system,)
        step = ready[0].step(chain, ask.world)
        leaves = undecided(step) if step.truth is None else reads(step)
        ask.reads.extend(Read(leaf.location, tuple(leaf.found) if isinstance(leaf.found, list) else leaf.found) for leaf in leaves)
        return step.truth

    return holds
