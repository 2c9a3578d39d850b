"""The draft as the JSON file that the CNIL's PIA software imports: answers, measures, risks and, where people have spoken, evaluations and opinions."""

import json
import re
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from compliance.assessment.aipd_model import Aipd, Evaluation
from compliance.assessment.aipd_risk_model import Measure, Rating, Risk
from compliance.base.rich import literal, normal
from compliance.reports.aipd_view import View
from compliance.reports.brand import PLAIN
from compliance.reports.cnil_text import answer_text, mark, note, paragraph, readings, safe
from compliance.reports.pages import strings
from compliance.reports.view_reserves import NONE, Reserves, sentences
from compliance.reports.words import Words

STATES = ("in_progress", "refused", "validated", "signed", "archived")
STATUSES = ("pending", "to_correct", "improvable", "acceptable")
PROGRESS = ("not_started", "started", "completed")
DEFAULT, SLUG = "measures.default_placeholder", re.compile(r"[A-Z][A-Z0-9_]{0,40}")
NOT_SET = 0
NEITHER = -1  # asked, answer unknown: the software's page of the whole analysis fails on null, and a server that misses the key reads it as unfavourable
BY_QUESTION = "2."  # the software evaluates the questions of its part 2 one by one, and every other item as a whole
CONFIRMED, PROPOSED = "confirmed_by", "; proposed"
PER_RISK = 6
NO_MARKS = str.maketrans("[]", "()")  # in a note, brackets are what an import reads


def render(draft: Aipd, words: Words, beside: Reserves = NONE) -> bytes:
    """The file, as UTF-8 JSON ending in a line break; `beside` are the waivers and the lost evidence that touch the draft."""
    return (json.dumps(plain(draft, words, beside), ensure_ascii=False, indent=1) + "\n").encode()


def plain(draft: Aipd, words: Words, beside: Reserves = NONE) -> dict[str, Any]:
    """The file as plain data: exactly the five parts that the software reads."""
    view = View(draft, words, strings("aipd", words.language, PLAIN))
    at = _stated(draft.record.created) or _instant(draft.as_of) or ""
    dates = {"created_at": at, "updated_at": _stated(draft.record.updated) or at}
    measures = _measures(draft, view, dates)
    comments = _comments(draft, view, dates, beside)
    return {
        "pia": _pia(draft, view, dates),
        "answers": _answers(draft, view, dates, beside, {comment["reference_to"] for comment in comments}),
        "measures": list(measures.values()),
        "evaluations": _evaluations(draft, {title: entry["id"] for title, entry in measures.items()}, dates),
        "comments": comments,
    }


def _pia(draft: Aipd, view: View, dates: Mapping[str, str]) -> dict[str, Any]:
    said, record = draft.opinions, draft.record
    return {
        "id": 1,
        "status": STATES.index(said.state) if said.state in STATES else NOT_SET,
        "name": literal(draft.system or view.words.say("summary.no_name")),
        "category": literal(record.category),
        "author_name": literal(said.author),
        "evaluator_name": literal(said.evaluator),
        "validator_name": literal(said.validator),
        "dpo_status": None if said.dpo_favourable is None else int(said.dpo_favourable),
        "dpo_opinion": literal(said.dpo_opinion) or None,
        "dpos_names": literal(said.dpo) or None,
        "concerned_people_searched_opinion": said.sought,
        "concerned_people_searched_content": literal(said.reason) or None,
        "people_names": literal(said.subjects) or None,
        "concerned_people_status": (NEITHER if said.sought else None) if said.views_favourable is None else int(said.views_favourable),
        "concerned_people_opinion": literal(said.views) or None,
        "rejection_reason": literal(record.refusal_reason) or None,
        "applied_adjustments": literal(record.adjustments) or None,
        **dates,
    }


def _answers(draft: Aipd, view: View, dates: Mapping[str, str], beside: Reserves, noted: Collection[int]) -> list[dict[str, Any]]:
    """One answer for each question that has one; a blank one where there is only a note, which the software counts as open and without which it hides the note."""
    found: list[tuple[int, dict[str, Any]]] = []
    for answer in draft.answers:
        extra = _beyond(draft, view, beside) if answer.id == draft.answers[0].id else []
        if answer.answered:
            found.append((int(answer.id), {"text": answer_text(answer, view, extra), "gauge": None, "list": []}))
    for risk in draft.risks:
        if risk.first_question:
            found += _risk(risk, view)
    told = {question for question, _ in found}
    found += [(question, {"text": None, "gauge": None, "list": []}) for question in noted if question not in told]
    found.sort(key=lambda pair: pair[0])
    return [{"id": number, "pia_id": 1, "reference_to": question, "data": data, **dates} for number, (question, data) in enumerate(found, 1)]


def _beyond(draft: Aipd, view: View, beside: Reserves) -> list[str]:
    """What the software has no place for: the outcome of the need test, the risk of correct operation, the waivers and the lost evidence."""
    outcome = f"{view.t('outcome.' + draft.need.outcome)}. {view.t('because.' + draft.need.outcome)}"
    pieces = [paragraph(safe(view.typeset(outcome)), mark("aipd")) + readings(draft.need.grounds, view)]
    for risk in draft.risks:
        if not risk.first_question:
            levels = view.t("map.point", risk=view.words.text(risk.title), severity=risk.severity.level, likelihood=risk.likelihood.level)
            pieces.append(paragraph(safe(view.typeset(f"{levels}. {view.confirmation(risk)}.")), mark(risk.id)))
    return pieces + [paragraph(safe(line), mark(where)) for line, where in sentences(beside, view.words)]


