"""`comply flows`: where data go, hop by hop."""

from pathlib import Path
from typing import Annotated

import typer

from compliance.cli.options import AsOf, Catalogs, Lang
from compliance.cli.waived import IgnoreWaivers, WaiversFile

FORMATS = ("text", "json")


def flows(
    file: Annotated[Path, typer.Argument(metavar="SYSTEM.YAML", help="Description du système / description of the system.")],
    output: Annotated[str, typer.Option("--format", metavar="text|json", help="Forme du résultat / form of the result.")] = "text",
    category: Annotated[str | None, typer.Option("--data", metavar="ID", help="Cette catégorie de données seulement / this data category only.")] = None,
    lang: Lang = None,
    as_of: AsOf = None,
    catalog: Catalogs = None,
    waivers: WaiversFile = None,
    ignore_waivers: IgnoreWaivers = False,
) -> None:
    """Suivre les données de composant en composant : pays, parties, chiffrement / Follow the data from component to component."""
    from compliance.assessment.journeys import journeys
    from compliance.catalog.load import load_catalog
    from compliance.cli.choices import one_of
    from compliance.cli.options import console, day_of, language_of
    from compliance.cli.waived import Chosen, assessed
    from compliance.facts.world import World
    from compliance.reports.routes import as_json, show
    from compliance.reports.view_reserves import reserves
    from compliance.reports.words import Words
    from compliance.system.load import load_system

    language, day = language_of(lang), day_of(as_of)
    one_of(output, FORMATS)
    system = load_system(file)
    if category is not None:
        one_of(category, [item.id for item in system.description.data or []])
    rules = load_catalog(catalog or ())
    words = Words(language, rules.terms)
    world = World(system.description, day, rules.parameters_on(day))
    found = [journey for journey in journeys(system, world) if category in (None, journey.category)]
    beside = reserves(assessed(system, rules, day, words, Chosen(waivers, ignore_waivers), traces=False, answers=False), words)
    if output == "json":
        typer.echo(as_json(found, beside))
    else:
        show(found, words, console(), beside)
