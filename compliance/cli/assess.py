"""`comply assess`: what binds a system, what is met, what is missing, what nobody has said."""

from pathlib import Path
from typing import Annotated

import typer

from compliance.cli.dress import BrandFile, PdfEngine, Templates, WordTemplate
from compliance.cli.options import AsOf, Catalogs, Lang, PolicyFile
from compliance.cli.waived import IgnoreWaivers, WaiversFile

FORMATS = ("text", "json")


def assess(
    file: Annotated[Path, typer.Argument(metavar="SYSTEM.YAML", help="Description du système / description of the system.")],
    output: Annotated[str, typer.Option("--format", metavar="text|json", help="Forme du résultat / form of the result.")] = "text",
    lang: Lang = None,
    as_of: AsOf = None,
    framework: Annotated[list[str] | None, typer.Option("--framework", metavar="ID", help="Ne retenir que ce référentiel / keep this framework only.")] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="DIR", help="Dossier où écrire les rapports / folder for the reports.")] = None,
    write: Annotated[
        list[str] | None,
        typer.Option(
            "--write",
            metavar="pdf|html|json|docx|xlsx|md",
            help="Rapports à écrire, à répéter au besoin (par défaut json, html et pdf) / reports to write, to be repeated as needed (json, html and pdf by default).",
        ),
    ] = None,
    pdf_engine: PdfEngine = "auto",
    brand: BrandFile = None,
    template: WordTemplate = None,
    templates: Templates = None,
    catalog: Catalogs = None,
    policy: PolicyFile = None,
    waivers: WaiversFile = None,
    ignore_waivers: IgnoreWaivers = False,
) -> None:
    """Évaluer un système : ce qui le lie, ce qui manque, ce que personne n’a dit / Assess a system: what binds it, what is missing, what nobody has said.

    Codes de sortie : 0 évalué, 2 fichier ou usage incorrect. / Exit codes: 0 assessed, 2 bad file or usage.
    """
    from compliance import pipeline
    from compliance.cli.choices import one_of, some_of
    from compliance.cli.documents import KINDS
    from compliance.cli.errors import CommandError
    from compliance.cli.options import console, day_of, language_of, rules_of
    from compliance.cli.streams import watched
    from compliance.cli.waived import hold_matched, waivers_for
    from compliance.cli.write import USUAL
    from compliance.reports.words import Words
    from compliance.system.load import load_system

    language, day = language_of(lang), day_of(as_of)
    one_of(output, FORMATS)
    if write and out is None:
        raise CommandError("out_needed", format=write[0])
    wanted = some_of(write or (), KINDS) or USUAL
    dress = None
    if out is not None or brand or template or templates or pdf_engine != "auto":
        from compliance.cli.dress import dress_of

        dress = dress_of(language, brand, templates, pdf_engine, template)
    with watched(Words(language), "assessing"):
        system = load_system(file)
        rules = rules_of(catalog, policy)
        some_of(framework or (), rules.frameworks)
        words = Words(language, rules.terms)
        accepted = waivers_for(system, rules, words, policy, waivers, ignore_waivers)
        assessment = pipeline.assess(system, rules, day, framework or (), waivers=accepted)
        hold_matched(accepted, assessment)
    record: bytes | None = None
    if output == "json":
        import sys

        from compliance.reports.json_report import pieces

        kept: list[bytes] | None = [] if out is not None else None
        for piece in pieces(assessment, words):
            sys.stdout.buffer.write(piece)
            if kept is not None:
                kept.append(piece)
        sys.stdout.flush()
        record = b"".join(kept) if kept is not None else None
    else:
        from compliance.reports.terminal import show

        show(assessment, words, console())
    if out is not None and dress is not None:
        from compliance.cli.write import write_set

        write_set(assessment, rules, words, out, dress, wanted, record)
