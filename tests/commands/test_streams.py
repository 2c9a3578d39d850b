"""The command line in a shell: pipes that close, outputs that are closed or full, mistakes of use in the reader's language."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
COMPLY = f"{sys.executable} -m compliance"
pytestmark = pytest.mark.skipif(os.name == "nt", reason="a shell of Unix")


def shell(line: str, language: str = "en") -> tuple[int, str, str]:
    done = subprocess.run(["/bin/sh", "-c", line], capture_output=True, text=True, cwd=ROOT, env={**os.environ, "COMPLY_LANG": language}, check=False)
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("command", ["catalog list", "assess examples/melanoma-saas/system.yaml --format json"])
def test_a_reader_that_leaves_changes_no_exit_code(command: str) -> None:
    code, _, err = shell(f"{{ {COMPLY} {command}; echo $? >&3; }} 3>&2 2>/dev/null | head -c 10")
    assert (code, err.strip()) == (0, "0")


@pytest.mark.parametrize("closed", ["1>&-", "2>&-", "1>&- 2>&-"])
def test_a_closed_output_is_no_fault(closed: str) -> None:
    assert shell(f"{COMPLY} catalog show PET-04 {closed}")[0] == 0
    code, out, err = shell(f"{COMPLY} assess nowhere.yaml {closed}")
    assert code == 2
    assert "Traceback" not in out + err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_told() -> None:
    code, _, err = shell(f"{COMPLY} schema >/dev/full")
    assert code == 2
    assert "the output cannot be written" in err


@pytest.mark.parametrize(
    ("arguments", "french", "english"),
    [
        ("asess", "la commande `asess` n’existe pas – vouliez-vous dire `assess` ?", "there is no command `asess` - did you mean `assess`?"),
        ("assess", "il manque SYSTEM.YAML", "SYSTEM.YAML is missing"),
        ("assess x --formt json", "l’option --formt n’existe pas – vouliez-vous dire `--format` ?", "there is no option --formt - did you mean `--format`?"),
        ("assess a b", "en trop : b", "too much: b"),
        ("catalog chek", "la commande `chek` n’existe pas – vouliez-vous dire `check` ?", "there is no command `chek` - did you mean `check`?"),
        ("assess a --format", "l’option --format attend une valeur", "the option --format wants a value"),
    ],
)
def test_a_mistake_of_use_is_told_in_the_language_of_the_reader(arguments: str, french: str, english: str) -> None:
    for language, sentence in (("fr", french), ("en", english)):
        code, out, err = shell(f"{COMPLY} {arguments}", language)
        assert (code, out) == (2, "")
        assert sentence in err.replace("\u00a0", " ")
