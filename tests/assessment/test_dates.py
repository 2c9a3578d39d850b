"""What binds on the day: windows of application, provisions to come, provisions that have lapsed."""

from datetime import date
from typing import Any

import pytest

from compliance.assessment.applicability import binding_window, has_lapsed
from compliance.assessment.model import Status
from compliance.assessment.requirements import requirement_result, together
from compliance.catalog.model import Window
from compliance.conditions.step import Truth
from tests.assessment.build import framework, requirement, row
from tests.fragments import world

AS_OF = date(2026, 11, 21)
EMPLOYER = {"organisation.is_employer": True}


def window(starts: str, ends: str = "", when: Any = None) -> Window:
    return Window(date.fromisoformat(starts), date.fromisoformat(ends) if ends else None, when)


@pytest.mark.parametrize(
    ("windows", "binds", "since"),
    [
        ([window("2020-01-01")], True, "2020-01-01"),
        ([window("2026-11-21")], True, "2026-11-21"),
        ([window("2026-11-22")], False, "2026-11-22"),
        ([window("2020-01-01", "2026-11-21")], True, "2020-01-01"),
        ([window("2020-01-01", "2026-11-20")], False, None),
        ([window("2020-01-01"), window("2025-01-01")], True, "2025-01-01"),
        ([window("2028-01-01"), window("2027-01-01")], False, "2027-01-01"),
        ([window("2020-01-01", "2021-01-01"), window("2027-01-01")], False, "2027-01-01"),
        ([], False, None),
    ],
)
def test_windows(windows: list[Window], binds: bool, since: str | None) -> None:
    found = binding_window(requirement(tuple(windows)), AS_OF, world({}))
    assert found == (binds, date.fromisoformat(since) if since else None)


@pytest.mark.parametrize(("employer", "binds", "since"), [(True, True, "2026-01-01"), (False, False, "2027-08-02"), (None, True, "2026-01-01")])
def test_a_window_counts_for_the_systems_it_names_and_a_blank_never_postpones(employer: Truth, binds: bool, since: str) -> None:
    asked = requirement((window("2026-01-01", when=EMPLOYER), window("2027-08-02")))
    about = world({"organisation": {} if employer is None else {"is_employer": employer}})
    assert binding_window(asked, AS_OF, about) == (binds, date.fromisoformat(since))


@pytest.mark.parametrize(
    ("windows", "lapsed"),
    [
        ([window("2020-01-01")], False),
        ([window("2020-01-01", "2021-01-01")], True),
        ([window("2020-01-01", "2021-01-01"), window("2030-01-01")], False),
        ([], False),
        ([window("2030-01-01")], False),
    ],
)
def test_a_provision_whose_windows_are_all_past_has_lapsed(windows: list[Window], lapsed: bool) -> None:
    assert has_lapsed(requirement(tuple(windows)), AS_OF) is lapsed


@pytest.mark.parametrize(
    ("windows", "binding", "status"),
    [
        ([window("2020-01-01")], True, "not_met"),
        ([window("2027-01-01")], True, "not_yet_applicable"),
        ([window("2020-01-01", "2021-01-01")], True, "not_applicable"),
        ([], True, "not_yet_applicable"),
        ([window("2027-01-01")], False, "not_yet_applicable"),
        ([], False, "not_met"),
    ],
)
def test_a_breach_counts_only_where_the_law_binds(windows: list[Window], binding: bool, status: Status) -> None:
    found = requirement_result(requirement(tuple(windows)), framework(binding=binding), True, together([row("fail", "equal")]), {}, world({}))
    assert found.status == status
    assert found.underlying == "not_met"
