"""SARIF: valid for the official schema, and for what GitHub asks beyond it."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.gate.command import DAY, EXAMPLES, comply
from tests.gate.conftest import waive, weaken

SCHEMA = json.loads((Path(__file__).parent / "schemas" / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))
CASES = ("melanoma-saas-before", "pneumonia-federated", "secure-reference", "shadow-ai")


def sarif(*arguments: str | Path) -> dict[str, Any]:
    outcome = comply("gate", *arguments, "--as-of", DAY, "--output", "sarif=-")
    log: dict[str, Any] = json.loads(outcome.out)
    return log


@pytest.fixture(scope="module", params=CASES)
def log(request: pytest.FixtureRequest) -> dict[str, Any]:
    return sarif(EXAMPLES / request.param / "system.yaml")


def test_validates_against_the_schema(log: dict[str, Any]) -> None:
    jsonschema.Draft4Validator(SCHEMA).validate(log)


def rules_and_results(log: dict[str, Any]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    run = log["runs"][0]
    return run["tool"]["driver"]["rules"], run["results"]


def test_follows_what_github_asks(log: dict[str, Any]) -> None:
    rules, results = rules_and_results(log)
    assert log["version"] == "2.1.0"
    assert len(log["runs"]) == 1, "several runs of one tool and category in a file are refused"
    assert log["runs"][0]["automationDetails"]["id"].endswith("/")
    assert "extensions" not in log["runs"][0]["tool"]
    assert len(results) <= 25_000
    assert len(rules) <= 25_000
    assert len(json.dumps(log)) < 10_000_000
    for rule in rules:
        assert 0 < len(rule["id"]) <= 255
        assert 0 < len(rule["name"]) <= 255
        assert 0 < len(rule["shortDescription"]["text"]) <= 1024
        assert 0 < len(rule["fullDescription"]["text"]) <= 1024
        assert rule["help"]["text"]
        assert rule["help"]["markdown"]
        assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")
        assert rule["properties"]["problem.severity"] in ("error", "warning", "recommendation")
        assert rule["properties"]["precision"] in ("very-high", "high", "medium", "low")
        assert len(rule["properties"]["tags"]) <= 10
    for result in results:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["message"]["text"].strip()
        assert result["kind"] == "fail", "no passes"
        assert result["level"] in ("error", "warning", "note")
        assert "fixes" not in result, "no empty fixes"
        assert 1 <= len(result["locations"]) <= 10
        for location in result["locations"]:
            place = location["physicalLocation"]
            assert re.fullmatch(r"[^\\ ]+", place["artifactLocation"]["uri"])
            assert not place["artifactLocation"]["uri"].startswith("../")
            assert place["region"]["startLine"] >= 1
            assert place["region"]["endColumn"] > place["region"]["startColumn"] >= 1
        assert re.fullmatch(r"[0-9a-f]{32}:\d+", result["partialFingerprints"]["primaryLocationLineHash"])
        for flow in result.get("codeFlows", []):
            assert all(1 <= len(thread["locations"]) <= 10_000 for thread in flow["threadFlows"])


def test_a_result_tells_its_first_sentence_within_what_is_shown(log: dict[str, Any]) -> None:
    for result in rules_and_results(log)[1]:
        assert len(result["message"]["text"].split(". ")[0]) <= 1000


def test_fingerprints_are_all_different(log: dict[str, Any]) -> None:
    _, results = rules_and_results(log)
    names = [(result["ruleId"], result["partialFingerprints"]["primaryLocationLineHash"]) for result in results]
    assert len(names) == len(set(names))


def test_help_links_to_the_articles() -> None:
    rules, _ = rules_and_results(sarif(EXAMPLES / "shadow-ai" / "system.yaml"))
    texts = [rule["help"]["markdown"] for rule in rules]
    assert any("](https://eur-lex.europa.eu/eli/reg/2016/679/" in text for text in texts)


def test_a_finding_about_a_flow_shows_the_way_of_the_data() -> None:
    _, results = rules_and_results(sarif(EXAMPLES / "shadow-ai" / "system.yaml"))
    flows = [result for result in results if "codeFlows" in result]
    assert flows
    for result in flows:
        stops = result["codeFlows"][0]["threadFlows"][0]["locations"]
        lines = [stop["location"]["physicalLocation"]["region"]["startLine"] for stop in stops]
        assert [stop["location"]["message"]["text"].split("\u00a0")[0] for stop in stops] == ["source", "flux", "destination"]
        assert len(set(lines)) > 1


def test_points_at_the_answer_that_fails(workplace: Path, system: Path) -> None:
    weaken(workplace)
    _, results = rules_and_results(sarif(system))
    places = {result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in results}
    lines = {result["locations"][0]["physicalLocation"]["region"]["startLine"] for result in results}
    text = (workplace / "secure-reference" / "organisation.yaml").read_text(encoding="utf-8").splitlines()
    assert places == {"secure-reference/organisation.yaml"}
    assert all("mfa_scope" in text[line - 1] for line in lines)


def test_fingerprints_survive_lines_that_move(workplace: Path, system: Path) -> None:
    weaken(workplace)
    before = rules_and_results(sarif(system))[1]
    path = workplace / "secure-reference" / "organisation.yaml"
    path.write_text("# une ligne de plus\n\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    after = rules_and_results(sarif(system))[1]
    assert [result["partialFingerprints"] for result in before] == [result["partialFingerprints"] for result in after]
    assert before != after


def test_an_accepted_risk_is_a_suppressed_note(workplace: Path, system: Path) -> None:
    weaken(workplace)
    path = waive(workplace)
    path.write_text(path.read_text(encoding="utf-8").replace("requirement: rgpd:art-32-1-b", "finding: IAM-03@pacs"), encoding="utf-8")
    suppressed = [result for result in rules_and_results(sarif(system))[1] if "suppressions" in result]
    assert [result["properties"]["finding"] for result in suppressed] == ["IAM-03@pacs"]
    assert suppressed[0]["level"] == "note"
    assert suppressed[0]["suppressions"][0]["justification"].startswith("Cartes CPS")


def test_a_broken_file_is_told_as_a_failed_run(workplace: Path) -> None:
    (workplace / "broken.yaml").write_text("system: {nmae: x}\n", encoding="utf-8")
    log = sarif("broken.yaml")
    jsonschema.Draft4Validator(SCHEMA).validate(log)
    invocation = log["runs"][0]["invocations"][0]
    assert invocation["executionSuccessful"] is False
    assert invocation["toolExecutionNotifications"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "broken.yaml"


def test_the_words_of_users_make_no_links(workplace: Path) -> None:
    text = 'system: {name: "[clic](https://exemple.invalid)"}\ncomponents: [{id: a, name: "[x](y)", kind: data_store}]\n'
    (workplace / "hostile.yaml").write_text(text, encoding="utf-8")
    for result in rules_and_results(sarif("hostile.yaml"))[1]:
        assert "](" not in result["message"]["text"]


def test_the_same_bytes_twice() -> None:
    arguments = ("gate", EXAMPLES / "shadow-ai" / "system.yaml", "--as-of", DAY, "--output", "sarif=-")
    assert comply(*arguments).out == comply(*arguments).out


def test_an_accepted_requirement_is_suppressed_too_and_all_waivers_are_listed(workplace: Path, system: Path) -> None:
    weaken(workplace)
    waive(workplace)
    log = sarif(system)
    jsonschema.Draft4Validator(SCHEMA).validate(log)
    results = rules_and_results(log)[1]
    assert results
    assert all(result["level"] == "note" and result["suppressions"] for result in results)
    assert log["runs"][0]["properties"]["waivers"][0]["approver"] == "Directrice générale"


def test_never_more_results_than_github_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compliance.reports.sarif.MOST", 5)
    log = sarif(EXAMPLES / "shadow-ai" / "system.yaml")
    jsonschema.Draft4Validator(SCHEMA).validate(log)
    results = rules_and_results(log)[1]
    levels = [result["level"] for result in results]
    assert len(levels) == 5
    assert levels == sorted(levels, key=("error", "warning", "note").index)
    assert log["runs"][0]["invocations"][0]["executionSuccessful"] is True
    assert "laissés de côté" in log["runs"][0]["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]


def test_stale_and_lost_evidence_and_expired_waivers_are_results_of_their_own(workplace: Path, system: Path) -> None:
    weaken(workplace)
    waive(workplace)
    outcome = comply("gate", system, "--as-of", "2026-12-20", "--output", "sarif=-")
    assert outcome.code in (1, 4)
    log = json.loads(outcome.out)
    jsonschema.Draft4Validator(SCHEMA).validate(log)
    rules, results = rules_and_results(log)
    found = {result["ruleId"]: result for result in results if "-" in result["ruleId"] and result["ruleId"].islower()}
    assert set(found) == {"evidence-stale", "waiver-expired"}
    assert all(rules[result["ruleIndex"]]["id"] == name and result["level"] == "error" for name, result in found.items())
    places = {name: result["locations"][0]["physicalLocation"] for name, result in found.items()}
    assert places["waiver-expired"]["artifactLocation"]["uri"] == "secure-reference/waivers.yaml"
    assert places["evidence-stale"]["artifactLocation"]["uri"] == "secure-reference/organisation.yaml"
    assert "16 décembre 2026" in found["evidence-stale"]["message"]["text"]


def test_evidence_that_the_policy_lets_pass_is_a_warning(workplace: Path, system: Path) -> None:
    (workplace / "comply.yaml").write_text("gate: {evidence: {stale: warn}}\n", encoding="utf-8")
    log = json.loads(comply("gate", system, "--as-of", "2026-12-20", "--output", "sarif=-").out)
    assert [result["level"] for result in rules_and_results(log)[1] if result["ruleId"] == "evidence-stale"] == ["warning"]
