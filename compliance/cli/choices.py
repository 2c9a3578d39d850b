"""Checks that a word given on the command line is one of those expected."""

from collections.abc import Iterable

from compliance.base.problems import closest
from compliance.cli.errors import CommandError


def one_of(value: str, values: Iterable[str]) -> str:
    """The value, when it is one of `values`.

    Raises CommandError with a suggestion otherwise.
    """
    known = list(values)
    if value not in known:
        suggestion = closest(value, known)
        raise CommandError("option_choice_near" if suggestion else "option_choice", value=value, expected=", ".join(known), suggestion=suggestion)
    return value


def some_of(chosen: Iterable[str], values: Iterable[str]) -> list[str]:
    """The values, when each is one of `values`.

    Raises CommandError for the first that is not.
    """
    known = list(values)
    return [one_of(value, known) for value in chosen]
