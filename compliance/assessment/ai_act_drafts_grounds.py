"""Finds, among all the answers that a condition read, those that settle it."""

from collections.abc import Iterator

from compliance.assessment.aipd_facts import Facts
from compliance.conditions.step import Step, reads


def deciding(step: Step, facts: Facts) -> list[Step]:
    """The leaves that settle a step as it is; a notion of the law is opened, so that its own condition tells what settles it."""
    return list(_leaves(step, facts))


def _leaves(step: Step, facts: Facts) -> Iterator[Step]:
    term = facts.catalog.terms.get(step.fact) if step.kind == "test" and step.operator == "is" else None
    if term is not None and not term["parameters"] and step.truth is not None:
        inner = facts.step(term["holds_when"])
        if inner.truth is not None:
            yield from _leaves(inner, facts)
            return
    if step.kind in ("all", "any", "none") and step.children:
        for child in _settling(step):
            yield from _leaves(child, facts)
        return
    yield from reads(step)


def _settling(step: Step) -> tuple[Step, ...]:
    """The parts of a group without which it could be otherwise: one that fails where all must hold, every one where all do."""
    telling = {"all": False, "any": True, "none": True}[step.kind]
    if step.truth is (telling if step.kind != "none" else False):
        return next(((child,) for child in step.children if child.truth is telling), step.children)
    return step.children
