"""Writes PDF with WeasyPrint: tagged (PDF/UA-1), with the shipped fonts only, and without any access to the network."""

import io
import logging
from contextlib import redirect_stderr, redirect_stdout
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from compliance.base.resources import shipped


def engine() -> Any:
    """The WeasyPrint module, its printed advice silenced.

    Raises EngineMissing when it or one of its libraries cannot be loaded.
    """
    from compliance.reports.pdf import EngineMissing

    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        try:
            import weasyprint  # type: ignore[import-untyped,unused-ignore,import-not-found]
        except (ImportError, OSError) as error:
            raise EngineMissing(f"weasyprint: {str(error).splitlines()[0]}") from None
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    logging.getLogger("fontTools").setLevel(logging.CRITICAL)
    return weasyprint


def render(page: str, day: date, attachment: tuple[str, bytes] | None = None) -> bytes:
    """The page as PDF, with the date of the assessment and, where given, a JSON file attached."""
    weasyprint = engine()
    from weasyprint.text.fonts import FontConfiguration  # type: ignore[import-untyped,unused-ignore,import-not-found]

    fonts = FontConfiguration()
    folder = shipped("templates") / "fonts"
    fetcher = _fetcher(folder)
    sheet = weasyprint.CSS(filename=folder / "fonts.css", font_config=fonts, url_fetcher=fetcher)
    document = weasyprint.HTML(string=page, url_fetcher=fetcher)
    at = datetime(day.year, day.month, day.day, tzinfo=UTC)
    attached = [weasyprint.Attachment(string=attachment[1], name=attachment[0], created=at, modified=at, relationship="Data")] if attachment else None
    written: bytes = document.write_pdf(stylesheets=[sheet], font_config=fonts, pdf_variant="pdf/ua-1", attachments=attached)
    return written


def _fetcher(folder: Path) -> Any:
    """Opens the files of one folder and pictures written in the page itself; refuses everything else."""
    from weasyprint.urls import URLFetcher  # type: ignore[import-untyped,unused-ignore,import-not-found]

    class Fetcher(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            parts = urlsplit(url)
            if parts.scheme == "data" and parts.path.startswith("image/"):
                return super().fetch(url, headers)
            path = Path(unquote(parts.path)).resolve()
            if parts.scheme == "file" and not parts.netloc and path.is_relative_to(folder.resolve()):
                return super().fetch(url, headers)
            raise ValueError(url)

    return Fetcher()
