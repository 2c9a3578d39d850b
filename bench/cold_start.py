"""Cold start of `assess --format json`, as a ratio to a one-command typer process, in alternating runs; and its peak memory."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.table import Row

ROOT = Path(__file__).resolve().parent.parent
HELLO = "import typer\napp = typer.Typer()\n@app.command()\ndef hello(name: str): print('hello', name)\napp()\n"
RUNS = 9


def measure() -> list[Row]:
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        hello = Path(folder) / "hello.py"
        hello.write_text(HELLO, encoding="utf-8")
        peer = [sys.executable, str(hello), "x"]
        for name in ("pneumonia-federated", "secure-reference"):
            ours = [sys.executable, "-m", "compliance", "assess", f"examples/{name}/system.yaml", "--format", "json"]
            _run(ours)
            _run(peer)
            times: dict[str, list[float]] = {"ours": [], "peer": []}
            memory = 0
            for _ in range(RUNS):
                for key, command in (("ours", ours), ("peer", peer)):
                    seconds, peak = _run(command)
                    times[key].append(seconds)
                    memory = max(memory, peak) if key == "ours" else memory
            mine, other = statistics.median(times["ours"]), statistics.median(times["peer"])
            rows.append(
                Row(f"cold assess --format json, {name}", f"{mine / other:.2f} x typer hello ({mine * 1000:.0f} ms against {other * 1000:.0f} ms)", "at most 2.5, aim at 2.0")
            )
            if memory:
                rows.append(Row(f"peak memory, {name}", f"{memory / 1024:.0f} MB", "at most 60 MB"))
    return rows


def _run(command: list[str]) -> tuple[float, int]:
    start = time.perf_counter()
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as process:
        if hasattr(os, "wait4"):
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            peak = usage.ru_maxrss // (1024 if sys.platform == "darwin" else 1)
        else:
            process.wait()
            peak = 0
    if process.returncode:
        raise SystemExit(f"{command} ended with {process.returncode}")
    return time.perf_counter() - start, peak
