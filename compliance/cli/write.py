"""Writes reports: each file beside its final name first, then renamed, so that nothing is left half written."""

import contextlib
import os
import sys
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

from compliance.assessment.model import Assessment
from compliance.catalog.load import Catalog
from compliance.cli.errors import CommandError
from compliance.reports.words import Words

if TYPE_CHECKING:
    from compliance.cli.dress import Dress

KINDS = ("pdf", "html", "json", "docx", "xlsx", "md")
USUAL = ("json", "html", "pdf")
ATTACHED = "assessment.json"
Made = TypeVar("Made")


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


def write_set(assessment: Assessment, catalog: Catalog, words: Words, folder: Path, dress: "Dress", kinds: Collection[str] = USUAL) -> None:
    """Write the reports of one assessment into a folder, the quick ones first; the PDF carries the assessment as an attachment.

    Raises CommandError when a file cannot be written, or when no engine can write the PDF: the other files are then written all the same.
    """
    from concurrent.futures import ThreadPoolExecutor

    from compliance.cli.progress import Progress

    files = list(makers(assessment, catalog, words, dress, kinds))
    with Progress(words) as progress, ThreadPoolExecutor(2) as beside:
        begun = {name: beside.submit(make) for name, make in files if name.endswith(".pdf")} if overlaps(dress) and len(files) > 1 else {}
        try:
            for name, make in files:
                progress.now(name)
                content = held(begun[name].result if name in begun else make)
                write_file(folder / name, content)
                print(words.say("written", path=folder / name), file=sys.stderr)
        finally:
            beside.shutdown(wait=False, cancel_futures=True)


def makers(assessment: Assessment, catalog: Catalog, words: Words, dress: "Dress", kinds: Collection[str]) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """The name of every file asked for and what makes its content, in the order in which they are written."""
    from compliance.reports.json_report import render

    record = once(lambda: render(assessment, words))
    page = once(lambda: _page(assessment, catalog, words, dress))
    classed = once(lambda: _classed(assessment, words, dress))
    made: dict[str, list[tuple[str, Callable[[], bytes]]]] = {
        "json": [(ATTACHED, record)],
        "md": [("gap-analysis.md", lambda: printed(page(), "md", assessment, dress))],
        "html": [("report.html", lambda: _screen(assessment, catalog, words, dress))],
        "xlsx": [("gap-analysis.xlsx", lambda: _workbook(assessment, catalog, words, dress))],
        "docx": [("gap-analysis.docx", lambda: printed(page(), "docx", assessment, dress))],
        "pdf": [("gap-analysis.pdf", lambda: printed(page(), "pdf", assessment, dress, (ATTACHED, record())))],
    }
    if assessment.classification is not None:
        made["md"].append(("ai-act.md", lambda: printed(classed(), "md", assessment, dress)))
        made["docx"].append(("ai-act.docx", lambda: printed(classed(), "docx", assessment, dress)))
        made["pdf"].append(("ai-act.pdf", lambda: printed(classed(), "pdf", assessment, dress, (ATTACHED, record()))))
    for kind, files in made.items():
        if kind in kinds:
            yield from files


def overlaps(dress: "Dress") -> bool:
    """Whether a PDF can be laid out while other documents are made: Typst works outside the interpreter, WeasyPrint inside it."""
    from compliance.reports.pdf import EngineMissing
    from compliance.reports.pdf_typst import engine

    try:
        engine()
    except EngineMissing:
        return False
    return dress.engine != "weasyprint"


def once(make: Callable[[], Made]) -> Callable[[], Made]:
    """What several files are made from, made when the first of them wants it."""
    kept: list[Made] = []
    alone = Lock()

    def made() -> Made:
        with alone:
            if not kept:
                kept.append(make())
            return kept[0]

    return made


def held(make: Callable[[], bytes]) -> bytes:
    """The content of a document.

    Raises InvalidInput for a template of the user's that cannot be filled, CommandError when no engine can write the PDF.
    """
    from compliance.base.problems import InvalidInput, Problem
    from compliance.reports.own_templates import TemplateFault
    from compliance.reports.pdf import EngineMissing

    try:
        return make()
    except TemplateFault as fault:
        raise InvalidInput([Problem("template_fault", fault.position, values={"detail": fault.detail})]) from None
    except EngineMissing as missing:
        raise CommandError(missing.code, detail=missing.detail) from None


def _page(assessment: Assessment, catalog: Catalog, words: Words, dress: "Dress") -> str:
    from compliance.reports.gap_analysis import html_page

    return html_page(assessment, catalog, words, dress.brand)


def _classed(assessment: Assessment, words: Words, dress: "Dress") -> str:
    from compliance.reports.ai_act_report import html_page

    return html_page(assessment, words, dress.brand)


def _screen(assessment: Assessment, catalog: Catalog, words: Words, dress: "Dress") -> bytes:
    from compliance.reports.html import report_page

    return report_page(assessment, catalog, words, dress.brand).encode()


def _workbook(assessment: Assessment, catalog: Catalog, words: Words, dress: "Dress") -> bytes:
    from compliance.reports.xlsx_report import workbook

    return workbook(assessment, catalog, words, dress.brand)


def printed(page: str, output: str, assessment: Assessment, dress: "Dress", attachment: tuple[str, bytes] | None = None) -> bytes:
    """One HTML page as `html`, `docx`, `pdf` or `md`; `attachment` goes into the PDF.

    Raises EngineMissing when no engine that writes PDF can be loaded, TemplateFault for a template of the user's that cannot be filled.
    """
    if output == "html":
        return page.encode()
    if output == "docx":
        from compliance.reports.docx_report import docx_document

        return docx_document(page, assessment.as_of, dress.brand, dress.word)
    if output == "pdf":
        from compliance.reports.pdf import render_pdf

        return render_pdf(page, assessment, dress.engine, attachment, dress.brand)
    from compliance.reports.markdown import markdown_document

    return markdown_document(page)
