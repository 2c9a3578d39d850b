"""Where a requirement stands: what each row contributes, and the status that follows (the table of the design)."""

from itertools import permutations

import pytest

from compliance.assessment.controls import run
from compliance.assessment.model import RowResult, Status
from compliance.assessment.requirements import requirement_result, row_result, together, underlying_status
from compliance.catalog.model import ADDRESSABLE, MappingRow
from compliance.conditions.step import Truth
from tests.assessment.build import control, framework, requirement, row
from tests.fragments import world

# verdict, relation, parts, warning -> status, and whether the control is named as a warning
ONE_ROW: list[tuple[RowResult, Status, bool]] = [
    (row("pass", "equal"), "met", False),
    (row("pass", "superset_of"), "met", False),
    (row("pass", "subset_of"), "partly_shown", False),
    (row("pass", "intersects_with"), "partly_shown", False),
    (row("fail", "equal"), "not_met", False),
    (row("fail", "subset_of"), "not_met", False),
    (row("fail", "superset_of"), "unknown", False),
    (row("fail", "superset_of", ("part",)), "not_met", False),
    (row("fail", "equal", ("part",)), "not_met", False),
    (row("fail", "subset_of", ("part",)), "not_met", False),
    (row("fail", "intersects_with"), "unknown", True),
    (row("fail", "intersects_with", ("part",)), "unknown", True),
    (row("fail", "equal", warning=True), "unknown", True),
    (row("fail", "subset_of", warning=True), "unknown", True),
    (row("fail", "superset_of", warning=True), "unknown", True),
    (row("fail", "superset_of", ("part",), warning=True), "unknown", True),
    (row("unknown", "equal"), "unknown", False),
    (row("unknown", "superset_of"), "unknown", False),
    (row("unknown", "subset_of"), "unknown", False),
    (row("unknown", "intersects_with"), "unknown", False),
    (row("not_applicable", "equal"), "not_applicable", False),
    (row("not_applicable", "intersects_with"), "not_applicable", False),
]


@pytest.mark.parametrize(("one", "status", "warns"), ONE_ROW)
def test_one_row(one: RowResult, status: Status, warns: bool) -> None:
    assert underlying_status([one]) == (status, ("TST-01",) if warns else ())


@pytest.mark.parametrize(
    ("rows", "status", "warnings"),
    [
        ([], "not_assessed", ()),
        ([row("pass", "equal"), row("fail", "subset_of", name="B")], "not_met", ()),
        ([row("pass", "equal"), row("unknown", "subset_of", name="B")], "unknown", ()),
        ([row("pass", "equal"), row("unknown", "intersects_with", name="B")], "met", ()),
        ([row("pass", "equal"), row("fail", "intersects_with", name="B")], "met", ("B",)),
        ([row("pass", "equal"), row("fail", "superset_of", name="B")], "unknown", ()),
        ([row("pass", "equal"), row("fail", "subset_of", warning=True, name="B")], "met", ("B",)),
        ([row("pass", "subset_of"), row("pass", "intersects_with", name="B")], "partly_shown", ()),
        ([row("pass", "subset_of"), row("fail", "intersects_with", name="B")], "partly_shown", ("B",)),
        ([row("pass", "subset_of"), row("not_applicable", "equal", name="B")], "partly_shown", ()),
        ([row("not_applicable", "subset_of"), row("not_applicable", "equal", name="B")], "not_applicable", ()),
        ([row("fail", "subset_of"), row("unknown", "equal", name="B")], "not_met", ()),
        ([row("fail", "intersects_with"), row("fail", "intersects_with", ("p",))], "unknown", ("TST-01",)),
    ],
)
def test_several_rows_in_any_order(rows: list[RowResult], status: Status, warnings: tuple[str, ...]) -> None:
    for order in permutations(rows):
        assert underlying_status(order) == (status, warnings)


