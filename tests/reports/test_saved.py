"""A kept assessment printed later: the same bytes as the reports written at once; what was changed, broken or made up is refused with its path."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from compliance.assessment.model import Assessment
from compliance.base.text import LANGUAGES, Language
from compliance.catalog.load import Catalog
from compliance.catalog.policy import apply_policy, read_rules_policy
from compliance.cli.dress import Dress
from compliance.cli.report import read
from compliance.cli.write import KINDS, makers
from compliance.pipeline import assess
from compliance.reports.brand import PLAIN
from compliance.reports.json_report import render
from compliance.reports.words import Words
from compliance.system.load import load_system
from tests.gate.command import EXAMPLES, comply

DAY = date(2026, 11, 21)
NAMES = ("melanoma-saas", "pneumonia-federated", "hospital-data-warehouse", "radiology-us-eu")
Data = dict[str, Any]


@pytest.fixture(autouse=True)
def one_catalog(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command of these tests works by the rules that the assessments were made by."""
    monkeypatch.setattr("compliance.catalog.load.load_catalog", lambda extra=(): catalog)


@pytest.fixture(scope="module")
def assessed(catalog: Catalog) -> dict[str, Assessment]:
    return {name: assess(load_system(EXAMPLES / name / "system.yaml"), catalog, DAY) for name in NAMES}


@pytest.fixture(scope="module")
def kept(assessed: dict[str, Assessment], catalog: Catalog) -> bytes:
    return render(assessed["hospital-data-warehouse"], Words("fr", catalog.terms))


def written(folder: Path, content: bytes) -> Path:
    path = folder / "assessment.json"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("name", NAMES)
def test_what_is_read_back_is_what_was_kept(name: str, assessed: dict[str, Assessment], catalog: Catalog, tmp_path: Path) -> None:
    found, _ = read(written(tmp_path, render(assessed[name], Words("fr", catalog.terms))), None)
    assert found == assessed[name]
    assert repr(found) == repr(assessed[name])  # 1 and true are equal, and are not the same answer


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["melanoma-saas", "pneumonia-federated"])
def test_every_form_is_the_one_written_at_once(name: str, language: Language, assessed: dict[str, Assessment], catalog: Catalog, tmp_path: Path) -> None:
    pytest.importorskip("typst")
    other: Language = "en" if language == "fr" else "fr"
    found, rules = read(written(tmp_path, render(assessed[name], Words(other, catalog.terms))), None)
    kinds = KINDS if name == "melanoma-saas" else ("html", "xlsx")

    def made(assessment: Assessment, by: Catalog) -> dict[str, bytes]:
        return {file: make() for file, make in makers(assessment, by, Words(language, by.terms), Dress(PLAIN), kinds)}

    assert made(found, rules) == made(assessed[name], catalog)


def test_the_figure_of_the_flows_is_kept(assessed: dict[str, Assessment], catalog: Catalog, tmp_path: Path) -> None:
    found, _ = read(written(tmp_path, render(assessed["pneumonia-federated"], Words("en", catalog.terms))), None)
    assert found.flows.arrows
    assert {arrow.leaves_eea for arrow in found.flows.arrows} <= {True, False, None}


def test_the_classification_is_kept(assessed: dict[str, Assessment], catalog: Catalog, tmp_path: Path) -> None:
    found, _ = read(written(tmp_path, render(assessed["melanoma-saas"], Words("en", catalog.terms))), None)
    assert found.classification is not None
    assert found.classification.labels


def test_a_policy_counts_again(catalog: Catalog, tmp_path: Path) -> None:
    control = next(control for control in catalog.controls.values() if any(item.basis == "convention" and isinstance(item.value, int) for item in control.parameters.values()))
    name, figure = next((name, item) for name, item in control.parameters.items() if item.basis == "convention" and isinstance(item.value, int))
    policy = tmp_path / "comply.yaml"
    policy.write_text(f"parameters:\n  {control.id}: {{{name}: {figure.value + 1}}}\n", encoding="utf-8")
    rules = apply_policy(catalog, read_rules_policy(policy, catalog))
    assessment = assess(load_system(EXAMPLES / "melanoma-saas" / "system.yaml"), rules, DAY)
    found, again = read(written(tmp_path, render(assessment, Words("fr", rules.terms))), None)
    assert again.controls[control.id].parameters[name].value == figure.value + 1
    assert found.policy == assessment.policy


