"""Does a framework, or a requirement, bind this system, and from when: conditions over facts, in three values."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from compliance.catalog.model import Addressee, Framework, Requirement
from compliance.conditions.evaluate import Compiled, compile_condition
from compliance.conditions.parse import parsed
from compliance.conditions.paths import ROOT
from compliance.conditions.step import Step, Truth
from compliance.facts.logic import both, either
from compliance.facts.world import World

Condition = Any
Binding = tuple[bool, date | None]  # whether a provision binds on the day, and since when or from when
_COMPILED: dict[int, tuple[Condition, Compiled]] = {}


def compiled(data: Condition) -> Compiled:
    """A condition over the whole system, compiled once: a catalog holds a condition that many provisions share once."""
    found = _COMPILED.get(id(data))
    if found is None or found[0] is not data:
        found = _COMPILED[id(data)] = (data, compile_condition(parsed(data), ROOT, {}))
    return found[1]


def holds(data: Condition, world: World) -> Truth:
    """Whether a condition of the catalog holds; left out means always, `never` means never."""
    if data is None:
        return True
    if data == "never":
        return False
    known = world.truths
    place = id(data)  # a catalog keeps its conditions for as long as it is used
    if place not in known:
        condition = compiled(data)
        key = id(condition)
        if key not in known:
            known[key] = condition.truth((world.description,), world)
        known[place] = known[key]
    return known[place]


def step(data: Condition, world: World) -> Step | None:
    """The steps behind `holds`, None where there is no condition."""
    if data is None or data == "never":
        return None
    return compiled(data).step((world.description,), world)


def binds_somebody(addressees: Iterable[Addressee], world: World) -> Truth:
    """Whether the organisation of the file is one of the persons addressed."""
    return either([holds(addressee.when, world) for addressee in addressees])


def requirement_applies(requirement: Requirement, framework: Framework, framework_applies: Truth, world: World) -> Truth:
    """Whether a requirement concerns this system: its framework applies, one of its addressees is concerned, its own condition holds."""
    if framework_applies is False:
        return False
    key = (framework.id, requirement.addressees, id(requirement.applies_when))
    if key not in world.concerned:
        concerned = binds_somebody([framework.addressees[name] for name in requirement.addressees], world)
        world.concerned[key] = both([framework_applies, concerned, holds(requirement.applies_when, world)])
    return world.concerned[key]


def has_lapsed(requirement: Requirement, as_of: date) -> bool:
    """Whether every window of a requirement ended before the day."""
    for window in requirement.windows:
        if window.ends is None or window.ends >= as_of:
            return False
    return bool(requirement.windows)


def binding_window(requirement: Requirement, as_of: date, world: World) -> Binding:
    """Whether the requirement binds on the day, and since when or from when; an unknown condition counts as met, so that a blank never postpones a duty.

    The day is None when no date of application is known.
    """
    if len(requirement.windows) == 1 and requirement.windows[0].when is None and requirement.windows[0].ends is None:  # nearly all of them
        starts = requirement.windows[0].starts
        return starts <= as_of, starts
    open_windows = [window for window in requirement.windows if (window.ends is None or as_of <= window.ends) and holds(window.when, world) is not False]
    current = [window.starts for window in open_windows if window.starts <= as_of]
    if current:
        return True, max(current)
    return False, min((window.starts for window in open_windows), default=None)
