"""`comply deadlines`: the calendar of one system and its notification clocks."""

from pathlib import Path
from typing import Annotated

import typer

from compliance.cli.options import AsOf, Catalogs, Lang, PolicyFile
from compliance.cli.waived import IgnoreWaivers, WaiversFile

FORMATS = ("text", "json", "ics")


def deadlines(
    file: Annotated[Path, typer.Argument(metavar="SYSTEM.YAML", help="Description du système / description of the system.")],
    output: Annotated[str, typer.Option("--format", metavar="text|json|ics", help="Forme du résultat / form of the result.")] = "text",
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Fichier à écrire / file to write.")] = None,
    lang: Lang = None,
    as_of: AsOf = None,
    catalog: Catalogs = None,
    policy: PolicyFile = None,
    waivers: WaiversFile = None,
    ignore_waivers: IgnoreWaivers = False,
) -> None:
    """Dresser le calendrier d’un système : ce qui commence, ce qui prend fin, les délais de notification /
    Draw up the calendar of a system: what begins, what ends, the delays of notification.

    Codes de sortie : 0 dressé, 2 fichier ou usage incorrect. / Exit codes: 0 done, 2 bad file or usage.
    """
    from compliance.assessment.deadlines import deadlines as drawn_up
    from compliance.cli.choices import one_of
    from compliance.cli.options import day_of, language_of, rules_of
    from compliance.cli.result import deliver, screen
    from compliance.cli.waived import Chosen, assessed
    from compliance.reports.view_reserves import reserves
    from compliance.reports.words import Words
    from compliance.system.load import load_system

    one_of(output, FORMATS)
    language, day = language_of(lang), day_of(as_of)
    system = load_system(file)
    rules = rules_of(catalog, policy)
    words = Words(language, rules.terms)
    assessment = assessed(system, rules, day, words, Chosen(waivers, ignore_waivers, policy), traces=False, answers=False)
    found, beside = drawn_up(assessment, system, rules), reserves(assessment, words)
    if output == "ics":
        from compliance.reports.deadlines_ics import calendar

        deliver(calendar(found, words, beside), out, words)
    elif output == "json":
        from compliance.reports.deadlines import render

        deliver(render(found, words, rules.digest, beside), out, words)
    else:
        from compliance.reports.deadlines import show

        screen(lambda console: show(found, words, console, beside), out, words)
