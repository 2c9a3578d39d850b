"""The JSON Schema of a system file, with the labels and questions of the vocabulary in one language."""

from typing import Any

from compliance.base.text import Language
from compliance.system.forms import form_of
from compliance.system.model import Description
from compliance.system.vocabulary import word_of

SCHEMA = "https://json-schema.org/draft/2020-12/schema"


def json_schema(language: Language) -> dict[str, Any]:
    """The schema of `system.yaml`: fields, closed values, and what each field asks."""
    schema = form_of(Description).model_json_schema()
    definitions = schema.get("$defs", {})
    _describe(schema, "", definitions, language, set())
    # An organisation may be stated in a file of its own, named by its path.
    schema["properties"]["organisation"] = {"anyOf": [{"type": "string"}, schema["properties"]["organisation"]]}
    schema["title"] = "system.yaml"
    schema["$schema"] = SCHEMA
    return schema


def _describe(group: dict[str, Any], prefix: str, definitions: dict[str, Any], language: Language, seen: set[str]) -> None:
    for name, entry in group.get("properties", {}).items():
        path = f"{prefix}{name}"
        word = word_of(path)
        entry.pop("default", None)
        entry["title"] = word.label.of(language)
        entry["description"] = word.question.of(language)
        for reference in _references(entry):
            key = reference.rsplit("/", 1)[-1]
            if key not in seen:
                seen.add(key)
                _describe(definitions[key], f"{path}.", definitions, language, seen)


def _references(entry: Any) -> list[str]:
    if isinstance(entry, dict):
        found = [entry["$ref"]] if "$ref" in entry else []
        return found + [reference for value in entry.values() for reference in _references(value)]
    if isinstance(entry, list):
        return [reference for value in entry for reference in _references(value)]
    return []
