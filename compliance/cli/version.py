"""`comply --version`."""

from typing import Annotated

import typer

import compliance


def _print(value: bool) -> None:
    if value:
        typer.echo(f"comply {compliance.__version__}")
        raise typer.Exit


def options(show: Annotated[bool, typer.Option("--version", callback=_print, is_eager=True, help="Montrer la version / show the version.")] = False) -> None:
    """Options of the program itself."""
