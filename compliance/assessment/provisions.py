"""The provisions of a framework that count, each with whether it concerns a system and from when it binds; what many provisions share is asked once."""

from datetime import date
from typing import Any, NamedTuple

from compliance.assessment.applicability import Binding, binding_window, holds, requirement_applies
from compliance.catalog.model import Framework, Requirement
from compliance.conditions.step import Truth
from compliance.facts.world import World


class Counted(NamedTuple):
    """One provision, whether it concerns the system, and whether and since when it binds it."""

    requirement: Requirement
    concerned: Truth
    binding: Binding


class Alike(NamedTuple):
    """The provisions of a framework in its order, each with the numbers of those it is like; `whom` holds one for each addressees and condition, `dates` for each windows."""

    framework: Framework
    counted: tuple[tuple[Requirement, int, int], ...]
    whom: tuple[Requirement, ...]
    dates: tuple[Requirement, ...]


_ALIKE: dict[int, Alike] = {}


def alike(framework: Framework) -> Alike:
    """The provisions of a framework gathered by what they share, once for as long as the catalog is used."""
    found = _ALIKE.get(id(framework))
    if found is None or found.framework is not framework:
        # A catalog holds each condition once, however many provisions share it.
        whom: dict[tuple[Any, ...], tuple[int, Requirement]] = {}
        dates: dict[tuple[Any, ...], tuple[int, Requirement]] = {}
        counted = []
        for requirement in framework.requirements.values():
            if requirement.kind in framework.counted_kinds:
                first, _ = whom.setdefault((requirement.addressees, id(requirement.applies_when)), (len(whom), requirement))
                second, _ = dates.setdefault(tuple([(window.starts, window.ends, id(window.when)) for window in requirement.windows]), (len(dates), requirement))
                counted.append((requirement, first, second))
        firsts = (tuple(requirement for _, requirement in known.values()) for known in (whom, dates))
        found = _ALIKE[id(framework)] = Alike(framework, tuple(counted), *firsts)
    return found


def counted_of(framework: Framework, world: World, until: date | None = None) -> list[Counted]:
    """The provisions of a framework that count; with `until`, only those that may concern the system, and bind by that day.

    What a text that binds nobody recommends has no date to wait for.
    """
    provisions = alike(framework)
    applies = holds(framework.applies_when, world)
    truths = [requirement_applies(one, framework, applies, world) for one in provisions.whom]
    bindings = [binding_window(one, world.as_of, world) for one in provisions.dates]
    if until is None:
        return [Counted(requirement, truths[whom], bindings[dates]) for requirement, whom, dates in provisions.counted]
    near = [not framework.binding or binds or (since is not None and since <= until) for binds, since in bindings]
    return [Counted(requirement, truths[whom], bindings[dates]) for requirement, whom, dates in provisions.counted if near[dates] and truths[whom] is not False]
