"""Reads one mapping of a catalog file key by key, reporting what is missing, unknown, misspelt or said in one language only."""

import re
from datetime import date
from typing import Any

from compliance.base.problems import Problem, closest
from compliance.base.source import Document, Location

Pair = list[str]
_LINK = re.compile(r"https?://[^\s/?#]+\.[^\s]+\Z")
_ID = re.compile(r"[a-z0-9][a-z0-9-]*\Z")


class Section:
    """One mapping at `at`; every key that is read counts as known, `close` reports the rest."""

    def __init__(self, document: Document, at: Location, problems: list[Problem]) -> None:
        self.document, self.at, self.problems = document, at, problems
        node = document.data
        for part in at:
            node = node[part]
        self.data: dict[str, Any] = node if isinstance(node, dict) else {}
        self.broken = not isinstance(node, dict)
        self.known: set[str] = set()
        if not isinstance(node, dict):
            self.report("catalog_group_expected", at)

    def report(self, code: str, at: Location, values: dict[str, object] | None = None, suggestion: str = "", of_key: bool = False) -> None:
        """Add a problem at a path of the file."""
        path = ".".join(str(part + 1) if isinstance(part, int) else part for part in at)
        self.problems.append(Problem(code, self.document.position(at, of_key), path, values or {}, suggestion))

    def close(self) -> None:
        """Report the keys that nothing read."""
        for key in self.data:
            if key not in self.known:
                self.report("unknown_field", (*self.at, key), {"field": key}, closest(key, self.known), of_key=True)

    def get(self, key: str, required: bool = True) -> Any:
        """The value of a key, None when it is missing or blank."""
        self.known.add(key)
        value = self.data.get(key)
        if isinstance(value, str) and not value.strip():
            value = None
        if value is None and required and not self.broken:
            self.report("missing_field", self.at, {"field": key})
        return value

    def text(self, key: str, required: bool = True) -> str:
        """A text in no language: an id, an address, a source."""
        value = self.get(key, required)
        if value is None:
            return ""
        if not isinstance(value, str):
            if hasattr(value, "text"):
                return str(value.text)
            self.report("catalog_text_expected", (*self.at, key))
            return ""
        return value

    def link(self, key: str, required: bool = True) -> str:
        """The address of a web page."""
        value = self.text(key, required)
        if value and not _LINK.match(value):
            self.report("catalog_url_form", (*self.at, key), {"found": value})
        return value

    def pair(self, key: str, required: bool = True) -> Pair | None:
        """A text in both languages, as [fr, en]."""
        value = self.get(key, required)
        return None if value is None else self.pair_at((*self.at, key), value)

    def pair_at(self, at: Location, value: Any) -> Pair | None:
        """A text in both languages that stands at `at`."""
        if not isinstance(value, dict) or set(value) - {"fr", "en"}:
            self.report("catalog_pair_expected", at)
            return None
        pair = []
        for language in ("fr", "en"):
            text = value.get(language)
            text = str(getattr(text, "text", text)) if text is not None else ""
            if not text.strip():
                self.report("catalog_language_missing", at, {"language": language})
            pair.append(" ".join(text.split(" ")).strip())
        return pair

    def pairs(self, key: str, required: bool = True) -> list[Pair]:
        """A list of texts in both languages."""
        value = self.items(key, required)
        return [pair for index, item in enumerate(value) if (pair := self.pair_at((*self.at, key, index), item))]

    def items(self, key: str, required: bool = True) -> list[Any]:
        """A list of anything."""
        value = self.get(key, required)
        if value is None:
            return []
        if not isinstance(value, list):
            self.report("expected_list", (*self.at, key), {"found": "…"})
            return []
        return value

    def texts(self, key: str, required: bool = True) -> list[str]:
        """A list of plain texts."""
        return [str(getattr(item, "text", item)) for item in self.items(key, required)]

    def choice(self, key: str, values: tuple[str, ...], default: str = "") -> str:
        """One value of a closed list."""
        value = self.text(key, required=not default) or default
        if value and value not in values:
            self.report("not_one_of", (*self.at, key), {"value": value, "expected": ", ".join(values)}, closest(value, values))
        return value

    def flag(self, key: str, default: bool = False) -> bool:
        """True or false."""
        value = self.get(key, required=False)
        if value is not None and not isinstance(value, bool):
            self.report("expected_flag", (*self.at, key), {"found": str(value)})
        return default if value is None else bool(value)

    def day(self, key: str, required: bool = True) -> str | None:
        """A date, as text."""
        value = self.get(key, required)
        if value is None:
            return None
        try:
            return date.fromisoformat(str(value)).isoformat()
        except ValueError:
            self.report("expected_catalog_day", (*self.at, key), {"found": str(value)})
            return None

    def identifier(self, key: str = "id") -> str:
        """A name in lower case with hyphens."""
        value = self.text(key)
        if value and not _ID.match(value):
            self.report("catalog_id_form", (*self.at, key), {"id": value})
        return value

    def sections(self, key: str, required: bool = True) -> list["Section"]:
        """The mappings of a list."""
        items = self.items(key, required)
        return [Section(self.document, (*self.at, key, index), self.problems) for index in range(len(items))]

    def named(self, key: str, required: bool = True) -> dict[str, "Section"]:
        """The mappings of a mapping, by name."""
        value = self.get(key, required)
        if value is None:
            return {}
        if not isinstance(value, dict):
            self.report("catalog_group_expected", (*self.at, key))
            return {}
        return {name: Section(self.document, (*self.at, key, name), self.problems) for name in value}
