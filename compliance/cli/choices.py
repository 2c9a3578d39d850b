"""Checks that a word given on the command line is one of those expected."""

from collections.abc import Iterable, Set

from compliance.base.problems import closest
from compliance.base.text import one_line
from compliance.cli.errors import CommandError

BELOW = "-:."  # what stands between a name and the names below it
MOST, LISTED = 8, 40


def one_of(value: str, values: Iterable[str]) -> str:
    """The value, when it is one of `values`.

    Raises CommandError with a suggestion otherwise.
    """
    known = list(values)
    if value not in known:
        below = sorted(name for name in known if value and name.startswith(value) and name[len(value)] in BELOW)
        if below:
            more = f", … (+{len(below) - MOST})" if len(below) > MOST else ""
            raise CommandError("option_choice_below", value=one_line(value), expected=", ".join(below[:MOST]) + more)
        suggestion = closest(value, known)
        if suggestion:
            raise CommandError("option_choice_near", value=one_line(value), suggestion=suggestion)
        if len(known) > LISTED:
            raise CommandError("option_choice_many", value=one_line(value), count=len(known))
        raise CommandError("option_choice", value=one_line(value), expected=", ".join(sorted(known) if isinstance(values, Set) else known))
    return value


def some_of(chosen: Iterable[str], values: Iterable[str]) -> list[str]:
    """The values, when each is one of `values`.

    Raises CommandError for the first that is not.
    """
    known = list(values)
    return [one_of(value, known) for value in chosen]
