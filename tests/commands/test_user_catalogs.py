"""Catalogs that users add: joined to the shipped one, and verified exactly like it, with the whole path of every problem."""

import json
from pathlib import Path

import pytest

from compliance.base.problems import InvalidInput
from compliance.base.resources import shipped
from compliance.catalog.build import build
from compliance.catalog.load import load_catalog
from compliance.catalog.sources import Sources
from tests.commands.running import Run
from tests.commands.user_catalog import CONTROL, FRAMEWORK, MAPPING, PARAMETER, ROWS_OF_RGPD, write_catalog

SYSTEM = """\
system: {name: Essai, countries: [FR]}
organisation: {country: FR, policies: [usage_charter], policies_last_review: 2026-06-15}
data: [{id: d, kinds: [identity], subjects: [patients], identifiability: identified}]
"""


def problems(root: Path) -> list[str]:
    """What is wrong with a catalog, with file names relative to it."""
    found = build(Sources((shipped("controls").parent, root)))[2]
    return sorted(f"{Path(problem.position.file).relative_to(root).as_posix()}:{problem.position.line} {problem.code}" for problem in found)


def test_control_framework_rows_and_parameter_join_the_shipped_ones(user_catalog: Path, run: Run) -> None:
    rules, plain = load_catalog([user_catalog]), load_catalog()
    assert set(rules.controls) - set(plain.controls) == {"LOC-01"}
    assert set(rules.frameworks) - set(plain.frameworks) == {"chu"}
    assert set(rules.parameters) - set(plain.parameters) == {"chu_clocks"}
    assert len(rules.frameworks["rgpd"].rows) == len(plain.frameworks["rgpd"].rows) + 1
    assert rules.texts["rows"][f"rgpd:{len(plain.frameworks['rgpd'].rows)}"][1] == "a charter is an organisational measure"
    assert rules.controls["LOC-01"].file == str(user_catalog / "controls" / "LOC" / "LOC-01-local-charter.yaml")
    code, out, err = run("catalog", "check", "--catalog", user_catalog, "--lang", "en")
    assert (code, err) == (0, "")
    assert f"{len(plain.controls) + 1} controls" in out


def test_an_assessment_uses_what_was_added(user_catalog: Path, run: Run, tmp_path: Path) -> None:
    system = tmp_path / "system.yaml"
    system.write_text(SYSTEM, encoding="utf-8")
    code, out, _ = run("assess", system, "--catalog", user_catalog, "--as-of", "2026-11-21", "--format", "json", "--lang", "en")
    data = json.loads(out)
    framework = next(item for item in data["frameworks"] if item["id"] == "chu")
    assert code == 0
    assert framework["applies"] is True
    assert [item["status"] for item in framework["requirements"]] == ["partly_shown", "not_yet_applicable"]
    assert any(item["control"] == "LOC-01" for item in data["findings"])
    rgpd = next(item for item in data["frameworks"] if item["id"] == "rgpd")
    article = next(item for item in rgpd["requirements"] if item["id"] == "rgpd:art-24")
    assert any(row["control"] == "LOC-01" for row in article["controls"])


def test_loading_a_second_time_gives_the_same_catalog(user_catalog: Path) -> None:
    first, second = load_catalog([user_catalog]), load_catalog([user_catalog])
    assert first.controls["LOC-01"] == second.controls["LOC-01"]
    assert first.frameworks["chu"] == second.frameworks["chu"]
    assert first.texts == second.texts


def test_every_mistake_is_told_at_its_place(tmp_path: Path) -> None:
    root = write_catalog(
        tmp_path / "house",
        **{
            "controls/LOC/LOC-02-second.yaml": CONTROL.replace("id: LOC-01", "id: LOC-02").replace("usage_charter}}", "usage_chart}}"),
            "controls/LOC/IAM-01-mine.yaml": CONTROL.replace("id: LOC-01", "id: IAM-01").replace("severity: major", "severity: grave"),
            "frameworks/chu/framework.yaml": FRAMEWORK.replace("en: Hospital}", "en: ' '}"),
            "frameworks/chu/mapping.yaml": MAPPING.replace("subset_of", "part_of"),
            "frameworks/chu/coverage.yaml": "groups:\n  - {id: all, title: {fr: A, en: A}, prefix: art-, expected: 3}\n",
            "frameworks/chu/terms.yaml": "terms:\n  - {name: large_scale, label: {fr: a, en: a}, how: {fr: a, en: a}, holds_when: {processes_personal_data: true}}\n",
            "frameworks/rgpd/mapping.yaml": ROWS_OF_RGPD.replace("art-24", "art-24a").replace("part: written", "part: writen"),
            "frameworks/rgpd/requirements.yaml": "requirements: []\n",
            "frameworks/rdpg/mapping.yaml": MAPPING,
            "frameworks/house/framework.yaml": FRAMEWORK.replace("id: chu", "id: houses"),
            "frameworks/parameters/chu-clocks.yaml": PARAMETER.replace("id: chu_clocks", "id: clocks").replace("chu:art-2", "chu:art-9"),
        },
    )
    assert problems(root) == [
        "controls/LOC/IAM-01-mine.yaml:1 duplicate_catalog_id",
        "controls/LOC/IAM-01-mine.yaml:6 not_one_of",
        "controls/LOC/LOC-02-second.yaml:1 control_without_row",
        "controls/LOC/LOC-02-second.yaml:13 impossible_value",
        "frameworks/chu/coverage.yaml:2 coverage_count",
        "frameworks/chu/framework.yaml:3 catalog_language_missing",
        "frameworks/chu/mapping.yaml:4 not_one_of",
        "frameworks/chu/terms.yaml:1 duplicate_catalog_id",
        "frameworks/house/framework.yaml:1 framework_folder_name",
        "frameworks/parameters/chu-clocks.yaml:1 duplicate_catalog_id",
        "frameworks/parameters/chu-clocks.yaml:10 unknown_requirement",
        "frameworks/rdpg/mapping.yaml:1 folder_without_framework",
        "frameworks/rgpd/mapping.yaml:2 unknown_part",
        "frameworks/rgpd/mapping.yaml:2 unknown_requirement",
        "frameworks/rgpd/requirements.yaml:1 requirements_without_framework",
    ]


