"""The documents of an assessment, by the name of their file: what makes each, and what several are made from."""

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from compliance.assessment.model import Assessment
from compliance.catalog.load import Catalog
from compliance.reports.words import Words

if TYPE_CHECKING:
    from compliance.cli.dress import Dress

KINDS = ("pdf", "html", "json", "docx", "xlsx", "md")
ATTACHED = "assessment.json"
Made = TypeVar("Made")
Make = Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class InTwo:
    """A document made in two steps: `prepare` reads and gathers, what it gives lays the document out, beside other work if need be."""

    prepare: Callable[[], Make]

    def __call__(self) -> bytes:
        """Both steps, one after the other."""
        return self.prepare()()


class Documents(NamedTuple):
    """What makes the content of every file asked for, in the order in which they are written, and what several of them rest on, made when the first wants it."""

    files: Mapping[str, Make]
    shared: tuple[Callable[[], Any], ...]


def documents(assessment: Assessment, catalog: Catalog, words: Words, dress: "Dress", kinds: Collection[str], known: bytes | None = None) -> Documents:
    """The documents of one assessment; `known` is its JSON, where it was made before."""
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
    return Documents({name: make for kind, files in made.items() if kind in kinds for name, make in files}, (record, told))


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

    with _of_a_house(dress):
        made = prepared_pdf(page, assessment, dress.engine, (ATTACHED, record), dress.brand)

    def laid_out() -> bytes:
        with _of_a_house(dress):
            return made()

    return laid_out


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

        with _of_a_house(dress):
            return docx_document(page, assessment.as_of, dress.brand, dress.word)
    if output == "pdf":
        from compliance.reports.pdf import render_pdf

        with _of_a_house(dress):
            return render_pdf(page, assessment, dress.engine, attachment, dress.brand)
    from compliance.reports.markdown import markdown_document

    with _of_a_house(dress):
        return markdown_document(page)


@contextmanager
def _of_a_house(dress: "Dress") -> Iterator[None]:
    """What cannot be made of a page is a fault of the templates of a house, where there are any; of the program otherwise."""
    from compliance.base.problems import Position
    from compliance.base.text import one_line
    from compliance.reports.own_templates import TemplateFault
    from compliance.reports.pdf import EngineMissing

    try:
        yield
    except (TemplateFault, EngineMissing):
        raise
    except Exception as error:
        if not dress.brand.templates:
            raise
        raise TemplateFault(Position(str(dress.brand.templates[0])), f"{type(error).__name__}: {one_line(str(error), 200)}") from None
