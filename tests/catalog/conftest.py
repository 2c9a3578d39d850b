"""What the tests of catalogs share: a register of facts that other catalogs have not written in."""

from collections.abc import Iterator

import pytest

from compliance.conditions.paths import resolve
from compliance.facts.registry import all_facts, facts_by_group


@pytest.fixture
def apart() -> Iterator[None]:
    """No notion of another catalog is known, and what was known before is known again after."""
    register = all_facts()
    before = dict(register)
    for name, shape in before.items():
        if not shape.function.__module__.startswith("compliance.facts."):
            del register[name]
    yield
    register.clear()
    register.update(before)
    facts_by_group.cache_clear()
    resolve.cache_clear()
