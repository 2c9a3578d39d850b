"""`comply report`: any document of a kept assessment, made again from what the file holds."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from compliance.cli.dress import BrandFile, PdfEngine, Templates, WordTemplate
from compliance.cli.options import Catalogs, Lang

if TYPE_CHECKING:
    from compliance.assessment.model import Assessment
    from compliance.catalog.load import Catalog

DEFAULT = ("html", "pdf")
TEXT = ("html", "json", "md")


def report(
    file: Annotated[Path, typer.Argument(metavar="ASSESSMENT.JSON", help="Évaluation enregistrée / saved assessment.")],
    output: Annotated[
        list[str] | None,
        typer.Option(
            "--format", metavar="pdf|html|json|docx|xlsx|md", help="Forme, à répéter au besoin (par défaut html et pdf) / form, to be repeated as needed (html and pdf by default)."
        ),
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="DIR", help="Dossier où écrire / folder to write into.")] = None,
    lang: Lang = None,
    pdf_engine: PdfEngine = "auto",
    brand: BrandFile = None,
    template: WordTemplate = None,
    templates: Templates = None,
    catalog: Catalogs = None,
) -> None:
    """Imprimer une évaluation enregistrée, sous toute forme et dans les deux langues / Print a saved assessment, in any form and in both languages.

    L’évaluation est imprimée telle qu’elle a été faite : avec d’autres règles que les siennes, rien n’est écrit. /
    The assessment is printed as it was made: with other rules than its own, nothing is written.

    Codes de sortie : 0 écrit, 2 fichier ou usage incorrect. / Exit codes: 0 written, 2 bad file or usage.
    """
    from compliance.cli.choices import some_of
    from compliance.cli.documents import KINDS, documents
    from compliance.cli.dress import dress_of
    from compliance.cli.errors import CommandError
    from compliance.cli.options import language_of
    from compliance.cli.streams import watched
    from compliance.cli.write import held, write_set
    from compliance.reports.words import Words

    language = language_of(lang)
    kinds = some_of(output or (), KINDS) or DEFAULT
    if out is None and (len(kinds) > 1 or kinds[0] not in TEXT):
        raise CommandError("out_needed", format=next((kind for kind in kinds if kind not in TEXT), kinds[0]))
    dress = dress_of(language, brand, templates, pdf_engine, template)
    with watched(Words(language), "assessing"):
        assessment, rules = read(file, catalog)
    words = Words(language, rules.terms)
    if out is not None:
        write_set(assessment, rules, words, out, dress, kinds)
    else:
        typer.echo(b"".join(held(make) for make in documents(assessment, rules, words, dress, kinds).files.values()), nl=False)


def read(path: Path, catalogs: list[Path] | None) -> "tuple[Assessment, Catalog]":
    """A kept assessment made again from the description it holds, with the rules it was made by, its policy applied.

    Raises InvalidInput for a file that is none, was changed afterwards, or comes from other rules than those at hand.
    """
    from compliance import pipeline
    from compliance.assessment.saved import content_of, data_of
    from compliance.assessment.saved_input import input_of, policy_of
    from compliance.catalog.load import load_catalog
    from compliance.catalog.policy import apply_policy
    from compliance.cli.errors import CommandError

    file = str(path)
    content = content_of(path)
    data = data_of(content, file)
    kept = input_of(data, file)
    rules = load_catalog(catalogs or ())
    if kept.rules != rules.digest:
        values = {"kept": kept.rules[:16], "here": rules.digest[:16], "engine": kept.engine, "file": kept.system.file, "day": kept.as_of}
        raise CommandError("saved_other_rules", **{name: _safe(value) for name, value in values.items()})
    policy = policy_of(data, file, rules)
    if policy is not None:
        rules = apply_policy(rules, policy)
    assessment = pipeline.assess(kept.system, rules, kept.as_of, kept.frameworks, waivers=kept.waivers)
    hold_unaltered(content, data, assessment, rules, file, kept.engine)
    return assessment, rules


def hold_unaltered(content: bytes, data: dict[str, Any], assessment: "Assessment", rules: "Catalog", file: str, engine: str) -> None:
    """Refuse a file that says otherwise than its description does under the same rules: told again in the language of the file, the assessment gives the same file.

    Another version of the program may word things otherwise, and must have decided the same. Raises InvalidInput with the first path that differs.
    """
    import json

    import compliance
    from compliance.assessment.saved_differs import decided, first_difference
    from compliance.base.problems import InvalidInput, Position, Problem
    from compliance.base.text import one_line
    from compliance.reports.json_report import render
    from compliance.reports.words import Words

    language = data.get("language")
    if language not in ("fr", "en"):
        raise InvalidInput([Problem("not_one_of", Position(file), "language", {"value": one_line(str(language)), "expected": "fr, en"})])
    told = render(assessment, Words("fr" if language == "fr" else "en", rules.terms))
    if told == content:
        return
    again = json.loads(told)
    if engine == compliance.__version__:
        if (path := first_difference(again, data)) is not None:
            raise InvalidInput([Problem("saved_altered", Position(file), one_line(path, 160))])
    elif (path := first_difference(decided(again), decided(data))) is not None:
        raise InvalidInput([Problem("saved_decided_otherwise", Position(file), one_line(path, 160), {"engine": one_line(engine, 40)})])


def _safe(value: object) -> str:
    from compliance.base.text import one_line

    return one_line(str(value), 200)
