"""The record of processing as Markdown, JSON and a workbook: the same cells in each."""

import json
from collections.abc import Sequence
from datetime import date, datetime, time
from io import BytesIO

from compliance.reports.markdown import escape
from compliance.reports.pages import Strings
from compliance.reports.register_view import Sheet
from compliance.reports.words import Words, long_date

FORMAT = 1
WIDTH, LIMIT = 34, 32_000


def markdown(sheets: Sequence[Sheet], day: date, words: Words, t: Strings) -> bytes:
    """One table for each entry."""
    lines = [f"# {escape(t('register.title'))}", "", t("register.as_of", date=long_date(day, words.language)), ""]
    for sheet in sheets:
        lines += [f"## {escape(sheet.system)} – {escape(sheet.activity)}", "", f"{escape(sheet.title)} ([{escape(sheet.article)}](<{sheet.url}>))", ""]
        lines += [f"| {t('column.field')} | {t('column.entry')} | {t('register.places')} |", "| --- | --- | --- |"]
        for cell in sheet.cells:
            told = [escape(line) for line in cell.lines] + [f"**{escape(blank)}**" for blank in cell.blanks]
            lines.append(f"| {escape(cell.title)} | {'<br>'.join(told) or escape(t('blank'))} | {'<br>'.join(escape(place) for place in cell.places)} |")
        lines.append("")
    return "\n".join(lines).encode()


def as_json(sheets: Sequence[Sheet], day: date, words: Words) -> bytes:
    """Every entry as plain data."""
    data = {
        "format": FORMAT,
        "language": words.language,
        "as_of": day.isoformat(),
        "entries": [
            {
                "form": sheet.form, "article": sheet.article, "system": sheet.system, "activity": sheet.activity,
                "fields": [
                    {"id": cell.id, "title": cell.title, "values": list(cell.lines), "places": list(cell.places), "to_complete": list(cell.blanks)} for cell in sheet.cells
                ],
            }
            for sheet in sheets
        ],
    }  # fmt: skip
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def workbook(sheets: Sequence[Sheet], day: date, words: Words, t: Strings) -> bytes:
    """One sheet for each form, one line for each entry; every cell is text, so that nothing in it is ever a formula."""
    from xlsxwriter import Workbook  # type: ignore[import-untyped,unused-ignore,import-not-found]

    target = BytesIO()
    book = Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
    book.set_properties({"title": t("register.title"), "created": datetime.combine(day, time())})
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    body = book.add_format({"text_wrap": True, "valign": "top"})
    for form in dict.fromkeys(sheet.form for sheet in sheets):
        listed = [sheet for sheet in sheets if sheet.form == form]
        page = book.add_worksheet(t(f"register.{form}"))
        titles = [t("register.system"), t("register.activity"), *(cell.title for cell in listed[0].cells), t("register.places")]
        for column, title in enumerate(titles):
            page.write_string(0, column, title, head)
        for number, sheet in enumerate(listed, 1):
            texts = [sheet.system, sheet.activity]
            texts += ["\n".join([*cell.lines, *cell.blanks]) or t("blank") for cell in sheet.cells]
            texts.append(", ".join(dict.fromkeys(place for cell in sheet.cells for place in cell.places)))
            for column, text in enumerate(texts):
                page.write_string(number, column, text[:LIMIT], body)
        page.set_column(0, len(titles) - 1, WIDTH)
        page.freeze_panes(1, 2)
        page.autofilter(0, 0, len(listed), len(titles) - 1)
    book.close()
    return target.getvalue()
