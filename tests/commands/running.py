"""Runs the commands of this folder as the program would: arguments in, exit code, output and messages out."""

from collections.abc import Callable

import typer

from compliance.cli import assess, catalog, coverage, deadlines, law, new
from compliance.cli import map as map_
from compliance.cli.errors import guarded
from compliance.cli.help import install

Run = Callable[..., tuple[int, str, str]]


def commands() -> typer.Typer:
    """An application that holds the commands under test."""
    install()
    app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)
    of_catalog = typer.Typer()
    of_catalog.command("check")(catalog.check)
    of_catalog.command("coverage")(coverage.coverage)
    app.add_typer(of_catalog, name="catalog")
    app.add_typer(law.app, name="law")
    app.add_typer(new.app, name="new")
    app.command("map")(map_.map_)
    app.command("deadlines")(deadlines.deadlines)
    app.command("assess")(assess.assess)
    return app


def run(arguments: list[str]) -> int:
    """The exit code of a command; a fault of the program raises."""
    return guarded(lambda: commands()(arguments, standalone_mode=True), debug=True, language="en" if "en" in arguments else "fr")