def test_the_command_prints_without_the_description(kept: bytes, tmp_path: Path) -> None:
    path = written(tmp_path, kept)
    told = comply("report", path, "--format", "md")
    assert told.code == 0
    assert "# Entrepôt de données de santé" in told.out
    done = comply("report", path, "--format", "html", "--format", "xlsx", "--out", tmp_path / "out", "--lang", "en")
    assert (done.code, sorted(item.name for item in (tmp_path / "out").iterdir())) == (0, ["gap-analysis.xlsx", "report.html"])
    assert comply("report", path, "--format", "json", "--lang", "fr").out.encode() == kept


def test_a_form_that_is_no_text_wants_a_folder(kept: bytes, tmp_path: Path) -> None:
    assert comply("report", written(tmp_path, kept)).code == 2
    assert "--format pdf" in comply("report", written(tmp_path, kept)).err
    assert "docx" in comply("report", written(tmp_path, kept), "--format", "doc").err


def test_other_rules_restate_nothing(kept: bytes, tmp_path: Path) -> None:
    data = json.loads(kept)
    old = "0" * 64
    content = kept.replace(data["rules"].encode(), old.encode())
    told = comply("report", written(tmp_path, content), "--format", "md", lang="en")
    assert (told.code, told.out) == (2, "")
    assert f"assessed with the rules {old[:16]}; those installed here are {data['rules'][:16]}" in told.err
    assert f"--as-of {DAY.isoformat()}" in told.err


def test_a_file_laid_out_anew_is_the_same_file(kept: bytes, tmp_path: Path) -> None:
    path = written(tmp_path, json.dumps(json.loads(kept), indent=2).encode())
    assert comply("report", path, "--format", "json").out.encode() == kept


def at(data: Any, path: str) -> tuple[Any, Any]:
    """The group that holds a path, and its last step."""
    *way, last = [int(step) if step.isdigit() else step for step in path.split("/")]
    for step in way:
        data = data[step]
    return data, last


def put(path: str, value: Any) -> Callable[[Data], None]:
    def change(data: Data) -> None:
        group, last = at(data, path)
        group[last] = value

    return change


def drop(path: str) -> Callable[[Data], None]:
    def change(data: Data) -> None:
        group, last = at(data, path)
        del group[last]

    return change


def doubling(data: Data) -> None:
    """Steps that each hold the one before twice: thirty rows that would unfold into a thousand million."""
    steps = data["record"]["Step"]
    children = data["record"]["fields"]["step.Step"].index("children")
    first = len(steps)
    steps.append(["test", True])
    for row in range(first, first + 30):
        steps.append(["all", True, "", "", None, None, [], [row, row]])
    assert children == 7
    findings = data["record"]["whole"][data["record"]["fields"]["model.Assessment"].index("findings")]
    traced = data["record"]["fields"]["model.Finding"].index("trace")
    next(row for row in findings if len(row) > traced)[traced] = first + 30


def deep(data: Data) -> None:
    """Steps each inside the next, deeper than any trace."""
    steps = data["record"]["Step"]
    for row in range(len(steps), len(steps) + 5000):
        steps.append(["all", True, "", "", None, None, [], [row - 1]])


