"""`within`: at most so many days, months or years before the day of the assessment, and not after it; month ends and leap years."""

from datetime import date, timedelta

import pytest

from compliance.catalog.model import ControlParameter
from compliance.conditions.compare import earlier
from tests.conditions.ask import compiled
from tests.fragments import world


@pytest.mark.parametrize(
    ("day", "length", "unit", "expected"),
    [
        ("2026-11-21", 0, "days", "2026-11-21"), ("2026-11-21", 30, "days", "2026-10-22"), ("2026-03-01", 1, "days", "2026-02-28"), ("2024-03-01", 1, "days", "2024-02-29"),
        ("2026-11-21", 0, "months", "2026-11-21"), ("2026-11-21", 1, "months", "2026-10-21"), ("2026-11-21", 12, "months", "2025-11-21"),
        ("2026-03-31", 1, "months", "2026-02-28"), ("2024-03-31", 1, "months", "2024-02-29"), ("2026-03-30", 1, "months", "2026-02-28"),
        ("2026-05-31", 1, "months", "2026-04-30"),
        ("2026-03-29", 1, "months", "2026-02-28"), ("2026-12-31", 6, "months", "2026-06-30"), ("2026-01-15", 1, "months", "2025-12-15"),
        ("2026-01-31", 2, "months", "2025-11-30"),
        ("2026-12-31", 10, "months", "2026-02-28"), ("2026-02-28", 1, "months", "2026-01-28"), ("2026-12-01", 12, "months", "2025-12-01"),
        ("2026-12-01", 24, "months", "2024-12-01"),
        ("2024-02-29", 1, "years", "2023-02-28"), ("2024-02-29", 4, "years", "2020-02-29"), ("2026-11-21", 3, "years", "2023-11-21"), ("2028-02-29", 12, "months", "2027-02-28"),
        ("0001-01-15", 30, "days", "0001-01-01"),
    ],
)  # fmt: skip
def test_the_earlier_day(day: str, length: int, unit: str, expected: str) -> None:
    assert earlier(date.fromisoformat(day), length, unit) == date.fromisoformat(expected)


@pytest.mark.parametrize(("unit", "length"), [("days", 30), ("months", 1), ("months", 6), ("years", 1)])
@pytest.mark.parametrize("as_of", [date(2026, 3, 31), date(2024, 2, 29), date(2026, 11, 21), date(2026, 1, 1)])
def test_both_ends_are_inside(unit: str, length: int, as_of: date) -> None:
    condition = compiled("privacy.dpia.date: {within: $age}", parameters={"age": ControlParameter(length, unit, "law")})
    first = earlier(as_of, length, unit)

    def holds(day: date | str) -> bool | None:
        about = world({"privacy": {"dpia": {"date": str(day)}}}, as_of=as_of)
        return condition.truth((about.description,), about)

    assert holds(first) is True
    assert holds(as_of) is True
    assert holds(first - timedelta(days=1)) is False
    assert holds(as_of + timedelta(days=1)) is False
    assert holds("none") is False


def test_a_day_that_is_not_stated_leaves_it_open() -> None:
    about = world({"privacy": {"dpia": {}}})
    condition = compiled("privacy.dpia.date: {within: $age}", parameters={"age": ControlParameter(1, "years", "law")})
    assert condition.truth((about.description,), about) is None
