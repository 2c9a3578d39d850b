"""The command line: one function a command, each in a file of its own; nothing heavy is imported before a command runs."""

import gc
import os
import sys

import typer

from compliance.cli import aipd, assess, catalog, classify, coverage, deadlines, diff, evidence, explain, flows, gate, law, new, register, schema, version
from compliance.cli import map as map_

app = typer.Typer(
    name="comply",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Conformité des systèmes d’IA en santé / Compliance of AI systems in health care.",
)
app.command("assess")(assess.assess)
app.command("explain")(explain.explain)
app.command("flows")(flows.flows)
app.command("classify")(classify.classify)
app.command("deadlines")(deadlines.deadlines)
app.command("map")(map_.map_)
catalog.app.command("coverage")(coverage.coverage)
app.command("gate")(gate.gate)
app.command("diff")(diff.diff)
app.command("register")(register.register)
app.command("schema")(schema.schema)
app.add_typer(aipd.app, name="aipd")
app.add_typer(catalog.app, name="catalog")
app.add_typer(evidence.app, name="evidence")
app.add_typer(law.app, name="law")
app.add_typer(new.app, name="new")
app.callback()(version.options)


def main() -> None:
    """Run the command line; every error leaves through a message and an exit code, never through a traceback."""
    from compliance.cli.errors import guarded

    # A run is short and builds much plain data: collecting cycles at the usual pace would take a third of it.
    gc.set_threshold(50_000, 20, 20)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    code = guarded(lambda: app(prog_name="comply"), debug=bool(os.environ.get("COMPLY_DEBUG")))
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os._exit(code)  # taking the objects of a large assessment apart one by one would only delay the end
