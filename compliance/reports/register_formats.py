"""The record of processing as Markdown, JSON and a workbook: the same cells in each."""

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from io import BytesIO

from compliance.assessment.model import EvidenceResult
from compliance.reports.markdown import escape
from compliance.reports.pages import Strings
from compliance.reports.places import place
from compliance.reports.register_view import Sheet
from compliance.reports.reserves_json import plain
from compliance.reports.typography import clean
from compliance.reports.view_reserves import Reserves, proof_name, proof_states
from compliance.reports.view_waivers import WaiverView
from compliance.reports.words import Words, long_date

FORMAT = 1
WIDTH, LIMIT = 34, 32_000

Table = tuple[str, Sequence[str], list[list[str]]]


def markdown(sheets: Sequence[Sheet], day: date, words: Words, t: Strings, beside: Sequence[Reserves] = ()) -> bytes:
    """One table for each entry, then the waivers and the lost evidence of each system."""
    lines = [f"# {escape(t('register.title'))}", "", t("register.as_of", date=long_date(day, words.language)), ""]
    for sheet in sheets:
        lines += [f"## {escape(sheet.system)} – {escape(sheet.activity)}", "", f"{escape(sheet.title)} ([{escape(sheet.article)}](<{sheet.url}>))", ""]
        lines += [f"| {t('column.field')} | {t('column.entry')} | {t('register.places')} |", "| --- | --- | --- |"]
        for cell in sheet.cells:
            told = [escape(line) for line in cell.lines] + [f"**{escape(blank)}**" for blank in cell.blanks]
            lines.append(f"| {escape(cell.title)} | {'<br>'.join(told) or escape(t('blank'))} | {'<br>'.join(escape(place) for place in cell.places)} |")
        lines.append("")
    for title, head, rows in _tables(beside, words, t):
        lines += [f"## {escape(title)}", "", f"| {' | '.join(map(escape, head))} |", "|" + " --- |" * len(head)]
        lines += [f"| {' | '.join('<br>'.join(escape(line) for line in cell.splitlines()) for cell in row)} |" for row in rows]
        lines.append("")
    return "\n".join(lines).encode()


def _tables(beside: Sequence[Reserves], words: Words, t: Strings) -> Iterator[Table]:
    """The waivers of all systems, then the documents that no longer support anything: a title, the heads and the rows."""
    accepted = [[_cleaned(cell) for cell in (_name(found, words), *_waiver(view, words), place(view.position, found.file))] for found in beside for view in found.waivers]
    if accepted:
        head = (t("register.system"), t("waivers.target"), t("waivers.reason"), t("waivers.period"), t("waivers.effect"), t("register.places"))
        yield t("waivers.title"), head, accepted
    gone = [[_cleaned(cell) for cell in (_name(found, words), *_proof(item, words), place(item.position, found.file))] for found in beside for item in found.evidence]
    if gone:
        yield t("evidence.title"), (t("register.system"), t("column.document"), t("column.status"), t("column.supports"), t("register.places")), gone


def _cleaned(text: str) -> str:
    return "\n".join(clean(line) for line in text.splitlines())


def _waiver(view: WaiverView, words: Words) -> tuple[str, ...]:
    period = words.say("waiver.period", start=long_date(view.created, words.language), end=long_date(view.expires, words.language))
    effect = [*(item.told for item in view.requirements), *view.findings, *([view.remark] if view.remark else [])]
    return (
        "\n".join((view.target, view.title)).strip(), "\n".join((view.reason, words.say("waiver.people", owner=view.owner, approver=view.approver))),
        "\n".join((view.state, period, view.left)), "\n".join(effect),
    )  # fmt: skip


def _proof(item: EvidenceResult, words: Words) -> tuple[str, ...]:
    return proof_name(item), "\n".join(proof_states(item, words)), ", ".join(item.supports)


def _name(found: Reserves, words: Words) -> str:
    return found.system or words.say("summary.no_name")


def as_json(sheets: Sequence[Sheet], day: date, words: Words, beside: Sequence[Reserves] = ()) -> bytes:
    """Every entry as plain data, with the waivers and the lost evidence of each system that has any."""
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
    if told := [{"system": _name(found, words), **said} for found in beside if (said := plain(found))]:
        data["systems"] = told
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def workbook(sheets: Sequence[Sheet], day: date, words: Words, t: Strings, beside: Sequence[Reserves] = ()) -> bytes:
    """One sheet for each form with one line for each entry, then the waivers and the lost evidence; every cell is text, so that nothing in it is ever a formula."""
    from xlsxwriter import Workbook  # type: ignore[import-untyped,unused-ignore,import-not-found]

    target = BytesIO()
    book = Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
    book.set_properties({"title": t("register.title"), "created": datetime.combine(day, time())})
    look = {"text_wrap": True, "valign": "top"}
    head, body = book.add_format({"bold": True, **look, "bottom": 1}), book.add_format(look)
    for title, titles, rows in [*_forms(sheets, t), *_tables(beside, words, t)]:
        page = book.add_worksheet(title)
        for number, row in enumerate([titles, *rows]):
            for column, text in enumerate(row):
                page.write_string(number, column, text[:LIMIT], body if number else head)
        page.set_column(0, len(titles) - 1, WIDTH)
        page.freeze_panes(1, 2)
        page.autofilter(0, 0, len(rows), len(titles) - 1)
    book.close()
    return target.getvalue()


def _forms(sheets: Sequence[Sheet], t: Strings) -> Iterator[Table]:
    """The entries of each form of the record."""
    for form in dict.fromkeys(sheet.form for sheet in sheets):
        listed = [sheet for sheet in sheets if sheet.form == form]
        titles = [t("register.system"), t("register.activity"), *(cell.title for cell in listed[0].cells), t("register.places")]
        rows = []
        for sheet in listed:
            texts = ["\n".join([*cell.lines, *cell.blanks]) or t("blank") for cell in sheet.cells]
            rows.append([sheet.system, sheet.activity, *texts, ", ".join(dict.fromkeys(place for cell in sheet.cells for place in cell.places))])
        yield t(f"register.{form}"), titles, rows
