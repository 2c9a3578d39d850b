"""`comply map`: how two frameworks meet through the controls they share."""

from pathlib import Path
from typing import Annotated

import typer

from compliance.cli.options import Catalogs, Lang

FORMATS = ("text", "json", "xlsx")


def map_(
    left: Annotated[str, typer.Argument(metavar="A", help="Un référentiel / a framework.")],
    right: Annotated[str, typer.Argument(metavar="B", help="L’autre référentiel / the other framework.")],
    output: Annotated[str, typer.Option("--format", metavar="text|json|xlsx", help="Forme du résultat / form of the result.")] = "text",
    strict: Annotated[bool, typer.Option("--strict", help="Seulement les relations qui se composent / only the relations that compose.")] = False,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Fichier à écrire / file to write.")] = None,
    lang: Lang = None,
    catalog: Catalogs = None,
) -> None:
    """Croiser deux référentiels par leurs contrôles communs / Show how two frameworks meet through the controls they share.

    Codes de sortie : 0 établi, 2 usage incorrect. / Exit codes: 0 done, 2 bad usage.
    """
    from compliance.catalog.load import load_catalog
    from compliance.catalog.meeting import crossing
    from compliance.cli.choices import one_of
    from compliance.cli.errors import CommandError
    from compliance.cli.options import language_of
    from compliance.cli.result import deliver, screen
    from compliance.reports.mapping import render, show
    from compliance.reports.words import Words

    one_of(output, FORMATS)
    language = language_of(lang)
    if output == "xlsx" and out is None:
        raise CommandError("out_needed", format=output)
    rules = load_catalog(catalog or ())
    for name in (left, right):
        one_of(name, rules.frameworks)
    if left == right:
        raise CommandError("map_same", framework=left)
    words = Words(language, rules.terms)
    found = crossing(rules.frameworks[left], rules.frameworks[right], rules, strict)
    if output == "xlsx":
        from compliance.reports.mapping_xlsx import workbook

        deliver(workbook(found, words), out, words)
    elif output == "json":
        deliver(render(found, words, rules.digest), out, words)
    else:
        screen(lambda console: show(found, words, console), out, words)
