"""`comply diff`: what changed, and whether the system, the rules or the calendar is the cause."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.gate.command import DAY, EXAMPLES, comply, plain
from tests.gate.conftest import waive, weaken

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
    assert "Le système a changé : 5 réponses diffèrent.\nInchangé : les règles, la date.\n" in out
    assert "parades aux attaques adverses : aucune → détection des entrées adverses, entraînement adverse" in out
    assert "non satisfait → conforme aux déclarations" in out
    assert "      fait changer ROB-03@modele, ROB-14@modele\n" in out
    assert "504 → non renseigné  (ai.monitoring.alert_hours)\n      sans effet : ROB-17@modele reste « non satisfait »\n" in out
    assert out.splitlines()[-2:] == ["Obligations : aucun changement.", "Recommandations : 4 dont l’état change sans être ni meilleur ni moins bon."]


def test_a_gap_that_nobody_can_see_any_more_is_not_told_as_better() -> None:
    moves = {move["id"]: move for move in compared(BEFORE, AFTER, "--as-of", DAY)["requirements"]}
    assert (moves["who-ethics:principle-1-autonomy"]["new"], moves["who-ethics:principle-1-autonomy"]["direction"]) == ("unknown", "other")


def test_the_same_file_on_two_dates_tells_the_calendar() -> None:
    found = compared(AFTER, AFTER, "--old-as-of", DAY, "--as-of", "2028-09-01")
    assert found["differing"] == ["calendar"]
    assert not found["answers"]
    moves = {move["id"]: move for move in found["requirements"]}
    assert (moves["ai-act:art-9-2-a"]["old"], moves["ai-act:art-9-2-a"]["direction"]) == ("not_yet_applicable", "begins")
    assert all(move["causes"] == ["calendar"] for move in moves.values())


def test_the_calendar_is_told_by_day_and_text() -> None:
    out = plain(comply("diff", AFTER, AFTER, "--old-as-of", DAY, "--as-of", "2028-09-01").out)
    assert "La date a changé : du 21 novembre 2026 au 1er septembre 2028.\nInchangé : le système, les règles.\n" in out
    assert re.search(r"\n  Depuis le 2 août 2028, RIA : \d+ indéterminées, ", out)
    assert "ai-act:art-72-1" in out.split("Ce qui a commencé")[0], "broken from its first day: among what got worse"
    assert "cause : le calendrier (à compter du 2 août 2028)" in out


def test_a_document_that_aged_names_the_date_that_did_it() -> None:
    system = EXAMPLES / "secure-reference" / "system.yaml"
    out = plain(comply("diff", system, system, "--old-as-of", DAY, "--as-of", "2026-12-20").out)
    assert "LOG-05@system  Revue des journaux et alertes : conforme aux déclarations → non satisfait\n      cause : le calendrier (date de la dernière revue des journaux" in out


def test_a_waiver_added_is_the_cause_of_what_it_accepts(workplace: Path, system: Path) -> None:
    weaken(workplace)
    comply("assess", system, "--as-of", DAY, "--out", "old", "--write", "json")
    waive(workplace)
    found = compared("old/assessment.json", system, "--as-of", DAY)
    assert found["differing"] == ["waivers"]
    assert [(move["id"], move["old"], move["new"], move["causes"]) for move in found["requirements"]] == [("rgpd:art-32-1-b", "not_met", "accepted", ["waivers"])]
    out = plain(comply("diff", "old/assessment.json", system, "--as-of", DAY).out)
    assert "Les dérogations ont changé :\n  rgpd:art-32-1-b : ajoutée, jusqu’au 5 décembre 2026\n" in out
    assert "Obligations : 1 en meilleur état." in out


def test_a_waiver_that_the_day_ended_is_named_where_it_reopens(workplace: Path, system: Path) -> None:
    weaken(workplace)
    waive(workplace)
    found = compared(system, system, "--old-as-of", DAY, "--as-of", "2026-12-06")
    assert found["differing"] == ["calendar"]
    moves = {move["id"]: move for move in found["requirements"]}
    assert (moves["rgpd:art-32-1-b"]["old"], moves["rgpd:art-32-1-b"]["new"], moves["rgpd:art-32-1-b"]["causes"]) == ("accepted", "not_met", ["calendar"])
    assert moves["rgpd:art-32-1-b"]["waivers"] == [{"id": "rgpd:art-32-1-b", "change": "expired", "day": "2026-12-05"}]
    assert [(item["requirement"], item["old"], item["new"]) for item in found["waivers"]] == [("rgpd:art-32-1-b", "in_force", "expired")]
    out = plain(comply("diff", system, system, "--old-as-of", DAY, "--as-of", "2026-12-06").out)
    assert "La date change l’état de dérogations :\n  rgpd:art-32-1-b : échue le 5 décembre 2026\n" in out
    assert "les dérogations" not in next(line for line in out.splitlines() if line.startswith("Inchangé"))
    assert "cause : le calendrier (dérogation rgpd:art-32-1-b échue le 5 décembre 2026)" in out
    assert "Cartes CPS livrées" in out


def test_a_waiver_withdrawn_is_the_cause_of_what_is_open_again(workplace: Path, system: Path) -> None:
    weaken(workplace)
    path = waive(workplace)
    comply("assess", system, "--as-of", DAY, "--out", "old", "--write", "json")
    path.unlink()
    out = plain(comply("diff", "old/assessment.json", system, "--as-of", "2026-11-22").out)
    assert "cause : les dérogations (dérogation rgpd:art-32-1-b retirée)" in out
    assert "Inchangé : le système, les règles.\n" in out


def test_an_attestation_that_ended_is_told_with_its_end(workplace: Path, system: Path) -> None:
    comply("assess", system, "--as-of", DAY, "--out", "bare", "--write", "json")
    bare = json.loads((workplace / "bare" / "assessment.json").read_text(encoding="utf-8"))
    rgpd = next(framework for framework in bare["frameworks"] if framework["id"] == "rgpd")
    item = next(item for item in rgpd["requirements"] if item["status"] == "partly_shown" and not item["attestation"])
    path = workplace / system
    text = path.read_text(encoding="utf-8")
    said = f"attestations:\n  - {{requirement: '{item['id']}', by: Mme Roy, role: DPO, date: 2026-01-01, expires: 2026-11-30, verdict: met, statement: vu}}\n"
    path.write_text(text.replace("attestations:\n", said) if "\nattestations:\n" in text else text + "\n" + said, encoding="utf-8")
    out = plain(comply("diff", system, system, "--old-as-of", DAY, "--as-of", "2026-12-01").out)
    assert "cause : le calendrier (attestation de Mme Roy échue le 30 novembre 2026)" in out
    assert f"{item['id']}  " in out


def test_evidence_that_became_stale_or_lost_is_told_with_its_cause(workplace: Path, system: Path) -> None:
    comply("assess", system, "--as-of", DAY, "--out", "old", "--write", "json")
    old = json.loads((workplace / "old" / "assessment.json").read_text(encoding="utf-8"))
    assert len(old["evidence"]) > 1
    assert not any(item["stale"] for item in old["evidence"])
    new = json.loads(json.dumps(old))
    new["as_of"] = "2026-11-25"
    for data in (old, new):
        data["evidence"][0] |= {"expires": "2026-11-23"}
        data["evidence"][1] |= {"attached": "verified"}
    new["evidence"][0]["stale"], new["evidence"][1]["attached"] = True, "missing"
    for name, data in (("one.json", old), ("two.json", new)):
        (workplace / name).write_text(json.dumps(data), encoding="utf-8")
    found = compared("one.json", "two.json")
    assert not found["requirements"]
    assert [(item["new"], item["causes"]) for item in found["evidence"]] == [(["stale"], ["calendar"]), (["missing"], ["document"])]
    out = plain(comply("diff", "one.json", "two.json").out)
    assert "Preuves dont l’état change (2)" in out
    assert "23 novembre 2026\n      cause : le calendrier\n" in out
    assert "      cause : le fichier joint\n" in out


def test_nothing_differs() -> None:
    out = plain(comply("diff", BEFORE, BEFORE, "--as-of", DAY).out)
    assert "Rien ne diffère" in out
    assert out.splitlines()[-1] == "Obligations : aucun changement."


def test_a_saved_assessment_and_a_later_system(workplace: Path, system: Path) -> None:
    comply("gate", system, "--as-of", DAY, "--output", "json=old.json")
    weaken(workplace)
    found = compared("old.json", system, "--as-of", "2030-09-01")
    assert found["differing"] == ["system", "calendar"]
    moves = {move["id"]: move for move in found["requirements"]}
    assert moves["rgpd:art-32-1-b"]["causes"] == ["system"]
    assert moves["rgpd:art-32-1-b"]["direction"] == "worse"
    assert moves["ai-act:art-5-1-ba"]["causes"] == ["calendar"]


def test_rules_that_changed_are_told(workplace: Path, system: Path) -> None:
    comply("gate", system, "--as-of", DAY, "--output", "json=old.json")
    data = json.loads((workplace / "old.json").read_text(encoding="utf-8"))
    data["rules"] = "0" * 64
    for framework in data["frameworks"]:
        for item in framework["requirements"]:
            if item["id"] == "rgpd:art-32-1-b":
                item["status"] = item["underlying"] = "unknown"
        if framework["id"] == "rgpd":
            framework["text_version"] = "version d’avant"
            framework["requirements"] = [item for item in framework["requirements"] if item["id"] != "rgpd:art-33-1"]
    (workplace / "old.json").write_text(json.dumps(data), encoding="utf-8")
    found = compared("old.json", system, "--as-of", DAY)
    assert found["differing"] == ["rules"]
    moves = {move["id"]: move["causes"] for move in found["requirements"]}
    assert moves == {"rgpd:art-32-1-b": ["rules"], "rgpd:art-33-1": ["rules"]}
    assert found["rules"]["added"] == ["rgpd:art-33-1"]
    out = plain(comply("diff", "old.json", system, "--as-of", DAY).out)
    assert "Les règles ont changé :\n  RGPD, version du texte : version d’avant, puis " in out
    assert "  1 disposition nouvelle : rgpd:art-33-1\n" in out
    assert "  empreinte des règles : 000000000000, puis " in out
    assert "n’y figurait pas → " in out


def test_a_policy_that_changed_is_told_as_such(workplace: Path, system: Path) -> None:
    comply("assess", system, "--as-of", DAY, "--out", "old", "--write", "json")
    (workplace / "policy.yaml").write_text("parameters: {LOG-05: {max_review_interval: 3}}\n", encoding="utf-8")
    comply("assess", system, "--as-of", DAY, "--policy", "policy.yaml", "--out", "new", "--write", "json")
    out = plain(comply("diff", "old/assessment.json", "new/assessment.json").out)
    assert "Les règles ont changé :\n  politique, LOG-05 max_review_interval : la valeur du catalogue, puis 3\n" in out
    assert "empreinte" not in out


def test_texts_that_one_side_did_not_look_at_are_not_compared(workplace: Path, system: Path) -> None:
    comply("assess", system, "--as-of", DAY, "--framework", "rgpd", "--out", "old", "--write", "json")
    out = plain(comply("diff", "old/assessment.json", system, "--as-of", DAY).out)
    assert "Textes regardés après seulement, non comparés : RIA, " in out
    assert out.splitlines()[-1] == "Obligations : aucun changement."


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


def test_what_was_kept_in_another_language_is_told_in_the_one_asked_for(workplace: Path, system: Path) -> None:
    comply("assess", system, "--as-of", DAY, "--out", "old", "--write", "json")
    weaken(workplace)
    path = workplace / "old" / "assessment.json"
    out = comply("diff", path, system, "--as-of", DAY, lang="en").out
    assert "GDPR Art. 32" in out or "Art. 32(1)(b)" in out, out
    assert "kept in French" not in out
    comply("assess", system, "--as-of", DAY, "--out", "new", "--write", "json")
    assert "authentification" not in comply("diff", path, "new/assessment.json", lang="en").out
    data = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(data | {"rules": "0" * 64}), encoding="utf-8")
    assert "kept in French, with other rules" in comply("diff", path, system, "--as-of", DAY, lang="en").out
