"""Reads what a condition asks about: the value at the end of a path, the object it belongs to, and the place where it stands."""

from collections.abc import Callable
from typing import Any

from compliance.base.source import Location
from compliance.conditions.paths import Resolved, Scope, resolve
from compliance.facts.world import World

Chain = tuple[Any, ...]
Read = Callable[[Chain, World], Any]


def found_at(path: str, scope: Scope) -> Resolved:
    """Where a verified path leads."""
    found = resolve(path, scope)
    if not isinstance(found, Resolved):
        raise ValueError(f"unverified condition: {path} in {[group.__name__ for group in scope]}")
    return found


def reader(found: Resolved) -> Read:
    """A function that reads the value a path leads to, None as soon as something on the way is not stated."""
    depth, fact, name = found.depth, found.fact, found.shape.name
    if not found.hops:
        if fact:
            return lambda chain, world: world.value(fact, chain[depth])
        return lambda chain, world: getattr(chain[depth], name)
    hops = tuple((hop.name, hop.target) for hop in found.hops)

    def read(chain: Chain, world: World) -> Any:
        value = chain[depth]
        for hop, target in hops:
            value = getattr(value, hop)
            if target:
                value = world.object(target, value)
            if value is None:
                return None
        return world.value(fact, value) if fact else getattr(value, name)

    return read


def subject_of(found: Resolved, chain: Chain, world: World) -> Any:
    """The object whose field or fact is read; None when the way to it is not stated."""
    value = chain[found.depth]
    for hop in found.hops:
        value = getattr(value, hop.name)
        if hop.target:
            value = world.object(hop.target, value)
        if value is None:
            return None
    return value


def place_of(found: Resolved, chain: Chain, world: World) -> Location:
    """Where the value stands, or would stand if it were stated."""
    value = chain[found.depth]
    location: Location = value.location
    names = [*(hop.name for hop in found.hops), *([] if found.fact else [found.shape.name])]
    for index, hop in enumerate(found.hops):
        value = getattr(value, hop.name)
        if hop.target:
            value = world.object(hop.target, value)
        if value is None:
            return (*location, *names[index : index + 1]) if hop.target else (*location, *names[index:])
        location = value.location
    return (*location, *names[len(found.hops) :])
