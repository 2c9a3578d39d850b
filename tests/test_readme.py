"""What the README promises is true: its first command writes what it says, and its description is one."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

from compliance.base.source import Document, parse_yaml
from compliance.system.load import from_document

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", README, re.DOTALL)
    assert found
    return found.group(1)


def test_the_first_command_assesses_and_writes(tmp_path: Path) -> None:
    program, *arguments = shlex.split(block("sh").splitlines()[0])
    assert program == "./comply"
    assert arguments[-2:] == ["--out", "rapport"]
    environment = {**os.environ, "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "compliance", *arguments[:-1], str(tmp_path)], cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "gap-analysis.pdf").read_bytes().startswith(b"%PDF-")
    assert (tmp_path / "assessment.json").stat().st_size > 10_000


def test_the_second_command_is_there() -> None:
    program = ROOT / block("sh").splitlines()[1]
    assert os.access(program, os.X_OK)


def test_a_useful_first_description_is_short_and_reads() -> None:
    text = block("yaml")
    assert len(text.splitlines()) < 60
    document = parse_yaml(text, "README.md")
    data = {key: value for key, value in document.data.items() if key != "organisation"}
    description = from_document(Document("README.md", data, document.marks)).description
    assert description.system is not None
    assert description.system.name
