"""`comply diff`: what changed, and whether the system, the rules or the calendar is the cause."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.gate.command import DAY, EXAMPLES, comply, plain
from tests.gate.conftest import weaken

BEFORE, AFTER = (EXAMPLES / name / "system.yaml" for name in ("melanoma-saas-before", "melanoma-saas"))


def compared(*arguments: str | Path) -> dict[str, Any]:
    outcome = comply("diff", *arguments, "--format", "json")
    assert outcome.code == 0, outcome
    data: dict[str, Any] = json.loads(outcome.out)
    return data


def test_tells_the_story_of_the_melanoma_detector() -> None:
    found = compared(BEFORE, AFTER, "--as-of", DAY)
    assert found["differing"] == ["system"]
    answers = {answer["path"]: answer for answer in found["answers"]}
    assert "adversarial_detector" not in answers["ai.input_validation.checks"]["old"]
    assert "adversarial_detector" in answers["ai.input_validation.checks"]["new"]
    assert "adversarial_training" in str(answers["security.ai.adversarial.mitigations"]["new"])
    moves = {move["id"]: move for move in found["findings"]}
    assert (moves["ROB-14@modele"]["old"], moves["ROB-14@modele"]["new"], moves["ROB-14@modele"]["direction"]) == ("fail", "pass", "better")
    assert "security.ai.adversarial.mitigations" in moves["ROB-14@modele"]["paths"]
    assert all(move["causes"] == ["system"] for move in [*found["requirements"], *found["findings"]])


def test_tells_it_in_words() -> None:
    out = plain(comply("diff", BEFORE, AFTER, "--as-of", DAY).out)
    assert "Le système a changé : " in out
    assert "Les règles sont les mêmes." in out
    assert "parades aux attaques adverses : aucune → détection des entrées adverses, entraînement adverse" in out
    assert "non satisfait → conforme aux déclarations" in out


def test_the_same_file_on_two_dates_tells_the_calendar() -> None:
    system = EXAMPLES / "secure-reference" / "system.yaml"
    found = compared(system, system, "--old-as-of", DAY, "--as-of", "2028-09-01")
    assert found["differing"] == ["calendar"]
    assert not found["answers"]
    moves = {move["id"]: move for move in found["requirements"]}
    assert moves["ai-act:art-9-2-a"]["old"] == "not_yet_applicable"
    assert all(move["causes"] == ["calendar"] for move in moves.values())


def test_nothing_differs() -> None:
    out = plain(comply("diff", BEFORE, BEFORE, "--as-of", DAY).out)
    assert "Rien ne diffère" in out
    assert out.splitlines()[-1] == "Aucune exigence ne change de position."


def test_a_saved_assessment_and_a_later_system(workplace: Path, system: Path) -> None:
    comply("gate", system, "--as-of", DAY, "--output", "json=old.json")
    weaken(workplace)
    found = compared("old.json", system, "--as-of", "2028-09-01")
    assert found["differing"] == ["system", "calendar"]
    moves = {move["id"]: move for move in found["requirements"]}
    assert moves["rgpd:art-32-1-b"]["causes"] == ["system"]
    assert moves["rgpd:art-32-1-b"]["direction"] == "worse"
    assert moves["ai-act:art-9-2-a"]["causes"] == ["calendar"]


def test_rules_that_changed_are_told(workplace: Path, system: Path) -> None:
    comply("gate", system, "--as-of", DAY, "--output", "json=old.json")
    data = json.loads((workplace / "old.json").read_text(encoding="utf-8"))
    data["rules"] = "0" * 64
    for framework in data["frameworks"]:
        for item in framework["requirements"]:
            if item["id"] == "rgpd:art-32-1-b":
                item["status"] = item["underlying"] = "unknown"
    (workplace / "old.json").write_text(json.dumps(data), encoding="utf-8")
    found = compared("old.json", system, "--as-of", DAY)
    assert found["differing"] == ["rules"]
    assert [(move["id"], move["causes"]) for move in found["requirements"]] == [("rgpd:art-32-1-b", ["rules"])]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "JSON illisible"),
        ("[]", "n’est pas une évaluation enregistrée"),
        ("{}", "n’est pas une évaluation enregistrée"),
        ('{"format": 99, "findings": [], "frameworks": []}', "format d’évaluation 99"),
    ],
)
def test_a_file_that_is_no_assessment_is_refused(workplace: Path, system: Path, text: str, message: str) -> None:
    (workplace / "bad.json").write_text(text, encoding="utf-8")
    outcome = comply("diff", "bad.json", system, "--as-of", DAY)
    assert outcome.code == 2
    assert message in plain(outcome.err)
    assert comply("gate", system, "--baseline", "bad.json", "--as-of", DAY).code == 2


def test_a_new_gap_closes_in_spite_of_the_baseline(workplace: Path, system: Path) -> None:
    weaken(workplace)
    comply("gate", system, "--as-of", DAY, "--output", "json=old.json")
    assert comply("gate", system, "--as-of", DAY, "--baseline", "old.json").code == 0
    organisation = workplace / "secure-reference" / "organisation.yaml"
    text = organisation.read_text(encoding="utf-8")
    organisation.write_text(text.replace("shared_accounts: 0", "shared_accounts: 12"), encoding="utf-8")
    outcome = comply("gate", system, "--as-of", DAY, "--baseline", "old.json")
    assert outcome.code in (1, 3), outcome
    assert "IAM-02@organisation" in outcome.out


def test_a_baseline_of_another_system_is_refused(workplace: Path, system: Path) -> None:
    comply("gate", EXAMPLES / "shadow-ai" / "system.yaml", "--as-of", DAY, "--output", "json=old.json")
    (workplace / "secure-reference" / "other.yaml").write_text((workplace / system).read_text(encoding="utf-8"), encoding="utf-8")
    outcome = comply("gate", system, "secure-reference/other.yaml", "--as-of", DAY, "--baseline", "old.json")
    assert outcome.code == 2
    assert "n’est pas examiné ici" in outcome.err
