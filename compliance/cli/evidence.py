"""`comply evidence`: the documents attached to a description, and whether they are still those that were attached."""

from pathlib import Path
from typing import Annotated

import typer

from compliance.cli.options import AsOf, Lang

app = typer.Typer(no_args_is_help=True, help="Vérifier les documents joints / check attached documents.")


@app.callback()
def evidence() -> None:
    """Vérifier les documents joints / Check attached documents."""


@app.command()
def verify(
    file: Annotated[Path, typer.Argument(metavar="SYSTEM.YAML", help="Description du système / description of the system.")],
    lang: Lang = None,
    as_of: AsOf = None,
) -> None:
    """Vérifier empreinte, présence et date de chaque document / Check digest, presence and date of every document.

    Un document est joint quand sa description porte `reference:` (chemin relatif) et `sha256:`. / A document is attached when it states both.

    Codes de sortie : 0 en ordre, 2 fichier incorrect, 4 document manquant, modifié ou périmé. / Exit codes: 0 in order, 2 bad file, 4 missing, altered or stale.
    """
    from compliance.assessment.attachments import digest_of, place_of, state_of
    from compliance.assessment.evidence import is_stale
    from compliance.cli.errors import EXPIRED, OPEN
    from compliance.cli.options import day_of, language_of
    from compliance.reports.terminal import safe
    from compliance.reports.words import Words
    from compliance.system.load import load_system

    words, day = Words(language_of(lang)), day_of(as_of)
    system = load_system(file)
    wrong = 0
    documents = system.description.documents or []
    for document in documents:
        state = state_of(document, system)
        stale = is_stale(document, day)
        wrong += stale or state in ("missing", "altered", "outside")
        told = [words.say(f"evidence.{state}")]
        if stale:
            told.append(words.say("stale"))
        place = place_of(document.reference, document, system) if state == "elsewhere" and document.reference else None
        if place is not None and place.is_file():
            told.append(words.say("evidence.note_digest", digest=digest_of(place)))
        name = document.title or document.reference or document.id
        print(safe(f"{words.say('join').join(told)}  {document.id}  {name}  ({system.position(document.location)})"))
    key = "evidence.none" if not documents else "evidence.wrong" if wrong else "evidence.sound"
    print(words.say(key, count=wrong, total=len(documents)))
    raise typer.Exit(EXPIRED if wrong else OPEN)
