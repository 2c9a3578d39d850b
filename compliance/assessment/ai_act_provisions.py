"""The provisions of a framework made ready for many systems: gathered by the conditions they share, with their fine and their dispute found once."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from compliance.catalog.classification_model import Contested, FineRule, Rules
from compliance.catalog.model import Framework, Requirement

EVERYBODY = "all"


class Provision(NamedTuple):
    """One provision that can bind, and what the classification file says of it."""

    requirement: Requirement
    order: int
    if_used: bool
    dispute: Contested | None
    fine: FineRule | None


class Batch(NamedTuple):
    """Provisions that bind the same persons under the same conditions from the same days: what holds for one holds for all."""

    addressees: frozenset[str]
    applies_when: Any
    windows: tuple[tuple[date, Any], ...]
    last: date | None
    if_used: bool
    provisions: tuple[Provision, ...]

    def holders(self, roles: tuple[str, ...]) -> tuple[str, ...]:
        """Those of some roles that the provisions address."""
        return roles if EVERYBODY in self.addressees else tuple(role for role in roles if role in self.addressees)


class Provisions:
    """All provisions of one framework that can bind."""

    def __init__(self, framework: Framework, rules: Rules) -> None:
        disputes = {name: rule for rule in rules.contested for name in rule.provisions}
        fines = {name: rule for rule in rules.fines for name in rule.provisions}
        self.by_name = {
            item.id: Provision(item, order, item.id in rules.if_used, disputes.get(item.id), fines.get(item.id))
            for order, item in enumerate(framework.requirements.values())
            if item.windows and (item.kind in framework.counted_kinds or item.id in rules.if_used)
        }
        self._carried: dict[tuple[str, ...], tuple[Batch, ...]] = {}
        self._named: dict[tuple[str, ...], tuple[Batch, ...]] = {}

    def carried(self, labels: tuple[str, ...]) -> tuple[Batch, ...]:
        """The provisions that carry one of some labels."""
        if labels not in self._carried:
            self._carried[labels] = batches(item for item in self.by_name.values() if any(label in labels for label in item.requirement.labels))
        return self._carried[labels]

    def named(self, names: tuple[str, ...]) -> tuple[Batch, ...]:
        """The provisions of some names that can bind."""
        if names not in self._named:
            self._named[names] = batches(self.by_name[name] for name in names if name in self.by_name)
        return self._named[names]


def batches(provisions: Iterable[Provision]) -> tuple[Batch, ...]:
    """Provisions gathered by what they share."""
    alike: dict[str, list[Provision]] = {}
    for item in provisions:
        requirement = item.requirement
        key = repr((requirement.addressees, requirement.applies_when, requirement.windows, item.if_used))
        alike.setdefault(key, []).append(item)
    return tuple(_batch(tuple(items)) for items in alike.values())


def _batch(items: tuple[Provision, ...]) -> Batch:
    first = items[0].requirement
    ends = [window.ends for window in first.windows]
    last = max((end for end in ends if end is not None), default=None) if None not in ends else None
    windows = tuple((window.starts, window.when) for window in first.windows)
    return Batch(frozenset(first.addressees), first.applies_when, windows, last, items[0].if_used, items)


_READY: dict[int, tuple[Framework, Rules, Provisions]] = {}


def provisions_of(framework: Framework, rules: Rules) -> Provisions:
    """The provisions of a framework, made ready once and kept for as long as the catalog is."""
    found = _READY.get(id(framework))
    if found is None or found[0] is not framework or found[1] is not rules:
        found = _READY[id(framework)] = (framework, rules, Provisions(framework, rules))
    return found[2]