ROWS: dict[Status, list[RowResult]] = {
    "met": [row("pass", "equal")], "not_met": [row("fail", "equal")], "unknown": [row("unknown", "equal")], "partly_shown": [row("pass", "subset_of")],
    "not_assessed": [], "not_applicable": [row("not_applicable", "equal")],
}  # fmt: skip


@pytest.mark.parametrize(
    ("applies", "expected"),
    [
        (True, {"met": "met", "not_met": "not_met", "unknown": "unknown", "partly_shown": "partly_shown", "not_assessed": "not_assessed", "not_applicable": "not_applicable"}),
        (False, dict.fromkeys(ROWS, "not_applicable")),
        (None, {"met": "met", "not_met": "unknown", "unknown": "unknown", "partly_shown": "unknown", "not_assessed": "unknown", "not_applicable": "not_applicable"}),
    ],
)
def test_applicability_against_what_the_rows_give(applies: Truth, expected: dict[Status, Status]) -> None:
    about = world({})
    found = {status: requirement_result(requirement(), framework(), applies, together(rows), {}, about) for status, rows in ROWS.items()}
    assert {status: result.status for status, result in found.items()} == expected
    assert {status: result.underlying for status, result in found.items()} == {status: status for status in ROWS}
    assert all(result.applies is applies for result in found.values())


REQUIRE = "all: [{part: small, organisation.headcount: {at_most: $limit}}, {part: employer, organisation.is_employer: true}]"


@pytest.mark.parametrize(
    ("parts", "given", "basis", "expected"),
    [
        ((), {"headcount": 3, "is_employer": True}, "law", ("pass", False)),
        ((), {"headcount": 9, "is_employer": True}, "law", ("fail", False)),
        ((), {"headcount": 9, "is_employer": True}, "convention", ("fail", True)),
        ((), {"headcount": 9, "is_employer": False}, "convention", ("fail", False)),
        (("employer",), {"headcount": 9, "is_employer": True}, "law", ("pass", False)),
        (("small",), {"headcount": 9, "is_employer": True}, "convention", ("fail", True)),
        (("small", "employer"), {"headcount": 9, "is_employer": False}, "convention", ("fail", False)),
        ((), {}, "law", ("unknown", False)),
    ],
)
def test_a_row_contributes_its_control_or_the_parts_it_names(parts: tuple[str, ...], given: dict[str, object], basis: str, expected: tuple[str, bool]) -> None:
    tested = control(REQUIRE, basis=basis)
    about = world({"organisation": given})
    found = row_result(MappingRow("rule", "TST-01", "equal", parts, "high", "functional"), tested, list(run(tested, about)), about)
    assert (found.verdict, found.warning_only) == expected


def test_one_breach_among_warnings_is_a_breach() -> None:
    tested = control("all: [{subject_count: {at_most: $limit}}, {identifiability: anonymous}]", for_each="data", basis="convention")
    mapping = MappingRow("rule", "TST-01", "equal", (), "high", "functional")
    for second, warns in (("anonymous", True), ("identified", False)):
        about = world(f"data: [{{id: a, subject_count: 9, identifiability: anonymous}}, {{id: b, subject_count: 9, identifiability: {second}}}]")
        found = row_result(mapping, tested, list(run(tested, about)), about)
        assert (found.verdict, found.warning_only) == ("fail", warns)


def test_guidance_counts_recommendations_and_law_does_not() -> None:
    assert framework(binding=True).counted_kinds == ("obligation", "prohibition")
    assert framework(binding=False).counted_kinds == ("obligation", "prohibition", "guidance")


def test_where_an_equivalent_may_stand_in_a_missing_measure_is_no_breach() -> None:
    replaceable = requirement()._replace(specification=ADDRESSABLE)
    found = {status: requirement_result(replaceable, framework(), True, together(rows), {}, world({})).status for status, rows in ROWS.items()}
    assert found == {**{status: status for status in ROWS}, "not_met": "unknown"}
