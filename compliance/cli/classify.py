"""`comply classify`: where a system stands under the AI Act, who owes what and from when."""

from pathlib import Path
from typing import Annotated

import typer

from compliance.cli.options import AsOf, Catalogs, Lang

FORMATS = ("text", "json")


def classify(
    file: Annotated[Path, typer.Argument(metavar="SYSTEM.YAML", help="Description du système / description of the system.")],
    output: Annotated[str, typer.Option("--format", metavar="text|json", help="Forme du résultat / form of the result.")] = "text",
    lang: Lang = None,
    as_of: AsOf = None,
    trace: Annotated[bool, typer.Option("--trace", help="Montrer chaque ligne et chaque pas / show every row and every step.")] = False,
    catalog: Catalogs = None,
) -> None:
    """Classer un système au regard du règlement sur l’IA : étiquettes, rôles, obligations et dates / Classify a system under the AI Act.

    Codes de sortie : 0 classé, 2 fichier ou usage incorrect. / Exit codes: 0 classified, 2 bad file or usage.
    """
    from compliance import pipeline
    from compliance.catalog.load import load_catalog
    from compliance.cli.choices import one_of
    from compliance.cli.options import console, day_of, language_of
    from compliance.facts.world import World
    from compliance.reports.words import Words
    from compliance.system.load import load_system

    language, day = language_of(lang), day_of(as_of)
    one_of(output, FORMATS)
    system = load_system(file)
    rules = load_catalog(catalog or ())
    words = Words(language, rules.terms)
    name = (system.description.system.name if system.description.system else None) or ""
    world = World(system.description, day, rules.parameters_on(day))
    for key in rules.classifications:
        shown = pipeline.assess(system, rules, day, [key], traces=False, answers=False).frameworks
        result = pipeline.classified(system, rules, rules.frameworks[key], world, shown)
        if output == "json":
            import sys

            from compliance.reports.classification_json import render

            sys.stdout.buffer.write(render(result, name, rules.digest, words))
            sys.stdout.flush()
        else:
            from compliance.reports.classification_terminal import show

            show(result, name, words, console(), trace)