WORDS: dict[str, tuple[Callable[[Data], None], str]] = {
    "a verdict in the words": (put("findings/3/verdict", "pass"), "findings.4.verdict: this passage does not match the record"),
    "a status in the words": (put("frameworks/0/requirements/0/status", "met"), "frameworks.1.requirements.1.status: this passage"),
    "a finding left out of the words": (drop("findings/0"), "this passage does not match the record"),
    "a passage added": (put("approved", True), "approved: this passage"),
    "no record": (drop("record"), "comes from a version that did not keep"),
    "another format": (put("format", 9), "assessment format 9 is unknown"),
    "a language": (put("language", "de"), "language: `de` is not a known value"),
}  # fmt: skip
RECORD: dict[str, tuple[Callable[[Data], None], str]] = {
    "no table": (drop("record/Step"), "record.Step: a list"),
    "no whole": (drop("record/whole"), "record: a group of fields"),
    "a list for a group": (put("record", []), "record: a group of fields"),
    "a table that is none": (put("record/Text", {"a": 1}), "record.Text: a list"),
    "a text of one language": (put("record/Text/0", ["seul"]), "record.Text.1.en: this field is missing"),
    "a number for a text": (put("record/Text/0/0", 5), "record.Text.1.fr: `5` is not of the expected kind"),
    "half a character": (put("record/Text/0/0", "\ud83d"), "record.Text.1.fr: "),
    "a field of another name": (put("record/fields/step.Step/1", "verity"), "record.fields.step.Step: unknown field `'verity'`"),
    "a reference ahead": (put("record/Step/0", ["all", True, "", "", None, None, [], [5]]), "record.Step.1.children.1: `5` points at no row above"),
    "a reference below zero": (put("record/Step/0", ["all", True, "", "", None, None, [], [-1]]), "record.Step.1.children.1: `-1` points at no row above"),
    "a truth of four values": (put("record/Step/0/1", "maybe"), "record.Step.1.truth: `'maybe'` is not of the expected kind"),
    "steps that double": (doubling, "would unfold beyond all measure"),
    "steps too deep": (deep, "would unfold beyond all measure"),
    "a day that is none": (put("record/whole/4", {"day": "2026-02-30"}), "record.as_of: "),
    "a verdict of one's own": (put("record/whole/8/0/5", "compliant"), "record.findings.1.verdict: `'compliant'` is not a known value"),
    "a control that is none": (put("record/whole/8/0/1", "ZZZ-99"), "record.findings.1.control: `ZZZ-99` does not exist in these rules"),
    "too many fields": (put("record/whole/8/0", ["x"] * 40), "record.findings.1: a list of the expected length"),
    "infinity": (put("record/whole/11", {"map": {"x": float("inf")}}), "is not a saved assessment"),
}  # fmt: skip


@pytest.mark.parametrize("name", [*WORDS, *RECORD])
def test_what_was_changed_by_hand_is_refused_with_its_path(name: str, kept: bytes, tmp_path: Path) -> None:
    change, expected = {**WORDS, **RECORD}[name]
    data = json.loads(kept)
    change(data)
    told = comply("report", written(tmp_path, json.dumps(data).encode()), "--format", "md", lang="en")
    assert (told.code, told.out) == (2, "")
    assert expected in told.err.replace("\u00a0", " ")
    assert "Fault of the program" not in told.err
    assert "Traceback" not in told.err


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "assessment.json:1:1: unreadable JSON"), (b"{\n  \"format\": 1,,\n}", "assessment.json:2:15: unreadable JSON"), (b"[1]", "is not a saved assessment"),
        (b"[" * 200_000, "is not a saved assessment"), (b"\xff\xfe\x00", "save the file as UTF-8"), (b"1" * 5000, "is not a saved assessment"),
        (b'{"format": 1, "findings": 3, "frameworks": null, "record": {"fields": {}, "Step": [], "Text": [], "Position": [], "whole": [1]}}', "record: a list of the expected"),
    ],
    ids=["empty", "a comma too many", "a list", "brackets", "bytes", "a long number", "hollow"],
)  # fmt: skip
def test_what_is_no_kept_assessment_is_refused(content: bytes, expected: str, tmp_path: Path) -> None:
    told = comply("report", written(tmp_path, content), "--format", "md", lang="en")
    assert told.code == 2
    assert expected in told.err
    assert "Fault of the program" not in told.err


def test_a_folder_and_a_missing_file_are_told(tmp_path: Path) -> None:
    assert "a saved assessment (assessment.json) was expected" in comply("report", tmp_path, "--format", "md", lang="en").err
    assert comply("report", tmp_path / "none.json", "--format", "md").code == 2


def test_hostile_texts_of_a_record_are_inert(assessed: dict[str, Assessment], catalog: Catalog, tmp_path: Path) -> None:
    hostile = "<script>alert(1)</script>{{ 7*7 }}\u202e=1+1\x1b[31m"
    assessment = replace(assessed["melanoma-saas"], system=hostile, organisation=hostile, file=hostile)
    path = written(tmp_path, render(assessment, Words("fr", catalog.terms)))
    for form in ("html", "md"):
        told = comply("report", path, "--format", form)
        assert told.code == 0
        assert "<script>alert" not in told.out
        assert not {"\u202e", "\x1b"} & set(told.out)


def test_a_comparison_still_reads_it(kept: bytes, tmp_path: Path) -> None:
    path = written(tmp_path, kept)
    assert comply("diff", path, path).code == 0
