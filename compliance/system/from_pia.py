"""Turns a file of the CNIL's PIA software into a starter description: facts where our own marks tell them, a person's words kept as words, the rest listed."""

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from compliance.base.problems import InvalidInput, Position, Problem
from compliance.base.rich import from_html, from_literal, words
from compliance.base.source import Document
from compliance.system.from_marks import Lexicon, Marks
from compliance.system.load import from_document
from compliance.system.model import Description
from compliance.system.schema import all_paths

MAX_BYTES = 20_000_000
RISKS = {"32": "access", "33": "change", "34": "loss"}
LISTS = ("impacts", "threats", "sources", "measures")
RATINGS = {5: "severity", 6: "likelihood"}
STATES = ("in_progress", "refused", "validated", "signed", "archived")
STATUSES = ("pending", "to_correct", "improvable", "acceptable")
PROGRESS = ("not_started", "started", "completed")
PREFIX = re.compile(r"(\((IMPORT|COPY|COPIE|EXAMPLE)\) )+")
NEITHER = -1  # asked, answer unknown
CONFIRMED = re.compile(r"<p>[^<]* <em>\[[a-z]+ · confirmed_by=(?P<by>[^<]*); (?P<on>\d{4}-\d\d-\d\d)(?P<proposed>; proposed)?\]</em></p>")
ARRAYS = ("answers", "measures", "evaluations", "comments")


@dataclass
class Starter:
    """The description read from a file, and what could not be read into it, by place."""

    data: dict[str, Any] = field(default_factory=dict)
    unread: list[tuple[str, str]] = field(default_factory=list)

    def put(self, path: str, value: Any) -> None:
        """Set one answer; a blank is not an answer."""
        if value is None or value in ("", []):
            return
        node = self.data
        *groups, name = path.split(".")
        for group in groups:
            node = node.setdefault(group, {})
        node[name] = value

    def leave(self, where: str, text: Any, *, html: bool = False) -> None:
        """Note what could not be read."""
        told = words(from_html(text)) if html and isinstance(text, str) else text if isinstance(text, str) else json.dumps(text, ensure_ascii=False)
        if told:
            self.unread.append((where, told))


