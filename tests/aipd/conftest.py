"""Looks for what can be freed as seldom as the command line does: drafts are large trees of steps that live until the test ends."""

import gc
from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session", autouse=True)
def _seldom_freed() -> Iterator[None]:
    before = gc.get_threshold()
    gc.set_threshold(100_000, 20, 20)
    yield
    gc.set_threshold(*before)
