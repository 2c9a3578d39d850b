"""The command line: one function a command, each in a file of its own; nothing heavy is imported before a command runs."""

import gc
import os
import sys
from collections.abc import Iterable
from importlib import import_module

import typer

from compliance.cli import streams, version
from compliance.cli.help import install

# Commands in the order of the help, each with its line there; those that have commands of their own are an application.
COMMANDS = {
    "assess": "évaluer un système / assess a system",
    "explain": "chaque pas d’un verdict / how a verdict came about",
    "flows": "le chemin des données / the way of the data",
    "classify": "classer au regard du règlement sur l’IA / classify under the AI Act",
    "deadlines": "le calendrier d’un système / the calendar of a system",
    "map": "croiser deux référentiels / how two frameworks meet",
    "gate": "ouvrir ou fermer une mise en production / gate a release",
    "diff": "ce qui a changé, et pourquoi / what changed, and why",
    "report": "imprimer une évaluation enregistrée / print a saved assessment",
    "register": "le registre des traitements / the record of processing",
    "schema": "le schéma JSON pour l’éditeur / the JSON Schema for editors",
    "aipd": "le projet d’AIPD / the draft impact assessment",
    "draft": "les documents du règlement sur l’IA / the documents of the AI Act",
    "catalog": "vérifier et montrer le catalogue / check and show the catalog",
    "evidence": "vérifier les pièces jointes / verify attached documents",
    "law": "les versions des textes / the versions of the texts",
    "new": "commencer un contrôle ou un référentiel / start a control or a framework",
}


def app_of(names: Iterable[str] = COMMANDS) -> typer.Typer:
    """The command line with some of its commands: a run that names one does not pay for the others."""
    app = typer.Typer(
        name="comply",
        add_completion=False,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
        help="Conformité des systèmes d’IA en santé / Compliance of AI systems in health care.",
    )
    install()
    app.callback()(version.options)
    for name in names:
        module = import_module(f"compliance.cli.{name}")
        if hasattr(module, "app"):
            app.add_typer(module.app, name=name, short_help=COMMANDS[name])
        else:
            app.command(name, short_help=COMMANDS[name])(getattr(module, "map_" if name == "map" else name))
    return app


def named_in(arguments: list[str]) -> Iterable[str]:
    """The command that a command line names first, or all of them when it names none: help and corrections need them all."""
    first = next((argument for argument in arguments if not argument.startswith("-")), "")
    return (first,) if first in COMMANDS else COMMANDS


def main() -> None:
    """Run the command line; every error leaves through a message and an exit code, never through a traceback."""
    from compliance.cli.errors import guarded

    # What a run builds stays until its end: looking for what could be freed would take a third of it. Runs over many files still look now and then.
    gc.set_threshold(1_000_000, 20, 20)
    streams.prepare()
    app = app_of(named_in(sys.argv[1:]))

    def run() -> object:
        left = app(prog_name="comply", standalone_mode=False)
        streams.flush()
        return left

    os._exit(guarded(run, debug=bool(os.environ.get("COMPLY_DEBUG"))))  # taking the objects of a large assessment apart one by one would only delay the end
