"""The law's own reading: a comparison with a figure of convention is left open, everything else stays."""

import pytest

from compliance.catalog.model import ControlParameter
from compliance.conditions.step import Truth
from tests.conditions.ask import truth

PARAMETERS = {
    "ours": ControlParameter(5, "count", "convention"), "theirs": ControlParameter(10, "count", "law"), "advised": ControlParameter(10, "count", "guidance"),
    "age": ControlParameter(12, "months", "convention"), "words": ControlParameter(["a"], "list", "convention"),
    "word": ControlParameter("a", "list", "convention"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("condition", "given", "plain", "law"),
    [
        ("organisation.headcount: {at_least: $ours}", "organisation: {headcount: 3}", False, None),
        ("organisation.headcount: {at_least: $ours}", "organisation: {headcount: 7}", True, None),
        ("organisation.headcount: {at_least: $ours}", "{}", None, None),
        ("organisation.headcount: {at_least: $theirs}", "organisation: {headcount: 3}", False, False),
        ("organisation.headcount: {at_least: $advised}", "organisation: {headcount: 3}", False, False),
        ("organisation.headcount: {at_least: 1, at_most: $ours}", "organisation: {headcount: 0}", False, False),
        ("organisation.headcount: {at_least: 1, at_most: $ours}", "organisation: {headcount: 9}", False, None),
        ("privacy.dpia.date: {within: $age}", "privacy: {dpia: {date: 2020-01-01}}", False, None),
        ("privacy.dpia.date: {within: $age}", "privacy: {dpia: {date: none}}", False, None),
        ("all: [{privacy.dpia.date: {within: $age}}, {privacy.dpia.date: {stated: true}}]", "privacy: {dpia: {date: none}}", False, False),
        ("all: [{privacy.dpia.date: {within: $age}}, {privacy.dpia.date: {stated: true}}]", "privacy: {dpia: {date: 2020-01-01}}", False, None),
        ("system.name: {one_of: $words}", "system: {name: b}", False, None),
        ("system.name: {one_of: [$word, b]}", "system: {name: b}", True, None),
        ("ai.fairness.groups: {includes_any: $words}", "ai: {fairness: {groups: [b]}}", False, None),
        ("none: [{organisation.headcount: {at_least: $ours}}]", "organisation: {headcount: 7}", False, None),
        ("any: [{organisation.headcount: {at_least: $ours}}, {organisation.is_employer: true}]", "organisation: {headcount: 3, is_employer: true}", True, True),
        ("every: {in: data, require: {subject_count: {at_most: $ours}}}", "data: [{id: a, subject_count: 9}]", False, None),
        (
            "every: {in: data, require: {subject_count: {at_most: $ours}, identifiability: anonymous}}",
            "data: [{id: a, subject_count: 9, identifiability: identified}]",
            False,
            False,
        ),
        (
            "every: {in: data, where: {subject_count: {at_most: $ours}}, require: {identifiability: anonymous}}",
            "data: [{id: a, subject_count: 1, identifiability: identified}]",
            False,
            None,
        ),
    ],
)
def test_reads_as_the_law_does(condition: str, given: str, plain: Truth, law: Truth) -> None:
    assert truth(condition, given, parameters=PARAMETERS) is plain
    assert truth(condition, given, parameters=PARAMETERS, law_only=True) is law
