"""Whether the CNIL's software, version 4.1.0, takes and shows what our file holds: its import told step by step from facts read in its source."""

import re
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from compliance.base.source import read_yaml
from compliance.catalog.load import Catalog
from compliance.reports.cnil_json import PER_RISK
from tests.aipd.asking import changed, draft_of
from tests.aipd.pia import TAGS, exported, exported_example, imported
from tests.aipd.spoken import CODE, SPOKEN, hostile
from tests.fragments import system

SOFTWARE = read_yaml(Path(__file__).parent / "cnil_architecture.yaml").data
ITEMS: dict[str, dict[str, Any]] = SOFTWARE["items"]
KINDS = {number: kind for item in ITEMS.values() for kind, numbers in item.items() if kind != "evaluated" for number in numbers}
HOLDER = {number: name for name, item in ITEMS.items() for kind, numbers in item.items() if kind != "evaluated" for number in numbers}
RISKS = {name: [number for number, holder in HOLDER.items() if holder == name and KINDS[number] == "gauge"] for name in ITEMS}
EXAMPLES = ("pneumonia-federated", "hospital-data-warehouse", "oncology-telemonitoring", "consultation-scribe", "secure-reference")
FIRST_NEW = 501  # the software numbers what it takes by itself, wherever it stands


@dataclass(frozen=True, slots=True)
class Taken:
    """What stands in the software once it has read a file, and what it would not show."""

    answered: frozenset[int]
    levels: dict[int, int]
    evaluated: tuple[str, ...]
    trouble: tuple[str, ...]


