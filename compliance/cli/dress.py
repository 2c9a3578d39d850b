"""How documents are dressed: the options that every command which writes them shares, and what they stand for."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from compliance.base.text import Language

if TYPE_CHECKING:
    from compliance.reports.brand import Brand

MOST = 50_000_000

BrandFile = Annotated[Path | None, typer.Option("--brand", metavar="BRAND.YAML", help="Charte du cabinet / brand of the house.")]
WordTemplate = Annotated[Path | None, typer.Option("--template", metavar="CLIENT.DOCX", help="Modèle Word du client / Word template of the client.")]
Templates = Annotated[Path | None, typer.Option("--templates", metavar="DIR", help="Modèles qui remplacent ceux du programme / templates that replace the shipped ones.")]
PdfEngine = Annotated[str, typer.Option("--pdf-engine", metavar="auto|typst|weasyprint", help="Moteur PDF / PDF engine.")]


@dataclass(frozen=True, slots=True)
class Dress:
    """The brand, the engine that writes PDF, and the Word file whose styles are taken."""

    brand: "Brand"
    engine: str = "auto"
    word: bytes | None = None


def dress_of(language: Language, brand: Path | None, templates: Path | None, engine: str = "auto", word: Path | None = None) -> Dress:
    """What the options ask for, read and checked before any document is made.

    Raises InvalidInput for a problem in one of the files, CommandError for an unknown engine or a Word file that cannot be read.
    """
    from compliance.cli.choices import one_of
    from compliance.reports.brand import PLAIN, load_brand
    from compliance.reports.pdf import ENGINES

    one_of(engine, ENGINES)
    found = load_brand(brand, language) if brand is not None else PLAIN
    if templates is not None:
        from compliance.reports.own_templates import own_templates

        found = replace(found, templates=(own_templates(templates), *found.templates))
    return Dress(found, engine, _word(word) if word is not None else None)


def _word(path: Path) -> bytes:
    """The content of a Word file that a document can be put into."""
    from compliance.cli.errors import CommandError
    from compliance.reports.docx_report import opens

    try:
        content = path.read_bytes() if path.is_file() and path.stat().st_size <= MOST else b""
    except OSError:
        content = b""
    if not content or not opens(content):
        raise CommandError("word_template", path=path)
    return content
