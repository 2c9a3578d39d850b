"""The calendar of one system: what starts, what ends, the clocks, and the iCalendar file."""

import json
import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from compliance import pipeline
from compliance.assessment.deadlines import Clock, Deadlines, deadlines
from compliance.base.resources import shipped
from compliance.catalog.load import Catalog, load_catalog
from compliance.reports.deadlines import unsure_of
from compliance.reports.deadlines_ics import calendar, escaped, folded
from compliance.reports.words import Words
from compliance.system.load import load_system
from tests.commands.running import Run
from tests.fragments import AS_OF, system

SYSTEM = """\
system: {name: Essai, countries: [FR], cra: {in_scope: true, support_end_date: 2030-01-31}, roles: {cra: manufacturer}, market: {situations: [placed_on_eu_market]}}
organisation: {name: CH, country: FR, sectors: [healthcare_provider], roles: {rgpd: [controller], hipaa: [none]}}
data: [{id: d, kinds: [identity, health], subjects: [patients], identifiability: identified}]
sites: [{id: s, country: FR, hds: {valid_until: 2026-11-20}}, {id: t, country: FR, hds: {valid_until: none}}]
processing_activities: [{id: p, phase: research, route: mr_004, route_end_date: 2026-11-22}]
documents: [{id: doc, title: Rapport, expires: 2027-01-01}]
attestations: [{requirement: "rgpd:art-24", by: A, date: 2026-01-01, expires: 2026-12-31, verdict: met}]
ai: {conformity: {certificate_valid_until: 2026-11-21}}
incidents:
  clocks: [{regime: gdpr_authority, hours: 96}, {regime: cra_early_warning, hours: 12}, {regime: cra_early_warning, hours: 24}, {regime: cra_notification, hours: none}]
"""


def calendar_of(text: str, catalog: Catalog, as_of: date = AS_OF) -> Deadlines:
    described = system(text)
    return deadlines(pipeline.assess(described, catalog, as_of, traces=False, answers=False), described, catalog)


def clocks(text: str, catalog: Catalog, as_of: date = AS_OF) -> dict[str, Clock]:
    return {clock.key: clock for clock in calendar_of(text, catalog, as_of).clocks}


def test_every_day_that_ends_something_is_found_with_its_place(catalog: Catalog) -> None:
    found = [(ending.day.isoformat(), ending.days, ending.path) for ending in calendar_of(SYSTEM, catalog).endings]
    assert found == [
        ("2026-11-20", -1, "sites[s].hds.valid_until"),
        ("2026-11-21", 0, "ai.conformity.certificate_valid_until"),
        ("2026-11-22", 1, "processing_activities[p].route_end_date"),
        ("2026-12-31", 40, "attestations[1].expires"),
        ("2027-01-01", 41, "documents[doc].expires"),
        ("2030-01-31", 1167, "system.cra.support_end_date"),
    ]
    assert str(calendar_of(SYSTEM, catalog).endings[0].position) == "system.yaml:4:49"


def test_what_starts_applies_and_does_not_bind_yet(catalog: Catalog) -> None:
    described = system(SYSTEM)
    assessment = pipeline.assess(described, catalog, AS_OF, traces=False)
    found = deadlines(assessment, described, catalog)
    waiting = [item for framework in assessment.frameworks for item in framework.requirements if item.status == "not_yet_applicable"]
    assert sum(len(start.requirements) for start in found.starts) == len(waiting) > 0
    assert all(start.day is None or start.day > AS_OF for start in found.starts)
    days = [start.day or date.max for start in found.starts]
    assert days == sorted(days)
    assert len({(start.day, start.framework.id) for start in found.starts}) == len(found.starts)
    assert any(start.framework.id == "cra" and start.day == date(2027, 12, 11) for start in found.starts)


def test_what_cannot_be_told_to_apply_is_counted_apart(catalog: Catalog) -> None:
    bare = "system: {name: x}\n"
    for start in calendar_of(bare, catalog).starts:
        assert start.unsure == sum(requirement.applies is None for requirement in start.requirements) > 0


