"""How many systems a second the gate judges: 200 files made of the shipped examples, one of them broken, one run of the command, no reports.

`python -m bench.gate` measures it alone. Beside the time on the clock stands the time of the processors, which other work on the machine does not stretch.
"""

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.table import Row, show

ROOT = Path(__file__).resolve().parent.parent
FILES, TIMES, TARGET = 200, 5, 100
CODE = "from compliance.cli.main import main; main()"


def portfolio(folder: Path, count: int) -> list[Path]:
    """`count` system files: the examples again and again, each copy with its organisation beside it."""
    files: list[Path] = []
    while len(files) < count:
        part = folder / f"part-{len(files):03}"
        shutil.copytree(ROOT / "examples", part, ignore=shutil.ignore_patterns("expected.yaml", "ci"))
        files += sorted(part.glob("*/system.yaml"))
    return files[:count]


def run(files: list[Path], folder: Path) -> tuple[float, float, str]:
    """Seconds on the clock and of the processors for one whole run of the command, start included, and its last line."""
    names = [path.relative_to(folder).as_posix() for path in files]
    environment = {**os.environ, "COMPLY_LANG": "en", "PYTHONPATH": str(ROOT)}
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [sys.executable, "-c", CODE, "gate", *names, "--as-of", "2026-11-21"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env=environment)
    seconds, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    lines = done.stdout.strip().splitlines()
    if not lines or (len(files) > 1 and "out of" not in lines[-1]):
        raise SystemExit(done.stderr)
    return seconds, used, lines[-1]


def measure() -> list[Row]:
    """One row: systems a second, start of the program included."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = portfolio(folder, FILES)
        lines = sum(path.read_text(encoding="utf-8").count("\n") for path in files) // FILES
        files[7].write_text("system: {nmae: broken}\n", encoding="utf-8")
        run(files[:1], folder)
        runs = [run(files, folder) for _ in range(TIMES)]
    seconds, used = statistics.median(one[0] for one in runs), statistics.median(one[1] for one in runs)
    cores = os.cpu_count() or 1
    print(runs[0][2], file=sys.stderr)
    what = f"comply gate, {FILES} systems of {lines} lines, one broken"
    value = f"{FILES / seconds:.0f} systems/s in {seconds:.2f} s ({used:.2f} s of processor, {FILES * cores / used:.0f} systems/s if {cores} cores were free)"
    return [Row(what, value, f"over {TARGET} systems/s on two cores")]


if __name__ == "__main__":
    show(measure())
