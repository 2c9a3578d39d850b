"""Writing documents from the command line: without an engine, without WeasyPrint's libraries, and what a terminal is told meanwhile."""

import builtins
import io
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from compliance.catalog.load import Catalog
from compliance.cli.documents import KINDS, documents
from compliance.cli.dress import Dress
from compliance.cli.errors import CommandError
from compliance.cli.progress import Progress, shown
from compliance.cli.write import held
from compliance.reports.brand import PLAIN
from tests.gate.command import EXAMPLES, comply
from tests.reports import sample

MELANOMA = EXAMPLES / "melanoma-saas" / "system.yaml"


def forbid(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """Make the import of some packages fail as it does where a library of the system is missing."""
    real = builtins.__import__

    def without(name: str, *rest: Any, **named: Any) -> Any:
        if name.split(".")[0] in names:
            raise OSError(f"cannot load library 'libpango-1.0-0' ({name})\nAdditionally, a page of advice")
        return real(name, *rest, **named)

    for name in names:
        for module in [module for module in sys.modules if module.split(".")[0] == name]:
            monkeypatch.delitem(sys.modules, module)
    monkeypatch.setattr(builtins, "__import__", without)


def test_an_assessment_as_json_loads_nothing_that_makes_documents() -> None:
    heavy = ("networkx", "weasyprint", "jinja2", "typst", "lxml", "babel", "openpyxl", "xlsxwriter", "docx", "concurrent.futures", "rich")
    code = (
        "import sys\nfrom compliance.cli.main import app_of\n"
        f"app_of(('assess',))(['assess', {str(MELANOMA)!r}, '--format', 'json'], standalone_mode=False)\n"
        f"print([name for name in {heavy!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=EXAMPLES.parent)
    assert done.stdout.startswith("{")
    assert done.stderr.strip().splitlines()[-1] == "[]"


def test_all_is_written_without_the_libraries_of_weasyprint(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pytest.importorskip("typst")
    forbid(monkeypatch, "weasyprint")
    told = comply("assess", MELANOMA, "--out", tmp_path / "out")
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert told.code == 0
    assert {"assessment.json", "gap-analysis.pdf", "report.html"} <= set(names)
    assert (tmp_path / "out" / "gap-analysis.pdf").read_bytes().startswith(b"%PDF-")


def test_weasyprint_asked_for_and_missing_is_told_and_nothing_else_is_written_for_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    forbid(monkeypatch, "weasyprint")
    told = comply("assess", MELANOMA, "--out", tmp_path / "out", "--pdf-engine", "weasyprint", lang="en")
    assert told.code == 2
    assert "WeasyPrint or one of its libraries cannot be loaded (weasyprint: cannot load library 'libpango-1.0-0' (weasyprint))" in told.err
    assert "--pdf-engine typst" in told.err
    assert "page of advice" not in told.err
    written = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"assessment.json", "report.html"} <= written
    assert not [name for name in written if name.endswith(".pdf")]


@pytest.mark.parametrize(("engine", "code"), [("auto", "pdf_engines_missing"), ("typst", "pdf_typst_missing"), ("weasyprint", "pdf_weasyprint_missing")])
def test_each_missing_engine_has_its_own_advice(engine: str, code: str, monkeypatch: pytest.MonkeyPatch, rules: Catalog) -> None:
    forbid(monkeypatch, "weasyprint", "typst")
    pdf = documents(sample.assessment(), rules, sample.WORDS["fr"], Dress(PLAIN, engine), ("pdf",)).files["gap-analysis.pdf"]
    with pytest.raises(CommandError) as refused:
        held(pdf)
    assert refused.value.code == code


@pytest.mark.parametrize("kind", KINDS)
def test_two_runs_give_the_same_bytes(kind: str, rules: Catalog) -> None:
    pytest.importorskip("typst")

    def run() -> dict[str, bytes]:
        return {name: make() for name, make in documents(sample.assessment(), rules, sample.WORDS["fr"], Dress(PLAIN), (kind,)).files.items()}

    first = run()
    assert first
    assert run() == first


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_is_told_what_takes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    with Progress(sample.WORDS["en"], patience=0.01) as progress:
        progress.now("gap-analysis.pdf")
        deadline = time.monotonic() + 5
        while "gap-analysis.pdf" not in screen.getvalue() and time.monotonic() < deadline:
            time.sleep(0.01)
    assert "Writing gap-analysis.pdf" in screen.getvalue()


def test_a_terminal_is_told_nothing_of_what_is_quick(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    with Progress(sample.WORDS["en"], patience=60) as progress:
        progress.now("gap-analysis.md")
    assert screen.getvalue() == ""


@pytest.mark.parametrize("dumb", [True, False])
def test_nothing_is_told_where_nobody_watches(dumb: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Terminal() if dumb else io.StringIO()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("TERM", "dumb" if dumb else "xterm")
    assert not shown()
    with Progress(sample.WORDS["en"], patience=0) as progress:
        progress.now("gap-analysis.pdf")
        time.sleep(0.05)
    assert screen.getvalue() == ""


def test_a_terminal_is_told_what_is_done_before_documents_are_written(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    before = threading.active_count()
    with Progress(sample.WORDS["fr"], patience=0.01, doing="assessing"):
        deadline = time.monotonic() + 5
        while "Évaluation" not in screen.getvalue() and time.monotonic() < deadline:
            time.sleep(0.01)
    assert "Évaluation…" in screen.getvalue()
    assert threading.active_count() == before  # a copy of the process wants to be alone


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo terminals")
def test_on_a_terminal_documents_are_written_all_the_same(tmp_path: Path) -> None:
    import pty

    leader, follower = pty.openpty()
    command = [sys.executable, "-m", "compliance", "assess", str(MELANOMA), "--out", str(tmp_path / "out"), "--write", "html", "--write", "json"]
    run = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=follower, env={**os.environ, "TERM": "xterm", "COMPLY_LANG": "fr"}, check=False)
    os.close(follower)
    os.close(leader)
    assert run.returncode == 0
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"report.html", "assessment.json"}
