"""Writes reports: each file beside its final name first, then renamed, so that nothing is left half written."""

import contextlib
import os
import sys
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

from compliance.assessment.model import Assessment
from compliance.catalog.load import Catalog
from compliance.cli.errors import CommandError
from compliance.reports.words import Words

if TYPE_CHECKING:
    from concurrent.futures import Executor

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


@dataclass(frozen=True, slots=True)
class InTwo:
    """A document made in two steps: `prepare` reads and gathers, what it gives lays the document out, beside other work if need be."""

    prepare: Callable[[], Callable[[], bytes]]

    def __call__(self) -> bytes:
        """Both steps, one after the other."""
        return self.prepare()()


def write_set(
    assessment: Assessment, catalog: Catalog, words: Words, folder: Path, dress: "Dress", kinds: Collection[str] = USUAL, record: bytes | None = None
) -> None:  # fmt: skip
    """Write the reports of one assessment into a folder, the quick ones first; the PDF carries the assessment as an attachment. `record` is its JSON, where it was made before.

    Raises CommandError when a file cannot be written, or when no engine can write the PDF: the other files are then written all the same.
    """
    from concurrent.futures import ThreadPoolExecutor

    from compliance.cli.progress import Progress

    files = dict(makers(assessment, catalog, words, dress, kinds, record))
    apart = overlaps(dress) and len(files) > 1
    with Progress(words) as progress, ThreadPoolExecutor(2) as beside:
        # What is laid out apart is begun before the rest, the shortest first: while it is laid out, the longer ones are made ready.
        for name in [name for name, make in reversed(files.items()) if apart and isinstance(make, InTwo)]:
            progress.now(name)
            files[name] = _begun(files[name], beside)
        try:
            for name, make in files.items():
                progress.now(name)
                write_file(folder / name, held(make))
                print(words.say("written", path=folder / name), file=sys.stderr)
        finally:
            beside.shutdown(wait=False, cancel_futures=True)


def _begun(make: Callable[[], bytes], beside: "Executor") -> Callable[[], bytes]:
    """What gives the content of a document that is being laid out beside; what went wrong is told when its turn comes."""
    try:
        assert isinstance(make, InTwo)
        return beside.submit(make.prepare()).result
    except Exception as error:  # noqa: BLE001 - raised again where the document is wanted
        fault = error

        def failed() -> bytes:
            raise fault

        return failed


def makers(
    assessment: Assessment, catalog: Catalog, words: Words, dress: "Dress", kinds: Collection[str], known: bytes | None = None
) -> Iterator[tuple[str, Callable[[], bytes]]]:  # fmt: skip
    """The name of every file asked for and what makes its content, in the order in which they are written; `known` is the JSON, where it was made before."""
    from compliance.reports.json_report import render

    record = once(lambda: render(assessment, words) if known is None else known)
    told = once(lambda: _told(assessment, catalog, words, dress))
    page = once(lambda: _page(told(), words, dress))
    classed = once(lambda: _classed(assessment, words, dress))
    made: dict[str, list[tuple[str, Callable[[], bytes]]]] = {
        "json": [(ATTACHED, record)],
        "md": [("gap-analysis.md", lambda: printed(page(), "md", assessment, dress))],
        "html": [("report.html", lambda: _screen(assessment, catalog, words, dress, told()))],
        "xlsx": [("gap-analysis.xlsx", lambda: _workbook(assessment, catalog, words, dress))],
        "docx": [("gap-analysis.docx", lambda: printed(page(), "docx", assessment, dress))],
        "pdf": [("gap-analysis.pdf", InTwo(lambda: _prepared(page(), assessment, dress, record())))],
    }
    if assessment.classification is not None:
        made["md"].append(("ai-act.md", lambda: printed(classed(), "md", assessment, dress)))
        made["docx"].append(("ai-act.docx", lambda: printed(classed(), "docx", assessment, dress)))
        made["pdf"].append(("ai-act.pdf", InTwo(lambda: _prepared(classed(), assessment, dress, record()))))
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


def _told(assessment: Assessment, catalog: Catalog, words: Words, dress: "Dress") -> dict[str, Any]:
    from compliance.reports.gap_analysis import context

    return context(assessment, catalog, words, dress.brand)


def _page(told: dict[str, Any], words: Words, dress: "Dress") -> str:
    from compliance.reports.gap_analysis import filled

    return filled(told, words, dress.brand)


def _classed(assessment: Assessment, words: Words, dress: "Dress") -> str:
    from compliance.reports.ai_act_report import html_page

    return html_page(assessment, words, dress.brand)


def _prepared(page: str, assessment: Assessment, dress: "Dress", record: bytes) -> Callable[[], bytes]:
    from compliance.reports.pdf import prepared_pdf

    return prepared_pdf(page, assessment, dress.engine, (ATTACHED, record), dress.brand)


def _screen(assessment: Assessment, catalog: Catalog, words: Words, dress: "Dress", told: dict[str, Any]) -> bytes:
    from compliance.reports.html import report_page

    return report_page(assessment, catalog, words, dress.brand, told).encode()


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
