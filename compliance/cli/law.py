"""`comply law`: the state of the texts this catalog follows."""

from typing import Annotated

import typer

from compliance.cli.options import AsOf, Catalogs, Lang

app = typer.Typer(no_args_is_help=True, help="L’état des textes suivis par le catalogue / the state of the texts the catalog follows.")
FORMATS = ("text", "json")


@app.callback()
def group() -> None:
    """L’état des textes suivis par le catalogue / The state of the texts the catalog follows."""


@app.command(short_help="la version suivie de chaque texte / the version followed of each text")
def status(
    output: Annotated[str, typer.Option("--format", metavar="text|json", help="Forme du résultat / form of the result.")] = "text",
    framework: Annotated[list[str] | None, typer.Option("--framework", metavar="ID", help="Ne retenir que ce référentiel / keep this framework only.")] = None,
    lang: Lang = None,
    as_of: AsOf = None,
    catalog: Catalogs = None,
) -> None:
    """Dire la version suivie de chaque texte, son dernier changement connu, l’âge de la vérification /
    Tell the version followed of each text, its last known change, and how old the review is."""
    from compliance.catalog.law_status import law_status
    from compliance.catalog.load import load_catalog
    from compliance.cli.choices import one_of, some_of
    from compliance.cli.options import console, day_of, language_of
    from compliance.reports.law_status import render, show
    from compliance.reports.words import Words

    one_of(output, FORMATS)
    language, day = language_of(lang), day_of(as_of)
    rules = load_catalog(catalog or ())
    found = law_status(rules, day, some_of(framework or (), rules.frameworks))
    words = Words(language, rules.terms)
    if output == "json":
        typer.echo(render(found, day, words, rules.digest), nl=False)
    else:
        show(found, day, words, console())
