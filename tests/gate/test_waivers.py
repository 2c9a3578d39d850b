"""Waivers: accountable, bounded in time, never silent."""

import json
from datetime import date
from pathlib import Path

import pytest

from compliance import pipeline
from compliance.catalog.load import Catalog
from compliance.gate.run import waivers_of
from compliance.system.load import load_system
from tests.gate.command import DAY, comply, plain
from tests.gate.conftest import forget, waive, weaken

GOOD = "{finding: IAM-03@pacs, scope: all, reason: r, owner: o, approver: a, created: 2026-11-10, expires: 2026-12-05}"


def write(folder: Path, *items: str) -> None:
    (folder / "secure-reference" / "waivers.yaml").write_text("waivers:\n" + "".join(f"  - {item}\n" for item in items), encoding="utf-8")


@pytest.mark.parametrize(
    ("item", "message"),
    [
        (GOOD.replace("IAM-03@pacs", "IAM-3@pacs"), "aucun contrôle ne s’appelle `IAM-3` – vouliez-vous dire `IAM-03` ?"),
        (GOOD.replace("finding: IAM-03@pacs", "requirement: rgpd:art-32-1-bb"), "aucune exigence ne s’appelle `rgpd:art-32-1-bb`"),
        (GOOD.replace("pacs", "pac"), "`IAM-03@pac` ne correspond à aucun constat"),
        (GOOD.replace("reason: r", 'reason: " "'), "`reason` est vide"),
        (GOOD.replace(" approver: a,", ""), "le champ `approver` manque"),
        (GOOD.replace(" scope: all,", ""), "le champ `scope` manque"),
        (GOOD.replace("2026-12-05", "2027-12-05"), "waivers.1.expires: dérogation de 390 jours ; la politique en permet 90"),
        (GOOD.replace("2026-12-05", "2026-11-01"), "finit avant de commencer"),
        (GOOD.replace("2026-12-05", "demain"), "une date AAAA-MM-JJ est attendue"),
        (GOOD.replace("finding: IAM-03@pacs", "finding: IAM-03@pacs, requirement: rgpd:art-32-1-b"), "et un seul des deux"),
        (GOOD.replace("reason", "raison"), "champ inconnu `raison`"),
    ],
)
def test_every_mistake_stops_the_run(workplace: Path, system: Path, item: str, message: str) -> None:
    weaken(workplace)
    write(workplace, item)
    outcome = comply("gate", system, "--as-of", DAY)
    assert outcome.code == 2
    assert message in plain(outcome.err)
    assert "secure-reference/waivers.yaml:2:" in outcome.err


def test_mistakes_are_told_together_and_twins_refused(workplace: Path, system: Path) -> None:
    write(workplace, GOOD, GOOD, GOOD.replace("IAM-03", "IAM-3"))
    outcome = comply("gate", system, "--as-of", DAY)
    assert "a déjà une dérogation de même portée à la ligne 2" in outcome.err
    assert "`IAM-3`" in outcome.err


def test_one_finding_of_several_is_not_enough(workplace: Path, system: Path) -> None:
    weaken(workplace)
    write(workplace, GOOD)
    outcome = comply("gate", system, "--as-of", DAY)
    assert outcome.code == 1
    assert "IAM-03@pacs" not in outcome.out.split("dérogation")[0]


def test_all_findings_together_open_the_gate(workplace: Path, system: Path) -> None:
    weaken(workplace)
    comply("gate", system, "--as-of", DAY, "--output", "json=a.json")
    found = [finding["id"] for finding in json.loads((workplace / "a.json").read_text(encoding="utf-8"))["findings"] if finding["verdict"] == "fail"]
    write(workplace, *(GOOD.replace("IAM-03@pacs", name) for name in found))
    outcome = comply("gate", system, "--as-of", DAY, "--output", "json=b.json")
    assert outcome.code == 0, outcome
    kept = json.loads((workplace / "b.json").read_text(encoding="utf-8"))
    statuses = {item["id"]: item["status"] for framework in kept["frameworks"] for item in framework["requirements"]}
    assert statuses["rgpd:art-32-1-b"] == "accepted"
    assert {waiver["finding"] for waiver in kept["waivers"]} == set(found)
    counts = [framework["counts"] for framework in kept["frameworks"]]
    assert sum(count["accepted"] for count in counts) == sum(status == "accepted" for status in statuses.values())
    assert all(sum(value for key, value in count.items() if key != "total") == count["total"] for count in counts)


