"""The standard streams as every command finds them: UTF-8, and going on where nobody reads any more."""

import io
import os
import sys
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from compliance.reports.words import Words


class _Patient(io.FileIO):
    """A stream whose reader may leave: what a closed pipe would have taken is dropped, and the command ends with its own code."""

    def write(self, data: Any) -> int:
        """Write, or drop what nobody takes."""
        try:
            return super().write(data)
        except BrokenPipeError:
            return len(data)


def prepare() -> None:
    """Set up the standard output and the error stream; one that is closed takes what is written and keeps none of it."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - open until the end of the program
            continue
        try:
            number = stream.fileno()
        except (OSError, ValueError, AttributeError):
            continue  # no stream of the system: a test or another program holds it
        if os.name == "nt" and stream.isatty():  # the console of Windows is no file
            stream.reconfigure(encoding="utf-8", errors="replace")
            continue
        written = io.BufferedWriter(_Patient(number, "wb", closefd=False))
        setattr(sys, name, io.TextIOWrapper(written, encoding="utf-8", errors="replace", line_buffering=stream.isatty() or name == "stderr"))


def flush() -> None:
    """Hand on what is still held."""
    sys.stdout.flush()
    sys.stderr.flush()


def watched(words: "Words", doing: str) -> AbstractContextManager[object]:
    """A line on the terminal while something long is done, where somebody watches; what shows it is loaded there only."""
    if not sys.stderr.isatty():
        return nullcontext()
    from compliance.cli.progress import Progress

    return Progress(words, doing=doing)
