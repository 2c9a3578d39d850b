"""The house that signs the reports: its name, logo, colours, footer, confidentiality mark, and its own templates."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compliance.base.problems import InvalidInput, Problem, closest
from compliance.base.text import LANGUAGES, Language

ACCENT, INK = "#12566b", "#1c2733"
LOGOS = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".svg": "image/svg+xml"}
FIELDS = ("name", "logo", "accent", "ink", "footer", "confidentiality", "templates")
LEAST_CONTRAST = 4.5
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}\Z")


@dataclass(frozen=True, slots=True)
class Brand:
    """How reports are dressed; `templates` is a folder whose files take the place of the shipped ones."""

    name: str = ""
    logo: bytes = b""
    logo_type: str = ""
    accent: str = ACCENT
    ink: str = INK
    footer: str = ""
    confidentiality: str = ""
    templates: Path | None = None


PLAIN = Brand()


def load_brand(path: Path, language: Language) -> Brand:
    """The brand that a `brand.yaml` describes, in one language; its files stay inside its folder.

    Raises InvalidInput with every problem of the file.
    """
    from compliance.base.source import read_yaml

    document = read_yaml(path)
    problems: list[Problem] = []

    def report(code: str, key: str, of_key: bool = False, suggestion: str = "", **values: object) -> None:
        problems.append(Problem(code, document.position((key,), of_key), key, values, suggestion))

    data: dict[str, Any] = document.data if isinstance(document.data, dict) else {}
    for key in data:
        if key not in FIELDS:
            report("unknown_field", key, True, closest(key, FIELDS), field=key)

    def text(key: str) -> str:
        value = data.get(key)
        if isinstance(value, dict) and set(value) == set(LANGUAGES):
            value = value[language]
        if value is not None and not isinstance(value, str):
            report("catalog_text_expected", key)
            return ""
        return value or ""

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
    if logo is not None and logo.suffix.lower() not in LOGOS:
        report("not_one_of", "logo", value=logo.suffix, expected=", ".join(LOGOS))
        logo = None
    brand = Brand(
        text("name"),
        logo.read_bytes() if logo else b"",
        LOGOS[logo.suffix.lower()] if logo else "",
        colour("accent", ACCENT),
        colour("ink", INK),
        text("footer"),
        text("confidentiality"),
        templates,
    )
    if problems:
        raise InvalidInput(problems)
    return brand


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
