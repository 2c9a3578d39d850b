"""`comply classify`: a tree or JSON, in both languages, safe to print, the same on every run."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from typer import Typer
from typer.testing import CliRunner

from compliance.cli.classify import classify
from compliance.cli.errors import CommandError

APP = Typer()
APP.command()(classify)

DEVICE = """
system:
  name: "[bold]Lecture[/bold] \\u001b[31m de radios"
  use_contexts: [care, emergency_calls_or_triage]
  roles: {ai_act: [deployer]}
  market: {situations: [put_into_service_eu]}
  product: {ai_position: product, annex_i_section: A}
device: {kind: medical_device, mdr_class: IIa, in_house_art_5_5: false}
ai: {output_type: score, biometrics: [none], practice_elements: [none], annex_iii_use_cases: [none]}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "system.yaml"
    path.write_text(DEVICE, encoding="utf-8")
    return path


def run(*arguments: str) -> Any:
    return CliRunner().invoke(APP, [*arguments], catch_exceptions=False)


@pytest.mark.parametrize(("lang", "words"), [("fr", "haut risque par l’annexe III (usage)"), ("en", "high-risk through Annex III (use)")])
def test_the_tree(file: Path, lang: str, words: str) -> None:
    told = run(str(file), "--as-of", "2026-11-21", "--lang", lang)
    assert told.exit_code == 0
    assert words in told.stdout
    assert "[bold]Lecture[/bold]" in told.stdout
    assert "\u001b" not in told.stdout
    assert "5d" in told.stdout
    assert "{" not in told.stdout
    assert told.stdout == run(str(file), "--as-of", "2026-11-21", "--lang", lang).stdout


def test_the_steps(file: Path) -> None:
    plain, traced = (run(str(file), "--as-of", "2026-11-21", "--lang", "fr", *more).stdout for more in ([], ["--trace"]))
    assert len(traced) > 2 * len(plain)
    assert re.search(r"[✓✗?] ", traced)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_json(file: Path, lang: str) -> None:
    data = json.loads(run(str(file), "--as-of", "2026-11-21", "--lang", lang, "--format", "json").stdout)
    assert {label["id"] for label in data["labels"]} >= {"high_risk_annex_i", "high_risk_annex_iii"}
    assert data["as_of"] == "2026-11-21"
    assert data["contested"].keys() == {"5d"}
    hit = [row for node in data["nodes"] for row in node["rows"] if row["outcome"] == "hit"]
    assert {row["id"] for row in hit} >= {"mdr-class-iia", "annex-iii-5-d", "role-deployer"}
    assert all(row["condition"]["says"] for row in hit)
    duty = next(duty for duty in data["duties"] if duty["reference"] == "ai-act:art-26-1")
    assert duty["dates"] == {"high_risk_annex_i": "2028-08-02", "high_risk_annex_iii": "2027-12-02"}
    assert duty["fine"]["amount"] == 15_000_000
    assert all(set(item) >= {"path", "question", "changes"} for item in data["missing"])


def test_the_day_changes_the_list(file: Path) -> None:
    days = ["2026-11-21", "2027-12-02", "2028-08-02"]
    assert len({run(str(file), "--as-of", day, "--lang", "en").stdout for day in days}) == len(days)


@pytest.mark.parametrize("arguments", [["--format", "pdf"], ["--as-of", "tomorrow"], ["--lang", "de"]])
def test_wrong_use(file: Path, arguments: list[str]) -> None:
    with pytest.raises(CommandError):
        run(str(file), *arguments)


@pytest.mark.parametrize("name", [path.parent.name for path in sorted((Path(__file__).parents[2] / "examples").glob("*/system.yaml"))])
def test_every_shipped_example_is_classified(name: str) -> None:
    path = Path(__file__).parents[2] / "examples" / name / "system.yaml"
    told = run(str(path), "--as-of", "2026-11-21", "--lang", "fr")
    assert told.exit_code == 0
    assert "high_risk_presumed" in told.stdout or "[" in told.stdout
