"""The rules of a file of the CNIL's PIA software that a schema cannot tell, and the way there and back."""

import json
import re
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from compliance.base.source import parse_yaml
from compliance.catalog.load import Catalog
from compliance.cli.aipd_import import lexicon, starter_text
from compliance.reports.cnil_json import render
from compliance.reports.words import Words
from compliance.system.from_pia import Starter, read_pia, starter
from compliance.system.load import LoadedSystem, from_document
from tests.aipd.asking import draft_of, drafted

SCHEMA = Draft202012Validator(json.loads((Path(__file__).parent / "pia.schema.json").read_text(encoding="utf-8")))
TAGS = {"p", "br", "ul", "ol", "li", "strong", "em", "div"}
MEASURE_LISTS = (324, 334, 344)
PLACE = re.compile(r"\[[^\[\]]*?\.yaml:\d+[^\[\]]*?(?: · |\])")


def exported(about: LoadedSystem, catalog: Catalog, language: Any = "fr") -> dict[str, Any]:
    """The file of one system."""
    found: dict[str, Any] = json.loads(render(drafted(about, catalog), Words(language, catalog.terms)))
    return found


_EXAMPLES: dict[tuple[str, str, int], bytes] = {}


def exported_example(name: str, catalog: Catalog, language: Any = "fr") -> dict[str, Any]:
    """The file of an example, written once for all tests and read anew for each."""
    key = (name, language, id(catalog))
    if key not in _EXAMPLES:
        _EXAMPLES[key] = render(draft_of(name, catalog), Words(language, catalog.terms))
    found: dict[str, Any] = json.loads(_EXAMPLES[key])
    return found


def imported(pia: dict[str, Any]) -> tuple[LoadedSystem, Starter]:
    """The description a file gives, written as YAML and read again, and what could not be read."""
    found = starter(read_pia(json.dumps(pia, ensure_ascii=False).encode(), "pia.json"), lexicon())
    text = starter_text(found.data, found.unread, "pia.json", Words("fr"))
    return from_document(parse_yaml(text, "system.yaml")), found


def mistakes(pia: dict[str, Any]) -> list[str]:
    """Everything the software would trip over."""
    found = [f"{list(error.path)}: {error.message[:200]}" for error in SCHEMA.iter_errors(pia)]
    questions = [answer["reference_to"] for answer in pia["answers"]]
    found += [f"two answers to {key}" for key, count in Counter(questions).items() if count > 1]
    titles = [measure["title"] for measure in pia["measures"]]
    found += [f"two measures named {title}" for title, count in Counter(titles).items() if count > 1]
    for name in ("answers", "measures", "evaluations", "comments"):
        if [entry["id"] for entry in pia[name]] != list(range(1, len(pia[name]) + 1)):
            found.append(f"numbers of {name}")
    for answer in pia["answers"]:
        if answer["reference_to"] in MEASURE_LISTS:
            found += [f"{title} is no measure" for title in answer["data"]["list"] if title not in titles]
    ids = {str(measure["id"]) for measure in pia["measures"]}
    for entry in pia["evaluations"]:
        reference = entry["reference_to"]
        if reference.startswith("3.1.") and reference.removeprefix("3.1.") not in ids:
            found.append(f"{reference} resolves to nothing")
    found += [f"<{tag}>" for text in rich(pia) for tag in re.findall(r"<(?!/)([^\s>]*)[^>]*>", text) if tag not in TAGS]
    found += [f"attributes in {text}" for text in rich(pia) if re.search(r"<\w+\s", text)]
    found += [f"bare sign in {text}" for text in rich(pia) if re.search(r"&(?!amp;|lt;|gt;)", text)]
    found += [f"a tag in {text}" for text in plain(pia) if re.search(r"<[A-Za-z/!?]", text)]
    for entry in [pia["pia"], *(entry for name in ("answers", "measures", "evaluations", "comments") for entry in pia[name])]:
        datetime.fromisoformat(entry["created_at"])
        datetime.fromisoformat(entry["updated_at"])
    return found


def rich(pia: dict[str, Any]) -> list[str]:
    """Every text that the software shows with its formatting."""
    texts = [answer["data"]["text"] for answer in pia["answers"]] + [measure["content"] for measure in pia["measures"]]
    texts += [entry[key] for entry in pia["evaluations"] for key in ("action_plan_comment", "evaluation_comment")]
    return [text for text in texts if text]


def plain(pia: dict[str, Any]) -> list[str]:
    """Every text that the software shows letter for letter."""
    texts = [value for value in pia["pia"].values() if isinstance(value, str)]
    texts += [item for answer in pia["answers"] for item in answer["data"]["list"]] + [measure["title"] for measure in pia["measures"]]
    texts += [entry["person_in_charge"] for entry in pia["evaluations"]] + [comment["description"] for comment in pia["comments"]]
    return [text for text in texts if text]


def without_places(pia: Any) -> Any:
    """The file without the file names and line numbers of its marks: an import gives the answers other lines."""
    if isinstance(pia, dict):
        return {key: without_places(value) for key, value in pia.items()}
    if isinstance(pia, list):
        return [without_places(item) for item in pia]
    return PLACE.sub("[ · ", pia) if isinstance(pia, str) else pia
