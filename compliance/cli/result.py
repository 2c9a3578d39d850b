"""Where a command puts its result: the standard output, or a file written whole."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from compliance.reports.words import Words

if TYPE_CHECKING:
    from rich.console import Console

WIDTH = 140


def deliver(content: bytes, out: Path | None, words: Words) -> None:
    """Write a result to the file named, else to the standard output."""
    from compliance.cli.write import write_file

    if out is None:
        typer.echo(content, nl=False)
        return
    write_file(out, content)
    print(words.say("written", path=out), file=sys.stderr)


def screen(show: "Callable[[Console], None]", out: Path | None, words: Words) -> None:
    """Show a result on the screen, or write it as plain text to the file named."""
    from compliance.cli.options import console

    if out is None:
        show(console())
        return
    from io import StringIO

    from rich.console import Console

    text = StringIO()
    show(Console(file=text, width=WIDTH, color_system=None, force_terminal=False))
    deliver(text.getvalue().encode(), out, words)