def test_stated_hours_are_set_against_the_law(catalog: Catalog) -> None:
    found = clocks(SYSTEM, catalog)
    assert (found["gdpr_authority"].stated, found["gdpr_authority"].comparison) == ((96,), "longer")
    assert (found["cra_early_warning"].stated, found["cra_early_warning"].comparison) == ((12, 24), "within")
    assert (found["cra_notification"].stated, found["cra_notification"].comparison) == (("none",), "longer")
    assert found["cra_final_incident"].comparison == "not_stated"
    assert found["cra_final_incident"].by_convention
    assert found["gdpr_rights_answer"].comparison == "not_asked"


def test_a_clock_that_is_not_stated_is_never_within(catalog: Catalog) -> None:
    for text in ("system: {name: x}\n", SYSTEM.split("incidents:")[0], SYSTEM.split("incidents:")[0] + "incidents: {clocks: []}\n"):
        assert {clock.comparison for clock in clocks(text, catalog).values()} <= {"not_stated", "not_asked"}


def test_the_longest_of_several_hours_counts(catalog: Catalog) -> None:
    text = SYSTEM.replace("{regime: gdpr_authority, hours: 96}", "{regime: gdpr_authority, hours: 24}, {regime: gdpr_authority, hours: 73}")
    assert clocks(text, catalog)["gdpr_authority"].comparison == "longer"


def test_clocks_of_laws_that_do_not_concern_the_system_are_left_out(catalog: Catalog) -> None:
    found = clocks(SYSTEM, catalog)
    assert not [key for key in found if key.startswith("hipaa")]
    assert clocks(SYSTEM.replace("in_scope: true", "in_scope: false"), catalog).keys().isdisjoint({"cra_early_warning", "cra_notification"})


def test_a_clock_that_does_not_run_yet_says_from_when(catalog: Catalog) -> None:
    before = clocks(SYSTEM, catalog, date(2026, 9, 1))["cra_early_warning"]
    assert (before.running, before.since) == (False, date(2026, 9, 11))
    assert clocks(SYSTEM, catalog)["cra_early_warning"].running


def test_every_clock_names_a_provision_that_is_counted(catalog: Catalog) -> None:
    counted = {item.reference for framework in catalog.frameworks.values() for item in framework.requirements.values() if item.kind in framework.counted_kinds}
    named = {details["requirement"] for name in catalog.parameters for details in catalog.texts["parameters"][name]["details"] if "clock" in details}
    assert named <= counted
    assert len(named) > 20


def test_a_clock_of_a_users_catalog_takes_part(user_catalog: Path) -> None:
    rules = load_catalog([user_catalog])
    found = clocks(SYSTEM, rules)["chu_report"]
    assert (found.reference, found.running, found.hours, found.comparison) == ("chu:art-2", False, 1, "not_asked")


def lines(content: bytes) -> list[str]:
    """The lines of an iCalendar file, unfolded; what the form demands is checked on the way."""
    assert content.endswith(b"END:VCALENDAR\r\n")
    raw = content.split(b"\r\n")[:-1]
    assert all(len(line) <= 75 for line in raw)
    assert all(b"\n" not in line and b"\r" not in line for line in raw)
    assert all(line.decode() for line in raw)  # every piece is whole UTF-8
    return content.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]


