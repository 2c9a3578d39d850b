"""The draft impact assessment over the assessment itself: seconds of the processor and on the clock, for the first document of a process and for the next.

`python -m bench.aipd` measures it alone. The first document of a process pays for the modules and the templates that it loads; the next is the draft of another
system, so that nothing an engine remembers of the first is counted as speed.
"""

import gc
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
            other = next(example for example in EXAMPLES if example != name)
            first = min(_new_process(output, name)[0] for _ in range(RUNS))
            after = min(_new_process(output, other, name)[1] for _ in range(RUNS))
            told = f"{after[0]:.2f} s CPU ({after[1]:.2f} s clock); first of a process {first[0]:.2f} s ({first[1]:.2f} s)"
            rows.append(Row(f"draft as {output} over the assessment, {name}", told, f"under {target} s"))
    return rows


def prepared(output: str, name: str) -> Callable[[], bytes]:
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


def once(output: str, *names: str) -> None:
    """Print what the draft of each system costs in this process, one after the other."""
    gc.set_threshold(1_000_000, 20, 20)  # as the command line does
    print(json.dumps([_timed(run) for run in [prepared(output, name) for name in names]]))


def _timed(run: Callable[[], object]) -> tuple[float, float]:
    cpu, clock = time.process_time(), time.perf_counter()
    run()
    return time.process_time() - cpu, time.perf_counter() - clock


def _new_process(output: str, *names: str) -> list[tuple[float, float]]:
    run = subprocess.run([sys.executable, "-c", CODE, output, *names], cwd=ROOT, capture_output=True, check=True, text=True)
    return [(cpu, clock) for cpu, clock in json.loads(run.stdout)]


if __name__ == "__main__":
    show(measure())
