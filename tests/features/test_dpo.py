"""The DPO's story, through the real command line."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from pytest_bdd import given, parsers, scenarios, then, when

ROOT = Path(__file__).resolve().parents[2]
scenarios("dpo.feature")


@dataclass
class Story:
    file: Path = Path()
    code: int = -1
    screen: str = ""
    told: str = ""
    result: dict[str, Any] = field(default_factory=dict)


def comply(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONUTF8": "1", "COMPLY_LANG": "fr"}
    return subprocess.run([sys.executable, "-m", "compliance", *map(str, arguments)], capture_output=True, text=True, encoding="utf-8", cwd=ROOT, env=environment, check=False)


@pytest.fixture
def story() -> Story:
    return Story()


@given(parsers.parse("le système « {name} »"))
def an_example(story: Story, name: str) -> None:
    story.file = Path("examples") / name / "system.yaml"


@given("un système dont elle ne dit que le nom")
def a_name_only(story: Story, tmp_path: Path) -> None:
    story.file = tmp_path / "system.yaml"
    story.file.write_text("system: {name: Rétine}\n", encoding="utf-8")


@given(parsers.parse("un fichier où elle écrit « {first} » et « {second} »"))
def a_mistaken_file(story: Story, tmp_path: Path, first: str, second: str) -> None:
    story.file = tmp_path / "system.yaml"
    story.file.write_text(f"system:\n  name: Rétine\n  {second}\nflows:\n  - id: envoi\n    {first}\n", encoding="utf-8")


@when(parsers.parse("elle l’évalue en français au {day}"))
def she_assesses(story: Story, day: str) -> None:
    seen = comply("assess", story.file, "--as-of", day)
    story.code, story.screen, story.told = seen.returncode, seen.stdout, seen.stderr
    if seen.returncode == 0:
        story.result = json.loads(comply("assess", story.file, "--as-of", day, "--format", "json").stdout)


@when(parsers.parse("elle demande pourquoi « {control} »"))
def she_asks_why(story: Story, control: str) -> None:
    seen = comply("explain", control, story.file, "--as-of", "2026-11-21")
    story.code, story.screen, story.told = seen.returncode, seen.stdout, seen.stderr


@then(parsers.parse("la commande se termine avec le code {code:d}"))
def ends_with(story: Story, code: int) -> None:
    assert story.code == code, story.told


@then(parsers.parse("l’écran nomme « {words} »"))
def the_screen_names(story: Story, words: str) -> None:
    assert words in story.screen


@then(parsers.parse("le message nomme « {words} »"))
def the_message_names(story: Story, words: str) -> None:
    assert words in story.told


@then("le message ne contient aucune trace du programme")
def no_traceback(story: Story) -> None:
    assert "Traceback" not in story.told
    assert ".py" not in story.told


@then(parsers.parse("le résultat pose une question sur « {path} »"))
def asks_about(story: Story, path: str) -> None:
    assert path in {question["path"] for question in story.result["questions"]}


@then("aucun contrôle n’est conforme ni en échec")
def nothing_is_known(story: Story) -> None:
    assert {finding["verdict"] for finding in story.result["findings"]} <= {"unknown", "not_applicable"}
    assert any(finding["verdict"] == "unknown" for finding in story.result["findings"])


@then("aucune exigence à venir n’est comptée comme non satisfaite")
def the_future_is_no_breach(story: Story) -> None:
    requirements = [requirement for framework in story.result["frameworks"] for requirement in framework["requirements"]]
    future = [requirement for requirement in requirements if requirement["binds_from"] and requirement["binds_from"] > "2026-11-21"]
    assert future
    assert {requirement["status"] for requirement in future} <= {"not_yet_applicable", "not_applicable"}
