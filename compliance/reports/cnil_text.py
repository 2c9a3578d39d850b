"""Writes statements as the rich text of the CNIL's tool: each with its mark, `[file:line · path]`, from which an import reads it back."""

from collections.abc import Iterable
from html import escape, unescape
from typing import Any

from compliance.assessment.aipd_model import Answer
from compliance.assessment.aipd_statement import Source, Statement, Subject
from compliance.base.rich import normal
from compliance.reports import aipd_words
from compliance.reports.aipd_view import View
from compliance.reports.places import place
from compliance.reports.typography import clean

SEPARATOR, OWN = " · ", "comply"
LIST, EMPTY = "|", "[]"


def paragraph(*pieces: str) -> str:
    """A paragraph of pieces that are already safe."""
    return f"<p>{''.join(pieces)}</p>"


def safe(text: str) -> str:
    """Words of a person or of the description, letter for letter."""
    return escape(clean(text), quote=False)


def mark(*words: str) -> str:
    """A mark in brackets: what an import reads, and what tells generated text from a person's; ours alone where it names no answer."""
    told = [word for word in words if word]
    return f" <em>[{safe(SEPARATOR.join(told if len(told) > 1 else [OWN, *told]))}]</em>"


def answer_text(answer: Answer, view: View, extra: Iterable[str] = ()) -> str:
    """One question: what the facts say, then what a person has written."""
    pieces = []
    for part in answer.parts:
        if isinstance(part, Statement):
            pieces.append(paragraph(sentence(part, view)))
        else:
            items = "".join(f"<li>{subject_text(subject, view)}</li>" for subject in part.subjects)
            pieces.append(paragraph(safe(view.typeset(view.words.text(part.name))), mark(part.subjects[0].source.path.partition("[")[0])) + f"<ul>{items}</ul>")
    pieces += extra
    if pieces and answer.articles:
        pieces.append(paragraph(mark(view.words.say("join").join(view.words.text(article.citation) for article in answer.articles)).lstrip()))
    if answer.written:
        pieces.append(normal(answer.written[0]))
    return "".join(pieces)


def note(answer: Answer, view: View) -> str:
    """What a question that lacks something already knows and still asks, in plain words with the same marks."""
    lines = [view.words.say("pia.note")]
    for part in () if answer.answered else answer.parts:
        if isinstance(part, Statement):
            lines.append(_plain_words(sentence(part, view), view))
        else:
            lines.append(view.typeset(view.words.text(part.name)))
            lines += [f"- {_plain_words(subject_text(subject, view), view)}" for subject in part.subjects]
    for role, items in view.by_role(answer.missing, answer.open):
        lines.append(view.typeset(view.t("box.by", role=role)))
        lines += [f"- {clean(view.typeset(item.text) + (f' ({names})' if (names := ', '.join(item.subjects)) else ''))}" for item in items]
    return "\n".join(lines)


def _plain_words(html: str, view: View) -> str:
    """A sentence of ours as plain words: values between quotation marks, marks between brackets."""
    before, after = view.words.say("quote.open"), view.words.say("quote.close")
    return unescape(html.replace("<strong>", before).replace("</strong>", after).replace("<em>", "").replace("</em>", ""))


def subject_text(subject: Subject, view: View) -> str:
    """One object: its name, then each statement with its own mark."""
    head = f"<strong>{safe(subject.name)}</strong>{mark(_place(subject.source, view), subject.source.path)}"
    told = view.words.say("join").join(sentence(one, view) for one in subject.statements)
    return f"{head}{view.words.say('colon') if told else ''}{told}"


def sentence(statement: Statement, view: View) -> str:
    """One statement: the value stands out, the mark says where it comes from."""
    told = aipd_words.told(statement, view.words, countries=False)
    before, after = (safe(view.typeset(piece)) for piece in (told.before, told.after))
    value = f"<strong>{safe(told.value)}</strong>" if told.value else ""
    return f"{before}{value}{after}{_mark(statement, view)}"


def readings(statements: Iterable[Statement], view: View) -> str:
    """The answers a measure rests on, the same answer told once with all its paths."""
    items = []
    for first, listed in aipd_words.grouped(statements):
        label = safe(view.typeset(f"{view.words.path(first.path)}{view.words.say('colon')}"))
        value = f"<strong>{safe(aipd_words.said(first.value, first.path, view.words))}</strong>"
        raw = _raw(first)
        paths = "; ".join(one.sources[0].path + raw for one in listed)
        items.append(f"<li>{label}{value}{mark(_place(first.sources[0], view), paths)}</li>")
    return f"<ul>{''.join(items)}</ul>" if items else ""


def _place(source: Source, view: View) -> str:
    return place(source.position, view.draft.file)


def _mark(statement: Statement, view: View) -> str:
    places = ", ".join(dict.fromkeys(_place(source, view) for source in statement.sources))
    if not statement.path or not statement.sources:
        return mark(places)
    return mark(places, statement.sources[0].path + _raw(statement))


def _raw(statement: Statement) -> str:
    """The value as the file holds it, where words alone would not give it back."""
    source = statement.sources[0]
    if source.raw:
        return f"={source.raw.replace(',', LIST)}"
    if statement.name and statement.path.endswith(".necessity"):
        return f"={statement.name}"
    if statement.value == []:
        return f"={EMPTY}"
    if "{value}" in statement.say.fr and not (statement.unit and isinstance(statement.value, int)):
        return ""
    return f"={LIST.join(_plain(item) for item in (statement.value if isinstance(statement.value, list) else [statement.value]))}"


def _plain(value: Any) -> str:
    return ("true" if value else "false") if isinstance(value, bool) else str(value)
