"""A policy for the rules: conventions and severities may be set otherwise, what the law fixes may not, nothing is switched off."""

import json
from pathlib import Path

import pytest

from compliance import pipeline
from compliance.base.problems import InvalidInput
from compliance.catalog.load import Catalog
from compliance.catalog.policy import apply_policy, read_rules_policy
from compliance.reports.json_report import plain
from compliance.reports.words import Words
from tests.commands.running import Run
from tests.fragments import AS_OF, system

SYSTEM = """\
system: {name: Essai, countries: [FR]}
organisation: {country: FR, sectors: [healthcare_provider], policies: [workstations]}
data: [{id: d, kinds: [identity, health], subjects: [patients], identifiability: identified, subject_count: 6000}]
components: [{id: c, kind: service, holds: [d], environment: production}]
security: {access: {idle_timeout_minutes: 20}}
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "policy.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def refused(folder: Path, catalog: Catalog, text: str) -> list[tuple[str, int, str]]:
    with pytest.raises(InvalidInput) as found:
        read_rules_policy(write(folder, text), catalog)
    return [(problem.code, problem.position.line, problem.suggestion) for problem in found.value.problems]


def figure(catalog: Catalog, basis: str) -> tuple[str, str, object]:
    """Some control of the catalog with a number of the basis asked for."""
    return next(
        (control.id, name, parameter.value)
        for control in catalog.controls.values()
        for name, parameter in control.parameters.items()
        if parameter.basis == basis and isinstance(parameter.value, int)
    )


def test_conventions_and_severities_are_set_otherwise(tmp_path: Path, catalog: Catalog) -> None:
    control, name, shipped = figure(catalog, "convention")
    policy = read_rules_policy(write(tmp_path, f"parameters:\n  {control}: {{{name}: 7}}\nseverities: {{{control}: minor, TRA-03: blocking}}\n"), catalog)
    changed = apply_policy(catalog, policy)
    assert changed.controls[control].parameters[name].value == 7
    assert changed.controls[control].parameters[name].basis == "convention"
    assert changed.controls[control].severity == "minor"
    assert changed.controls["TRA-03"].severity == "blocking"
    assert catalog.controls[control].parameters[name].value == shipped
    assert set(changed.controls) == set(catalog.controls)
    assert changed.frameworks == catalog.frameworks
    assert [(item.owner, item.name, item.chosen) for item in policy.overrides] == [(control, name, 7), (control, "", "minor"), ("TRA-03", "", "blocking")]
    assert policy.overrides[0].position.line == 2


@pytest.mark.parametrize("basis", ["law", "guidance"])
def test_what_the_law_or_a_guidance_fixes_is_refused(tmp_path: Path, catalog: Catalog, basis: str) -> None:
    control, name, _ = figure(catalog, basis)
    assert refused(tmp_path, catalog, f"parameters:\n  {control}:\n    {name}: 7\n") == [(f"policy_{basis}", 3, "")]


def test_every_mistake_is_told_at_once_with_its_place(tmp_path: Path, catalog: Catalog) -> None:
    control, name, _ = figure(catalog, "convention")
    text = f"parametres: {{}}\nparameters:\n  IAM-99: {{longest: 3}}\n  {control}:\n    {name}s: 3\n    {name}: many\nseverities:\n  {control}: grave\n  TRA-3: minor\n"
    found = refused(tmp_path, catalog, text)
    assert [(code, line) for code, line, _ in found] == [
        ("unknown_field", 1),
        ("unknown_control", 3),
        ("unknown_parameter", 5),
        ("policy_kind", 6),
        ("not_one_of", 8),
        ("unknown_control", 9),
    ]
    assert (found[0][2], found[2][2], found[5][2]) == ("parameters", name, "TRA-03")
    assert found[1][2].startswith("IAM-")


@pytest.mark.parametrize("value", ["-1", "true", "[1]", "1.5", "none", "{a: 1}", "'3'", ".inf"])
def test_a_value_of_another_kind_is_refused(tmp_path: Path, catalog: Catalog, value: str) -> None:
    control, name, _ = figure(catalog, "convention")
    assert refused(tmp_path, catalog, f"parameters: {{{control}: {{{name}: {value}}}}}\n")[0][0] == "policy_kind"


def test_the_test_of_a_control_stays_possible(tmp_path: Path, catalog: Catalog) -> None:
    """A list of convention may only hold values that the field can take: the checks of the catalog run on the control as it would be."""
    lists = [
        (control.id, name)
        for control in catalog.controls.values()
        for name, parameter in control.parameters.items()
        if parameter.basis == "convention" and isinstance(parameter.value, list) and isinstance(parameter.value[0], str)
    ]
    if not lists:
        pytest.skip("no list of convention in the catalog")
    control, name = lists[0]
    assert refused(tmp_path, catalog, f"parameters: {{{control}: {{{name}: [nonsense]}}}}\n")


def test_the_gate_of_the_same_file_is_left_to_others(tmp_path: Path, catalog: Catalog) -> None:
    assert read_rules_policy(write(tmp_path, "gate: {anything: [1]}\n"), catalog).overrides == ()
    assert read_rules_policy(write(tmp_path, ""), catalog).overrides == ()


def test_the_mark_of_a_notion_may_be_set_and_leaves_other_assessments_alone(tmp_path: Path, catalog: Catalog) -> None:
    described = system(SYSTEM)
    changed = apply_policy(catalog, read_rules_policy(write(tmp_path, "parameters: {large_scale: {persons: 5000}}\n"), catalog))
    answers = [pipeline.assess(described, rules, AS_OF).facts["large_scale"] for rules in (catalog, changed, catalog)]
    assert answers == [False, True, False]


def test_an_assessment_says_what_was_set_otherwise(tmp_path: Path, catalog: Catalog) -> None:
    described, words = system(SYSTEM), Words("en", catalog.terms)
    changed = apply_policy(catalog, read_rules_policy(write(tmp_path, "parameters: {IAM-06: {max_idle: 30}}\nseverities: {IAM-06: major}\n"), catalog))
    before, after = (plain(pipeline.assess(described, rules, AS_OF), words) for rules in (catalog, changed))
    assert before["policy"] is None
    assert after["policy"]["changes"][0] == {
        "of": "IAM-06", "parameter": "max_idle", "shipped": 15, "chosen": 30, "unit": "minutes", "file": str(tmp_path / "policy.yaml"), "line": 1, "column": 33,
    }  # fmt: skip
    verdicts = [[(item["verdict"], item["severity"]) for item in data["findings"] if item["control"] == "IAM-06"] for data in (before, after)]
    assert verdicts[0] != verdicts[1]
    assert json.dumps(after["policy"])


def test_a_command_takes_a_policy_file(tmp_path: Path, run: Run) -> None:
    file = tmp_path / "system.yaml"
    file.write_text(SYSTEM, encoding="utf-8")
    good, bad = write(tmp_path, "parameters: {large_scale: {persons: 5000}}\n"), tmp_path / "bad.yaml"
    bad.write_text("parameters: {large_scal: {persons: 5000}}\n", encoding="utf-8")
    assert run("deadlines", file, "--policy", good, "--as-of", "2026-11-21")[0] == 0
    code, out, err = run("deadlines", file, "--policy", bad, "--as-of", "2026-11-21", "--lang", "en")
    assert (code, out) == (2, "")
    assert f"{bad}:1:14: parameters.large_scal: no control is named `large_scal` - did you mean `large_scale`?" in err
