"""The sheet of the workbook that lists who accepts which risk, why and until when."""

from compliance.assessment.model import Assessment
from compliance.catalog.load import Catalog
from compliance.reports.pages import Strings
from compliance.reports.places import place
from compliance.reports.sheets import Sheet, Views
from compliance.reports.view_waivers import waivers
from compliance.reports.words import Words


def waivers_sheet(assessment: Assessment, catalog: Catalog, views: Views, words: Words, texts: Strings) -> Sheet:
    """One line for each waiver, those that have expired first."""
    rows = tuple(
        (
            item.target, item.title, f"{words.say('mark.' + item.look)} {item.state}", item.left, item.days_left, item.reason, item.owner, item.approver,
            item.created, item.expires, item.scope,
            "\n".join(row.told for row in item.requirements),
            "\n".join(item.findings), item.remark, place(item.position, assessment.file),
        )
        for item in waivers(assessment, words)
    )  # fmt: skip
    columns = (
        (texts("waivers.target"), 28), (texts("column.title"), 34), (texts("column.state"), 14), (texts("column.remaining"), 22), (texts("column.days_left"), 10),
        (texts("waivers.reason"), 40), (texts("column.asked_by"), 20), (texts("column.approved_by"), 20), (texts("column.created"), 12), (texts("column.expires"), 12),
        (texts("column.scope"), 24), (texts("column.requirements_touched"), 50), (texts("column.findings_touched"), 26), (texts("column.warning"), 40),
        (texts("column.position"), 22),
    )  # fmt: skip
    return Sheet(texts("sheet.waivers"), columns, rows)
