"""The provisions of a framework made ready for many systems: each condition that several share is asked once, fines and disputes are found once."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from compliance.assessment.applicability import holds
from compliance.catalog.classification_model import Contested, FineRule, Rules
from compliance.catalog.model import Framework, Requirement
from compliance.conditions.step import Truth
from compliance.facts.world import World

EVERYBODY = "all"


@dataclass(frozen=True, slots=True)
class Provision:
    """One provision that can bind: its conditions by number, and what the classification file says of it."""

    requirement: Requirement
    order: int
    addressees: frozenset[str]
    applies: int
    windows: tuple[tuple[date, int], ...]
    last: date | None
    if_used: bool
    dispute: Contested | None
    fine: FineRule | None

    def holders(self, roles: tuple[str, ...]) -> tuple[str, ...]:
        """Those of some roles that the provision addresses."""
        return roles if EVERYBODY in self.addressees else tuple(role for role in roles if role in self.addressees)


class Provisions:
    """All provisions of one framework that can bind, by the labels they carry."""

    def __init__(self, framework: Framework, rules: Rules) -> None:
        self.framework, self.rules = framework, rules
        self.conditions: list[Any] = []
        self._numbers: dict[str, int] = {}
        disputes = {name: rule for rule in rules.contested for name in rule.provisions}
        fines = {name: rule for rule in rules.fines for name in rule.provisions}
        self.by_name: dict[str, Provision] = {}
        for order, item in enumerate(framework.requirements.values()):
            windows = tuple((window.starts, self._number(window.when)) for window in item.windows)
            ends = [window.ends for window in item.windows]
            last = max((end for end in ends if end is not None), default=None) if None not in ends else None
            counted = item.kind in framework.counted_kinds or item.id in rules.if_used
            if counted and windows:
                self.by_name[item.id] = Provision(
                    item, order, frozenset(item.addressees), self._number(item.applies_when), windows, last, item.id in rules.if_used, disputes.get(item.id), fines.get(item.id)
                )  # fmt: skip
        self._carried: dict[tuple[str, ...], tuple[Provision, ...]] = {}

    def _number(self, condition: Any) -> int:
        key = json.dumps(condition, sort_keys=True, default=str)
        if key not in self._numbers:
            self._numbers[key] = len(self.conditions)
            self.conditions.append(condition)
        return self._numbers[key]

    def carried(self, labels: tuple[str, ...]) -> tuple[Provision, ...]:
        """The provisions that carry one of some labels, in the order of the law."""
        if labels not in self._carried:
            self._carried[labels] = tuple(item for item in self.by_name.values() if any(label in labels for label in item.requirement.labels))
        return self._carried[labels]

    def named(self, names: tuple[str, ...]) -> tuple[Provision, ...]:
        """The provisions of some names that can bind."""
        return tuple(self.by_name[name] for name in names if name in self.by_name)


class Answers:
    """The truth of the shared conditions in one world, each asked once."""

    def __init__(self, provisions: Provisions, world: World) -> None:
        self._conditions, self._world = provisions.conditions, world
        self._truths: dict[int, Truth] = {}

    def truth(self, number: int) -> Truth:
        """Whether the condition of a number holds."""
        if number not in self._truths:
            self._truths[number] = holds(self._conditions[number], self._world)
        return self._truths[number]


_READY: dict[int, tuple[Framework, Rules, Provisions]] = {}


def provisions_of(framework: Framework, rules: Rules) -> Provisions:
    """The provisions of a framework, made ready once and kept for as long as the catalog is."""
    found = _READY.get(id(framework))
    if found is None or found[0] is not framework or found[1] is not rules:
        found = _READY[id(framework)] = (framework, rules, Provisions(framework, rules))
    return found[2]
