"""`comply classify`: where a system stands under the AI Act, who owes what and from when, on the screen or as a document."""

from pathlib import Path
from typing import Annotated

import typer

from compliance.cli.dress import BrandFile, PdfEngine, Templates, WordTemplate
from compliance.cli.options import AsOf, Catalogs, Lang, PolicyFile
from compliance.cli.waived import IgnoreWaivers, WaiversFile

BINARY = ("docx", "pdf")
DOCUMENTS = ("md", "html", *BINARY)
FORMATS = ("text", "json", *DOCUMENTS)


def classify(
    file: Annotated[Path, typer.Argument(metavar="SYSTEM.YAML", help="Description du système / description of the system.")],
    output: Annotated[str, typer.Option("--format", metavar="text|json|md|html|docx|pdf", help="Forme du résultat / form of the result.")] = "text",
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Fichier où écrire / file to write.")] = None,
    lang: Lang = None,
    as_of: AsOf = None,
    trace: Annotated[bool, typer.Option("--trace", help="Montrer chaque ligne et chaque pas / show every row and every step.")] = False,
    catalog: Catalogs = None,
    policy: PolicyFile = None,
    pdf_engine: PdfEngine = "auto",
    brand: BrandFile = None,
    template: WordTemplate = None,
    templates: Templates = None,
    waivers: WaiversFile = None,
    ignore_waivers: IgnoreWaivers = False,
) -> None:
    """Classer un système au regard du règlement sur l’IA : étiquettes, rôles, obligations et dates / Classify a system under the AI Act: labels, roles, duties and dates.

    Codes de sortie : 0 classé, 2 fichier ou usage incorrect. / Exit codes: 0 classified, 2 bad file or usage.
    """
    from compliance import pipeline
    from compliance.cli.choices import one_of
    from compliance.cli.documents import printed
    from compliance.cli.dress import dress_of
    from compliance.cli.errors import CommandError
    from compliance.cli.options import day_of, language_of, rules_of
    from compliance.cli.result import deliver, screen
    from compliance.cli.waived import Chosen, assessed
    from compliance.cli.write import held
    from compliance.facts.world import World
    from compliance.reports.ai_act_reserves import reserves_of
    from compliance.reports.words import Words
    from compliance.system.load import load_system

    language, day = language_of(lang), day_of(as_of)
    one_of(output, FORMATS)
    if output in BINARY and out is None:
        raise CommandError("out_needed", format=output)
    dress = dress_of(language, brand, templates, pdf_engine, template)
    system = load_system(file)
    rules = rules_of(catalog, policy)
    words = Words(language, rules.terms)
    key = next(key for key in rules.frameworks if key in rules.classifications)
    chosen = Chosen(waivers, ignore_waivers, policy)
    if output in DOCUMENTS:
        from compliance.reports.ai_act_report import html_page

        whole = assessed(system, rules, day, words, chosen, [key])
        deliver(held(lambda: printed(html_page(whole, words, dress.brand), output, whole, dress)), out, words)
        return
    assessment = assessed(system, rules, day, words, chosen, [key], answers=False)
    world = World(system.description, day, rules.parameters_on(day))
    result = pipeline.classified(system, rules, rules.frameworks[key], world, assessment.frameworks)
    beside = reserves_of(result, assessment, words)
    if output == "json":
        from compliance.reports.classification_json import render

        deliver(render(result, assessment.system, rules.digest, words, beside), out, words)
        return
    from compliance.reports.classification_terminal import show

    screen(lambda console: show(result, assessment.system, words, console, trace, beside), out, words)
