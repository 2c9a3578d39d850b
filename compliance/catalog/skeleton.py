"""Skeletons of new catalog files: what an author fills, with examples that already give their verdicts."""

import json
import re
import unicodedata
from pathlib import Path

from compliance.base.resources import shipped
from compliance.base.text import fill

_CONTROL = re.compile(r"([A-Z][A-Z0-9]{1,7})-[0-9]{2,3}\Z")
_FRAMEWORK = re.compile(r"[a-z0-9][a-z0-9-]{0,39}\Z")
SLUG = 60


def domain_of(identifier: str) -> str:
    """The domain that a control id names, empty when the id has another form."""
    found = _CONTROL.match(identifier)
    return found[1] if found else ""


def is_framework_id(identifier: str) -> bool:
    """Whether a text may name a framework and its folder."""
    return bool(_FRAMEWORK.match(identifier)) and identifier not in ("parameters", "terms")


def control_skeleton(identifier: str, title_fr: str, title_en: str, domain: str, folder: Path) -> dict[Path, str]:
    """The file of a new control, by path."""
    values = {"id": identifier, "domain": domain, "title_fr": quoted(title_fr), "title_en": quoted(title_en)}
    path = folder / "controls" / domain / f"{identifier}-{slug(title_en)}.yaml"
    return {path: fill(_template("control.yaml"), values)}


def framework_skeleton(identifier: str, title_fr: str, title_en: str, folder: Path) -> dict[Path, str]:
    """The files of a new framework, by path."""
    values = {"id": identifier, "title_fr": quoted(title_fr), "title_en": quoted(title_en)}
    home = folder / "frameworks" / identifier
    return {home / name: fill(_template(name), values) for name in ("framework.yaml", "requirements.yaml", "mapping.yaml")}


def quoted(text: str) -> str:
    """A text as YAML takes it on one line; control characters become spaces."""
    return json.dumps(" ".join("".join(" " if unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp") else letter for letter in text).split(" ")).strip(), ensure_ascii=False)


def slug(text: str) -> str:
    """A text as part of a file name: lower case, without accents, words joined by hyphens."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    words = re.findall(r"[a-z0-9]+", plain.lower())
    found = ""
    for word in words:
        if len(found) + len(word) >= SLUG:
            break
        found = f"{found}-{word}" if found else word
    return found or "new"


def _template(name: str) -> str:
    return (shipped("templates") / "new" / name).read_text(encoding="utf-8")
