"""Fixtures of the command tests: a way to run them, and a user's catalog."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from compliance.catalog.load import load_catalog
from tests.commands import running
from tests.commands.user_catalog import write_catalog


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> running.Run:
    def go(*arguments: object) -> tuple[int, str, str]:
        capfd.readouterr()
        code = running.run([str(argument) for argument in arguments])
        out, err = capfd.readouterr()
        return code, out, err

    return go


@pytest.fixture
def user_catalog(tmp_path: Path) -> Iterator[Path]:
    """A catalog of a user: one control, one framework, rows for it and for a shipped framework, and a dated parameter."""
    yield write_catalog(tmp_path / "controls")  # a name that must not be taken for the folder of the controls
    load_catalog()  # so that its notions do not outlive the test
