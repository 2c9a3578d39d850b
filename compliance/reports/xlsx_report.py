"""The working file: requirements, findings, questions with a place for the answers, actions, evidence and mapping, one sheet each.

Every cell is written as text, number or date; nothing of the user's is ever read as a formula or a link.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

from compliance.assessment.model import STATUSES, Assessment
from compliance.catalog.load import Catalog
from compliance.reports import view
from compliance.reports.brand import PLAIN, Brand
from compliance.reports.pages import Strings, strings
from compliance.reports.sheet_waivers import waivers_sheet
from compliance.reports.sheets import SHEETS, Sheet
from compliance.reports.typography import typeset
from compliance.reports.words import Words
from compliance.reports.xlsx_brand import dress_sheet, place_logo

REPORT = "workbook"
LINE, TALLEST = 13.0, 260.0
A3, A4 = 8, 9  # sizes of paper as the format numbers them; lists of a dozen columns cannot be read on the smaller
LIMIT = 32000  # characters that a cell may hold


@dataclass(frozen=True, slots=True)
class Formats:
    """How cells look."""

    head: Any
    count: Any
    text: Any
    strong: Any
    number: Any
    day: Any
    answer: Any


def workbook(assessment: Assessment, catalog: Catalog, words: Words, brand: Brand = PLAIN) -> bytes:
    """The whole workbook."""
    import xlsxwriter  # type: ignore[import-untyped,unused-ignore,import-not-found]

    texts = strings(REPORT, words.language, brand)
    written = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "nan_inf_to_errors": False}
    book = xlsxwriter.Workbook(written, options)
    day = datetime(assessment.as_of.year, assessment.as_of.month, assessment.as_of.day, tzinfo=UTC).replace(tzinfo=None)
    title = typeset(texts("doc.heading", system=assessment.system or words.say("summary.no_name")), words.language)
    book.set_properties({"title": title, "author": typeset(brand.name or assessment.organisation, words.language), "created": day, "comments": words.say("summary.caution")})
    formats = _formats(book, brand)
    views = view.frameworks(assessment, catalog, words)
    _about(book, assessment, views, words, texts, formats, brand)
    for sheet in (make(assessment, catalog, views, words, texts) for make in (*SHEETS, waivers_sheet)):
        _write(book, sheet, words, formats, brand)
    book.close()
    return written.getvalue()


def _formats(book: Any, brand: Brand) -> Formats:
    base = {"valign": "top", "text_wrap": True, "font_name": "Calibri", "font_size": 10}
    edge = {**base, "bottom": 4, "bottom_color": "#D5DBE1"}
    head = {**base, "bold": True, "font_color": "#FFFFFF", "bg_color": brand.accent, "valign": "vcenter"}
    return Formats(
        book.add_format(head),
        book.add_format({**head, "align": "right"}),
        book.add_format(edge),
        book.add_format({**edge, "bold": True}),
        book.add_format({**edge, "num_format": "0", "align": "right"}),
        book.add_format({**edge, "num_format": "yyyy-mm-dd", "align": "left"}),
        book.add_format({**edge, "bg_color": "#FFF9E5"}),
    )


def _about(book: Any, assessment: Assessment, views: Sequence[view.FrameworkView], words: Words, texts: Strings, formats: Formats, brand: Brand) -> None:
    """The first sheet: who wrote it, what was assessed, on which day, by which rules, the counts, and what the house adds."""
    page = book.add_worksheet(texts("sheet.about"))
    page.set_column(0, 0, 34)
    page.set_column(1, 1, 60)
    page.set_column(2, 20, 13)
    house = [(texts("about.house"), brand.name), (texts("about.confidentiality"), brand.confidentiality)]
    lines: list[tuple[str, Any]] = [
        *(line for line in house if line[1]),
        (texts("about.system"), assessment.system or words.say("summary.no_name")),
        (texts("about.organisation"), assessment.organisation or words.say("value.not_stated")),
        (texts("about.day"), assessment.as_of),
        (texts("about.rules"), assessment.rules_digest),
        (texts("about.input"), assessment.input_digest),
        (texts("about.engine"), assessment.engine),
        (texts("about.caution"), words.say("summary.caution")),
    ]
    for index, (label, value) in enumerate(lines):
        _cell(page, index, 0, label, formats, words, formats.strong)
        _cell(page, index, 1, value, formats, words)
    _paper(page, brand, A4)
    place_logo(page, brand, 2)
    top = len(lines) + 1
    page.set_row(top, 30)
    statuses = [status for status in STATUSES if any(item.result.counts[status] for item in views)]
    heads = [texts("column.framework"), texts("about.applies"), *(words.say("status." + status) for status in statuses), texts("column.total")]
    for column, head in enumerate(heads):
        _cell(page, top, column, head, formats, words, formats.count if column > 1 else formats.head)
    for index, item in enumerate(views, top + 1):
        applies = f"{item.applies} ({item.nature})" if item.nature else item.applies
        values = [item.short, applies, *(item.result.counts[status] for status in statuses), item.total]
        for column, value in enumerate(values):
            _cell(page, index, column, value, formats, words)
    for index, section in enumerate(brand.sections, top + len(views) + 2):
        page.set_row(index, _height((section.title, section.text), (("", 34), ("", 60))))
        _cell(page, index, 0, section.title, formats, words, formats.strong)
        _cell(page, index, 1, section.text, formats, words)


def _paper(page: Any, brand: Brand, size: int = A3) -> None:
    page.set_landscape()
    page.set_paper(size)
    page.fit_to_pages(1, 0)
    dress_sheet(page, brand)


def _write(book: Any, sheet: Sheet, words: Words, formats: Formats, brand: Brand) -> None:
    page = book.add_worksheet(sheet.name)
    page.freeze_panes(1, sheet.frozen)
    page.set_row(0, 30)
    page.repeat_rows(0)
    _paper(page, brand)
    for column, (head, width) in enumerate(sheet.columns):
        page.set_column(column, column, width)
        _cell(page, 0, column, head, formats, words, formats.head)
    for index, row in enumerate(sheet.rows, 1):
        page.set_row(index, _height(row, sheet.columns))
        for column, value in enumerate(row):
            _cell(page, index, column, value, formats, words, formats.answer if column in sheet.answers else None)
    if sheet.columns:
        page.autofilter(0, 0, max(len(sheet.rows), 1), len(sheet.columns) - 1)
    for column, choices in sheet.choices.items():
        page.data_validation(1, column, max(len(sheet.rows), 1), column, {"validate": "list", "source": list(choices)})


def _height(row: Sequence[Any], columns: Sequence[tuple[str, int]]) -> float:
    """Room for the longest cell of a row, within what a reader can still leaf through."""
    lines = [sum(1 + len(line) // width for line in str(value).split("\n")) for value, (_, width) in zip(row, columns, strict=True) if isinstance(value, str)]
    return min(LINE * max(lines, default=1) + 3, TALLEST)


def _cell(page: Any, row: int, column: int, value: Any, formats: Formats, words: Words, look: Any = None) -> None:
    """One cell by the kind of its value; texts go in as strings whatever they begin with."""
    if isinstance(value, bool) or value is None or value == "":
        page.write_blank(row, column, None, look or formats.text)
    elif isinstance(value, int):
        page.write_number(row, column, value, look or formats.number)
    elif isinstance(value, date):
        page.write_datetime(row, column, datetime(value.year, value.month, value.day, tzinfo=UTC).replace(tzinfo=None), look or formats.day)
    else:
        lines = (typeset(line, words.language) for line in str(value).split("\n"))
        page.write_string(row, column, "\n".join(lines)[:LIMIT], look or formats.text)
