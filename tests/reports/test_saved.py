"""A kept assessment printed later: the same bytes as the reports written at once; what was changed, broken or made up is refused with its path."""

import hashlib
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from compliance.assessment.model import Assessment
from compliance.assessment.waivers import Waiver
from compliance.base.problems import Position
from compliance.base.text import LANGUAGES, Language
from compliance.catalog.load import Catalog
from compliance.catalog.policy import apply_policy, read_rules_policy
from compliance.cli.documents import KINDS, documents
from compliance.cli.dress import Dress
from compliance.cli.report import read
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
        return {file: make() for file, make in documents(assessment, by, Words(language, by.terms), Dress(PLAIN), kinds).files.items()}

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
    assert assessment.policy
    found, again = read(written(tmp_path, render(assessment, Words("fr", rules.terms))), None)
    assert found.policy
    assert again.controls[control.id].parameters[name].value == figure.value + 1
    assert [(item.owner, item.name, item.chosen, item.position.line) for item in found.policy.overrides] == [
        (item.owner, item.name, item.chosen, item.position.line) for item in assessment.policy.overrides
    ]
    assert found.frameworks == assessment.frameworks


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


def deep(data: Data) -> None:
    """Groups each inside the next, deeper than any description."""
    group = data["description"]["data"]
    for _ in range(100):
        group["x"] = group = {}


