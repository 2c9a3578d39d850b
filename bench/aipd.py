"""The draft impact assessment over the assessment itself: seconds of the processor and on the clock, in a new process and in a warm one.

`python -m bench.aipd` measures it alone. In a new process, the modules that the document needs are part of the time.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from bench.table import Row, show

ROOT = Path(__file__).resolve().parent.parent
DAY = date(2026, 11, 21)
TARGETS = {"pdf": 0.6, "docx": 0.3}
EXAMPLES = ("secure-reference", "pneumonia-federated")
RUNS = 5
CODE = "import sys; from bench.aipd import once; once(*sys.argv[1:])"


def measure() -> list[Row]:
    rows = []
    for name in EXAMPLES:
        for output, target in TARGETS.items():
            new, warm = _best(lambda name=name, output=output: _new_process(name, output)), _warm(name, output)
            told = f"new process {new[0]:.2f} s CPU ({new[1]:.2f} s clock), warm {warm[0]:.2f} s ({warm[1]:.2f} s)"
            rows.append(Row(f"draft as {output} over the assessment, {name}", told, f"under {target} s"))
    return rows


def prepared(name: str, output: str) -> Callable[[], bytes]:
    """The assessment made, and what makes the draft of it."""
    from compliance.assessment.aipd import draft
    from compliance.catalog.load import load_catalog
    from compliance.pipeline import assess
    from compliance.reports.words import Words
    from compliance.system.load import load_system

    catalog = load_catalog()
    system = load_system(ROOT / "examples" / name / "system.yaml")
    assessment = assess(system, catalog, DAY)

    def run() -> bytes:
        from compliance.reports.aipd_document import html_page

        page = html_page(draft(assessment, system, catalog), Words("fr", catalog.terms))
        if output == "docx":
            from compliance.reports.docx_report import docx_document

            return docx_document(page, DAY)
        from compliance.reports.pdf import render_pdf

        return render_pdf(page, assessment)

    return run


def once(name: str, output: str) -> None:
    """Print what the draft costs in this process."""
    print(json.dumps(_timed(prepared(name, output))))


def _timed(run: Callable[[], object]) -> tuple[float, float]:
    cpu, clock = time.process_time(), time.perf_counter()
    run()
    return time.process_time() - cpu, time.perf_counter() - clock


def _best(run: Callable[[], tuple[float, float]]) -> tuple[float, float]:
    return min(run() for _ in range(RUNS))


def _warm(name: str, output: str) -> tuple[float, float]:
    run = prepared(name, output)
    run()
    return _best(lambda: _timed(run))


def _new_process(name: str, output: str) -> tuple[float, float]:
    run = subprocess.run([sys.executable, "-c", CODE, name, output], cwd=ROOT, capture_output=True, check=True, text=True)
    cpu, clock = json.loads(run.stdout)
    return cpu, clock


if __name__ == "__main__":
    show(measure())
