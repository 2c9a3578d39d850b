"""`comply evidence`: the documents attached to a description, and whether they are still those that were attached."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from compliance.cli.options import AsOf, Catalogs, Lang, PolicyFile
from compliance.cli.waived import IgnoreWaivers, WaiversFile

if TYPE_CHECKING:
    from datetime import date

    from compliance.cli.waived import Chosen
    from compliance.reports.view_reserves import Reserves
    from compliance.reports.words import Words
    from compliance.system.load import LoadedSystem

FORMATS = ("text", "json")

app = typer.Typer(no_args_is_help=True, help="Vérifier les documents joints / check attached documents.")


@app.callback()
def evidence() -> None:
    """Vérifier les documents joints / Check attached documents."""


@app.command(short_help="vérifier empreinte, présence et date / check digest, presence and date")
def verify(
    file: Annotated[Path, typer.Argument(metavar="SYSTEM.YAML", help="Description du système / description of the system.")],
    output: Annotated[str, typer.Option("--format", metavar="text|json", help="Forme du résultat / form of the result.")] = "text",
    lang: Lang = None,
    as_of: AsOf = None,
    catalog: Catalogs = None,
    policy: PolicyFile = None,
    waivers: WaiversFile = None,
    ignore_waivers: IgnoreWaivers = False,
) -> None:
    """Vérifier empreinte, présence et date de chaque document / Check digest, presence and date of every document.

    Un document est joint quand sa description porte `reference:` (chemin relatif) et `sha256:`. /
    A document is attached when its description holds `reference:` (relative path) and `sha256:`.

    Codes de sortie : 0 en ordre, 2 fichier incorrect, 4 document manquant, modifié ou périmé. / Exit codes: 0 in order, 2 bad file, 4 document missing, altered or stale.
    """
    import json

    from compliance.assessment.model import LOST
    from compliance.cli.choices import one_of
    from compliance.cli.errors import EXPIRED, OPEN
    from compliance.cli.options import day_of, language_of
    from compliance.cli.waived import Chosen
    from compliance.reports.reserves_json import waiver_data
    from compliance.reports.terminal import safe
    from compliance.reports.view_reserves import sentences
    from compliance.reports.words import Words
    from compliance.system.load import load_system

    words, day = Words(language_of(lang)), day_of(as_of)
    one_of(output, FORMATS)
    system = load_system(file)
    told = _documents(system, day)
    beside = _waivers(system, day, words, catalog, Chosen(waivers, ignore_waivers, policy))
    wrong = sum(item["stale"] or item["state"] in LOST for item in told)
    if output == "json":
        listed = {"waivers": [waiver_data(view) for view in beside.waivers]} if beside.waivers else {}
        print(json.dumps({"format": 1, "documents": told, **listed}, ensure_ascii=False, indent=1))
        raise typer.Exit(EXPIRED if wrong else OPEN)
    for item in told:
        said = [words.say(f"evidence.{item['state']}"), *([words.say("stale")] if item["stale"] else [])]
        if item["digest"]:
            said.append(words.say("evidence.note_digest", digest=item["digest"]))
        print(safe(f"{words.say('join').join(said)}  {item['id']}  {_named(item)}  ({item['file']}:{item['line']}:{item['column']})"))
    for line, place in sentences(beside, words):
        print(safe(f"{line}  ({place})"))
    key = "evidence.none" if not told else "evidence.wrong" if wrong else "evidence.sound"
    print(words.say(key, count=wrong, total=len(told)))
    raise typer.Exit(EXPIRED if wrong else OPEN)


def _documents(system: "LoadedSystem", day: "date") -> list[dict[str, Any]]:
    """Every document with its state; `digest` is the one to note for a file that stands beside the description and has none."""
    from compliance.assessment.attachments import digest_of, place_of, state_of
    from compliance.assessment.evidence import is_stale

    found = []
    for document in system.description.documents or []:
        state = state_of(document, system)
        place = place_of(document.reference, document, system) if state == "elsewhere" and document.reference else None
        digest = digest_of(place) if place is not None and place.is_file() else ""
        position = system.position(document.location)
        found.append({
            "id": document.id, "name": document.title or document.reference or document.id, "reference": document.reference, "expires": str(document.expires or ""),
            "state": state, "stale": is_stale(document, day), "digest": digest, "file": position.file, "line": position.line, "column": position.column,
        })  # fmt: skip
    return found


def _waivers(system: "LoadedSystem", day: "date", words: "Words", catalog: list[Path] | None, chosen: "Chosen") -> "Reserves":
    """The waivers of the system; it is assessed only where it has any.

    Raises InvalidInput for a waiver that cannot be used, or that names nothing of the system.
    """
    from dataclasses import replace

    from compliance import pipeline
    from compliance.cli.options import rules_of
    from compliance.cli.waived import hold_matched, waivers_of_each
    from compliance.reports.view_reserves import NONE, reserves
    from compliance.reports.words import Words

    rules = rules_of(catalog, chosen.policy)
    (accepted,) = waivers_of_each([system], rules, words, chosen)
    if not accepted:
        return NONE
    assessment = pipeline.assess(system, rules, day, waivers=accepted, traces=False, answers=False)
    hold_matched(accepted, assessment)
    return replace(reserves(assessment, Words(words.language, rules.terms)), evidence=())


def _named(item: "dict[str, Any]") -> str:
    """A document by its name, and the file that it names where that one is lost."""
    from compliance.assessment.model import LOST

    lost = item["state"] in LOST and item["reference"] != item["name"]
    return f"{item['name']} ({item['reference']})" if lost else str(item["name"])
