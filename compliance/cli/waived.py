"""The waivers of a system for the commands that assess it: options, reading, and what is said when they are left aside."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

if TYPE_CHECKING:
    from compliance.assessment.model import Assessment
    from compliance.assessment.waivers import Waiver
    from compliance.catalog.load import Catalog
    from compliance.reports.words import Words
    from compliance.system.load import LoadedSystem

WaiversFile = Annotated[
    Path | None, typer.Option("--waivers", metavar="FILE", help="Dérogations ; par défaut waivers.yaml près du système / waivers; by default waivers.yaml beside the system.")
]
IgnoreWaivers = Annotated[bool, typer.Option("--ignore-waivers", help="Évaluer sans aucune dérogation / assess without any waiver.")]


class Chosen(NamedTuple):
    """What the command line says of waivers, and the policy that says where they stand and how long they may last."""

    file: Path | None = None
    ignored: bool = False
    policy: Path | None = None


def waivers_for(system: "LoadedSystem", rules: "Catalog", words: "Words", policy: Path | None, chosen: Path | None, ignored: bool) -> tuple["Waiver", ...]:
    """The waivers that count for one system; none, and a line that says so, when they are to be ignored.

    Nothing more is loaded when neither a policy nor a file of waivers stands near the system. Raises InvalidInput for a waiver that cannot be used.
    """
    (found,) = waivers_of_each([system], rules, words, Chosen(chosen, ignored, policy))
    return found


def waivers_of_each(systems: Sequence["LoadedSystem"], rules: "Catalog", words: "Words", chosen: Chosen) -> list[tuple["Waiver", ...]]:
    """The waivers that count for each of several systems, and how many are ignored on request.

    Raises InvalidInput with every problem of the files of waivers.
    """
    from compliance.base.problems import InvalidInput, Problem

    listed: list[tuple[Waiver, ...]] = []
    problems: list[Problem] = []
    for system in systems:
        try:
            listed.append(_near(system, rules, chosen))
        except InvalidInput as error:
            problems += error.problems
    if problems:
        raise InvalidInput(problems)
    if not chosen.ignored:
        return listed
    if set_aside := {waiver for found in listed for waiver in found}:
        import sys

        print(words.say("gate.note.waivers_ignored", count=len(set_aside)), file=sys.stderr)
    return [()] * len(listed)


def _near(system: "LoadedSystem", rules: "Catalog", chosen: Chosen) -> tuple["Waiver", ...]:
    from compliance.gate.places import WAIVERS, policy_file, waivers_file

    file = Path(system.file)
    if chosen.file is None and policy_file(file, chosen.policy) is None and waivers_file(file, WAIVERS, None, None) is None:
        return ()
    from compliance.gate.run import waivers_of

    return waivers_of(system, rules, chosen.policy, chosen.file)


def hold_matched(waivers: tuple["Waiver", ...], assessment: "Assessment") -> None:
    """Refuse waivers that name nothing of the system.

    Raises InvalidInput.
    """
    if waivers:
        from compliance.gate.run import all_matched

        all_matched(waivers, assessment)


def hold_matched_together(waivers: Sequence[tuple["Waiver", ...]], assessments: Sequence["Assessment"]) -> None:
    """Refuse waivers that name nothing in any of the systems in whose scope they are.

    Raises InvalidInput.
    """
    numbers = {waiver: number for number, waiver in enumerate(dict.fromkeys(waiver for mine in waivers for waiver in mine))}
    if not numbers:
        return
    from compliance.base.problems import InvalidInput
    from compliance.gate.waivers_file import matches, unmatched

    tables = [dict(matches({numbers[waiver]: waiver for waiver in mine}, assessment)) for mine, assessment in zip(waivers, assessments, strict=True)]
    if problems := unmatched(tuple(numbers), tables, [finding.id for assessment in assessments for finding in assessment.findings]):
        raise InvalidInput(problems)


def assessed(
    system: "LoadedSystem", rules: "Catalog", day: date, words: "Words", chosen: Chosen, only: Sequence[str] = (), traces: bool = True, answers: bool = True
) -> "Assessment":  # fmt: skip
    """One system assessed with its waivers; over every framework where it has any, so that one which names nothing is refused wherever it stands.

    Raises InvalidInput for a waiver that cannot be used, or that names nothing of the system.
    """
    from compliance import pipeline

    (waivers,) = waivers_of_each([system], rules, words, chosen)
    assessment = pipeline.assess(system, rules, day, () if waivers else only, traces=traces, answers=answers, waivers=waivers)
    hold_matched(waivers, assessment)
    return assessment