def _risk(risk: Risk, view: View) -> list[tuple[int, dict[str, Any]]]:
    lists = [[literal(line.text) for line in view.offered(risk, name)] for name in ("impacts", "threats", "sources")]
    lists.append([literal(title) for title in view.titles(risk)])
    found: list[tuple[int, dict[str, Any]]] = [(risk.first_question + index, {"text": None, "gauge": None, "list": listed}) for index, listed in enumerate(lists) if listed]
    for index, rating in enumerate((risk.severity, risk.likelihood), len(lists)):
        found.append((risk.first_question + index, {"text": _reason(risk, rating, view), "gauge": rating.level, "list": []}))
    return found


def _reason(risk: Risk, rating: Rating, view: View) -> str:
    waits = risk.signed and rating.stated is None  # a name without a level: the level that stands here is ours, and an import must not take it for that person's
    said = (risk.id, f"{CONFIRMED}={risk.confirmed_by}; {risk.confirmed_on}{PROPOSED if waits else ''}") if risk.signed else (risk.id,)
    confirmation = paragraph(safe(view.typeset(f"{view.confirmation(risk)}.")), mark(*said))
    if rating.stated_reason:
        return normal(rating.stated_reason) + confirmation
    lines = [f"{line.text}{'' if line.certain else ' ' + view.t('uncertain')}" for line in view.because(rating)]
    return paragraph(safe(view.typeset(f"{view.words.say('join').join(lines)}.")), mark(risk.id) if waits else "") + confirmation


def _measures(draft: Aipd, view: View, dates: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """The measures in place by their title; a title that a person cites for a risk always has its measure."""
    found: dict[str, dict[str, Any]] = {}

    def add(title: str, content: str, slug: str) -> None:
        placeholder = f"knowledge_base.slugs.{slug}.placeholder" if SLUG.fullmatch(slug) else DEFAULT
        found.setdefault(title, {"id": len(found) + 1, "pia_id": 1, "title": literal(title), "content": content, "placeholder": placeholder, **dates})

    for measure in draft.measures:
        if measure.truth is True:
            add(view.words.text(measure.title), _content(measure, view), measure.slug)
    for risk in draft.risks:
        for title in view.titles(risk) if risk.first_question else ():
            add(title, paragraph(safe(view.typeset(view.t("measures.cited"))), mark("privacy.dpia.risks")), "")
    return found


def _content(measure: Measure, view: View) -> str:
    if measure.written is not None:  # a measure that a person names without a word on it stays without a word
        return normal(measure.written[0]) if measure.written[0] else ""
    text = readings(measure.read, view)
    if text:
        return text
    name = ", ".join(control.id for control in measure.controls) or measure.id
    return paragraph(safe(view.typeset(view.t("measures.control"))), mark(name))


def _evaluations(draft: Aipd, ids: Mapping[str, int], dates: Mapping[str, str]) -> list[dict[str, Any]]:
    """What evaluators have said; what has no place in the software stays in the report."""
    residual = {risk.number: risk for risk in draft.risks if risk.first_question}
    questions = {answer.id: f"{answer.item}.{answer.id}" for answer in draft.answers if answer.item.startswith(BY_QUESTION)}
    items = {answer.item for answer in draft.answers if not answer.item.startswith(BY_QUESTION)}
    known = {**{key: f"3.1.{number}" for key, number in ids.items()}, **{number: number for number in residual}, **{item: item for item in items}, **questions}
    known |= {reference: reference for reference in questions.values()}
    found: list[dict[str, Any]] = []
    for entry in draft.record.evaluations:
        reference = known.get(entry.target)
        if reference is not None and entry.status:
            found.append({"id": len(found) + 1, "pia_id": 1, **_evaluation(entry, reference, residual.get(reference)), **dates})
    return found


def _evaluation(entry: Evaluation, reference: str, risk: Risk | None) -> dict[str, Any]:
    gauges = {"x": NOT_SET, "y": NOT_SET} if risk is None else {"x": risk.residual_severity.stated or NOT_SET, "y": risk.residual_likelihood.stated or NOT_SET}
    return {
        "status": STATUSES.index(entry.status),
        "reference_to": reference,
        "action_plan_comment": normal(entry.action) or None,
        "evaluation_comment": normal(entry.comment) or None,
        "evaluation_date": _instant(entry.on),
        "gauges": gauges,
        "estimated_implementation_date": _instant(entry.due),
        "person_in_charge": literal(entry.owner) or None,
        "global_status": PROGRESS.index(entry.progress) if entry.progress else NOT_SET,
    }


def _stated(text: str) -> str:
    """A moment that a file gives, when it can be read as one."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return ""
    return text if moment.tzinfo and "T" in text else _instant(moment.date()) or ""


def _comments(draft: Aipd, view: View, dates: Mapping[str, str], beside: Reserves) -> list[dict[str, Any]]:
    """A note of ours on each question that lacks something, then people's comments; the software shows them letter for letter."""
    found = [(int(answer.id), note(answer, view)) for answer in draft.answers if answer.missing or answer.open]
    first = draft.answers[0]
    if not first.answered and (said := [f"{line} ({where})".translate(NO_MARKS) for line, where in sentences(beside, view.words)]):  # no answer holds them
        found.insert(0, (int(first.id), "\n".join([view.words.say("pia.note"), *said])))
    asked = {answer.id for answer in draft.answers} | {str(risk.first_question + index) for risk in draft.risks if risk.first_question for index in range(PER_RISK)}
    found += [(int(question), text) for question, text in draft.record.comments if question in asked]
    return [
        {"id": number, "pia_id": 1, "description": literal(text), "reference_to": question, "for_measure": False, **dates}
        for number, (question, text) in enumerate(found, 1)
    ]  # fmt: skip


def _instant(day: date | None) -> str | None:
    return f"{day.isoformat()}T00:00:00.000Z" if day else None