WORDS: dict[str, tuple[Callable[[Data], None], str]] = {
    "a verdict in the words": (put("findings/3/verdict", "pass"), "findings.4.verdict: this passage is not what the description"),
    "a status in the words": (put("frameworks/0/requirements/0/status", "met"), "frameworks.1.requirements.1.status: this passage"),
    "a finding left out of the words": (drop("findings/0"), "this passage is not what the description"),
    "a passage added": (put("approved", True), "approved: this passage"),
    "no description": (drop("description"), "comes from a version that did not keep the description"),
    "another format": (put("format", 9), "assessment format 9 is unknown"),
    "a language": (put("language", "de"), "language: `de` is not a known value"),
    "another day": (put("as_of", "2020-01-01"), "this passage is not what the description"),
    "a day that is none": (put("as_of", "2026-02-30"), "is not a saved assessment"),
    "a framework left out": (drop("frameworks/0"), "this passage is not what the description"),
    "a framework that is none": (put("frameworks/0/id", "iso"), "frameworks.1.id: this passage"),
    "another engine, another verdict": (lambda data: (put("engine", "9.9")(data), put("findings/3/verdict", "met")(data))[-1], "concludes otherwise than version 9.9"),
}  # fmt: skip
DESCRIPTION: dict[str, tuple[Callable[[Data], None], str]] = {
    "a list for a group": (put("description", []), "description.data: this passage is not what `comply assess` writes"),
    "no values": (drop("description/data"), "description.data: this passage"),
    "no places": (drop("description/places"), "description.places: this passage"),
    "files that are none": (put("description/files", [1]), "description.files: this passage"),
    "a place before the first": (put("description/places/4/2", [0, 1, 1]), "description.places.5: this passage"),
    "a place in no file": (put("description/places/4/1", 7), "description.places.5: this passage"),
    "a place of a group": (put("description/places/4/0", [{}]), "description.places.5: this passage"),
    "a number of what is none": (put("description/places/0", [["system", "name"], 0, [1, 1, 1], [1, 1, 1], "3"]), "description.places.1: this passage"),
    "a number in no group": (put("description/places/0", [["nowhere", "at", "all"], 0, [1, 1, 1], [1, 1, 1], "3"]), "description.places.1: this passage"),
    "groups too deep": (deep, "description.data: this passage"),
    "an answer of the wrong kind": (put("description/data/system", 5), "description.data.system: "),
    "an unknown field": (put("description/data/sistem", {}), "description.data.sistem: unknown field"),
    "an answer changed": (put("description/data/system/name", "Autre"), "system.name: this passage is not what the description"),
    "infinity": (put("facts/x", float("inf")), "is not a saved assessment"),
    "an attachment in a state of its own": (lambda data: data["evidence"].append({"attached": "fine"}), "is not a saved assessment"),
    "a waiver of half a line": (lambda data: data["waivers"].append({"finding": "CRY-01"}), "is not a saved assessment"),
    "a policy without changes": (put("policy", {"file": "x"}), "policy: this file is not a saved assessment"),
    "a policy over the law": (
        put("policy", {"file": "x", "changes": [{"of": "ZZZ-99", "parameter": "max", "chosen": 1, "file": "x", "line": 1, "column": 1}]}), "ZZZ-99",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", [*WORDS, *DESCRIPTION])
def test_what_was_changed_by_hand_is_refused_with_its_path(name: str, kept: bytes, tmp_path: Path) -> None:
    change, expected = {**WORDS, **DESCRIPTION}[name]
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
        (b'{"format": 1, "findings": 3, "frameworks": null, "description": {}, "system": {"file": "x"}}', "description.data: this passage"),
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


def test_hostile_texts_of_a_kept_description_are_inert(catalog: Catalog, tmp_path: Path) -> None:
    system = tmp_path / "system.yaml"
    system.write_text('system: {name: "<script>alert(1)</script>{{ 7*7 }}\\u202e=1+1\\e[31m"}\n', encoding="utf-8")
    path = written(tmp_path, render(assess(load_system(system), catalog, DAY), Words("fr", catalog.terms)))
    for form in ("html", "md"):
        told = comply("report", path, "--format", form)
        assert told.code == 0
        assert "<script>alert" not in told.out
        assert not {"\u202e", "\x1b"} & set(told.out)


def test_another_version_that_decides_the_same_prints_it(kept: bytes, tmp_path: Path) -> None:
    data = json.loads(kept)
    data["engine"], data["findings"][0]["title"] = "9.9", "Worded otherwise"
    assert comply("report", written(tmp_path, json.dumps(data).encode()), "--format", "md").code == 0


def test_attached_files_are_not_looked_for_again(catalog: Catalog, tmp_path: Path) -> None:
    (tmp_path / "study" / "files").mkdir(parents=True)
    (tmp_path / "study" / "files" / "aipd.pdf").write_bytes(b"aipd")
    digest = hashlib.sha256(b"aipd").hexdigest()
    system = tmp_path / "study" / "system.yaml"
    system.write_text(f"system: {{name: X}}\ndocuments:\n  - {{id: aipd, title: AIPD, reference: files/aipd.pdf, sha256: {digest}, supports: [system.name]}}\n", encoding="utf-8")
    assessment = assess(load_system(system), catalog, DAY)
    assert [item.attached for item in assessment.evidence] == ["verified"]
    path = written(tmp_path, render(assessment, Words("fr", catalog.terms)))
    (tmp_path / "study" / "files" / "aipd.pdf").unlink()
    found, _ = read(path, None)
    assert found == assessment


def test_waivers_count_again(catalog: Catalog, tmp_path: Path) -> None:
    system = load_system(EXAMPLES / "melanoma-saas" / "system.yaml")
    failed = next(finding for finding in assess(system, catalog, DAY).findings if finding.verdict == "fail")
    place = Position("waivers.yaml", 3, 5)
    waiver = Waiver(failed.id, "finding", (), "En cours", "RSSI", "Directrice", date(2026, 11, 1), date(2026, 12, 1), place)
    assessment = assess(system, catalog, DAY, waivers=[waiver])
    assert [item.state for item in assessment.waivers] == ["in_force"]
    found, _ = read(written(tmp_path, render(assessment, Words("en", catalog.terms))), None)
    assert found == assessment


def test_a_comparison_still_reads_it(kept: bytes, tmp_path: Path) -> None:
    path = written(tmp_path, kept)
    assert comply("diff", path, path).code == 0
