"""What binds nobody yet, or ever: bills and recommendations stand apart on the screen, and nothing of a bill counts as broken."""

import json
from pathlib import Path

import pytest

from compliance.system.load import load_system
from tests.commands.running import Run

LATE = """\
system: {name: T, version: "1", status: in_service, countries: [FR]}
organisation: {name: CHU, country: FR, sectors: [healthcare_provider], headcount: 900, nis2: {designations: [none], registration: none}}
incidents: {clocks: [{regime: nis2_early_warning, hours: 99}, {regime: nis2_notification, hours: 300}, {regime: nis2_final, hours: 9000}]}
"""


@pytest.fixture
def late(tmp_path: Path) -> Path:
    path = tmp_path / "system.yaml"
    path.write_text(LATE, encoding="utf-8")
    assert load_system(path)
    return path


def test_a_bill_is_not_yet_applicable_and_says_what_would_be_missed(late: Path, run: Run) -> None:
    code, out, _ = run("assess", late, "--framework", "nis2-fr", "--format", "json", "--lang", "en")
    (bill,) = json.loads(out)["frameworks"]
    assert code == 0
    assert {item["status"] for item in bill["requirements"]} == {"not_yet_applicable"}
    assert any(item["underlying"] == "not_met" for item in bill["requirements"])


def test_a_bill_stands_apart_on_the_screen(late: Path, run: Run) -> None:
    _, out, _ = run("assess", late, "--framework", "nis2-fr", "--lang", "en")
    assert "What binds this system" not in out
    assert "Recommendations and bills, not binding" in out
    broken, apart = out.split("What is broken now, or will be")[1].split("What departs from bills and recommendations only")
    assert "INC-03" not in broken
    assert "! INC-03" in apart
    assert "✗" not in out


def test_a_law_keeps_what_is_broken(late: Path, run: Run) -> None:
    _, out, _ = run("assess", late, "--framework", "nis2", "--framework", "nis2-fr", "--lang", "en")
    binds, apart = out.split("What binds this system")[1].split("Recommendations and bills, not binding")
    assert "NIS2" in binds
    assert "NIS2 France" not in binds
    assert "NIS2 France" in apart
    broken = apart.split("What is broken now, or will be")[1]
    assert "✗ INC-03" in broken.split("What departs from")[0]
