"""The two tables of the algebra: a control's verdict on a subject, and the gravest of several."""

from collections.abc import Iterable

from compliance.assessment.model import Verdict
from compliance.conditions.step import Truth

GRAVITY: tuple[Verdict, ...] = ("fail", "unknown", "pass", "not_applicable")


def verdict_of(when: Truth, require: Truth) -> Verdict:
    """The verdict of a control whose `when` and `require` came out so; what cannot be told to apply can pass, but not fail."""
    if when is False:
        return "not_applicable"
    if require is True:
        return "pass"
    if require is False and when is True:
        return "fail"
    return "unknown"


def gravest(verdicts: Iterable[Verdict]) -> Verdict:
    """Fail, then unknown, then pass; not applicable when there is nothing to judge."""
    found = set(verdicts)
    for verdict in GRAVITY:
        if verdict in found:
            return verdict
    return "not_applicable"
