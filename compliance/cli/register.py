"""`comply register`: the record of processing activities of one or many systems."""

from pathlib import Path
from typing import Annotated

import typer

from compliance.cli.options import AsOf, Catalogs, Lang
from compliance.cli.waived import IgnoreWaivers, WaiversFile

FORMATS = ("md", "json", "xlsx")


def register(
    files: Annotated[list[Path], typer.Argument(metavar="SYSTEM.YAML...", help="Descriptions de systèmes / descriptions of systems.")],
    output: Annotated[str, typer.Option("--format", metavar="md|json|xlsx", help="Forme du registre / form of the record.")] = "md",
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Fichier où écrire le registre / file for the record.")] = None,
    lang: Lang = None,
    as_of: AsOf = None,
    catalog: Catalogs = None,
    waivers: WaiversFile = None,
    ignore_waivers: IgnoreWaivers = False,
) -> None:
    """Écrire le registre des traitements (article 30 du RGPD) d’un ou de plusieurs systèmes /
    Write the record of processing activities (GDPR, Article 30) of one or several systems.

    Codes de sortie : 0 écrit, 2 fichier ou usage incorrect. / Exit codes: 0 written, 2 bad file or usage.
    """
    from compliance import pipeline
    from compliance.assessment.aipd import draft
    from compliance.assessment.register import entries
    from compliance.base.problems import InvalidInput, Problem
    from compliance.cli.choices import one_of
    from compliance.cli.errors import CommandError
    from compliance.cli.options import day_of, language_of, rules_of
    from compliance.cli.result import deliver
    from compliance.cli.waived import Chosen, hold_matched_together, waivers_of_each
    from compliance.reports import register_formats
    from compliance.reports.brand import PLAIN
    from compliance.reports.pages import strings
    from compliance.reports.register_view import sheets
    from compliance.reports.view_reserves import reserves
    from compliance.reports.words import Words
    from compliance.system.load import LoadedSystem, load_system

    language, day = language_of(lang), day_of(as_of)
    one_of(output, FORMATS)
    if output == "xlsx" and out is None:
        raise CommandError("out_needed", format=output)
    systems: list[LoadedSystem] = []
    problems: list[Problem] = []
    for file in files:
        try:
            systems.append(load_system(file))
        except InvalidInput as error:
            problems += error.problems
    if problems:
        raise InvalidInput(problems)
    rules = rules_of(catalog, None)
    if rules.aipd is None:
        raise CommandError("aipd_without_test")
    words = Words(language, rules.terms)
    texts = strings("aipd", language, PLAIN)
    accepted = waivers_of_each(systems, rules, words, Chosen(waivers, ignore_waivers))
    assessments = [pipeline.assess(system, rules, day, waivers=mine) for system, mine in zip(systems, accepted, strict=True)]
    hold_matched_together(accepted, assessments)
    drafts = [draft(assessment, system, rules) for assessment, system in zip(assessments, systems, strict=True)]
    told = sheets([entry for drafted, system in zip(drafts, systems, strict=True) for entry in entries(drafted, system, rules)], words, texts)
    beside = [reserves(assessment, words) for assessment in assessments]
    if output == "json":
        content = register_formats.as_json(told, day, words, beside)
    elif output == "xlsx":
        content = register_formats.workbook(told, day, words, texts, beside)
    else:
        content = register_formats.markdown(told, day, words, texts, beside)
    deliver(content, out, words)
