"""Writes reports: each file beside its final name first, then renamed, so that nothing is left half written."""

import contextlib
import os
import sys
from pathlib import Path

from compliance.assessment.model import Assessment
from compliance.catalog.load import Catalog
from compliance.cli.errors import CommandError
from compliance.reports.words import Words


def write_file(path: Path, content: bytes) -> None:
    """Write a file whole or not at all.

    Raises CommandError when the folder cannot be written.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise CommandError("cannot_write", path=path, detail=error.strerror or "") from None


def write_set(assessment: Assessment, catalog: Catalog, words: Words, folder: Path) -> None:
    """Write the reports of one assessment into a folder: PDF, HTML and JSON."""
    from compliance.reports.gap_analysis import html_page, pdf_document
    from compliance.reports.json_report import render
    from compliance.reports.pdf import EngineMissing

    content = render(assessment, words)
    _written(folder / "assessment.json", content, words)
    page = html_page(assessment, catalog, words)
    _written(folder / "gap-analysis.html", page.encode(), words)
    try:
        _written(folder / "gap-analysis.pdf", pdf_document(page, assessment), words)
    except EngineMissing as missing:
        raise CommandError("pdf_engine_missing", detail=missing.detail) from None


def _written(path: Path, content: bytes, words: Words) -> None:
    write_file(path, content)
    print(words.say("written", path=path), file=sys.stderr)
