"""Writes PDF with Typst: PDF/A-3a and PDF/UA-1, the tree of the page passed as JSON and never as markup, the data attached."""

import json
import re
from base64 import b64decode
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from compliance.base.problems import Position
from compliance.base.resources import shipped
from compliance.base.text import one_line
from compliance.reports.brand import PLAIN, Brand
from compliance.reports.own_templates import TemplateFault
from compliance.reports.tree import Node, Page, plain, read_page

FONT = "Inter"
LONGEST_WORD = 30
LONG_CELL = 1500
BREAK = "\u200b"
STANDARDS = ["a-3a", "ua-1"]
COVERED = ((0x20, 0x52F), (0x1E00, 0x1EFF), (0x2000, 0x22FF))


def engine() -> Any:
    """The Typst module.

    Raises EngineMissing when it cannot be loaded.
    """
    from compliance.reports.pdf import EngineMissing

    try:
        import typst
    except (ImportError, OSError) as error:
        raise EngineMissing(f"typst: {str(error).splitlines()[0]}") from None
    return typst


def render(page: str, day: date, brand: Brand = PLAIN, attachment: tuple[str, bytes] | None = None) -> bytes:
    """The page as PDF, with the date of the assessment and, where given, a JSON file attached."""
    typst = engine()
    tree = read_page(page)
    template = next(path for folder in _template_folders(brand) if (path := folder / "document.typ").is_file())
    inputs = {"document": json.dumps(_document(tree, day, brand, attachment), ensure_ascii=False), "attachment": attachment[1].decode() if attachment else ""}
    at = datetime(day.year, day.month, day.day, tzinfo=UTC)

    def written() -> bytes:
        compiled: bytes = typst.compile(
            template, root=template.parent, font_paths=[shipped("templates") / "fonts"], ignore_system_fonts=True, format="pdf", sys_inputs=inputs,
            pdf_standards=STANDARDS, timestamp=at,
        )  # fmt: skip
        return compiled

    try:
        return written()
    except typst.TypstError as error:
        if "font" in str(error):
            inputs["document"] = _covered(inputs["document"])
            return written()
        if template.parent == shipped("templates") / "common":
            raise
        raise TemplateFault(Position(str(template)), one_line(str(error), 200)) from None


def _template_folders(brand: Brand) -> list[Any]:
    return [*(folder / "common" for folder in brand.templates), shipped("templates") / "common"]


def _document(page: Page, day: date, brand: Brand, attachment: tuple[str, bytes] | None) -> dict[str, Any]:
    body = _fit(plain(page.body))
    heading = page.body.first("h1")
    return {
        "title": page.title,
        "language": page.language,
        "author": page.about.get("author", ""),
        "description": page.about.get("description", ""),
        "keywords": page.about.get("keywords", "").split(", "),
        "date": [day.year, day.month, day.day],
        "accent": brand.accent,
        "ink": brand.ink,
        "font": FONT,
        "running": _shortened(heading.text() if heading else page.title),
        "draft": page.about.get("draft", ""),
        "foot": page.about.get("footer", ""),
        "ids": [node.id for node in page.body.nodes() if node.id],
        "attachment": {"name": attachment[0], "description": page.title} if attachment else None,
        "body": body,
    }


def _shortened(text: str, limit: int = 90) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def _fit(data: Any) -> Any:
    """The tree with very long words made breakable, long cells marked, pictures as bytes, and words that follow each other as one piece: each piece costs the layout time."""
    if isinstance(data, str):
        return breakable(data)
    found = {**data, "children": _joined(_fit(child) for child in data.get("children", ()))}
    attributes = dict(found.get("attributes", {}))
    if found["tag"] in ("td", "th") and _length(data) > LONG_CELL:
        found["attributes"] = {**attributes, "long": "yes"}
    if found["tag"] == "img":
        kind, _, content = attributes.pop("src", "").partition(";base64,")
        found |= {"bytes": list(b64decode(content)), "format": kind.removeprefix("data:image/").replace("jpeg", "jpg").replace("svg+xml", "svg"), "attributes": attributes}
    return found


def _joined(children: Iterable[Any]) -> list[Any]:
    """Children with the places where a word may break put into the words around them."""
    found: list[Any] = []
    for child in children:
        if not isinstance(child, str) and child["tag"] == "wbr":
            child = BREAK
        if isinstance(child, str) and found and isinstance(found[-1], str):
            found[-1] += child
        else:
            found.append(child)
    return found


def _length(data: Any) -> int:
    return len(data) if isinstance(data, str) else sum(_length(child) for child in data.get("children", ()))


def breakable(text: str) -> str:
    """A text whose very long words may be broken anywhere."""
    return re.sub(rf"\S{{{LONGEST_WORD},}}", lambda match: BREAK.join(match[0][start : start + 8] for start in range(0, len(match[0]), 8)), text)


def _covered(text: str) -> str:
    """The text with the characters that no shipped font draws replaced."""
    return "".join(letter if any(low <= ord(letter) <= high for low, high in COVERED) or letter in "\n⬓✓✗⚠" else "\ufffd" for letter in text)


__all__ = ["Node", "breakable", "engine", "render"]
