"""What people have said in an impact assessment: opinions, decisions, evaluations, comments. Blank until they do."""

from datetime import date
from typing import Any

from compliance.assessment.aipd_model import Evaluation, Opinions, Record


def said(group: Any, name: str) -> str:
    """A text that a person has given, an empty one when there is none."""
    value = getattr(group, name, None)
    return "" if value in (None, "none") else str(value)


def day(group: Any, name: str) -> date | None:
    """A date that a person has given."""
    value = getattr(group, name, None)
    return value if isinstance(value, date) else None


def opinions(dpia: Any) -> Opinions:
    """The opinions of the officer and of data subjects, and who answers for the assessment."""
    people, views = getattr(dpia, "people", None), getattr(dpia, "views", None)
    return Opinions(
        said(people, "dpo"), said(dpia, "dpo_opinion"), getattr(dpia, "dpo_favourable", None), getattr(views, "sought", None), said(views, "reason"),
        said(people, "subjects"), said(views, "opinion"), getattr(views, "favourable", None), said(people, "author"), said(people, "evaluator"),
        said(people, "validator"), said(dpia, "state"),
    )  # fmt: skip


def record(dpia: Any) -> Record:
    """What the file of an assessment holds beyond its answers."""
    evaluations = tuple(
        Evaluation(
            said(entry, "target"), said(entry, "status"), said(entry, "progress"), said(entry, "action"), said(entry, "comment"), day(entry, "date"),
            said(entry, "owner"), day(entry, "due"),
        )
        for entry in getattr(dpia, "evaluations", None) or []
    )  # fmt: skip
    comments = tuple((said(entry, "question"), said(entry, "text")) for entry in getattr(dpia, "comments", None) or [])
    return Record(
        said(dpia, "category"), said(dpia, "created"), said(dpia, "updated"), said(dpia, "refusal_reason"), said(dpia, "adjustments"), evaluations, comments,
    )  # fmt: skip
