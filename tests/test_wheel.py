"""The wheel carries controls, frameworks, templates and examples, and runs from any folder."""

import json
import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def run(command: list[str | Path], **options: object) -> str:
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, **options)  # type: ignore[call-overload]
    assert done.returncode == 0, done.stderr
    return str(done.stdout)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    script = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"
    name = run([sys.executable, "-c", script, folder], cwd=ROOT).split()[-1]
    return folder / name


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the wheel; its dependencies are borrowed from this one, so that the test needs no network."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False, symlinks=os.name != "nt")
    scripts = "Scripts" if os.name == "nt" else "bin"
    python = folder / scripts / ("python.exe" if os.name == "nt" else "python")
    packages = Path(run([python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]).strip())
    run([sys.executable, "-c", f"import zipfile; zipfile.ZipFile({str(wheel)!r}).extractall({str(packages)!r})"])
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return python


def test_the_wheel_runs_from_another_folder(installed: Path, tmp_path: Path) -> None:
    place = run([installed, "-c", "import compliance; print(compliance.__file__)"], cwd=tmp_path).strip()
    assert Path(place).is_relative_to(installed.parent.parent)
    example = Path(place).parent / "_bundled" / "examples" / "pneumonia-federated" / "system.yaml"
    environment = {**os.environ, "COMPLY_CACHE": str(tmp_path / "cache"), "PYTHONUTF8": "1"}
    found = json.loads(run([installed, "-m", "compliance", "assess", example, "--format", "json", "--as-of", "2026-11-21"], cwd=tmp_path, env=environment))
    assert {"rgpd", "hds", "hipaa", "ai-act", "nis2"} <= {framework["id"] for framework in found["frameworks"]}


def test_the_wheel_holds_what_the_checkout_holds(wheel: Path) -> None:
    import zipfile

    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("controls", "frameworks", "templates", "examples"):
        ours = {f"compliance/_bundled/{path.relative_to(ROOT).as_posix()}" for path in (ROOT / folder).rglob("*") if path.is_file()}
        assert ours
        assert ours <= names
