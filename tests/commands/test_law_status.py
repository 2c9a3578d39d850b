"""Where each text stands."""

import json
from datetime import date

import pytest

from compliance.catalog.law_status import law_status
from compliance.catalog.load import Catalog
from tests.commands.running import Run


def test_every_framework_knows_its_version_and_its_newest_change(catalog: Catalog) -> None:
    found = law_status(catalog, date(2026, 11, 21))
    assert {item.id for item in found} == set(catalog.frameworks)
    for item in found:
        assert item.text_version.fr
        assert item.text_version.en
        assert item.changed is not None
        assert item.change is not None
        assert item.changed <= item.reviewed


def test_the_age_of_a_review_is_counted_in_days(catalog: Catalog) -> None:
    reviewed = catalog.frameworks["rgpd"].as_of
    (item,) = law_status(catalog, date.fromordinal(reviewed.toordinal() + 40), ["rgpd"])
    assert item.days == 40


@pytest.mark.parametrize(
    ("language", "day", "words"),
    [
        ("fr", "2026-11-21", ("21 novembre 2026", "non transposé", "n’est pas un système en défaut")),
        ("en", "2027-03-01", ("100 days ago", "not transposed", "is not a failed system")),
        ("en", "2020-01-01", ("after the date asked for",)),
    ],
)
def test_shown_in_both_languages(run: Run, language: str, day: str, words: tuple[str, ...]) -> None:
    code, out, _ = run("law", "status", "--lang", language, "--as-of", day)
    flat = " ".join(out.split())
    assert code == 0
    for word in words:
        assert word in flat or all(part in flat for part in word.split())


def test_as_json(run: Run) -> None:
    code, out, _ = run("law", "status", "--format", "json", "--lang", "en", "--as-of", "2026-12-01", "--framework", "ai-act")
    data = json.loads(out)
    (item,) = data["frameworks"]
    assert code == 0
    assert data["as_of"] == "2026-12-01"
    assert item["last_change"]["date"] == "2026-07-27"
    assert item["days_since_review"] == 10
    assert "not a failed system" in data["note"]


def test_a_date_that_is_none_is_refused(run: Run) -> None:
    code, _, err = run("law", "status", "--as-of", "tomorrow")
    assert code == 2
    assert "tomorrow" in err
