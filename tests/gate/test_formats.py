"""JUnit, annotations, code quality and JSON Lines: what their readers ask of them."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
import xmlschema

from tests.gate.command import DAY, EXAMPLES, comply
from tests.gate.conftest import forget, waive, weaken

XSD = xmlschema.XMLSchema(str(Path(__file__).parent / "schemas" / "junit-10.xsd"))


def junit(*arguments: str | Path) -> ElementTree.Element:
    text = comply("gate", *arguments, "--as-of", DAY, "--output", "junit=-").out
    XSD.validate(text)
    return ElementTree.fromstring(text)


@pytest.mark.parametrize("case", ["melanoma-saas-before", "pneumonia-federated", "shadow-ai"])
def test_junit_counts_add_up(case: str) -> None:
    root = junit(EXAMPLES / case / "system.yaml")
    for suite in root:
        cases = suite.findall("testcase")
        assert int(suite.attrib["tests"]) == len(cases)
        assert int(suite.attrib["failures"]) == sum(case.find("failure") is not None for case in cases)
        assert int(suite.attrib["skipped"]) == sum(case.find("skipped") is not None for case in cases)
    assert int(root.attrib["tests"]) == sum(int(suite.attrib["tests"]) for suite in root)


def _case(root: ElementTree.Element, reference: str) -> ElementTree.Element:
    return next(case for case in root.iter("testcase") if case.attrib["name"].startswith(reference + " "))


def test_junit_fails_skips_and_accepts(workplace: Path, system: Path) -> None:
    assert _case(junit(system), "rgpd:art-32-1-b").find("failure") is None
    weaken(workplace)
    failure = _case(junit(system), "rgpd:art-32-1-b").find("failure")
    assert failure is not None
    assert "secure-reference/organisation.yaml:125" in (failure.text or "")
    waive(workplace)
    accepted = _case(junit(system), "rgpd:art-32-1-b")
    assert accepted.find("failure") is None
    assert "Directrice générale" in (accepted.findtext("system-out") or "")


def test_junit_skips_what_is_unknown_and_says_so(workplace: Path, system: Path) -> None:
    forget(workplace)
    skipped = _case(junit(system), "rgpd:art-32-1-b").find("skipped")
    assert skipped is not None
    assert skipped.attrib["message"] == "indéterminée"
    assert "IAM-03" in (skipped.text or "")


def test_junit_survives_hostile_words_and_broken_files(workplace: Path) -> None:
    (workplace / "hostile.yaml").write_text('system: {name: "]]><testcase name=\\"x\\"/>&"}\ncomponents: [{id: a, kind: data_store}]\n', encoding="utf-8")
    (workplace / "broken.yaml").write_text("system: [\n", encoding="utf-8")
    root = junit("hostile.yaml", "broken.yaml")
    assert root.attrib["errors"] == "1"
    assert not [case for case in root.iter("testcase") if case.attrib["name"] == "x"]


COMMAND = re.compile(r"::(error|warning|notice) file=([^,:]+),line=(\d+),col=(\d+),title=([^,:]*)::(.+)")


def test_github_annotations_are_commands_the_gravest_first(workplace: Path, system: Path) -> None:
    weaken(workplace)
    (workplace / "broken.yaml").write_text("system: {nmae: 'a%b'}\n", encoding="utf-8")
    lines = comply("gate", system, "broken.yaml", "--as-of", DAY, "--output", "github=-").out.splitlines()
    found = [COMMAND.fullmatch(line) for line in lines]
    assert all(found)
    kinds = [match[1] for match in found if match]
    assert kinds == sorted(kinds, key=("error", "warning", "notice").index)
    assert {match[2] for match in found if match} == {"secure-reference/organisation.yaml", "broken.yaml"}


def test_a_user_cannot_write_a_command(workplace: Path) -> None:
    (workplace / "hostile.yaml").write_text(
        'system: {name: x}\ncomponents: [{id: a, kind: data_store}]\nflows: [{id: f, source: a, destination: a, "x\\n::error::y": 1}]\n', encoding="utf-8"
    )
    out = comply("gate", "hostile.yaml", "--as-of", DAY, "--output", "github=-").out
    assert all(COMMAND.fullmatch(line) for line in out.splitlines())


def test_gitlab_annotations_link_to_the_articles(workplace: Path, system: Path) -> None:
    weaken(workplace)
    report = json.loads(comply("gate", system, "--as-of", DAY, "--output", "gitlab=-").out)
    links = [item["external_link"] for section in report.values() for item in section]
    assert links
    assert all(link["label"] and link["url"].startswith("https://") for link in links)


def test_code_quality_is_what_gitlab_reads() -> None:
    issues = json.loads(comply("gate", EXAMPLES / "shadow-ai" / "system.yaml", "--as-of", DAY, "--output", "codequality=-").out)
    assert {issue["severity"] for issue in issues} <= {"info", "minor", "major", "critical", "blocker"}
    assert any(issue["severity"] == "blocker" for issue in issues)
    fingerprints = [issue["fingerprint"] for issue in issues]
    assert len(fingerprints) == len(set(fingerprints))
    for issue in issues:
        assert issue["description"]
        assert issue["check_name"]
        assert not issue["location"]["path"].startswith("./")
        assert issue["location"]["lines"]["begin"] >= 1


def test_json_lines_tell_everything_a_program_needs(workplace: Path, system: Path) -> None:
    weaken(workplace)
    waive(workplace)
    (workplace / "broken.yaml").write_text("system: [\n", encoding="utf-8")
    lines = [json.loads(line) for line in comply("gate", system, "broken.yaml", "--as-of", DAY, "--output", "jsonl=-").out.splitlines()]
    kinds = {line["type"] for line in lines}
    assert {"system", "problem", "requirement", "finding", "waiver"} <= kinds
    decisions = {line["file"]: line["decision"]["code"] for line in lines if line["type"] == "system"}
    assert decisions == {"broken.yaml": 2, "secure-reference/system.yaml": 0}
    waiver = next(line for line in lines if line["type"] == "waiver")
    assert waiver["requirements"] == ["rgpd:art-32-1-b"]


def test_several_formats_in_one_run(workplace: Path, system: Path) -> None:
    forms = {"sarif": "a.sarif", "junit": "b.xml", "github": "c.txt", "gitlab": "d.json", "codequality": "e.json", "jsonl": "f.jsonl", "json": "out/g.json"}
    options = [word for form, file in forms.items() for word in ("--output", f"{form}={file}")]
    assert comply("gate", system, "--as-of", DAY, *options).code == 0
    for file in forms.values():
        assert (workplace / file).stat().st_size or file == "c.txt"
    assert not [path for path in workplace.rglob(".*") if path.is_file()]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (["--output", "sarif"], "format=fichier"),
        (["--output", "sarfi=x"], "vouliez-vous dire `sarif`"),
        (["--output", "sarif=x", "--output", "junit=x"], "déjà pris"),
        (["--output", "sarif=-", "--output", "junit=-"], "un seul format"),
        (["other.yaml", "--output", "json=x"], "un seul système"),
    ],
)
def test_mistakes_of_output_are_told(workplace: Path, system: Path, given: list[str], message: str) -> None:
    outcome = comply("gate", system, *given, "--as-of", DAY)
    assert outcome.code == 2
    assert message in outcome.err


def test_a_folder_that_cannot_be_written_leaves_nothing(workplace: Path, system: Path) -> None:
    (workplace / "file").write_text("x", encoding="utf-8")
    outcome = comply("gate", system, "--as-of", DAY, "--output", "sarif=file/x.sarif")
    assert outcome.code == 2
    assert "ne peut pas être écrit" in outcome.err


def test_evidence_and_waivers_that_ran_out_are_told_by_every_format(workplace: Path, system: Path) -> None:
    weaken(workplace)
    waive(workplace)
    forms = {"junit": "a.xml", "github": "b.txt", "codequality": "c.json", "jsonl": "d.jsonl"}
    comply("gate", system, "--as-of", "2026-12-20", *(word for form, file in forms.items() for word in ("--output", f"{form}={file}")))
    text = (workplace / "a.xml").read_text(encoding="utf-8")
    XSD.validate(text)
    suite = next(suite for suite in ElementTree.fromstring(text) if suite.attrib["name"].endswith("Preuves et dérogations"))
    assert {case.attrib["name"] for case in suite if case.find("failure") is not None} == {"SOC-2026-46", "rgpd:art-32-1-b"}
    assert int(suite.attrib["failures"]) == 2
    lines = (workplace / "b.txt").read_text(encoding="utf-8").splitlines()
    assert all(COMMAND.fullmatch(line) for line in lines)
    assert any(line.startswith("::error file=secure-reference/waivers.yaml,") and "title=Dérogation échue::" in line for line in lines)
    assert any(line.startswith("::error file=secure-reference/organisation.yaml,") and "title=Preuve périmée::" in line for line in lines)
    checks = {issue["check_name"] for issue in json.loads((workplace / "c.json").read_text(encoding="utf-8"))}
    assert {"evidence-stale", "waiver-expired"} <= checks
    kinds = [json.loads(line) for line in (workplace / "d.jsonl").read_text(encoding="utf-8").splitlines()]
    assert any(line["type"] == "evidence" and line["stale"] for line in kinds)
    assert any(line["type"] == "waiver" and line["state"] == "expired" for line in kinds)


@pytest.mark.parametrize("form", ["gitlab", "junit", "github", "codequality", "jsonl", "sarif"])
def test_every_format_tells_a_waiver_with_who_answers_for_it(workplace: Path, system: Path, form: str) -> None:
    waive(workplace)  # nothing is broken: no result shows it
    out = comply("gate", system, "--as-of", DAY, "--output", f"{form}=-").out
    for said in ("rgpd:art-32-1-b", "Cartes CPS livrées", "RSSI", "Directrice générale"):
        assert said in out, said
    assert "2026-12-05" in out or "5 décembre 2026" in out


def test_gitlab_links_lost_evidence_to_its_place(workplace: Path, system: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI_PROJECT_URL", "https://gitlab.example/chu/triage")
    monkeypatch.setenv("CI_COMMIT_SHA", "abc123")
    links = json.loads(comply("gate", system, "--as-of", "2026-12-20", "--output", "gitlab=-").out)["comply secure-reference/system.yaml"]
    told = [link["external_link"] for link in links]
    stale = next(link for link in told if "supervision" in link["label"])
    assert "périmée" in stale["label"]
    assert re.fullmatch(r"https://gitlab\.example/chu/triage/-/blob/abc123/secure-reference/organisation\.yaml#L\d+", stale["url"])