def test_the_calendar_file_follows_its_standard(catalog: Catalog) -> None:
    found = calendar_of(SYSTEM, catalog)
    content = calendar(found, Words("fr", catalog.terms))
    read = lines(content)
    assert read[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    events = read.count("BEGIN:VEVENT")
    assert events == read.count("END:VEVENT") == len(found.endings) + sum(start.day is not None for start in found.starts)
    for name in ("UID", "DTSTAMP", "DTSTART;VALUE=DATE", "SUMMARY", "DESCRIPTION"):
        assert sum(line.startswith(f"{name}:") for line in read) == events
    identities = [line for line in read if line.startswith("UID:")]
    assert len(set(identities)) == events
    assert all(re.fullmatch(r"DTSTAMP:20261121T000000Z", line) for line in read if line.startswith("DTSTAMP"))
    assert content == calendar(calendar_of(SYSTEM, catalog), Words("fr", catalog.terms))


def test_a_hostile_name_stays_a_name(catalog: Catalog) -> None:
    name = '"x\\r\\nEND:VEVENT\\r\\nBEGIN:VALARM; a, b\\\\c\\u001b[31m"'
    content = calendar(calendar_of(SYSTEM.replace("name: Essai", f"name: {name}"), catalog), Words("en", catalog.terms))
    read = lines(content)
    assert not [line for line in read if line.startswith("BEGIN:VALARM")]
    assert b"\x1b" not in content


def test_the_last_day_of_the_calendar_is_no_trouble(catalog: Catalog) -> None:
    text = SYSTEM.replace("expires: 2027-01-01", "expires: 9999-12-31").replace("valid_until: 2026-11-20", "valid_until: 0001-01-01")
    read = lines(calendar(calendar_of(text, catalog), Words("en", catalog.terms)))
    assert "DTSTART;VALUE=DATE:99991231" in read
    assert "DTSTART;VALUE=DATE:00010101" in read


def test_folding_and_escaping() -> None:
    assert escaped("a;b,c\\d\ne") == "a\\;b\\,c\\\\d\\ne"
    for letter in ("a", "é", "…", "𝔸"):
        pieces = list(folded(f"SUMMARY:{letter * 200}"))
        assert all(len(piece.encode()) <= 75 for piece in pieces)
        assert pieces[0] + "".join(piece.removeprefix(" ") for piece in pieces[1:]) == f"SUMMARY:{letter * 200}"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_shown_on_a_screen(run: Run, tmp_path: Path, language: str) -> None:
    path = tmp_path / "system.yaml"
    path.write_text(SYSTEM, encoding="utf-8")
    code, out, _ = run("deadlines", path, "--as-of", "2026-11-21", "--lang", language)
    assert code == 0
    words = {
        "fr": ("11 décembre 2027", "passé depuis hier", "demain", "aujourd’hui", "96 h, plus"),
        "en": ("11 December 2027", "past since yesterday", "tomorrow", "today", "96 h, longer"),
    }
    for word in words[language]:
        assert word in " ".join(out.split())


def test_every_example_has_a_calendar(catalog: Catalog) -> None:
    for path in sorted(shipped("examples").glob("*/system.yaml")):
        described = load_system(path)
        found = deadlines(pipeline.assess(described, catalog, AS_OF, traces=False, answers=False), described, catalog)
        lines(calendar(found, Words("fr", catalog.terms)))


def test_as_json_and_as_a_file(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "system.yaml"
    path.write_text(SYSTEM, encoding="utf-8")
    code, out, _ = run("deadlines", path, "--as-of", "2026-11-21", "--format", "json", "--lang", "en")
    data = json.loads(out)
    assert code == 0
    assert data["as_of"] == "2026-11-21"
    assert all(start["count"] == len(start["requirements"]) for start in data["starts"])
    assert data["ends"][0]["line"] == 4
    assert next(clock for clock in data["clocks"] if clock["id"] == "gdpr_authority")["stated_hours"] == [96]
    code, out, err = run("deadlines", path, "--as-of", "2026-11-21", "--format", "ics", "--out", tmp_path / "c.ics", "--lang", "en")
    assert (code, out) == (0, "")
    assert "c.ics" in err
    assert lines((tmp_path / "c.ics").read_bytes())


def test_a_file_that_is_not_there_is_told(run: Run, tmp_path: Path) -> None:
    code, out, err = run("deadlines", tmp_path / "none.yaml")
    assert (code, out) == (2, "")
    assert "none.yaml" in err


def test_the_day_changes_what_starts(catalog: Catalog) -> None:
    later = calendar_of(SYSTEM, catalog, AS_OF + timedelta(days=3650))
    assert not [start for start in later.starts if start.day is not None]


def test_a_single_requirement_to_be_confirmed_is_not_counted_again(catalog: Catalog) -> None:
    words = Words("en")
    starts = [start for start in calendar_of("system: {name: x}\n", catalog).starts if start.unsure]
    told = {len(start.requirements): unsure_of(start, words) for start in starts}
    assert told[1] == "to be confirmed, for want of answers"
    assert all(text.endswith("of them to be confirmed, for want of answers") for count, text in told.items() if count > 1)
