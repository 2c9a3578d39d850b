"""One step of a trace: what was asked, what was found, where. Computing it and telling it are apart.

A named tuple, since one assessment makes tens of thousands of them.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from compliance.base.source import Location

Truth = bool | None


class Step(NamedTuple):
    """A node of the tree that led to a verdict.

    `kind` is `all`, `any`, `none`, `every`, `some`, `item`, `test` or `read`; `truth` is None when the answer is not known; `found` is None when nothing was stated;
    `convention` marks a comparison with a figure that is ours and not the law's; `path` is the path of the vocabulary that was read.
    """

    kind: str
    truth: Truth
    path: str = ""
    operator: str = ""
    expected: Any = None
    found: Any = None
    location: Location = ()
    children: tuple["Step", ...] = ()
    fact: str = ""
    reason: str = ""
    values: tuple[tuple[str, str], ...] = ()
    part: str = ""
    convention: bool = False


def undecided(step: Step) -> Iterator[Step]:
    """The tests and reads that keep a step from being decided: what has to be asked."""
    if step.truth is not None:
        return
    if step.kind in ("test", "read"):
        missing = [child for child in step.children if child.kind == "read" and child.found is None]
        if missing:
            yield from missing
        elif step.found is None:
            yield step
        return
    open_children = [child for child in step.children if child.truth is None]
    if not open_children:
        yield step
    for child in open_children:
        yield from undecided(child)


def reads(step: Step) -> Iterator[Step]:
    """Every leaf of a trace: the answers that were looked at."""
    if not step.children:
        yield step
    for child in step.children:
        yield from reads(child)
