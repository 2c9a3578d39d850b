"""`comply new`: writes the skeleton of a control or a framework, with its examples."""

from pathlib import Path
from typing import Annotated

import typer

from compliance.cli.options import Lang

app = typer.Typer(no_args_is_help=True, help="Commencer un contrôle ou un référentiel / start a control or a framework.")

TitleFr = Annotated[str, typer.Option("--title-fr", metavar="TEXTE", help="Titre en français / title in French.")]
TitleEn = Annotated[str, typer.Option("--title-en", metavar="TEXT", help="Titre en anglais / title in English.")]
NeededFr = Annotated[str, typer.Option("--title-fr", metavar="TEXTE", help="Titre en français, obligatoire / title in French, required.")]
NeededEn = Annotated[str, typer.Option("--title-en", metavar="TEXT", help="Titre en anglais, obligatoire / title in English, required.")]
Folder = Annotated[Path, typer.Option("--dir", metavar="DIR", help="Dossier du catalogue / folder of the catalog.")]


@app.command(short_help="commencer un contrôle / start a control")
def control(
    name: Annotated[str, typer.Argument(metavar="ID", help="Identifiant, par exemple IAM-90 / identifier, for instance IAM-90.")],
    title_fr: NeededFr = "",
    title_en: NeededEn = "",
    domain: Annotated[
        str | None, typer.Option("--domain", metavar="DOMAINE", help="Domaine (par défaut celui de l’identifiant) / domain (by default that of the identifier).")
    ] = None,
    folder: Folder = Path(),
    lang: Lang = None,
) -> None:
    """Écrire le squelette d’un contrôle, avec ses quatre exemples / Write the skeleton of a control, with its four examples.

    Codes de sortie : 0 écrit, 2 usage incorrect ou fichier déjà là. / Exit codes: 0 written, 2 bad usage or file already there.
    """
    from compliance.catalog.load import load_catalog
    from compliance.catalog.skeleton import control_skeleton, domain_of
    from compliance.cli.errors import CommandError

    found = domain_of(name)
    if not found or (domain is not None and not domain_of(f"{domain}-01")):
        raise CommandError("new_control_id", id=name if not found else domain)
    _titled(title_fr, title_en)
    known = load_catalog().controls
    if name in known:
        raise CommandError("new_id_taken", id=name, file=known[name].file)
    _write(control_skeleton(name, title_fr, title_en, domain or found, folder), folder, lang, name)


@app.command(short_help="commencer un référentiel / start a framework")
def framework(
    name: Annotated[str, typer.Argument(metavar="ID", help="Identifiant, par exemple politique-chu / identifier, for instance hospital-policy.")],
    title_fr: TitleFr = "",
    title_en: TitleEn = "",
    folder: Folder = Path(),
    lang: Lang = None,
) -> None:
    """Écrire le squelette d’un référentiel : le texte, une disposition, une correspondance / Write the skeleton of a framework: the text, one provision, one mapping.

    Codes de sortie : 0 écrit, 2 usage incorrect ou fichier déjà là. / Exit codes: 0 written, 2 bad usage or file already there.
    """
    from compliance.catalog.load import load_catalog
    from compliance.catalog.skeleton import framework_skeleton, is_framework_id
    from compliance.cli.errors import CommandError

    if not is_framework_id(name):
        raise CommandError("new_framework_id", id=name)
    if name in load_catalog().frameworks:
        raise CommandError("new_id_taken", id=name, file=f"frameworks/{name}/framework.yaml")
    _write(framework_skeleton(name, title_fr, title_en, folder), folder, lang, "")


def _titled(title_fr: str, title_en: str) -> None:
    from compliance.cli.errors import CommandError

    if not title_fr.strip() or not title_en.strip():
        raise CommandError("new_title")


def _write(files: dict[Path, str], folder: Path, lang: str | None, control_id: str) -> None:
    """Write every file, or none when one of them is already there."""
    from compliance.cli.errors import CommandError
    from compliance.cli.options import language_of
    from compliance.cli.write import write_file
    from compliance.reports.words import say

    language = language_of(lang)
    for path in files:
        if path.exists() or path.is_symlink():
            raise CommandError("would_overwrite", path=path)
    for path, content in files.items():
        write_file(path, content.encode())
        typer.echo(say("written", language, path=path))
    if control_id:
        typer.echo(say("new.next_row", language, id=control_id))
    typer.echo(say("new.next", language, folder=folder))
