"""`comply gate`: may this release pass; the exit code says so, the last line says why."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from compliance.cli.options import AsOf, Catalogs, Lang

if TYPE_CHECKING:
    from compliance.base.text import Language
    from compliance.gate.model import Judged
    from compliance.reports.words import Words

DETAILED = 3  # up to so many systems, each reason points at the answer that fails or is missing; beyond, at its subject


def gate(
    files: Annotated[list[Path], typer.Argument(metavar="SYSTEM.YAML...", help="Systèmes à examiner / systems to examine.")],
    policy: Annotated[
        Path | None, typer.Option("--policy", metavar="FILE", help="Politique ; par défaut comply.yaml près du système / policy; by default comply.yaml beside the system.")
    ] = None,
    waivers: Annotated[
        Path | None, typer.Option("--waivers", metavar="FILE", help="Dérogations ; par défaut waivers.yaml près du système / waivers; by default waivers.yaml beside the system.")
    ] = None,
    ignore_waivers: Annotated[bool, typer.Option("--ignore-waivers", help="Examiner sans aucune dérogation / examine without any waiver.")] = False,
    baseline: Annotated[
        list[Path] | None,
        typer.Option(
            "--baseline",
            metavar="ASSESSMENT.JSON",
            help="N’arrêter que ce qui est nouveau depuis cette évaluation enregistrée / stop only what is new since this saved assessment.",
        ),
    ] = None,
    output: Annotated[
        list[str] | None,
        typer.Option(
            "--output",
            metavar="FORMAT=FILE",
            help="sarif, junit, github, gitlab, codequality, jsonl ou json, vers un fichier ou - ; répétable / "
            "sarif, junit, github, gitlab, codequality, jsonl or json, to a file or -; may be repeated.",
        ),
    ] = None,
    all_reasons: Annotated[bool, typer.Option("--all", help="Montrer toutes les raisons / show every reason.")] = False,
    lang: Lang = None,
    as_of: AsOf = None,
    catalog: Catalogs = None,
) -> None:
    """Ouvrir ou fermer le passage à une mise en production / Open or close the gate to a release.

    Une obligation en vigueur et non remplie ferme le passage ; une classe de risque, jamais. / An obligation in force that is not met closes the gate; a class of risk never does.

    \b
    Codes de sortie / Exit codes:
      0  ouvert / open
      1  une obligation bloquante en vigueur n’est pas remplie / a blocking obligation that applies now is not met
      2  fichier, politique, dérogation ou usage incorrect, ou rien à examiner / bad input or usage, or nothing examined
      3  plus d’inconnues que la politique n’en permet / more unknowns than the policy allows
      4  une dérogation échue, une preuve périmée, manquante ou insuffisante / an expired waiver, stale, missing or weak evidence
    Quand il y a plusieurs raisons, le premier de 2, 1, 4, 3. / With several reasons, the first of 2, 1, 4, 3.

    Politique : la section `gate:` de comply.yaml ; sans elle, toute obligation bloquante non remplie et toute inconnue bloquante ferment. /
    Policy: the section `gate:` of comply.yaml; without it every blocking obligation not met and every blocking unknown closes.
    """
    from compliance.assessment.saved import read_saved
    from compliance.catalog.load import load_catalog
    from compliance.cli.gate_outputs import destinations, write_outputs
    from compliance.cli.options import day_of, language_of
    from compliance.gate.run import Choices, run
    from compliance.gate.summary import code_of
    from compliance.reports.words import Words

    language, day = language_of(lang), day_of(as_of)
    wanted = destinations(output or (), len(files))
    rules = load_catalog(catalog or ())
    unique = list(dict.fromkeys(files))
    detailed = bool(wanted) or len(unique) <= DETAILED
    choices = Choices(policy, waivers, ignore_waivers, tuple(read_saved(path) for path in baseline or ()), detailed)
    judged, _, ignored = run(unique, rules, tuple(catalog or ()), day, choices)
    words = Words(language, rules.terms)
    write_outputs(wanted, judged, rules, words)
    _tell(judged, ignored, words, language, all_reasons, quiet=any(destination.stdout for destination in wanted))
    raise typer.Exit(code_of(judged))


def _tell(judged: "list[Judged]", ignored: int, words: "Words", language: "Language", all_reasons: bool, quiet: bool) -> None:
    """Print the decisions; to the error stream when a format goes to the standard output."""
    import sys

    from compliance.cli.errors import tell
    from compliance.gate.model import OPEN
    from compliance.gate.summary import SHOWN, lines_of, overall, safe

    stream = sys.stderr if quiet else sys.stdout
    for one in judged:
        if one.decision is None:
            print(safe(words.say("gate.system.invalid", file=one.file)), file=stream, flush=True)
            tell(one.problems, language)
            continue
        lines = list(lines_of(one.decision, words, None if all_reasons else SHOWN if len(judged) <= DETAILED else DETAILED))
        if len(judged) > 1 or lines:
            key = "gate.system.open" if one.code == OPEN else "gate.system.closed"
            print(safe(words.say(key, file=one.file, system=one.decision.system)).rstrip(), file=stream)
        for line in lines:
            print(line, file=stream)
    if ignored:
        print(words.say("gate.note.waivers_ignored", count=ignored), file=stream)
    print(overall(judged, words), file=stream, flush=True)
