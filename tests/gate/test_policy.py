"""comply.yaml: what it may say, and every mistake in it told at once, with its place."""

from pathlib import Path

import pytest

from compliance.base.problems import InvalidInput, Position
from compliance.base.text import Language, Text
from compliance.catalog.load import Catalog
from compliance.gate.model import Decision, Judged, Reason
from compliance.gate.places import policy_file
from compliance.gate.policy import read_policy
from compliance.gate.summary import line, overall, verdict
from compliance.reports.words import Words
from tests.gate.command import DAY, comply, inside
from tests.gate.conftest import weaken


def problems(text: str, folder: Path, catalog: Catalog) -> list[str]:
    path = folder / "comply.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidInput) as refused:
        read_policy(path, catalog)
    return [f"{problem.position.line}:{problem.code}" + (f":{problem.suggestion}" if problem.suggestion else "") for problem in refused.value.problems]


def test_without_a_file_a_blocking_obligation_or_unknown_closes(catalog: Catalog) -> None:
    policy = read_policy(None, catalog)
    assert policy.fail_on == {"blocking": ("not_met",)}
    assert policy.unknowns == {"blocking": 0}
    assert policy.frameworks == ()
    assert policy.stale_closes
    assert policy.missing_closes
    assert policy.longest_days["blocking"] <= policy.longest_days["minor"]


def test_says_only_what_it_changes(tmp_path: Path, catalog: Catalog) -> None:
    path = tmp_path / "comply.yaml"
    path.write_text("gate: {unknowns: {blocking: 2, major: any}, waivers: {warn_days: 7}, evidence: {stale: warn}, assurance: {blocking: documented}}\n", encoding="utf-8")
    policy, default = read_policy(path, catalog), read_policy(None, catalog)
    assert policy.unknowns == {"blocking": 2}
    assert policy.warn_days == 7
    assert policy.longest_days == default.longest_days
    assert policy.waivers_file == "waivers.yaml"
    assert (policy.stale_closes, policy.missing_closes) == (False, True)
    assert policy.fail_on == default.fail_on
    assert policy.assurance == {"blocking": "documented"}


@pytest.mark.parametrize("text", ["", "# rien\n", "severities: {IAM-03: major}\n", "gate:\n"])
def test_a_file_without_the_section_is_the_default(tmp_path: Path, catalog: Catalog, text: str) -> None:
    path = tmp_path / "comply.yaml"
    path.write_text(text, encoding="utf-8")
    assert read_policy(path, catalog).fail_on == read_policy(None, catalog).fail_on


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("gate: {fial_on: {}}", ["1:unknown_field:fail_on"]),
        ("gate:\n  fail_on: {blocking: [not_mett]}\n  unknowns: {bloking: 1}", ["2:not_one_of:not_met", "3:unknown_field:blocking"]),
        ("gate: {frameworks: [rgdp]}", ["1:not_one_of:rgpd"]),
        ("gate: {look_ahead_days: -1}", ["1:gate_whole_expected"]),
        ("gate: {unknowns: {blocking: many}}", ["1:gate_whole_expected"]),
        ("gate: {evidence: {stale: nope}}", ["1:not_one_of"]),
        ("gate: {assurance: {blocking: mesured}}", ["1:not_one_of:measured"]),
        ("gate: {waivers: {longest_days: {blocking: ten}, fil: x}}", ["1:gate_whole_expected", "1:unknown_field:file"]),
        ("gate: {fail_on: {blocking: []}}", ["1:gate_never_fails"]),
        ("gate: {fail_on: {}}", ["1:gate_never_fails"]),
        ("gate: {fail_on: {blocking: [not_assessed], major: [not_assessed]}}", ["1:gate_never_fails"]),
        ("gate: {fail_on: {blocking: not_met}}", ["1:expected_list"]),
        ("gate:\n  look_ahead_days: 99999999", ["2:gate_days_beyond"]),
        ("gate: {frameworks: []}", ["1:gate_nothing_binds"]),
        ("gate: {frameworks: [good-practice]}", ["1:gate_nothing_binds"]),
        ("gat: {frameworks: [rgpd]}", ["1:unknown_field:gate"]),
        ("gate: {look_ahead_days: x}\nseverities: {IAM-3: minor}", ["1:gate_whole_expected", "2:unknown_control:IAM-03"]),
        ("gate: [a]", ["1:catalog_group_expected"]),
        ("- a", ["1:catalog_group_expected"]),
    ],
)
def test_every_mistake_has_its_place(tmp_path: Path, catalog: Catalog, text: str, expected: list[str]) -> None:
    assert sorted(problems(text, tmp_path, catalog)) == sorted(expected)


