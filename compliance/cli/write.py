"""Writes reports: each file beside its final name first, then renamed, so that nothing is left half written."""

import contextlib
import os
import sys
from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING

from compliance.assessment.model import Assessment
from compliance.catalog.load import Catalog
from compliance.cli.errors import CommandError
from compliance.reports.words import Words

if TYPE_CHECKING:
    from compliance.reports.brand import Brand
    from compliance.reports.flow_map import FlowMap
    from compliance.system.load import LoadedSystem

KINDS = ("pdf", "html", "json", "docx", "xlsx", "md")
USUAL = ("json", "html", "pdf")


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


def write_set(
    assessment: Assessment,
    system: "LoadedSystem",
    catalog: Catalog,
    words: Words,
    folder: Path,
    kinds: Collection[str] = USUAL,
    engine: str = "auto",
    brand: "Brand | None" = None,
    template: Path | None = None,
) -> None:
    """Write the reports of one assessment into a folder, the quick ones first; the PDF carries the assessment as an attachment.

    Raises CommandError when a file cannot be written, or when no engine can write the PDF: the other files are then written all the same.
    """
    from compliance.reports.brand import PLAIN
    from compliance.reports.gap_analysis import html_page, pdf_document
    from compliance.reports.json_report import render
    from compliance.reports.pdf import EngineMissing

    dress = brand or PLAIN
    content = render(assessment, words)
    flows = _flows(system, catalog, assessment, words)
    page = html_page(assessment, catalog, words, dress, flows) if {"pdf", "docx", "md"}.intersection(kinds) else ""

    def html() -> bytes:
        from compliance.reports.html import report_page

        return report_page(assessment, catalog, words, dress, flows).encode()

    def docx() -> bytes:
        from compliance.reports.docx_report import docx_document

        return docx_document(page, assessment.as_of, dress, template.read_bytes() if template else None)

    def xlsx() -> bytes:
        from compliance.reports.xlsx_report import workbook

        return workbook(assessment, catalog, words, dress)

    def markdown() -> bytes:
        from compliance.reports.markdown import markdown_document

        return markdown_document(page)

    def pdf() -> bytes:
        try:
            return pdf_document(page, assessment, engine, ("assessment.json", content), dress)
        except EngineMissing as missing:
            raise CommandError("pdf_engine_missing", detail=missing.detail) from None

    makers: dict[str, tuple[str, Callable[[], bytes]]] = {
        "json": ("assessment.json", lambda: content),
        "md": ("gap-analysis.md", markdown),
        "html": ("report.html", html),
        "xlsx": ("gap-analysis.xlsx", xlsx),
        "docx": ("gap-analysis.docx", docx),
        "pdf": ("gap-analysis.pdf", pdf),
    }
    for kind, (name, make) in makers.items():
        if kind in kinds:
            write_file(folder / name, make())
            print(words.say("written", path=folder / name), file=sys.stderr)


def _flows(system: "LoadedSystem", catalog: Catalog, assessment: Assessment, words: Words) -> "FlowMap":
    from compliance.assessment.journeys import journeys
    from compliance.facts.world import World
    from compliance.reports.flow_map import flow_map

    world = World(system.description, assessment.as_of, catalog.parameters_on(assessment.as_of))
    return flow_map(system.description, journeys(system, world), world.parameters["eea"], words)
