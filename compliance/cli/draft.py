"""`comply draft`: the documents that the AI Act asks for, filled from the description, with a question wherever nobody has said anything."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from compliance.cli.dress import BrandFile, PdfEngine, Templates, WordTemplate
from compliance.cli.options import AsOf, Catalogs, Lang, PolicyFile
from compliance.cli.waived import IgnoreWaivers, WaiversFile

if TYPE_CHECKING:
    from compliance.assessment.ai_act_drafts_model import Draft
    from compliance.assessment.ai_act_model import Classification
    from compliance.assessment.model import Assessment
    from compliance.catalog.load import Catalog
    from compliance.cli.dress import Dress
    from compliance.facts.world import World
    from compliance.reports.view_reserves import Reserves
    from compliance.reports.words import Words

FORMATS = ("text", "pdf", "docx", "html", "md", "json")
LISTED = ("text", "json")
BINARY = ("docx", "pdf")
LIST = "list"


def draft(
    document: Annotated[
        str,
        typer.Argument(
            metavar="[DOCUMENT|list]", help="Document à écrire, ou list pour savoir lesquels sont demandés / document to write, or list to learn which ones are asked for."
        ),
    ],
    file: Annotated[Path | None, typer.Argument(metavar="SYSTEM.YAML", help="Description du système / description of the system.", show_default=False)] = None,
    output: Annotated[str, typer.Option("--format", metavar="text|pdf|docx|html|md|json", help="Forme du document / form of the document.")] = "text",
    out: Annotated[Path | None, typer.Option("--out", metavar="DIR|FILE", help="Dossier ou fichier où écrire / folder or file to write to.")] = None,
    lang: Lang = None,
    as_of: AsOf = None,
    catalog: Catalogs = None,
    policy: PolicyFile = None,
    pdf_engine: PdfEngine = "auto",
    brand: BrandFile = None,
    template: WordTemplate = None,
    templates: Templates = None,
    waivers: WaiversFile = None,
    ignore_waivers: IgnoreWaivers = False,
) -> None:
    """Écrire le projet d’un document que le règlement sur l’IA demande, ou dire lesquels sont demandés /
    Write the draft of a document that the AI Act asks for, or tell which ones it asks for.

    `comply draft system.yaml` liste les documents. Codes de sortie : 0 écrit, 2 fichier ou usage incorrect. /
    `comply draft system.yaml` lists the documents. Exit codes: 0 written, 2 bad file or usage.
    """
    from compliance.assessment.ai_act_drafts import draft as drafted
    from compliance.assessment.ai_act_drafts import drafts, tables
    from compliance.cli.choices import one_of
    from compliance.cli.dress import dress_of
    from compliance.cli.errors import CommandError
    from compliance.cli.options import day_of, language_of, rules_of
    from compliance.cli.progress import Progress
    from compliance.cli.result import deliver, screen
    from compliance.cli.waived import Chosen, assessed
    from compliance.cli.write import held
    from compliance.facts.world import World
    from compliance.reports.ai_act_draft_json import render_list
    from compliance.reports.ai_act_draft_terminal import show_draft, show_list
    from compliance.reports.ai_act_reserves import beside_drafts
    from compliance.reports.words import Words
    from compliance.system.load import load_system

    if file is None:  # the only word given is the description
        document, file = LIST, Path(document)
    language, day = language_of(lang), day_of(as_of)
    one_of(output, LISTED if document == LIST else FORMATS)
    rules = rules_of(catalog, policy)
    if document == LIST and str(file) in (LIST, *tables(rules)) and not file.exists():
        raise CommandError("system_file_needed", document=str(file))
    one_of(document, [LIST, *tables(rules)])
    if output in BINARY and out is None:
        raise CommandError("out_needed", format=output)
    dress = dress_of(language, brand, templates, pdf_engine, template)
    system = load_system(file)
    words = Words(language, rules.terms)
    world = World(system.description, day, rules.parameters_on(day))
    assessment = assessed(system, rules, day, words, Chosen(waivers, ignore_waivers, policy), list(rules.classifications), traces=False, answers=False)
    classified = classified_with(assessment, rules, world)
    beside = beside_drafts(classified.values(), assessment, words)
    target = inside(out, document, output)
    if document == LIST:
        shown = drafts(system, rules, classified, world, assessment.engine)
        if output == "json":
            deliver(render_list(shown, words, beside), target, words)
        else:
            screen(lambda console: show_list(shown, words, console, beside), target, words)
        return
    found = drafted(document, system, rules, classified, world, assessment.engine)
    if output == "text":
        screen(lambda console: show_draft(found, words, console, beside), target, words)
        return
    with Progress(words) as progress:
        progress.now(target.name if target is not None else output)
        made = held(lambda: content(found, assessment, output, words, dress, beside))
    deliver(made, target, words)


def classified_with(assessment: "Assessment", rules: "Catalog", world: "World") -> "Mapping[str, Classification]":
    """Where the system stands under each framework that works by labels, with what the assessment shows of every duty."""
    from compliance.assessment.ai_act import classify

    shown = {result.id: result.requirements for result in assessment.frameworks}
    return {key: classify(world, table, rules.frameworks[key], shown.get(key, ())) for key, table in rules.classifications.items()}


def inside(out: Path | None, document: str, output: str) -> Path | None:
    """The file to write: in a folder, one named after the document."""
    if out is None or not (out.is_dir() or not out.suffix):
        return out
    return out / f"{document}.{'txt' if output == 'text' else output}"


def content(found: "Draft", assessment: "Assessment", output: str, words: "Words", dress: "Dress", beside: "Reserves") -> bytes:
    """The draft in one of its forms.

    Raises EngineMissing when no engine that writes PDF can be loaded, TemplateFault for a template of the user's that cannot be filled.
    """
    from compliance.cli.documents import printed
    from compliance.reports.ai_act_draft_json import render

    if output == "json":
        return render(found, words, beside)
    from compliance.reports.ai_act_draft_document import html_page

    attached = ("draft.json", render(found, words, beside)) if output == "pdf" else None
    return printed(html_page(found, words, dress.brand, beside), output, assessment, dress, attached)
