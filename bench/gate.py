"""How many systems a second the gate judges: 200 files made of the shipped examples, one of them broken, one run of the command, no reports.

Run: .venv/bin/python bench/gate.py [--files 200] [--times 5]
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = 100
CODE = "import sys; from compliance.cli.main import app, main; from compliance.cli import gate\nif not any(c.name == 'gate' for c in app.registered_commands): app.command('gate')(gate.gate)\nmain()"


def portfolio(folder: Path, count: int) -> list[Path]:
    """`count` system files: the examples again and again, each copy with its organisation beside it."""
    files: list[Path] = []
    for number in range(count):
        part = folder / f"part-{number:02}"
        shutil.copytree(ROOT / "examples", part, ignore=shutil.ignore_patterns("expected.yaml", "ci"))
        files += sorted(part.glob("*/system.yaml"))
        if len(files) >= count:
            break
    return files[:count]


def measure(files: list[Path], folder: Path) -> tuple[float, str]:
    """Seconds of one whole run of the command, start included, and its last line."""
    start = time.perf_counter()
    names = [str(path.relative_to(folder)) for path in files]
    environment = {**os.environ, "COMPLY_LANG": "en", "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", CODE, "gate", *names, "--as-of", "2026-11-21"], cwd=folder, capture_output=True, text=True, check=False, env=environment)
    lines = done.stdout.strip().splitlines()
    return time.perf_counter() - start, lines[-1] if lines else done.stderr


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--files", type=int, default=200)
    parser.add_argument("--times", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = portfolio(folder, options.files)
        lines = sum(path.read_text(encoding="utf-8").count("\n") for path in files)
        files[7].write_text("system: {nmae: broken}\n", encoding="utf-8")
        measure(files[:1], folder)
        runs = [measure(files, folder) for _ in range(options.times)]
    seconds = statistics.median(run[0] for run in runs)
    rate = options.files / seconds
    print(f"{options.files} files of {lines // options.files} lines on average, {os.cpu_count()} cores: {seconds:.2f} s, {rate:.0f} systems a second (target {TARGET})")
    print(runs[0][1])
    return 0 if rate > TARGET else 1


if __name__ == "__main__":
    sys.exit(main())
