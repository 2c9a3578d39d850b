"""Turns a page into a tagged PDF; the engines are loaded only when a PDF is asked for."""

from compliance.assessment.model import Assessment


class EngineMissing(Exception):
    """Raised when no engine that writes PDF can be loaded; `detail` says why."""

    def __init__(self, detail: str) -> None:
        self.detail = detail
        super().__init__(detail)


def render_pdf(page: str, assessment: Assessment) -> bytes:
    """The page as PDF.

    Raises EngineMissing when no engine can be loaded.
    """
    from compliance.reports.pdf_weasyprint import render

    return render(page)
