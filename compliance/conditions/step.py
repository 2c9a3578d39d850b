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


def undecided(step: Step) -> list[Step]:
    """The tests and reads that keep a step from being decided: what has to be asked."""
    found: list[Step] = []
    if step.truth is None:
        _gather(step, found)
    return found


def _gather(step: Step, found: list[Step]) -> None:
    if step.kind in ("test", "read"):
        missing = [child for child in step.children if child.found is None and child.kind == "read"]
        if missing:
            found += missing
        elif step.found is None:
            found.append(step)
        return
    inside = [child for child in step.children if child.truth is None]
    for child in inside:
        _gather(child, found)
    if not inside:
        found.append(step)


def reads(step: Step) -> Iterator[Step]:
    """Every leaf of a trace: the answers that were looked at."""
    if not step.children:
        yield step
    for child in step.children:
        yield from reads(child)