class Reader(HTMLParser):
    """A text as a browser would build it: its words, and everything that is no plain element."""

    def __init__(self, allowed: set[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.allowed, self.open, self.words, self.trouble = allowed, list[str](), "", list[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.allowed or attrs:
            self.trouble.append(f"<{tag} {attrs}>")
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.trouble.append(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        self.words += data

    def handle_comment(self, data: str) -> None:
        self.trouble.append(f"a comment: {data}")

    handle_decl = handle_pi = unknown_decl = handle_comment


def built(text: str, allowed: set[str]) -> Reader:
    """The text after a browser has read it to its end."""
    reader = Reader(allowed)
    reader.feed(text)
    reader.close()
    reader.trouble += [f"<{tag}> stays open" for tag in reader.open]
    return reader


def take(file: dict[str, Any]) -> Taken:
    """Reads a file as the import does, and lists what it would refuse, lose or show as something else."""
    trouble: list[str] = [] if file.get("pia") else ["refused: no pia"]
    for part, names in SOFTWARE["copied"].items():
        entries = [file["pia"]] if part == "pia" else file[part]
        known = {*names, *SOFTWARE["replaced"]}
        trouble += [f"{part}: {key} is passed over" for entry in entries for key in entry if key not in known]
        trouble += [f"{part}: {key} {entry[key]}" for entry in entries for key in ("created_at", "updated_at") if not _moment(entry[key])]
    answered, levels = _answers(file, trouble)
    numbers = _measures(file, trouble)
    evaluated = tuple(_evaluations(file, numbers, trouble))
    blocks = {answer["reference_to"] for answer in file["answers"]}  # a question shows its comments once it has an answer, be it a blank one
    for comment in file["comments"]:
        if type(comment["reference_to"]) is not int or comment["reference_to"] not in KINDS or comment["for_measure"] is not False:
            trouble.append(f"comment on {comment['reference_to']!r}")
        elif comment["reference_to"] not in blocks:
            trouble.append(f"comment on {comment['reference_to']}: hidden until somebody answers")
    trouble += _head(file["pia"]) + _shown(file)
    return Taken(frozenset(answered), levels, evaluated, tuple(trouble))


def _moment(text: object) -> bool:
    """A moment that a browser reads the same everywhere: a date alone or without a zone would move."""
    return isinstance(text, str) and re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", text) is not None and bool(datetime.fromisoformat(text))


def _answers(file: dict[str, Any], trouble: list[str]) -> tuple[set[int], dict[int, int]]:
    """An answer is looked up by the number of its question and counted by the kind of that question."""
    answered, levels, seen = set[int](), dict[int, int](), set[int]()
    for answer in file["answers"]:
        question, data = answer["reference_to"], answer["data"]
        kind = KINDS.get(question) if type(question) is int else None
        if kind is None or question in seen:
            trouble.append(f"answer to {question!r}: no such question, or a second answer")
            continue
        seen.add(question)
        text, gauge, listed = bool(data["text"]), data["gauge"], data["list"]
        alien = {"text": bool(listed or gauge), "list": bool(text or gauge), "measures": bool(text or gauge), "gauge": bool(listed)}[kind]
        if alien or not isinstance(listed, list) or not all(isinstance(entry, str) and entry for entry in listed):
            trouble.append(f"answer to {question}: not of kind {kind}")
        if kind == "gauge" and text and type(gauge) is int and 0 < gauge <= SOFTWARE["levels"]:
            levels[question] = gauge
        if {"text": text, "gauge": question in levels}.get(kind, bool(listed)):
            answered.add(question)
    return answered, levels


def _measures(file: dict[str, Any], trouble: list[str]) -> dict[str, str]:
    """Measures get new numbers, found again by the old ones; a risk names its measures by their titles."""
    numbers: dict[str, str] = {}
    titles = [measure["title"] for measure in file["measures"]]
    help_texts = {SOFTWARE["placeholders"]["default"], *(SOFTWARE["placeholders"]["slug"].format(slug=slug) for slug in SOFTWARE["placeholders"]["slugs"])}
    for new, measure in enumerate(file["measures"], FIRST_NEW):
        if not measure["title"] or not measure["content"] or titles.count(measure["title"]) > 1:
            trouble.append(f"measure {measure['title']!r}: without title or content, or twice")
        if measure["placeholder"] not in help_texts:
            trouble.append(f"measure {measure['title']!r}: no help text {measure['placeholder']}")
        if type(measure["id"]) is not int or measure["id"] < 1 or str(measure["id"]) in numbers:
            trouble.append(f"measure number {measure['id']!r}")
        numbers[str(measure["id"])] = str(new)
    for answer in file["answers"]:
        if KINDS.get(answer["reference_to"]) == "measures":
            trouble += [f"risk treated by {title!r}, which is no measure" for title in answer["data"]["list"] if title not in titles]
    return numbers


def _evaluations(file: dict[str, Any], numbers: dict[str, str], trouble: list[str]) -> list[str]:
    """An evaluation is looked up by item, by item and question or by item and new number of the measure; another reference is kept and never shown."""
    shown = {name for name, item in ITEMS.items() if item["evaluated"] == "item"}
    shown |= {f"{HOLDER[number]}.{number}" for number in KINDS if ITEMS[HOLDER[number]]["evaluated"] == "question"}
    measured = next(name for name, item in ITEMS.items() if item["evaluated"] == "measure")
    found: list[str] = []
    for entry in file["evaluations"]:
        reference = entry["reference_to"]
        if not isinstance(reference, str):
            trouble.append(f"evaluation of {reference!r}: the import stops here")
        elif reference.startswith(f"{measured}.") and reference.removeprefix(f"{measured}.") in numbers:
            found.append(f"{measured}.{numbers[reference.removeprefix(f'{measured}.')]}")
        elif reference in shown:
            found.append(reference)
        else:
            trouble.append(f"evaluation of {reference}: never shown")
    return found


def _head(pia: dict[str, Any]) -> list[str]:
    """The state and the three opinions are compared by type as well: the text "1" or the number 1 for yes would be read as unsaid."""
    found = [f"{key}: {pia[key]!r}" for key in ("dpo_status", "concerned_people_status") if type(pia[key]) not in (int, type(None))]
    found += [f"sought: {pia[key]!r}" for key in ("concerned_people_searched_opinion",) if type(pia[key]) not in (bool, type(None))]
    if pia["concerned_people_searched_opinion"] is True and pia["concerned_people_status"] is None:
        found.append("asked, answer null: the page of the whole analysis stays empty")
    return found + ([] if type(pia["status"]) is int and pia["name"] else ["state or name"])


def _shown(file: dict[str, Any]) -> list[str]:
    """Every text that a page places as HTML without cleaning it; plain texts come out letter for letter."""
    rich = [answer["data"]["text"] for answer in file["answers"]] + [measure["content"] for measure in file["measures"]]
    rich += [entry[key] for entry in file["evaluations"] for key in SOFTWARE["as_html"]["evaluations"]]
    plain = [measure["title"] for measure in file["measures"]] + [entry for answer in file["answers"] for entry in answer["data"]["list"]]
    plain += [file["pia"][key] for key in SOFTWARE["as_html"]["pia"]]
    found = [line for text in rich if text for line in built(text, TAGS).trouble]
    for text in filter(None, plain):
        reader = built(text, set())
        found += reader.trouble + ([] if reader.words == unescape(text) else [f"shown as {reader.words}"])
    return found


def test_it_asks_what_we_answer(catalog: Catalog) -> None:
    found = draft_of(EXAMPLES[0], catalog)
    ours = {int(answer.id): answer.item for answer in found.answers}
    ours |= {risk.first_question + index: risk.number for risk in found.risks if risk.first_question for index in range(PER_RISK)}
    assert ours == HOLDER


@pytest.mark.parametrize(("name", "language"), [(name, language) for name in EXAMPLES for language in ("fr", "en")])
def test_it_takes_every_answer(name: str, language: str, catalog: Catalog) -> None:
    pia = exported_example(name, catalog, language)
    taken = take(pia)
    assert taken.trouble == ()
    assert len(taken.answered) == draft_of(name, catalog).answered
    assert all(question in taken.levels for gauges in RISKS.values() for question in gauges)


def test_it_finds_each_evaluation_again(catalog: Catalog) -> None:
    pia = exported(system(changed(SPOKEN)), catalog)
    taken = take(pia)
    assert taken.trouble == ()
    place = [measure["title"] for measure in pia["measures"]].index("Coffre fermé")
    assert sorted(taken.evaluated) == ["1.1", "2.1.212", f"3.1.{FIRST_NEW + place}", "3.2"]


def test_what_is_half_said_keeps_its_pages(catalog: Catalog) -> None:
    """People asked, their answer unknown: neither opinion is shown, none is made up, and a reading of the file leaves it unsaid."""
    said = deepcopy(SPOKEN)
    said["privacy.dpia"]["views"] = {"sought": True, "opinion": "Utile."}
    pia = exported(system(changed(said)), catalog)
    assert take(pia).trouble == ()
    assert pia["pia"]["concerned_people_status"] not in (0, 1)
    about, found = imported(pia)
    assert found.unread == []
    assert about.description.privacy is not None
    assert about.description.privacy.dpia is not None
    assert about.description.privacy.dpia.views is not None
    assert about.description.privacy.dpia.views.favourable is None


def test_a_note_needs_an_answer_beside_it(catalog: Catalog) -> None:
    pia = exported_example(EXAMPLES[0], catalog)
    pia["answers"] = [answer for answer in pia["answers"] if answer["data"]["text"] or answer["data"]["list"]]
    assert any("hidden" in line for line in take(pia).trouble)


@pytest.mark.parametrize("target", ["2.1", "111", "1.1.111", "nulle part"])
def test_an_evaluation_that_it_never_shows_is_left_out(target: str, catalog: Catalog) -> None:
    pia = exported(system(changed({"privacy.dpia.evaluations": [{"target": target, "status": "acceptable"}]})), catalog)
    assert pia["evaluations"] == []


@pytest.mark.parametrize("code", CODE)
def test_its_pages_run_no_word_of_a_person(code: str, catalog: Catalog) -> None:
    found = [line for line in take(exported(system(hostile(code)), catalog)).trouble if "no help text" not in line]  # a family that nobody knows has no help text
    assert found == []


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("pia", {"dpo_status": "1"}),
        ("pia", {"concerned_people_status": None}),
        ("pia", {"concerned_people_searched_opinion": 1}),
        ("pia", {"progress": 12}),
        ("pia", {"created_at": "2026-11-21"}),
        ("pia", {"dpo_opinion": "<img src=x onerror=alert(1)>"}),
        ("answers", {"reference_to": "111"}),
        ("answers", {"reference_to": 112}),
        ("answers", {"reference_to": 999}),
        ("answers", {"data": {"text": "<p>a</p>", "gauge": None, "list": ["b"]}}),
        ("answers", {"data": {"text": "<p>a<b>", "gauge": None, "list": []}}),
        ("measures", {"id": "1"}),
        ("measures", {"title": "Autre"}),
        ("measures", {"placeholder": "knowledge_base.slugs.PIA_NONE.placeholder"}),
        ("measures", {"content": "<script>alert(1)</script>"}),
        ("evaluations", {"reference_to": 11}),
        ("evaluations", {"reference_to": "2.1"}),
        ("evaluations", {"reference_to": "1.1.111"}),
        ("evaluations", {"reference_to": "3.1.99"}),
        ("comments", {"reference_to": "111"}),
        ("comments", {"reference_to": 999}),
        ("comments", {"for_measure": True}),
    ],
)
def test_a_file_that_it_would_not_show_is_seen(part: str, change: dict[str, Any], catalog: Catalog) -> None:
    pia = exported(system(changed(SPOKEN)), catalog)
    entry = pia["pia"] if part == "pia" else next((entry for entry in pia[part] if entry.get("title") == "Coffre fermé"), pia[part][0])
    entry |= change
    if change == {"reference_to": 112}:
        pia["answers"].append(dict(entry))
    assert take(pia).trouble
