"""Options that several commands share, with one wording."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from compliance.base.text import Language
from compliance.cli.errors import CommandError, chosen_language

if TYPE_CHECKING:
    from compliance.catalog.load import Catalog

Lang = Annotated[str | None, typer.Option("--lang", metavar="fr|en", help="Langue du résultat / language of the result.")]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="AAAA-MM-JJ", help="Date de l’évaluation (par défaut aujourd’hui) / date of the assessment (today by default).")]
Catalogs = Annotated[list[Path] | None, typer.Option("--catalog", metavar="DIR", help="Catalogue ajouté / additional catalog.")]

PolicyFile = Annotated[Path | None, typer.Option("--policy", metavar="FILE", help="Politique : conventions et gravités / policy: conventions and severities.")]


def language_of(value: str | None) -> Language:
    """The language asked for.

    Raises CommandError for another word than fr or en.
    """
    if value is None:
        return chosen_language()
    if value not in ("fr", "en"):
        raise CommandError("option_language", value=value)
    return "fr" if value == "fr" else "en"


def rules_of(catalogs: list[Path] | None, policy: Path | None) -> "Catalog":
    """The shipped catalog with those added, as the policy wants it.

    Raises InvalidInput for a problem in one of the files.
    """
    from compliance.catalog.load import load_catalog

    rules = load_catalog(catalogs or ())
    if policy is None:
        return rules
    from compliance.catalog.policy import apply_policy, read_rules_policy

    return apply_policy(rules, read_rules_policy(policy, rules))


def day_of(value: str | None) -> date:
    """The day asked for, today when none is; the only place where the clock is read.

    Raises CommandError when the value is not a date.
    """
    if value is None:
        return date.today()  # noqa: DTZ011 - the assessment date is the user's civil day
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise CommandError("option_day", value=value) from None


def console(width: int | None = None) -> "rich.console.Console":  # type: ignore[name-defined]  # noqa: F821 - rich is imported when needed only
    """A console on the standard output: colours on a terminal unless NO_COLOR is set, none elsewhere."""
    import sys

    from rich.console import Console

    if sys.stdout.isatty():
        return Console(width=width, highlight=False)
    return Console(width=width or 140, color_system=None, force_terminal=False, highlight=False)
