"""The house that signs the reports: its name, logo, colours, footer, confidentiality mark, sections of its own, and its own templates."""

import re
from base64 import b64encode
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compliance.base.problems import InvalidInput, Problem, closest
from compliance.base.text import LANGUAGES, Language
from compliance.reports.pictures import drawable

ACCENT, INK = "#12566b", "#1c2733"
LOGOS = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".svg": "image/svg+xml"}
FIELDS = ("name", "logo", "accent", "ink", "footer", "confidentiality", "sections", "templates")
SECTION_FIELDS = ("title", "text", "place")
PLACES = ("end", "start")
SIGNATURES = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff", "image/svg+xml": b"<svg"}
KINDS = {"image/png": "png", "image/jpeg": "jpg", "image/svg+xml": "svg"}
SIGNED = 4096  # bytes in which a picture says what it is
LEAST_CONTRAST = 4.5
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}\Z")


@dataclass(frozen=True, slots=True)
class Section:
    """A section that the house adds to its documents, before the others or after them; each block is a paragraph, or the points of a list."""

    title: str
    blocks: tuple[str | tuple[str, ...], ...]
    place: str = "end"

    @property
    def text(self) -> str:
        """The words as lines, for what has no paragraphs."""
        return "\n".join(block if isinstance(block, str) else "\n".join(f"• {point}" for point in block) for block in self.blocks)


@dataclass(frozen=True, slots=True)
class Brand:
    """How reports are dressed; `templates` are folders whose files take the place of the shipped ones, the first that has one."""

    name: str = ""
    logo: bytes = b""
    logo_type: str = ""
    accent: str = ACCENT
    ink: str = INK
    footer: str = ""
    confidentiality: str = ""
    templates: tuple[Path, ...] = ()
    sections: tuple[Section, ...] = ()

    @property
    def foot(self) -> str:
        """The line at the foot of every page."""
        return " · ".join(part for part in (self.footer, self.confidentiality) if part)

    @property
    def logo_address(self) -> str:
        """The logo as a data address; empty when there is none."""
        return f"data:{self.logo_type};base64,{b64encode(self.logo).decode()}" if self.logo else ""


PLAIN = Brand()


def load_brand(path: Path, language: Language) -> Brand:
    """The brand that a `brand.yaml` describes, in one language; its files stay inside its folder.

    Raises InvalidInput with every problem of the file.
    """
    from compliance.base.source import read_yaml

    document = read_yaml(path)
    problems: list[Problem] = []

    def report(code: str, *where: str | int, of_key: bool = False, suggestion: str = "", **values: object) -> None:
        problems.append(Problem(code, document.position(where, of_key), ".".join(map(str, where)), values, suggestion))

    def known(found: dict[str, Any], fields: tuple[str, ...], *where: str | int) -> None:
        for key in found:
            if key not in fields:
                report("unknown_field", *where, key, of_key=True, suggestion=closest(key, fields), field=key)

    data: dict[str, Any] = document.data if isinstance(document.data, dict) else {}
    if not isinstance(document.data, dict):
        report("catalog_group_expected")
    known(data, FIELDS)

    def text(*where: str | int) -> str:
        value: Any = data
        for step in where:
            value = value.get(step) if isinstance(value, dict) else value[step]
        if isinstance(value, dict) and set(value) == set(LANGUAGES):
            value = value[language]
        if value is not None and not isinstance(value, str):
            report("catalog_text_expected", *where)
            return ""
        return value or ""

    def section(index: int, found: Any) -> Section | None:
        if not isinstance(found, dict):
            report("catalog_group_expected", "sections", index)
            return None
        known(found, SECTION_FIELDS, "sections", index)
        title, body, place = (text("sections", index, key) for key in SECTION_FIELDS)
        for key, value in (("title", title), ("text", body)):
            if not value.strip():
                report("catalog_text_expected", "sections", index, key)
        if place and place not in PLACES:
            report("not_one_of", "sections", index, "place", value=place, expected=", ".join(PLACES), suggestion=closest(place, PLACES))
        return Section(title, _blocks(body), place or PLACES[0])

    def colour(key: str, default: str) -> str:
        value = text(key) or default
        if not _COLOUR.match(value):
            report("not_one_of", key, value=value, expected="#RRGGBB")
            return default
        return legible(value)

    def inside(key: str) -> Path | None:
        value = text(key)
        if not value:
            return None
        found = (path.parent / value).resolve()
        if not found.is_relative_to(path.parent.resolve()):
            report("include_outside", key, path=value)
        elif not found.exists():
            report("file_missing", key)
        else:
            return found
        return None

    logo, templates = inside("logo"), inside("templates")
    picture = b""
    if logo is not None:
        picture = logo.read_bytes() if logo.is_file() else b""
        if SIGNATURES.get(LOGOS.get(logo.suffix.lower(), ""), b"") not in picture[:SIGNED] or not picture or logo.suffix.lower() not in LOGOS:
            report("not_one_of", "logo", value=logo.name, expected=", ".join(LOGOS))
            logo = None
        elif not drawable(picture, KINDS[LOGOS[logo.suffix.lower()]]):
            report("logo_unreadable", "logo", name=logo.name)
        if not text("name"):
            report("logo_without_name", "logo", of_key=True)
    if templates is not None and not templates.is_dir():
        report("not_one_of", "templates", value=templates.name, expected="templates/")
    listed = data.get("sections") or []
    if not isinstance(listed, list):
        report("expected_list", "sections", found=str(listed)[:40])
        listed = []
    sections = [section(index, found) for index, found in enumerate(listed)]
    brand = Brand(
        text("name"),
        picture if logo else b"",
        LOGOS[logo.suffix.lower()] if logo else "",
        colour("accent", ACCENT),
        colour("ink", INK),
        text("footer"),
        text("confidentiality"),
        (templates,) if templates else (),
        tuple(found for found in sections if found is not None),
    )
    if problems:
        raise InvalidInput(problems)
    return brand


def _blocks(text: str) -> tuple[str | tuple[str, ...], ...]:
    """Paragraphs as they are parted by empty lines; one whose every line begins with a dash is a list."""
    blocks: list[str | tuple[str, ...]] = []
    for part in re.split(r"\n\s*\n", text.strip()):
        lines = [line.strip() for line in part.split("\n")]
        points = tuple(line[2:].strip() for line in lines if line.startswith("- "))
        blocks.append(points if len(points) == len(lines) else " ".join(lines))
    return tuple(blocks)


def legible(colour: str) -> str:
    """The colour, darkened until words in it can be read on white."""
    parts = [int(colour[start : start + 2], 16) for start in (1, 3, 5)]
    while _contrast(parts) < LEAST_CONTRAST:
        parts = [int(part * 0.9) for part in parts]
    return "#" + "".join(f"{part:02x}" for part in parts)


def _contrast(parts: list[int]) -> float:
    """Contrast with white, as the accessibility guidelines (WCAG 2) compute it."""
    linear = [part / 255 / 12.92 if part / 255 <= 0.04045 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in parts]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)
