"""Shows the drafts on a terminal: which documents are called for, and one draft in plain lines."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from compliance.assessment.ai_act_drafts_model import Call, Draft, Listing, SectionResult, Standing
from compliance.assessment.aipd_statement import Statement
from compliance.reports.ai_act_draft_document import view_of
from compliance.reports.ai_act_draft_view import View
from compliance.reports.terminal import safe
from compliance.reports.terminal_waivers import show_reserves
from compliance.reports.view_reserves import NONE, Reserves
from compliance.reports.words import Words, long_date

if TYPE_CHECKING:
    from rich.console import Console

DECISIVE = 3


def show_list(drafts: Sequence[Draft], words: Words, console: "Console", beside: Reserves = NONE) -> None:
    """Which documents are called for, for whom, since when and why."""
    from rich.table import Table
    from rich.text import Text as Line

    view = view_of(drafts[0], words)
    t = view.t
    console.print(Line(safe(view.typeset(t("list.title", system=drafts[0].system or words.say("summary.no_name")))), style="bold"))
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column(t("list.command"), no_wrap=True)
    for key in ("list.document", "list.state", "list.who", "list.since", "list.why"):
        table.add_column(t(key), overflow="fold")
    table.add_column(t("list.progress"), justify="right")
    for draft in drafts:
        own = view_of(draft, words)
        for call in draft.calls if draft.state != "not_called" else draft.calls[:1]:
            row = (draft.id, words.text(draft.short), t(f"list.{call.state}"), own.names(call.owed_by or call.addressees), since(call, words), why(call, own))
            table.add_row(*(Line(safe(own.typeset(text))) for text in row), Line(str(draft.questions) if call.state != "not_called" else "–"))
    console.print(table)
    console.print(Line(safe(t("list.note")), style="dim"))
    show_reserves(beside, words, console)


def since(call: Call, words: Words) -> str:
    """The day from which a document is owed, a dash when it is not."""
    return long_date(call.applies_from, words.language) if call.applies_from and call.state != "not_called" else "–"


def why(call: Call, view: View) -> str:
    """The provision and what leads to it, or what keeps from it, in few words."""
    citation = view.words.text(call.requirement.citation)
    if call.state == "called":
        return f"{citation}{view.words.say('join')}{view.names(call.labels)}"
    if call.state == "undetermined":
        labels = list(dict.fromkeys(view.words.text(item.label) for item in call.missing))
        more = [f"+ {len(labels) - DECISIVE}"] if len(labels) > DECISIVE else []
        return f"{citation}{view.words.say('join')}{view.t('list.decides', list=', '.join([*labels[:DECISIVE], *more]))}"
    if call.role_not_held:
        return f"{citation}{view.words.say('join')}{view.t('list.role', held=view.names(view.draft.roles))}"
    return view.words.say("join").join([citation, *(view.reading(one) for one in call.because[:DECISIVE])])


def show_draft(draft: Draft, words: Words, console: "Console", beside: Reserves = NONE) -> None:
    """One draft in plain lines: what is said with its places, then what is asked; at the end the waivers and the lost evidence that touch it."""
    from rich.text import Text as Line

    view = view_of(draft, words)

    def line(text: str, style: str = "", indent: int = 0) -> None:
        console.print(Line(" " * indent + safe(view.typeset(text)), style=style), soft_wrap=True)

    line(f"{words.text(draft.title)} – {draft.system or words.say('summary.no_name')}", "bold")
    line(view.state(), "bold")
    for call in draft.calls:
        line(f"{words.text(call.requirement.citation)}{words.say('colon')}{view.since(call) or view.why_not(call) or view.t('calls.not_called')}", "", 2)
        for one in call.because:
            line(f"{view.reading(one)} {_places(view.places([one]))}", "", 4)
        for role, items in view.decisive(call)[0]:
            for item in items:
                line(f"? {item.text} ({role})", "yellow", 4)
    for chapter in draft.chapters:
        line("")
        line(words.text(chapter.title), "bold")
        for section in chapter.sections:
            _section(section, view, line)
    show_reserves(beside, words, console)


def _section(section: SectionResult, view: View, line: "Lines") -> None:  # type: ignore[name-defined]  # noqa: F821 - a function of the caller
    citation = section.citation or section.articles[0].citation
    line(f"{view.words.text(section.title)} – {view.words.text(citation)}", "underline", 2)
    if section.applies is False:
        line(f"{view.t('section.without_object')} {view.words.say('join').join(view.reading(one) for one in section.because)}", "", 4)
        return
    for part in section.parts:
        for text in _told(part, view):
            line(text, "", 4)
    for role, items in view.by_role(section.missing, section.open):
        for item in items:
            line(f"? {item.text} ({role})", "yellow", 4)


def _told(part: Statement | Listing | Standing, view: View) -> list[str]:
    words = view.words
    if isinstance(part, Statement):
        return [f"{view.sentence(part)} {_places(view.places([part]))}"]
    if isinstance(part, Standing):
        counts = ", ".join(f"{number} {view.t.count(f'tile.{status}', number)}" for status, number in part.counts)
        lead = view.t.count("standing.lead", part.total, role=words.text(part.role), date=long_date(view.draft.as_of, words.language))
        return [f"{lead}{words.say('colon')}{counts}." if part.total else view.t("standing.none", role=words.text(part.role))]
    if not part.subjects:
        return [f"{words.text(part.name)}{words.say('colon')}{view.t('list.none')} {_places(view.places_at([part.source]))}"]
    told = [f"{words.text(part.name)}{words.say('colon').rstrip()}"]
    for subject in part.subjects:
        said = words.say("join").join(view.sentence(one) for one in subject.statements)
        told.append(f"- {subject.name}{words.say('colon') if said else ''}{said} {_places(view.places_of(subject))}")
    return told


def _places(found: list[str]) -> str:
    return f"[{', '.join(found)}]"