def read_pia(raw: bytes, name: str) -> dict[str, Any]:
    """The file as plain data.

    Raises InvalidInput when it is not a file of the software.
    """
    if len(raw) > MAX_BYTES:
        raise InvalidInput([Problem("file_too_large", Position(name), values={"limit": MAX_BYTES // 1_000_000})])
    try:
        data = json.loads(raw.decode("utf-8-sig"))
        data = json.loads(json.dumps(data, ensure_ascii=False).encode(errors="replace"))  # half a letter cannot be written back
    except (ValueError, RecursionError):
        raise InvalidInput([Problem("pia_not_json", Position(name))]) from None
    if not isinstance(data, dict) or not isinstance(data.get("pia"), dict):
        raise InvalidInput([Problem("pia_without_pia", Position(name))])
    for key in ARRAYS:
        items = data.get(key)
        if items is not None and not (isinstance(items, list) and all(isinstance(item, dict) for item in items)):
            raise InvalidInput([Problem("pia_wrong_part", Position(name), values={"part": key})])
    return data


def starter(pia: Mapping[str, Any], lexicon: Lexicon) -> Starter:
    """A description that loads, and what was left aside."""
    found = Starter()
    marks = Marks(lexicon)
    _about(pia["pia"], found)
    _answers(pia.get("answers") or [], found, marks)
    titles = _measures(pia.get("measures") or [], found, marks)
    _evaluations(pia.get("evaluations") or [], titles, found)
    _comments(pia.get("comments") or [], found, marks)
    facts, unread = marks.facts()
    found.unread += unread
    for key, value in facts.items():
        found.data[key] = {**value, **found.data.get(key, {})} if isinstance(value, dict) else value
    if "privacy" in facts:
        found.data["privacy"] = {**facts["privacy"], "dpia": {**facts["privacy"].get("dpia", {}), **found.data["privacy"].get("dpia", {})}}
    order = {name: index for index, name in enumerate(Description.model_fields)}
    found.data = dict(sorted(found.data.items(), key=lambda pair: order.get(pair[0], len(order))))
    return _loadable(found)


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _plain(value: Any) -> str:
    """A text that the software keeps without formatting."""
    return from_literal(_text(value))


def _about(pia: Mapping[str, Any], found: Starter) -> None:
    """The head of the file: name, people, opinions, state."""
    dpia = "privacy.dpia."
    found.put("system.name", PREFIX.sub("", _plain(pia.get("name"))))
    for key, path in {
        "category": "category", "author_name": "people.author", "evaluator_name": "people.evaluator", "validator_name": "people.validator", "dpos_names": "people.dpo",
        "people_names": "people.subjects", "dpo_opinion": "dpo_opinion", "concerned_people_opinion": "views.opinion", "concerned_people_searched_content": "views.reason",
        "rejection_reason": "refusal_reason", "applied_adjustments": "adjustments", "created_at": "created", "updated_at": "updated",
    }.items():  # fmt: skip
        found.put(dpia + path, _plain(pia.get(key)))
    for key, path in {"dpo_status": "dpo_favourable", "concerned_people_status": "views.favourable", "concerned_people_searched_opinion": "views.sought"}.items():
        value = pia.get(key)
        if value in (0, 1, True, False):
            found.put(dpia + path, bool(value))
        elif value not in (None, NEITHER):
            found.leave(f"pia.{key}", value)
    status = pia.get("status")
    index = int(status) if isinstance(status, int) or (isinstance(status, str) and status.isdigit()) else 0
    if 0 < index < len(STATES):
        found.put(dpia + "state", STATES[index])
    if pia.get("structure_id"):
        found.leave("pia.structure_name", _text(pia.get("structure_name")) or str(pia["structure_id"]))
    for key in ("structure_sector_name", "structure_data"):
        if pia.get(key):
            found.leave(f"pia.{key}", pia[key])


def _answers(answers: list[dict[str, Any]], found: Starter, marks: Marks) -> None:
    """Texts of parts 1 and 2, lists and levels of the risks."""
    questions = all_paths()["privacy.dpia.answers.question"].values
    levels = all_paths()["privacy.dpia.risks.severity"].values
    written: dict[str, str] = {}
    risks: dict[str, dict[str, Any]] = {}
    for answer in answers:
        key, data = str(answer.get("reference_to")), answer.get("data")
        data = data if isinstance(data, dict) else {}
        text, listed, gauge = _text(data.get("text")), data.get("list"), data.get("gauge")
        if key in questions:
            left = marks.take(from_html(text))
            if left:
                written[key] = left
        elif key[:2] in RISKS and len(key) == len("321") and key[2:].isdigit():
            entry = risks.setdefault(RISKS[key[:2]], {"risk": RISKS[key[:2]]})
            number = int(key[2:])
            if number in RATINGS:
                text = from_html(text)
                said = CONFIRMED.search(text)
                if said:
                    entry |= {"confirmed_by": unescape(said["by"]), "confirmed_on": said["on"]}
                    text = text.replace(said[0], "")
                if isinstance(gauge, int) and 0 < gauge <= len(levels) and not (said and said["proposed"]):  # a level nobody has stated is not that person's
                    entry[RATINGS[number]] = levels[gauge - 1]
                if reason := marks.take(text):
                    entry[f"{RATINGS[number]}_reason"] = reason
            elif 0 < number <= len(LISTS) and isinstance(listed, list):
                entry[LISTS[number - 1]] = [_plain(item) for item in listed if _plain(item)]
        else:
            found.leave(f"answers.{key}", text or listed or gauge or "", html=True)
    found.put("privacy.dpia.answers", [{"question": key, "text": text} for key, text in sorted(written.items())])
    found.put("privacy.dpia.risks", [{name: value for name, value in entry.items() if value != []} for entry in risks.values()])


def _measures(measures: list[dict[str, Any]], found: Starter, marks: Marks) -> dict[str, str]:
    """Measures in a person's words; those that facts show are shown again by the facts."""
    listed: list[dict[str, Any]] = []
    titles: dict[str, str] = {}
    for measure in measures:
        title, content = _plain(measure.get("title")), from_html(_text(measure.get("content")))
        title = _unlike(title, titles.values()) if title else ""
        titles[str(measure.get("id"))] = title
        whole = marks.reads_all(content)
        marks.take(content)
        if not title:
            found.leave(f"measures.{measure.get('id')}", content, html=True)
        elif not whole:
            placeholder = _text(measure.get("placeholder"))
            slug = placeholder.removeprefix("knowledge_base.slugs.").removesuffix(".placeholder")
            family = slug if placeholder.startswith("knowledge_base") else ""
            listed.append({"title": title, **({"content": content} if content else {}), **({"family": family} if family else {})})
    found.put("privacy.dpia.measures", listed)
    return titles


def _unlike(title: str, taken: Collection[str]) -> str:
    """A title that no other measure has, since titles tie measures to risks."""
    name, number = title, 1
    while name in taken:
        number += 1
        name = f"{title} ({number})"
    return name


def _evaluations(evaluations: list[dict[str, Any]], titles: Mapping[str, str], found: Starter) -> None:
    """The evaluator's work; a measure is named by its title, since its number changes at each import."""
    levels = all_paths()["privacy.dpia.risks.residual_severity"].values
    listed = []
    for entry in evaluations:
        reference = _text(entry.get("reference_to"))
        target = titles.get(reference.removeprefix("3.1."), "") if reference.startswith("3.1.") else reference
        status, progress = entry.get("status"), entry.get("global_status")
        if not target:
            found.leave(f"evaluations.{reference}", _text(entry.get("action_plan_comment")) or _text(entry.get("evaluation_comment")) or reference, html=True)
            continue
        row: dict[str, Any] = {"target": target}
        if isinstance(status, int) and 0 <= status < len(STATUSES):
            row["status"] = STATUSES[status]
        if isinstance(progress, int) and 0 <= progress < len(PROGRESS):
            row["progress"] = PROGRESS[progress]
        texts = {"action": from_html(_text(entry.get("action_plan_comment"))), "comment": from_html(_text(entry.get("evaluation_comment")))}
        row |= {name: text for name, text in {**texts, "owner": _plain(entry.get("person_in_charge"))}.items() if text}
        for key, name in {"evaluation_date": "date", "estimated_implementation_date": "due"}.items():
            day = _text(entry.get(key))[: len("2026-11-21")]
            if re.fullmatch(r"\d{4}-\d\d-\d\d", day):
                row[name] = day
        listed.append(row)
        gauges = entry.get("gauges")
        risk = RISKS.get(reference.replace(".", ""))
        if risk and isinstance(gauges, dict):
            for axis, name in {"x": "residual_severity", "y": "residual_likelihood"}.items():
                level = gauges.get(axis)
                if isinstance(level, int) and 0 < level <= len(levels):
                    _risk(found, risk)[name] = levels[level - 1]
    found.put("privacy.dpia.evaluations", listed)


def _risk(found: Starter, risk: str) -> dict[str, Any]:
    risks: list[dict[str, Any]] = found.data.setdefault("privacy", {}).setdefault("dpia", {}).setdefault("risks", [])
    entry = next((item for item in risks if item["risk"] == risk), None)
    if entry is None:
        entry = {"risk": risk}
        risks.append(entry)
    return entry


def _comments(comments: list[dict[str, Any]], found: Starter, marks: Marks) -> None:
    """Comments on questions; a note of ours gives back its facts."""
    listed = []
    for comment in comments:
        text, question = _plain(comment.get("description")), str(comment.get("reference_to"))
        if comment.get("for_measure") is True:
            found.leave(f"comments.{question}", text)
        elif text and not marks.note(text):
            listed.append({"question": question, "text": text})
    found.put("privacy.dpia.comments", listed)


def _loadable(found: Starter) -> Starter:
    """Take out what the description refuses, until it loads; each thing taken out is told."""
    for _ in range(len(json.dumps(found.data)) // 2 + 2):
        try:
            from_document(Document("starter", found.data))
        except InvalidInput as error:
            for problem in error.problems:
                _drop(found, problem.path)
            continue
        break
    return found


def _drop(found: Starter, path: str) -> None:
    """Take one answer out by the path that the problem names."""
    node: Any = found.data
    parts = re.findall(r"[^.\[\]]+|\[[^\]]*\]", path)
    for index, part in enumerate(parts):
        last = index == len(parts) - 1
        key: Any = part
        if part.startswith("["):
            name = part[1:-1]
            items = node if isinstance(node, list) else []
            key = next((at for at, item in enumerate(items) if isinstance(item, dict) and item.get("id") == name), int(name) - 1 if name.isdigit() else None)
        if last or key is None:
            break
        try:
            node = node[key]
        except (KeyError, IndexError, TypeError):
            key = None
            break
    try:
        value = node.pop(key) if key is not None else None
    except (KeyError, IndexError, TypeError, AttributeError):
        value = None
    if value is None:
        found.data.pop(parts[0] if parts else "", None)
    found.leave(path, value if value is not None else path)
