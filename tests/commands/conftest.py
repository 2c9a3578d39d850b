"""Fixtures of the command tests: a way to run them, and a user's catalog."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from compliance.facts.registry import all_facts, facts_by_group
from tests.commands import running
from tests.commands.user_catalog import write_catalog

TERM = "chu_has_charter"  # a notion of the user, which must not outlive the test


def forget() -> None:
    """Leave the derived facts as they were."""
    all_facts().pop(TERM, None)
    facts_by_group.cache_clear()


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> running.Run:
    def go(*arguments: object) -> tuple[int, str, str]:
        capfd.readouterr()
        code = running.run([str(argument) for argument in arguments])
        out, err = capfd.readouterr()
        return code, out, err

    return go


@pytest.fixture(scope="session")
def shared_catalog(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The catalog of a user, written once: one control, one framework, rows for it and for a shipped framework, and a dated parameter."""
    return write_catalog(tmp_path_factory.mktemp("user") / "controls")  # a name that must not be taken for the folder of the controls


@pytest.fixture
def user_catalog(shared_catalog: Path) -> Iterator[Path]:
    """The same, for tests that only read it."""
    yield shared_catalog
    forget()


@pytest.fixture
def own_catalog(tmp_path: Path) -> Iterator[Path]:
    """The same, for tests that change it."""
    yield write_catalog(tmp_path / "controls")
    forget()
