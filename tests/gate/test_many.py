"""Many systems in one run: a broken one fails alone, in its place, whatever the number of processes."""

import pickle
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from compliance.catalog.load import Catalog
from compliance.gate.many import FEW, Job, judge, judge_all, rules
from compliance.gate.policy import read_policy
from tests.gate.command import DAY, EXAMPLES, comply, plain


@pytest.fixture
def portfolio(workplace: Path) -> list[Path]:
    """Enough systems for several processes; the third is broken."""
    files = []
    for index in range(FEW + 2):
        folder = workplace / f"s{index:02}"
        shutil.copytree(EXAMPLES / ("secure-reference" if index % 2 else "shadow-ai"), folder)
        files.append(Path(folder.name) / "system.yaml")
    (workplace / files[2]).write_text("system: {nmae: x}\n", encoding="utf-8")
    return files


def test_a_broken_file_fails_alone(portfolio: list[Path]) -> None:
    outcome = comply("gate", *portfolio, "--as-of", DAY)
    assert outcome.code == 2
    lines = [line for line in plain(outcome.out).splitlines() if not line.startswith(" ")]
    assert [line.split()[0] for line in lines[:-1]] == ["ouvert" if index % 2 else "non" if index == 2 else "fermé" for index in range(len(portfolio))]
    assert lines[-1] == f"fermé : {len(portfolio) // 2 - 1} systèmes avec une obligation non remplie, 1 fichier inutilisable, sur {len(portfolio)} examinés"
    assert f"{portfolio[2]}:1:10: system.nmae: champ inconnu `nmae`" in plain(outcome.err)


def test_formats_hold_every_system(portfolio: list[Path], workplace: Path) -> None:
    assert comply("gate", *portfolio[:4], "--as-of", DAY, "--output", "jsonl=all.jsonl").code == 2
    text = (workplace / "all.jsonl").read_text(encoding="utf-8")
    assert all(path.as_posix() in text for path in portfolio[:4])


def test_one_process_and_several_agree(portfolio: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    several = comply("gate", *portfolio, "--as-of", DAY, "--all")
    monkeypatch.setattr("compliance.gate.many.processors", lambda: 1)
    assert comply("gate", *portfolio, "--as-of", DAY, "--all").out == several.out


def test_a_fault_of_the_program_stops_one_file_only(portfolio: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    from compliance import pipeline

    real = pipeline.assess

    def faulty(system: object, *arguments: object, **options: object) -> object:
        if "s01" in getattr(system, "file", ""):
            raise ZeroDivisionError("boom")
        return real(system, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "assess", faulty)
    monkeypatch.delenv("COMPLY_DEBUG", raising=False)
    outcome = comply("gate", *portfolio[:2], "--as-of", DAY)
    assert outcome.code == 2
    assert "ZeroDivisionError" in outcome.err
    assert "Traceback" not in outcome.err
    assert "fermé   s00" in plain(outcome.out)


def test_each_system_has_the_policy_of_its_folder(portfolio: list[Path], workplace: Path) -> None:
    (workplace / "s00" / "comply.yaml").write_text("gate: {frameworks: [nis2], unknowns: {}, fail_on: {blocking: [not_met]}}\n", encoding="utf-8")
    (workplace / "s04" / "comply.yaml").write_text("gate: {nope: 1}\n", encoding="utf-8")
    assert comply("gate", portfolio[4], portfolio[1], "--as-of", DAY).code == 2
    assert comply("gate", portfolio[0], "--as-of", DAY).code != 1


def test_the_same_file_named_twice_is_judged_once(portfolio: list[Path]) -> None:
    outcome = comply("gate", portfolio[1], portfolio[1], "--as-of", DAY)
    assert outcome.last.startswith("ouvert : ")


def test_being_high_risk_closes_nothing() -> None:
    outcome = comply("gate", EXAMPLES / "secure-reference" / "system.yaml", "--as-of", DAY)
    assert outcome.code == 0


@pytest.mark.parametrize("policy", [None, "gate: {look_ahead_days: 400, fail_on: {blocking: [not_met], major: [not_met, partly_shown]}, unknowns: {major: 0}}"])
def test_looking_closely_and_looking_fast_decide_alike(workplace: Path, catalog: Catalog, policy: str | None) -> None:
    path = workplace / "policy.yaml"
    path.write_text((policy or "") + "\n", encoding="utf-8")
    read = read_policy(path, catalog)
    for file in sorted(EXAMPLES.glob("*/system.yaml")):
        fast, close = (judge(Job(file, read, (), None, reports), (), date.fromisoformat(DAY)) for reports in (False, True))
        assert fast.problems == close.problems
        if fast.decision is not None and close.decision is not None:
            told = [[(reason.kind, reason.severity, reason.reference, reason.findings) for reason in one.reasons] for one in (fast.decision, close.decision)]
            assert told[0] == told[1], file
            assert (fast.decision.code, fast.decision.obligations, fast.decision.controls) == (close.decision.code, close.decision.obligations, close.decision.controls)


def test_all_that_an_assessment_holds_travels_between_processes() -> None:
    file = EXAMPLES / "synthetic-control-arm" / "system.yaml"
    judged = judge(Job(file, read_policy(None, rules(())), (), None, reports=True), (), date.fromisoformat(DAY))
    assert judged.assessment is not None
    assert judged.assessment.classification is not None
    assert pickle.loads(pickle.dumps(judged)).decision == judged.decision


def test_what_cannot_travel_is_a_fault_of_its_file_alone(portfolio: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    from compliance import pipeline

    real = pipeline.assess

    def sticky(system: object, *arguments: object, **options: object) -> object:
        found = real(system, *arguments, **options)  # type: ignore[arg-type]
        return replace(found, facts={"stuck": lambda: None}) if "s01" in getattr(system, "file", "") else found

    monkeypatch.setattr(pipeline, "assess", sticky)
    monkeypatch.delenv("COMPLY_DEBUG", raising=False)
    policy = read_policy(None, rules(()))
    jobs = [Job(file, policy, (), None, reports=True) for file in [portfolio[1], portfolio[1], *[portfolio[2]] * FEW]]
    judged = judge_all(jobs, (), date.fromisoformat(DAY), processes=2)
    assert judged[0].decision is not None  # judged in this process, it need not travel
    assert [problem.code for problem in judged[1].problems] == ["internal_fault"]
    assert all(one.problems and one.problems[0].code != "internal_fault" for one in judged[2:])
