"""Dates, numbers, plurals and country names as a language writes them, by the data of the Unicode CLDR.

For documents: what a terminal or a JSON file says is written without it, since reading that data takes longer than saying it.
"""

from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from compliance.base.text import Language

if TYPE_CHECKING:
    from babel import Locale

LOCALES = {"fr": "fr_FR", "en": "en_GB"}
COUNTRY_FIELDS = ("country", "countries")


@cache
def locale_of(language: Language) -> "Locale":
    """The habits of French as written in France, and of English as written in Great Britain."""
    from babel import Locale

    return Locale.parse(LOCALES[language])


def long_day(day: date, language: Language) -> str:
    """A date as it is written in a letter: 21 novembre 2026, 1er mars 2027; 21 November 2026."""
    from babel.dates import format_date

    text = format_date(day, "long", locale_of(language))
    return text.replace("1", "1er", 1) if language == "fr" and day.day == 1 else text


def number(value: float, language: Language) -> str:
    """A number with the marks of the language: 12 000,5 with narrow no-break spaces; 12,000.5."""
    from babel.numbers import format_decimal

    return str(format_decimal(value, locale=locale_of(language)))


def in_full(value: float, language: Language) -> str:
    """A small or a great number with all its figures, never with a power of ten: 0,000001; 0.000001."""
    text = format(Decimal(repr(value)), "f")
    return text.replace(".", ",") if language == "fr" else text


def single(count: int, language: Language) -> bool:
    """Whether a number of things takes the singular."""
    return str(locale_of(language).plural_form(count)) == "one"


def country(code: str, language: Language) -> str:
    """The name of a country by its ISO 3166-1 code; a code without a name stays as it is."""
    return str(locale_of(language).territories.get(code, code))


def with_countries(value: Any, path: str, language: Language) -> Any:
    """An answer with countries by name, where its field holds country codes."""
    if not path.rpartition(".")[2].endswith(COUNTRY_FIELDS):
        return value
    if isinstance(value, list | tuple):
        return [with_countries(item, path, language) for item in value]
    return country(value, language) if isinstance(value, str) else value