def test_the_nearest_file_counts(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    with inside(tmp_path):
        assert policy_file(Path("a/b/system.yaml"), None) is None
        (tmp_path / "comply.yaml").write_text("", encoding="utf-8")
        assert policy_file(Path("a/b/system.yaml"), None) == Path("comply.yaml")
        (tmp_path / "a" / "comply.yaml").write_text("", encoding="utf-8")
        assert policy_file(Path("a/b/system.yaml"), None) == Path("a/comply.yaml")
        assert policy_file(Path("a/b/system.yaml"), Path("other.yaml")) == Path("other.yaml")


def test_nothing_above_the_working_folder_is_read(tmp_path: Path) -> None:
    (tmp_path / "comply.yaml").write_text("", encoding="utf-8")
    (tmp_path / "here").mkdir()
    with inside(tmp_path / "here"):
        assert policy_file(Path("system.yaml"), None) is None


def test_a_severity_set_by_the_policy_counts(workplace: Path, system: Path) -> None:
    weaken(workplace)
    assert comply("gate", system, "--as-of", DAY).code == 1
    (workplace / "comply.yaml").write_text("severities: {IAM-03: minor}\n", encoding="utf-8")
    outcome = comply("gate", system, "--as-of", DAY, "--output", "jsonl=a.jsonl")
    assert outcome.code == 0, outcome
    (workplace / "comply.yaml").write_text("severities: {IAM-03: minor}\ngate: {fail_on: {minor: [not_met]}}\n", encoding="utf-8")
    assert comply("gate", system, "--as-of", DAY).code == 1


def test_what_is_of_the_least_severity_may_close_when_it_is_not_assessed(tmp_path: Path, catalog: Catalog) -> None:
    path = tmp_path / "comply.yaml"
    path.write_text("gate: {fail_on: {minor: [not_assessed]}}\n", encoding="utf-8")
    assert read_policy(path, catalog).fail_on == {"minor": ("not_assessed",)}


@pytest.mark.parametrize(("lang", "partly", "not_met"), [("fr", "en partie démontrée", "non remplie"), ("en", "partly shown", "not met")])
def test_what_is_only_partly_shown_is_not_told_as_not_met(workplace: Path, system: Path, lang: str, partly: str, not_met: str) -> None:
    (workplace / "comply.yaml").write_text("gate: {fail_on: {blocking: [partly_shown], major: [partly_shown]}, unknowns: {}}\n", encoding="utf-8")
    outcome = comply("gate", system, "--as-of", DAY, lang=lang)
    assert outcome.code == 1, outcome
    assert f"  {partly}" in outcome.out
    assert partly.split()[-1] in outcome.last
    assert not_met not in outcome.out
    assert not_met + "s" not in outcome.last


@pytest.mark.parametrize(("lang", "told"), [("fr", "non évaluée"), ("en", "not assessed")])
def test_what_is_not_assessed_is_told_as_such(lang: Language, told: str) -> None:
    reason = Reason("not_met", "minor", "x:1", Text("Un", "One"), Position("s.yaml"), status="not_assessed")
    decision = Decision("s.yaml", "S", 1, (reason,), (), 1, 1, 0, 0)
    assert line(reason, Words(lang)).startswith(told)
    assert f"1 obligation {told}" in verdict(decision, Words(lang))
    assert told in overall([Judged("s.yaml", decision), Judged("t.yaml", decision)], Words(lang))


def test_a_named_file_of_waivers_that_is_not_there_is_refused_at_its_place(workplace: Path, system: Path) -> None:
    (workplace / "comply.yaml").write_text("gate:\n  waivers: {file: absent.yaml}\n", encoding="utf-8")
    for command in ("gate", "assess"):
        outcome = comply(command, system, "--as-of", DAY)
        assert outcome.code == 2
        assert "comply.yaml:2:19: " in outcome.err
        assert "`absent.yaml` n’est ni à côté" in outcome.err
    (workplace / "comply.yaml").write_text("gate:\n  waivers: {file: 3}\n", encoding="utf-8")
    outcome = comply("gate", system, "--as-of", DAY)
    assert outcome.code == 2
    assert "comply.yaml:2:19: " in outcome.err
