"""The two tables of the algebra: applicability against the test, and the gravest of several verdicts."""

from itertools import permutations

import pytest

from compliance.assessment.model import Verdict
from compliance.assessment.verdicts import gravest, verdict_of
from compliance.conditions.step import Truth


@pytest.mark.parametrize(
    ("when", "require", "expected"),
    [
        (True, True, "pass"), (True, False, "fail"), (True, None, "unknown"),
        (False, True, "not_applicable"), (False, False, "not_applicable"), (False, None, "not_applicable"),
        (None, True, "pass"), (None, False, "unknown"), (None, None, "unknown"),
    ],
)  # fmt: skip
def test_when_against_require(when: Truth, require: Truth, expected: Verdict) -> None:
    assert verdict_of(when, require) == expected


@pytest.mark.parametrize("order", list(permutations(["fail", "unknown", "pass", "not_applicable"])))
def test_the_gravest_comes_first_whatever_the_order(order: tuple[Verdict, ...]) -> None:
    assert gravest(order) == "fail"
    assert gravest(verdict for verdict in order if verdict != "fail") == "unknown"
    assert gravest(verdict for verdict in order if verdict not in ("fail", "unknown")) == "pass"


def test_nothing_to_judge_is_not_applicable() -> None:
    assert gravest([]) == "not_applicable"
    assert gravest(["not_applicable"]) == "not_applicable"


@pytest.mark.parametrize("when", [True, False, None])
@pytest.mark.parametrize("require", [True, False, None])
def test_knowing_less_only_ever_makes_unknown(when: Truth, require: Truth) -> None:
    before = verdict_of(when, require)
    assert verdict_of(when, None) in (before, "unknown")
    # What cannot be told to apply may pass all the same: the moot case.
    assert verdict_of(None, require) in (before, "unknown", "pass")
