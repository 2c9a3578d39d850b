"""Documents write dates, numbers, plurals and countries as their language does; the terminal, which does without that data, writes dates alike."""

from datetime import date, timedelta

import pytest

from compliance.base.text import LANGUAGES
from compliance.reports.locale import country, long_day, number, single, with_countries
from compliance.reports.words import Words, long_date


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_terminal_and_the_documents_write_a_date_alike(language: str) -> None:
    days = [date(2026, 1, 1) + timedelta(days=index) for index in range(366)]
    assert [long_day(day, language) for day in days] == [long_date(day, language) for day in days]


def test_the_first_of_a_month_is_an_ordinal_in_french() -> None:
    assert (long_day(date(2027, 3, 1), "fr"), long_day(date(2027, 3, 11), "fr"), long_day(date(2027, 3, 1), "en")) == ("1er mars 2027", "11 mars 2027", "1 March 2027")


def test_numbers_and_plurals() -> None:
    assert (number(1234567.5, "fr"), number(1234567.5, "en")) == ("1\u202f234\u202f567,5", "1,234,567.5")
    assert [single(count, "fr") for count in (0, 1, 2, 1_000_000)] == [True, True, False, False]
    assert [single(count, "en") for count in (0, 1, 2)] == [False, True, False]


def test_countries_by_name_where_a_field_holds_countries() -> None:
    assert (country("US", "fr"), country("US", "en"), country("XX", "fr")) == ("États-Unis", "United States", "XX")
    assert with_countries(["DE", "none"], "sites.backup_countries", "fr") == ["Allemagne", "none"]
    assert with_countries("DE", "parties.name", "fr") == "DE"
    assert with_countries(None, "parties.country", "fr") is None


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (0.5, "0,5", "0.5"),
        (1e-6, "0,000001", "0.000001"),
        (1_500_000.0, "1\u202f500\u202f000", "1,500,000"),
        (9_999, "9999", "9999"),
        (-12_345, "-12\u202f345", "-12,345"),
        (2.5e-7, "0,00000025", "0.00000025"),
        (3.0, "3", "3"),
    ],
)
def test_a_number_has_no_power_of_ten(value: float, french: str, english: str) -> None:
    assert (Words("fr").number(value), Words("en").number(value)) == (french, english)
