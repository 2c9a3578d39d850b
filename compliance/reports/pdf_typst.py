"""Writes PDF with Typst: PDF/A-3a and PDF/UA-1, the tree of the page passed as JSON and never as markup, the data attached."""

import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from compliance.base.problems import Position
from compliance.base.resources import shipped
from compliance.base.text import one_line
from compliance.reports.brand import PLAIN, Brand
from compliance.reports.own_templates import TemplateFault
from compliance.reports.tree import Page, read_page
from compliance.reports.typst_input import cut, typst_input

FONT = "Inter"
STANDARDS = ["a-3a", "ua-1"]
COMBINING = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]")  # letters built from two characters ask the font for more work
_LINE = re.compile(r":(\d+):(\d+)")


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
    return prepared(page, day, brand, attachment)()


def prepared(page: str, day: date, brand: Brand = PLAIN, attachment: tuple[str, bytes] | None = None) -> Callable[[], bytes]:
    """The page read and made ready, and what lays it out: Typst does that outside the interpreter, so that other documents can be made meanwhile.

    Raises EngineMissing when Typst cannot be loaded; what lays out raises TemplateFault for a template of the user's that cannot be used.
    """
    typst = engine()
    tree = read_page(page)
    template = next(path for folder in _template_folders(brand) if (path := folder / "document.typ").is_file())
    content = json.dumps(_document(tree, day, brand, attachment), ensure_ascii=False)
    inputs = {"document": content, "attachment": attachment[1].decode() if attachment else "", "combining": "yes" if COMBINING.search(content) else ""}
    at = datetime(day.year, day.month, day.day, tzinfo=UTC)

    def written() -> bytes:
        compiled: bytes = typst.compile(
            template, root=template.parent, font_paths=[shipped("templates") / "fonts"], ignore_system_fonts=True, format="pdf", sys_inputs=inputs,
            pdf_standards=STANDARDS, timestamp=at,
        )  # fmt: skip
        return compiled

    def laid_out() -> bytes:
        try:
            return written()
        except Exception as error:
            if "font" not in str(error):
                raise
        except BaseException as error:
            if not _panic(error):
                raise
        inputs["document"] = _covered(inputs["document"])
        return written()

    def told() -> bytes:
        try:
            return laid_out()
        except typst.TypstError as error:
            if not brand.templates:
                raise
            where = _LINE.search(getattr(error, "diagnostic", None) or "") if template.parent != shipped("templates") / "common" else None
            raise TemplateFault(Position(str(template), *map(int, where.groups())) if where else Position(str(template)), one_line(str(error), 200)) from None
        except BaseException as error:
            if not _panic(error):
                raise
            raise RuntimeError(f"typst: {one_line(str(error), 200)}") from None

    return told


def _panic(error: BaseException) -> bool:
    """Whether the engine gave up in a way that is no exception of Python's."""
    return type(error).__name__ == "PanicException"


def _template_folders(brand: Brand) -> list[Any]:
    return [*(folder / "common" for folder in brand.templates), shipped("templates") / "common"]


def _document(page: Page, day: date, brand: Brand, attachment: tuple[str, bytes] | None) -> dict[str, Any]:
    content = typst_input(page.body)
    heading = page.body.first("h1")
    return {
        "title": cut(page.title),
        "language": page.language,
        "author": cut(page.about.get("author", "")),
        "description": cut(page.about.get("description", "")),
        "keywords": page.about.get("keywords", "").split(", "),
        "date": [day.year, day.month, day.day],
        "accent": brand.accent,
        "ink": brand.ink,
        "font": FONT,
        "running": _shortened(heading.text() if heading else page.title),
        "draft": page.about.get("draft", ""),
        "foot": page.about.get("footer", ""),
        "attachment": {"name": attachment[0], "description": cut(page.title)} if attachment else None,
        **content,
    }


def _shortened(text: str, limit: int = 90) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def _covered(text: str) -> str:
    """The text with the characters that the shipped fonts do not draw replaced."""
    return _undrawn().sub("\ufffd", text)


@cache
def _undrawn() -> re.Pattern[str]:
    """Finds what the shipped fonts do not draw; what they do stands beside them."""
    ranges = (shipped("templates") / "fonts" / "covered.txt").read_text(encoding="ascii").split()
    drawn = "".join("-".join(f"\\U{int(end, 16):08X}" for end in line.split("-")) for line in ranges)
    return re.compile(f"[^{drawn}\n\ufffd]")
