"""`comply aipd`: the draft of the impact assessment, and what can be read back from a file of the CNIL's software."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from compliance.cli.dress import BrandFile, PdfEngine, Templates, WordTemplate
from compliance.cli.options import AsOf, Catalogs, Lang, PolicyFile
from compliance.cli.waived import IgnoreWaivers, WaiversFile

if TYPE_CHECKING:
    from compliance.assessment.aipd_model import Aipd
    from compliance.assessment.model import Assessment
    from compliance.cli.dress import Dress
    from compliance.reports.words import Words

FORMATS = ("md", "html", "cnil-json", "docx", "pdf")
BINARY = ("docx", "pdf")
DEFAULT = "draft"
HELP = ("-h", "--help")
SHOWN = 200


class DraftFirst(TyperGroup):
    """Lets `comply aipd system.yaml` stand for `comply aipd draft system.yaml`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the usual command first when none is named."""
        if args and args[0] not in self.commands and args[0] not in HELP:
            args = [DEFAULT, *args]
        return super().parse_args(ctx, args)


app = typer.Typer(cls=DraftFirst, no_args_is_help=True, help="Projet d’analyse d’impact (AIPD), et reprise d’un fichier de l’outil PIA / draft DPIA, and reading of a PIA file.")


@app.command(DEFAULT, short_help="écrire le projet d’AIPD / write the draft DPIA")
def draft(
    file: Annotated[Path, typer.Argument(metavar="SYSTEM.YAML", help="Description du système / description of the system.")],
    output: Annotated[str, typer.Option("--format", metavar="md|html|cnil-json|docx|pdf", help="Forme du document / form of the document.")] = "md",
    layout: Annotated[
        str, typer.Option("--layout", metavar="cnil|edpb", help="Ordre du document : CNIL ou modèle du CEPD / order of the document: CNIL or template of the EDPB.")
    ] = "cnil",
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Fichier où écrire le document / file for the document.")] = None,
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
    """Écrire le projet d’AIPD : test de nécessité, réponses, risques, plan d’action / Write the draft DPIA: test of need, answers, risks, action plan.

    `comply aipd system.yaml` suffit. Codes de sortie : 0 écrit, 2 fichier ou usage incorrect. / `comply aipd system.yaml` is enough. Exit codes: 0 written, 2 bad file or usage.
    """
    from compliance.assessment.aipd import draft as drafted
    from compliance.cli.choices import one_of
    from compliance.cli.dress import dress_of
    from compliance.cli.errors import CommandError
    from compliance.cli.options import day_of, language_of, rules_of
    from compliance.cli.progress import Progress
    from compliance.cli.result import deliver
    from compliance.cli.waived import Chosen, assessed
    from compliance.cli.write import held
    from compliance.reports.aipd_document import LAYOUTS
    from compliance.reports.words import Words
    from compliance.system.load import load_system

    language, day = language_of(lang), day_of(as_of)
    one_of(output, FORMATS)
    one_of(layout, LAYOUTS)
    if output in BINARY and out is None:
        raise CommandError("out_needed", format=output)
    dress = dress_of(language, brand, templates, pdf_engine, template)
    system = load_system(file)
    rules = rules_of(catalog, policy)
    if rules.aipd is None:
        raise CommandError("aipd_without_test")
    words = Words(language, rules.terms)
    assessment = assessed(system, rules, day, words, Chosen(waivers, ignore_waivers, policy))
    found = drafted(assessment, system, rules)
    with Progress(words) as progress:
        progress.now(out.name if out is not None else output)
        content = held(lambda: document(found, assessment, output, layout, words, dress))
    deliver(content, out, words)


def document(found: "Aipd", assessment: "Assessment", output: str, layout: str, words: "Words", dress: "Dress") -> bytes:
    """The draft in one of its forms.

    Raises EngineMissing when no engine that writes PDF can be loaded, TemplateFault for a template of the user's that cannot be filled.
    """
    from compliance.reports.aipd_reserves import reserves_of

    beside = reserves_of(found, assessment, words)
    if output == "cnil-json":
        from compliance.reports.cnil_json import render

        return render(found, words, beside)
    from compliance.cli.documents import printed
    from compliance.reports.aipd_document import html_page

    return printed(html_page(found, words, layout, dress.brand, beside), output, assessment, dress)


@app.command("import", short_help="commencer une description à partir d’un fichier de l’outil PIA / start a description from a PIA file")
def import_(
    file: Annotated[Path, typer.Argument(metavar="PIA.JSON", help="Fichier exporté par l’outil PIA de la CNIL / file exported by the CNIL’s PIA software.")],
    out: Annotated[Path | None, typer.Option("--out", metavar="SYSTEM.YAML", help="Description à écrire / description to write.")] = None,
    lang: Lang = None,
) -> None:
    """Commencer une description à partir d’un fichier de l’outil PIA / Start a description from a PIA file.

    Ce qui n’a pas pu être lu est listé sur la sortie d’erreur et à la fin du fichier. / What could not be read is listed on the error stream and at the end of the file.
    """
    import sys

    from compliance.cli.aipd_import import content_of, lexicon, starter_text
    from compliance.cli.options import language_of
    from compliance.cli.result import deliver
    from compliance.reports.terminal import safe
    from compliance.reports.words import Words
    from compliance.system.from_pia import MAX_BYTES, read_pia, starter

    words = Words(language_of(lang))
    found = starter(read_pia(content_of(file, MAX_BYTES), str(file)), lexicon())
    deliver(starter_text(found.data, found.unread, file.name, words).encode(), out, words)
    for where, text in found.unread:
        print(safe(words.say("pia.unread", where=where, text=text[:SHOWN])), file=sys.stderr)
    print(words.say("pia.read", count=len(found.unread)), file=sys.stderr)
