"""The waivers of a system for the commands that assess it: options, reading, and what is said when they are left aside."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from compliance.assessment.model import Assessment
    from compliance.assessment.waivers import Waiver
    from compliance.catalog.load import Catalog
    from compliance.reports.words import Words
    from compliance.system.load import LoadedSystem

WaiversFile = Annotated[Path | None, typer.Option("--waivers", metavar="FILE", help="Dérogations ; par défaut waivers.yaml près du système / waivers, by default waivers.yaml.")]
IgnoreWaivers = Annotated[bool, typer.Option("--ignore-waivers", help="Évaluer sans aucune dérogation / as if there were no waivers.")]


def waivers_for(system: "LoadedSystem", rules: "Catalog", words: "Words", policy: Path | None, chosen: Path | None, ignored: bool) -> tuple["Waiver", ...]:
    """The waivers that count for one system; none, and a line that says so, when they are to be ignored.

    Nothing more is loaded when neither a policy nor a file of waivers stands near the system. Raises InvalidInput for a waiver that cannot be used.
    """
    from compliance.gate.places import WAIVERS, policy_file, waivers_file

    file = Path(system.file)
    if chosen is None and policy_file(file, policy) is None and waivers_file(file, WAIVERS, None, None) is None:
        return ()
    from compliance.gate.run import waivers_of

    found = waivers_of(system, rules, policy, chosen)
    if not ignored:
        return found
    if found:
        import sys

        print(words.say("gate.note.waivers_ignored", count=len(found)), file=sys.stderr)
    return ()


def hold_matched(waivers: tuple["Waiver", ...], assessment: "Assessment") -> None:
    """Refuse waivers that name nothing of the system.

    Raises InvalidInput.
    """
    if waivers:
        from compliance.gate.run import all_matched

        all_matched(waivers, assessment)