def test_a_waiver_never_makes_a_pass(workplace: Path, system: Path) -> None:
    weaken(workplace)
    waive(workplace)
    comply("gate", system, "--as-of", DAY, "--output", "json=a.json")
    kept = json.loads((workplace / "a.json").read_text(encoding="utf-8"))
    assert all(finding["verdict"] == "fail" for finding in kept["findings"] if finding["id"] == "IAM-03@pacs")


def test_a_waiver_counts_for_its_scope_only(workplace: Path, system: Path) -> None:
    weaken(workplace)
    waive(workplace, scope="[un-autre-systeme]")
    assert comply("gate", system, "--as-of", DAY).code == 1
    waive(workplace, scope="[secure-reference/system.yaml]")
    assert comply("gate", system, "--as-of", DAY).code == 0
    waive(workplace, scope="[Aide à la détection*]")
    assert comply("gate", system, "--as-of", DAY).code == 0


def test_all_in_a_list_means_every_system_too(workplace: Path, system: Path) -> None:
    weaken(workplace)
    waive(workplace, scope="[all]")
    assert comply("gate", system, "--as-of", DAY).code == 0


def test_a_scope_without_any_system_of_the_run_is_told(workplace: Path, system: Path) -> None:
    waive(workplace, scope="[un-autre-systeme]")
    outcome = comply("gate", system, "--as-of", DAY)
    assert outcome.code == 0
    assert "1 dérogation ne vise aucun système examiné : rgpd:art-32-1-b  (secure-reference/waivers.yaml:2:" in plain(outcome.out)
    waive(workplace, scope="[nulle-part/system.yaml]")
    outcome = comply("gate", system, "--as-of", DAY)
    assert outcome.code == 2
    assert "(nulle-part/system.yaml) ne correspond à aucun fichier" in outcome.err


def test_a_blank_reason_is_told_once(workplace: Path, system: Path) -> None:
    item = GOOD.replace("reason: r", "reason: ' '")
    (workplace / "secure-reference" / "waivers.yaml").write_text(f"waivers:\n  - {item}\n", encoding="utf-8")
    outcome = comply("gate", system, "--as-of", DAY)
    assert outcome.code == 2
    assert "1 problème" in plain(outcome.err)
    assert "`reason` est vide" in outcome.err


def test_before_its_first_day_it_has_no_effect_and_says_so(workplace: Path, system: Path) -> None:
    weaken(workplace)
    waive(workplace)
    outcome = comply("gate", system, "--as-of", "2026-11-09")
    assert outcome.code == 1
    assert "dérogation sans effet avant le 10 novembre 2026" in plain(outcome.out)


def test_a_longer_waiver_is_a_matter_of_policy(workplace: Path, system: Path) -> None:
    weaken(workplace)
    waive(workplace, expires="2027-05-10")
    assert comply("gate", system, "--as-of", DAY).code == 2
    (workplace / "comply.yaml").write_text("gate: {waivers: {longest_days: {blocking: 200}}}\n", encoding="utf-8")
    assert comply("gate", system, "--as-of", DAY).code == 0


def test_other_commands_find_the_waivers_of_a_system(workplace: Path, system: Path, catalog: Catalog) -> None:
    weaken(workplace)
    waive(workplace)
    loaded = load_system(system)
    found = waivers_of(loaded, catalog)
    assert [waiver.target for waiver in found] == ["rgpd:art-32-1-b"]
    assessed = pipeline.assess(loaded, catalog, date.fromisoformat(DAY), ["rgpd"], waivers=found)
    assert [waiver.requirements for waiver in assessed.waivers] == [("rgpd:art-32-1-b",)]
    waive(workplace, scope="[ailleurs]")
    assert waivers_of(loaded, catalog) == ()


def test_no_waivers_and_waivers_ignored_are_the_same(workplace: Path, system: Path) -> None:
    weaken(workplace)
    bare = comply("gate", system, "--as-of", DAY, "--output", "json=bare.json")
    waive(workplace)
    ignored = comply("gate", system, "--as-of", DAY, "--ignore-waivers", "--output", "json=ignored.json")
    assert (bare.code, bare.last) == (ignored.code, ignored.last)
    assert (workplace / "bare.json").read_bytes() == (workplace / "ignored.json").read_bytes()


@pytest.mark.parametrize(("day", "words"), [("2026-12-03", "dans 2 jours"), ("2026-12-04", "demain"), ("2026-12-05", "ce soir")])
def test_the_end_is_announced(workplace: Path, system: Path, day: str, words: str) -> None:
    weaken(workplace)
    waive(workplace)
    outcome = comply("gate", system, "--as-of", day)
    assert outcome.code == 0
    assert words in plain(outcome.out)


