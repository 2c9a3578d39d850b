"""Cuts a trace down to the steps that account for its outcome: what a reader of a printed report needs, in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from compliance.conditions.step import Step, Truth
from compliance.reports.words import Words

UNIONS = ("any", "some")


@dataclass(frozen=True, slots=True)
class Reason:
    """One step in words, the answers it rests on, and the steps below it."""

    truth: Truth
    text: str
    reads: tuple[str, ...] = ()
    children: tuple["Reason", ...] = ()


def reasons(step: Step | None, words: Words, reads: bool = True) -> tuple[Reason, ...]:
    """The steps because of which `step` holds, fails or stays open; `reads` keeps the answers behind derived facts."""
    if step is None:
        return ()
    return _one_each(_because(step, words, reads))


def _because(step: Step, words: Words, reads: bool) -> Sequence[Reason]:
    if step.kind in ("test", "read"):
        return [_leaf(step, words, reads)]
    children = [child for child in step.children if _tells(step, child)]
    if step.kind in ("every", "some") and len(children) > 1:
        items = _gathered([reason for child in children for reason in _because(child, words, reads)], words)
        return items if step.kind == "every" else [Reason(step.truth, words.step(step), (), items)]
    if step.kind in ("all", "every") or (step.kind in UNIONS and len(children) == 1):
        return [reason for child in children for reason in _because(child, words, reads)]
    if step.kind == "item":
        below = _one_each(reason for child in children for reason in _because(child, words, reads))
        return [Reason(step.truth, words.step(step), (), below)] if below else []
    branches = [_branch(child, words, reads) for child in children]
    return [Reason(step.truth, words.step(step), (), _one_each(branch for branch in branches if branch))]


def _gathered(items: Iterable[Reason], words: Words) -> tuple[Reason, ...]:
    """Items with the same reasons, told once under their joined names."""
    groups: dict[tuple[object, ...], list[Reason]] = {}
    for item in items:
        groups.setdefault((item.truth, item.reads, item.children) if item.children else (item,), []).append(item)
    return tuple(replace(group[0], text=words.copies(item.text for item in group)) for group in groups.values())


def _branch(step: Step, words: Words, reads: bool) -> Reason | None:
    """One alternative as one reason."""
    found = _one_each(_because(step, words, reads))
    if len(found) > 1:
        return Reason(step.truth, words.step(step), (), found)
    return found[0] if found else None


def _tells(parent: Step, child: Step) -> bool:
    """Whether a child accounts for the truth of its parent."""
    if parent.truth is None:
        return child.truth is None
    if parent.kind in ("all", "every", "item"):
        return parent.truth or child.truth is False
    if parent.kind in UNIONS:
        return not parent.truth or child.truth is True
    return parent.truth or child.truth is True


def _leaf(step: Step, words: Words, reads: bool) -> Reason:
    told = step.truth is not None
    behind: tuple[str, ...] = ()
    if reads and step.children:
        behind = tuple(dict.fromkeys(words.step(child) if told else words.wanted(child) for child in step.children if told or child.found is None))
    return Reason(step.truth, words.step(step) if told else words.wanted(step), behind)


def _one_each(found: Iterable[Reason]) -> tuple[Reason, ...]:
    """The reasons without repetition: the same answer read twice is told once."""
    seen: dict[Reason, Reason] = {}
    for reason in found:
        seen.setdefault(reason, reason)
    return tuple(seen.values())