def test_messages_carry_the_whole_path_and_a_suggestion(own_catalog: Path, run: Run) -> None:
    write_catalog(own_catalog, **{"frameworks/rgpd/mapping.yaml": ROWS_OF_RGPD.replace("art-24", "art-24x")})
    code, out, err = run("catalog", "check", "--catalog", own_catalog, "--lang", "en")
    assert (code, out) == (2, "")
    assert err.startswith(f"{own_catalog.resolve()}/frameworks/rgpd/mapping.yaml:2:5: ")
    assert "did you mean `art-24`?" in err


def test_examples_of_a_user_are_run_too(own_catalog: Path, run: Run) -> None:
    write_catalog(own_catalog, **{"controls/LOC/LOC-01-local-charter.yaml": CONTROL.replace("policies: [security]", "policies: [usage_charter], policies_last_review: 2026-06-15")})
    code, _, err = run("catalog", "check", "--catalog", own_catalog, "--lang", "en")
    assert code == 2
    assert "LOC-01-local-charter.yaml:21:3: the example `fail` gives `pass`" in err


def test_a_file_that_cannot_be_read_is_told(own_catalog: Path, run: Run) -> None:
    write_catalog(own_catalog, **{"frameworks/chu/mapping.yaml": "rows: [\n"})
    code, _, err = run("catalog", "check", "--catalog", own_catalog, "--lang", "en")
    assert code == 2
    assert "frameworks/chu/mapping.yaml:" in err


@pytest.mark.parametrize("made", [False, True])
def test_a_folder_that_is_no_catalog_is_refused(tmp_path: Path, run: Run, made: bool) -> None:
    folder = tmp_path / "nothing"
    if made:
        folder.mkdir()
    code, out, err = run("catalog", "coverage", "--catalog", folder, "--lang", "en")
    assert (code, out) == (2, "")
    assert str(folder) in err
    assert "`controls/` or `frameworks/`" in err


def test_a_catalog_may_be_named_by_a_relative_path(user_catalog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(user_catalog)
    assert "LOC-01" in load_catalog([Path()]).controls


def test_the_shipped_catalog_named_twice_is_still_one() -> None:
    root = shipped("controls").parent
    assert len(load_catalog([root]).controls) == len(load_catalog().controls)


def test_a_refused_catalog_is_not_kept(own_catalog: Path) -> None:
    write_catalog(own_catalog, **{"frameworks/chu/mapping.yaml": MAPPING.replace("LOC-01", "LOC-09")})
    for _ in range(2):
        with pytest.raises(InvalidInput) as refused:
            load_catalog([own_catalog])
        assert "unknown_control" in {problem.code for problem in refused.value.problems}


def test_a_taken_id_of_a_parameter_is_told_once_at_its_place(own_catalog: Path) -> None:
    taken = "title: {fr: a, en: a}\nid: adequacy\nvalues: [{key: FR, value: full, from: 2020-01-01, citation: {fr: a, en: a}}]\n"
    write_catalog(own_catalog, **{"frameworks/parameters/chu-clocks.yaml": taken})
    assert problems(own_catalog) == ["frameworks/parameters/chu-clocks.yaml:2 duplicate_catalog_id"]


def test_bytes_that_are_no_text_are_told_as_such(own_catalog: Path) -> None:
    write_catalog(own_catalog)
    (own_catalog / "frameworks" / "parameters" / "chu-clocks.yaml").write_bytes(b"id: chu_clocks\ntitle: \xe9\xff\n")
    assert problems(own_catalog) == ["frameworks/parameters/chu-clocks.yaml:2 not_utf8"]


@pytest.mark.parametrize("path", ["controls/NOWHERE", "/nowhere/at/all", "controls/IA"])
def test_a_path_that_is_not_there_is_an_error(run: Run, path: str) -> None:
    code, out, err = run("catalog", "check", path, "--lang", "en")
    assert (code, out) == (2, "")
    assert f"{path}:1:1: no file of the catalog stands under this path" in err


def test_a_path_of_a_user_catalog_may_be_relative(user_catalog: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(user_catalog)
    assert run("catalog", "check", "controls/LOC", "--catalog", ".", "--lang", "en")[0] == 0
