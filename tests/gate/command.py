"""Runs the real command line function in this process and tells its exit code and what it printed."""

import contextlib
import io
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from compliance.cli.errors import guarded
from compliance.cli.main import app_of

DAY = "2026-11-21"
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


app = app_of()


@dataclass(frozen=True)
class Outcome:
    """What one run of the command line gave."""

    code: int
    out: str
    err: str

    @property
    def last(self) -> str:
        """The last line on the standard output, its no-break spaces as plain ones."""
        lines = [line for line in self.out.splitlines() if line.strip()]
        return plain(lines[-1]) if lines else ""


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


class _Stream(io.TextIOWrapper):
    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", write_through=True)

    def text(self) -> str:
        self.flush()
        return self.buffer.getvalue().decode()  # type: ignore[attr-defined]


def comply(*arguments: str | Path, lang: str = "fr") -> Outcome:
    """Run `comply` with some arguments."""
    out, err = _Stream(), _Stream()
    words = [str(argument) for argument in arguments]
    with mock.patch.object(sys, "argv", ["comply", *words]), mock.patch.dict(os.environ, {"COMPLY_LANG": lang}), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = guarded(lambda: app(words, prog_name="comply", standalone_mode=False))
    return Outcome(code, out.text(), err.text())


@contextlib.contextmanager
def inside(folder: Path) -> Iterator[Path]:
    """Work in a folder."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield folder
    finally:
        os.chdir(before)
