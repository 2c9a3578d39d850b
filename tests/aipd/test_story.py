"""The officer's story of the impact assessment, in French, through the real command line: from a half-filled file to a draft that is complete."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from pytest_bdd import given, parsers, scenarios, then, when

from compliance.base.source import read_yaml
from compliance.system.write_yaml import to_yaml
from tests.aipd.asking import EXAMPLES
from tests.aipd.pia import mistakes

ROOT = EXAMPLES.parent
LEFT_OUT = ("privacy", "processing_activities", "transparency")
WRITTEN = [
    {"question": "111", "text": "Le radiologue repère plus tôt les nodules ; un faux positif inquiète le patient."},
    {"question": "211", "text": "Aucune lecture sans IA n’atteint cette sensibilité à temps de lecture égal."},
    {"question": "213", "text": "Un jeu synthétique a été essayé : il manque les lésions rares."},
]
scenarios("aipd.feature")


@dataclass
class Story:
    folder: Path
    data: dict[str, Any] = field(default_factory=dict)
    draft: str = ""
    codes: list[int] = field(default_factory=list)

    @property
    def file(self) -> Path:
        return self.folder / "system.yaml"

    def write(self) -> None:
        self.file.write_text(to_yaml(self.data), encoding="utf-8")

    def comply(self, *arguments: str | Path) -> str:
        environment = {**os.environ, "PYTHONUTF8": "1", "COMPLY_LANG": "fr"}
        run = subprocess.run([sys.executable, "-m", "compliance", *map(str, arguments)], capture_output=True, text=True, encoding="utf-8", cwd=ROOT, env=environment, check=False)
        self.codes.append(run.returncode)
        assert "Traceback" not in run.stderr
        return run.stdout


@pytest.fixture
def story(tmp_path: Path) -> Story:
    return Story(tmp_path)


@given(parsers.parse("le système « {name} », décrit à moitié"))
def half_filled(story: Story, name: str) -> None:
    folder = EXAMPLES / name
    story.data = read_yaml(folder / "system.yaml").data
    (story.folder / "organisation.yaml").write_text((folder / "organisation.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    story.data = {key: value for key, value in story.data.items() if key not in LEFT_OUT}
    story.write()


@when("elle demande le projet d’AIPD")
def she_asks(story: Story) -> None:
    story.draft = story.comply("aipd", story.file, "--as-of", "2026-11-21")


@when(parsers.parse("elle répond à ce qui lui est demandé avec « {name} »"))
def she_answers(story: Story, name: str) -> None:
    whole = read_yaml(EXAMPLES / name / "system.yaml").data
    story.data |= {key: whole[key] for key in LEFT_OUT if key in whole}
    for category in story.data["data"]:
        category.setdefault("subject_count", 48000)
        category.setdefault("fields", [{"name": "tout", "necessity": "objet même du traitement"}])
    said = {key: value for key, value in story.data["privacy"]["dpia"].items() if key not in ("dpo_opinion", "dpo_favourable", "views")}
    story.data["privacy"]["dpia"] = {**said, "answers": WRITTEN}
    story.write()


@then("la commande a réussi")
def it_worked(story: Story) -> None:
    assert story.codes[-1] == 0


@then(parsers.parse("le projet compte {count:d} questions répondues sur {total:d}"))
def so_many_answered(story: Story, count: int, total: int) -> None:
    assert f"{count} questions sur {total} des parties 1 et 2 trouvent une réponse" in story.draft


@then(parsers.parse("le projet demande « {question} » à « {role} »"))
def it_asks(story: Story, question: str, role: str) -> None:
    boxes = [box for box in story.draft.split("À préciser par\u00a0: ")[1:] if box.startswith(role)]
    assert any(question in box.split("\n\n", 1)[0].replace("\\", "") for box in boxes)


@then("le projet ne demande plus rien")
def it_asks_nothing(story: Story) -> None:
    assert "À préciser par" not in story.draft
    assert "Aucune réponse n’est attendue." in story.draft


@then(parsers.parse("le projet dit « {words} »"))
def it_says(story: Story, words: str) -> None:
    assert words in story.draft.replace("\u00a0", " ")


@then("les avis et la décision restent aux personnes")
def nobody_speaks_for_them(story: Story) -> None:
    opinions = story.draft[story.draft.index("### 4.3") : story.draft.index("### 4.4")]
    assert opinions.count("| **Avis** | À préciser |") == 2
    assert "favorable" not in opinions


@then("le fichier pour l’outil PIA suit le format et porte toutes les réponses")
def the_file_is_sound(story: Story) -> None:
    pia = json.loads(story.comply("aipd", story.file, "--format", "cnil-json", "--as-of", "2026-11-21"))
    assert mistakes(pia) == []
    assert len(pia["answers"]) == 36
    assert (pia["pia"]["dpo_opinion"], pia["evaluations"]) == (None, [])
