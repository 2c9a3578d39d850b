"""`comply catalog coverage`: what the catalog covers of each framework, counted."""

from typing import Annotated

import typer

from compliance.cli.options import Catalogs, Lang

FORMATS = ("text", "json")


def coverage(
    output: Annotated[str, typer.Option("--format", metavar="text|json", help="Forme du résultat / form of the result.")] = "text",
    framework: Annotated[list[str] | None, typer.Option("--framework", metavar="ID", help="Ne retenir que ce référentiel / keep this framework only.")] = None,
    lang: Lang = None,
    catalog: Catalogs = None,
) -> None:
    """Compter ce que couvre le catalogue : contrôles, clauses, langues, sources lues / Count what the catalog covers: controls, clauses, languages, sources read."""
    from compliance.catalog.coverage import coverage as count
    from compliance.catalog.load import load_catalog
    from compliance.cli.choices import one_of, some_of
    from compliance.cli.options import console, language_of
    from compliance.reports.coverage import render, show
    from compliance.reports.words import Words

    one_of(output, FORMATS)
    language = language_of(lang)
    rules = load_catalog(catalog or ())
    found = count(rules, some_of(framework or (), rules.frameworks))
    words = Words(language, rules.terms)
    if output == "json":
        typer.echo(render(found, words, rules.digest), nl=False)
    else:
        show(found, words, console())
