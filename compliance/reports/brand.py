"""The house that signs the reports: its name, logo, colours, footer, confidentiality mark, and its own templates."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Brand:
    """How reports are dressed; `templates` is a folder whose files take the place of the shipped ones."""

    name: str = ""
    logo: bytes = b""
    logo_type: str = ""
    accent: str = "#12566b"
    ink: str = "#1c2733"
    footer: str = ""
    confidentiality: str = ""
    templates: Path | None = None


PLAIN = Brand()
