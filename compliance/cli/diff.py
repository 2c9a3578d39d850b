"""`comply diff`: what changed between two assessments, and why: the system, the rules, or the calendar."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from compliance.cli.options import AsOf, Catalogs, Lang

if TYPE_CHECKING:
    from datetime import date

    from compliance.assessment.saved import Saved
    from compliance.catalog.load import Catalog
    from compliance.reports.words import Words
    from compliance.system.load import LoadedSystem

FORMATS = ("text", "json")


def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="Avant : évaluation JSON ou système / before: saved JSON or system file.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="Après : évaluation JSON ou système / after: saved JSON or system file.")],
    old_as_of: Annotated[str | None, typer.Option("--old-as-of", metavar="AAAA-MM-JJ", help="Date pour OLD, par défaut celle de NEW / date for OLD, else that of NEW.")] = None,
    output: Annotated[str, typer.Option("--format", metavar="text|json", help="Forme du résultat / form of the result.")] = "text",
    everything: Annotated[bool, typer.Option("--all", help="Ne rien couper / cut nothing.")] = False,
    lang: Lang = None,
    as_of: AsOf = None,
    catalog: Catalogs = None,
) -> None:
    """Dire ce qui a changé et pourquoi : le système, les règles ou le calendrier / Say what changed and why: the system, the rules or the calendar.

    Pour voir l’effet du calendrier, donnez deux fois le même fichier et deux dates. / For the effect of the calendar, give the same file twice and two dates.

    Codes de sortie : 0 comparé, 2 fichier ou usage incorrect. / Exit codes: 0 compared, 2 bad file or usage.
    """
    import json
    import sys

    from compliance.assessment.diff import compare
    from compliance.assessment.saved import read_saved
    from compliance.assessment.saved_language import in_language
    from compliance.catalog.load import load_catalog
    from compliance.cli.choices import one_of
    from compliance.cli.options import day_of, language_of
    from compliance.reports import changes
    from compliance.reports.words import Words
    from compliance.system.load import load_system

    language, day = language_of(lang), day_of(as_of)
    one_of(output, FORMATS)
    rules = load_catalog(catalog or ())
    words = Words(language, rules.terms)
    kept = {path: in_language(read_saved(path), rules, language) for path in (old, new) if path.suffix.lower() == ".json"}
    loaded = {path: load_system(path) for path in (old, new) if path not in kept}
    new_day = kept[new].as_of if new in kept else day
    old_day = kept[old].as_of if old in kept else day_of(old_as_of) if old_as_of else new_day
    before = kept[old] if old in kept else _assessed(loaded[old], rules, old_day, words)
    after = kept[new] if new in kept else _assessed(loaded[new], rules, new_day, words)
    middle = None
    if before.as_of != after.as_of and loaded:
        middle = _assessed(loaded[old], rules, new_day, words) if old in loaded else _assessed(loaded[new], rules, old_day, words)
    found = compare(before, after, middle, old_system=old in loaded)
    if output == "json":
        sys.stdout.buffer.write((json.dumps(changes.plain(found), ensure_ascii=False, indent=1) + "\n").encode())
    else:
        shorts = {key: words.text(framework.short) for key, framework in rules.frameworks.items()}
        for line in changes.lines(found, words, shorts, everything):
            print(line)


def _assessed(system: "LoadedSystem", rules: "Catalog", day: "date", words: "Words") -> "Saved":
    """A system as of a day, in the form in which saved assessments are compared."""
    from compliance import pipeline
    from compliance.assessment.saved import from_data
    from compliance.cli.waived import waivers_for
    from compliance.reports.json_report import plain

    accepted = waivers_for(system, rules, words, None, None, ignored=False)
    return from_data(plain(pipeline.assess(system, rules, day, waivers=accepted), words), system.file)
