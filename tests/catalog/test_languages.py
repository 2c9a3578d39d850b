"""Both languages everywhere: no text of the catalog is blank or said in one language only, and French keeps its typography."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from compliance.base.resources import shipped
from tests.fragments import document

ROOT = shipped("controls").parent
FILES = [path for folder in ("controls", "frameworks") for path in sorted((ROOT / folder).rglob("*.yaml"))]


def pairs(node: Any, at: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every mapping that speaks one of the two languages, with its path."""
    if isinstance(node, dict):
        if "fr" in node or "en" in node:
            yield at, node
        for key, value in node.items():
            yield from pairs(value, f"{at}.{key}")
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from pairs(value, f"{at}.{index + 1}")


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", FILES, ids=name)
def test_every_text_is_in_both_languages(path: Path) -> None:
    found = list(pairs({key: value for key, value in document(path).data.items() if key != "examples"}))
    wrong = [at for at, node in found if not all(isinstance(node.get(language), str) and node[language].strip() for language in ("fr", "en"))]
    assert wrong == []


# A straight apostrophe, or a double sign without a space before it; reports turn that space into a no-break one. What is quoted stays as it is.
CARELESS = re.compile(r"\w'\w|\S[;!?»](?=\s|$)|«\S|[^\d\s]:(?=\s)")
QUOTED = re.compile(r"https?://\S+|`[^`]*`|«[\s\u00a0\u202f][^»]*[\s\u00a0\u202f]»")


@pytest.mark.parametrize("path", FILES, ids=name)
def test_french_keeps_its_typography(path: Path) -> None:
    texts = [node["fr"] for _, node in pairs(document(path).data) if isinstance(node.get("fr"), str)]
    assert [text for text in texts if CARELESS.search(QUOTED.sub("", text))] == []


def test_there_are_texts_to_look_at() -> None:
    assert sum(1 for path in FILES for _ in pairs(document(path).data)) > 3000
