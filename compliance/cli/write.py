"""Writes reports: each file beside its final name first, then renamed, so that nothing is left half written."""

import contextlib
import os
import sys
from collections.abc import Callable, Collection
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from compliance.assessment.model import Assessment
from compliance.base.problems import InvalidInput, Problem
from compliance.catalog.load import Catalog
from compliance.cli.errors import CommandError
from compliance.reports.words import Words

if TYPE_CHECKING:
    from compliance.cli.dress import Dress

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
    assessment: Assessment, catalog: Catalog, words: Words, folder: Path, dress: "Dress", kinds: Collection[str] = USUAL, record: bytes | None = None
) -> None:  # fmt: skip
    """Write the reports of one assessment into a folder, the quick ones first; the PDF carries the assessment as an attachment. `record` is its JSON, where it was made before.

    Raises CommandError when a file cannot be written, or when no engine can write the PDF: the other files are then written all the same.
    """
    from compliance.cli.beside import begun
    from compliance.cli.documents import documents
    from compliance.cli.progress import PATIENCE, Progress

    wanted, start = documents(assessment, catalog, words, dress, kinds, record), monotonic()
    with Progress(words, doing="gathering"):
        for rests_on in wanted.shared:
            with contextlib.suppress(Exception):  # told where a document wants it
                rests_on()
    with begun(wanted, overlaps(dress)) as files, Progress(words, max(0.0, PATIENCE - (monotonic() - start))) as progress:
        faults: list[Exception] = []
        for name, make in files.items():
            progress.now(name)
            try:
                content = held(make)
            except (InvalidInput, CommandError) as fault:
                faults.append(fault)
                continue
            write_file(folder / name, content)
            print(words.say("written", path=folder / name), file=sys.stderr)
    refused: list[Problem] = []
    for problem in (problem for fault in faults if isinstance(fault, InvalidInput) for problem in fault.problems):
        if problem not in refused:
            refused.append(problem)
    if refused:
        raise InvalidInput(refused)
    if faults:
        raise faults[0]


def overlaps(dress: "Dress") -> bool:
    """Whether a PDF can be laid out while other documents are made: Typst works outside the interpreter, WeasyPrint inside it."""
    from compliance.reports.pdf import EngineMissing
    from compliance.reports.pdf_typst import engine

    try:
        engine()
    except EngineMissing:
        return False
    return dress.engine != "weasyprint"


def held(make: Callable[[], bytes]) -> bytes:
    """The content of a document.

    Raises InvalidInput for a template of the user's that cannot be filled, CommandError when no engine can write the PDF.
    """
    from compliance.reports.own_templates import TemplateFault
    from compliance.reports.pdf import EngineMissing

    try:
        return make()
    except TemplateFault as fault:
        raise InvalidInput([Problem("template_fault", fault.position, values={"detail": fault.detail})]) from None
    except EngineMissing as missing:
        raise CommandError(missing.code, detail=missing.detail) from None
