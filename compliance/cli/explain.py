"""`comply explain`: what a control or a requirement asks, and, with a system, how the verdict came about."""

from pathlib import Path
from typing import Annotated

import typer

from compliance.cli.options import AsOf, Catalogs, Lang
from compliance.cli.waived import IgnoreWaivers, WaiversFile


def explain(
    name: Annotated[
        str,
        typer.Argument(metavar="CONTROL|FRAMEWORK:REQUIREMENT", help="Identifiant (IAM-03, rgpd:art-32-1-a) / identifier (IAM-03, rgpd:art-32-1-a)."),
    ],
    file: Annotated[Path | None, typer.Argument(metavar="[SYSTEM.YAML]", help="Système à expliquer / system to explain.")] = None,
    lang: Lang = None,
    as_of: AsOf = None,
    catalog: Catalogs = None,
    waivers: WaiversFile = None,
    ignore_waivers: IgnoreWaivers = False,
) -> None:
    """Expliquer un contrôle ou une exigence et, sur un système, chaque pas du verdict / Explain a control or a requirement and, on a system, each step of the verdict."""
    from compliance.catalog.load import load_catalog
    from compliance.cli.choices import one_of
    from compliance.cli.options import console, day_of, language_of
    from compliance.cli.waived import Chosen, assessed
    from compliance.reports.explanation import about_control, about_requirement
    from compliance.reports.words import Words
    from compliance.system.load import load_system

    rules = load_catalog(catalog or ())
    words = Words(language_of(lang), rules.terms)
    requirements = {requirement.reference for framework in rules.frameworks.values() for requirement in framework.requirements.values()}
    one_of(name, [*rules.controls, *requirements])
    assessment = assessed(load_system(file), rules, day_of(as_of), words, Chosen(waivers, ignore_waivers)) if file else None
    screen = console()
    if name in rules.controls:
        about_control(rules.controls[name], rules, assessment, words, screen)
    else:
        about_requirement(name, rules, assessment, words, screen)