def test_nothing_is_announced_before_its_time(workplace: Path, system: Path) -> None:
    weaken(workplace)
    waive(workplace)
    (workplace / "comply.yaml").write_text("gate: {waivers: {warn_days: 5}}\n", encoding="utf-8")
    assert "échoit" not in comply("gate", system, "--as-of", DAY).out


def test_an_assessment_reads_the_waivers_too(workplace: Path, system: Path) -> None:
    weaken(workplace)
    waive(workplace)
    told = plain(comply("assess", system, "--as-of", DAY).out)
    assert "rgpd:art-32-1-b – art. 32, § 1, point b) : risque accepté (sans la dérogation : non satisfaite)" in told
    assert "demandée par RSSI, approuvée par Directrice générale, du 10 novembre 2026 au 5 décembre 2026, encore 14 jours" in told
    late = plain(comply("assess", system, "--as-of", "2026-12-06").out)
    assert "1 dérogation est échue : ce qu’elle acceptait n’est plus accepté par personne." in late
    assert "rgpd:art-32-1-b – art. 32, § 1, point b) : non satisfaite, rouverte" in late


def test_an_assessment_and_the_gate_see_the_same_waivers(workplace: Path, system: Path) -> None:
    weaken(workplace)
    waive(workplace)
    comply("gate", system, "--as-of", DAY, "--output", "json=gate.json")
    gate, assessed = (json.loads(text) for text in ((workplace / "gate.json").read_text(encoding="utf-8"), comply("assess", system, "--as-of", DAY, "--format", "json").out))
    assert gate["waivers"] == assessed["waivers"]
    requirement = next(item for framework in assessed["frameworks"] for item in framework["requirements"] if item["id"] == "rgpd:art-32-1-b")
    assert (requirement["status"], requirement["underlying"]) == ("accepted", "not_met")


@pytest.mark.parametrize(
    ("item", "message"),
    [
        (GOOD.replace("IAM-03@pacs", "IAM-3@pacs"), "aucun contrôle ne s’appelle `IAM-3`"),
        (GOOD.replace("pacs", "pac"), "`IAM-03@pac` ne correspond à aucun constat ni à aucune obligation"),
        (GOOD.replace("finding: IAM-03@pacs", "requirement: rgpd:art-4-5"), "`rgpd:art-4-5` ne correspond à aucun constat ni à aucune obligation"),
        (GOOD.replace("2026-12-05", "2027-12-05"), "dérogation de 390 jours ; la politique en permet 90"),
    ],
)
@pytest.mark.parametrize("command", ["assess", "gate"])
def test_an_assessment_refuses_what_the_gate_refuses(workplace: Path, system: Path, command: str, item: str, message: str) -> None:
    weaken(workplace)
    write(workplace, item)
    outcome = comply(command, system, "--as-of", DAY)
    assert outcome.code == 2
    assert message in plain(outcome.err)
    assert not outcome.out


def test_an_assessment_takes_another_file_or_none(workplace: Path, system: Path) -> None:
    weaken(workplace)
    bare = comply("assess", system, "--as-of", DAY, "--format", "json")
    waive(workplace).rename(workplace / "risques.yaml")
    assert comply("assess", system, "--as-of", DAY, "--format", "json").out == bare.out
    taken = json.loads(comply("assess", system, "--as-of", DAY, "--format", "json", "--waivers", "risques.yaml").out)
    assert [waiver["requirements"] for waiver in taken["waivers"]] == [["rgpd:art-32-1-b"]]
    ignored = comply("assess", system, "--as-of", DAY, "--format", "json", "--waivers", "risques.yaml", "--ignore-waivers")
    assert ignored.out == bare.out
    assert "dérogations ignorées à la demande : 1" in plain(ignored.err)


def test_what_the_policy_leaves_out_is_not_told_as_needless(workplace: Path, system: Path) -> None:
    weaken(workplace)
    waive(workplace)
    (workplace / "comply.yaml").write_text("gate: {frameworks: [nis2, ai-act]}\n", encoding="utf-8")
    assert "inutile" not in comply("gate", system, "--as-of", DAY).out


def test_a_waiver_of_what_nobody_has_stated_has_no_effect_and_says_so(workplace: Path, system: Path) -> None:
    forget(workplace)
    waive(workplace)
    outcome = comply("gate", system, "--as-of", DAY)
    assert outcome.code == 3
    assert "rgpd:art-32-1-b est indéterminé, et une dérogation n’accepte que ce qui est en échec" in plain(outcome.out)
    assert "inutile" not in outcome.out
