"""What documents cost: the default set beside `--format json` alone, and the gap analysis as PDF by either engine, warm.

`python -m bench.pdf` measures it alone. Beside the time on the clock stands the time of the processors, which other work on the machine does not stretch.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

from bench.table import Row, show

ROOT = Path(__file__).resolve().parent.parent
NAME, DAY = "pneumonia-federated", "2026-11-21"
RUNS, WARM = 7, 3
Cost = tuple[float, float]


def measure() -> list[Row]:
    """The default set, then one long gap analysis by each engine that can be loaded."""
    return [*default_set(), *warm()]


def default_set() -> list[Row]:
    """Both commands in alternating runs, the best of each."""
    with tempfile.TemporaryDirectory() as folder:
        start = [sys.executable, "-m", "compliance", "assess", f"examples/{NAME}/system.yaml", "--as-of", DAY, "--format", "json"]
        commands = {"json": start, "set": [*start, "--out", folder]}
        costs: dict[str, list[Cost]] = {"json": [], "set": []}
        for _ in range(RUNS + 1):
            for key, command in commands.items():
                costs[key].append(_command(command))
        files = sorted(path.name for path in Path(folder).iterdir())
    best = {key: (min(cost[0] for cost in found[1:]), min(cost[1] for cost in found[1:])) for key, found in costs.items()}
    wall, used = (best["set"][index] - best["json"][index] for index in (0, 1))
    what = f"default set ({', '.join(files)}), {NAME}, beyond --format json"
    return [Row(what, f"{wall:.2f} s more ({used:.2f} s of processor); alone {best['json'][0]:.2f} s", "under 1.5 s more")]


def warm() -> list[Row]:
    """The gap analysis of one system, the assessment and the page made beforehand."""
    from pypdf import PdfReader

    from compliance.catalog.load import load_catalog
    from compliance.pipeline import assess
    from compliance.reports.gap_analysis import html_page
    from compliance.reports.json_report import render
    from compliance.reports.pdf import EngineMissing, render_pdf
    from compliance.reports.words import Words
    from compliance.system.load import load_system

    catalog = load_catalog()
    words = Words("fr", catalog.terms)
    assessment = assess(load_system(ROOT / "examples" / NAME / "system.yaml"), catalog, date.fromisoformat(DAY))
    attached = ("assessment.json", render(assessment, words))
    page = html_page(assessment, catalog, words)
    other = html_page(assessment, catalog, Words("en", catalog.terms))  # warm means fonts and code at hand, not the same pages laid out a moment ago
    rows = [_row(f"HTML of the gap analysis, warm, {NAME}", lambda: html_page(assessment, catalog, words).encode(), "")]
    for engine, target in (("typst", "under 0.8 s for 40 pages"), ("weasyprint", "")):
        try:
            render_pdf(other, assessment, engine)
            start, used = time.perf_counter(), time.process_time()
            content = render_pdf(page, assessment, engine, attached)
            wall, used = time.perf_counter() - start, time.process_time() - used
        except EngineMissing as missing:
            rows.append(Row(f"gap analysis as PDF, {engine}", missing.detail))
            continue
        pages = len(PdfReader(BytesIO(content)).pages)
        rows.append(Row(f"gap analysis as PDF, warm, {engine}", f"{wall:.2f} s ({used:.2f} s of processor) for {pages} pages, {wall / pages * 40:.2f} s for 40", target))
    return rows


def _row(what: str, make: Callable[[], bytes], target: str) -> Row:
    found = []
    for _ in range(WARM):
        before, start = time.process_time(), time.perf_counter()
        make()
        found.append((time.perf_counter() - start, time.process_time() - before))
    return Row(what, f"{min(cost[0] for cost in found):.2f} s ({min(cost[1] for cost in found):.2f} s of processor)", target)


def _command(command: list[str]) -> Cost:
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "COMPLY_LANG": "fr"})
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    show(measure())
