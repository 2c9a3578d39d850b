"""Turns a page into a tagged PDF by the engine asked for; engines are loaded only then."""

from collections.abc import Callable

from compliance.assessment.model import Assessment
from compliance.reports.brand import PLAIN, Brand

ENGINES = ("auto", "typst", "weasyprint")


class EngineMissing(Exception):
    """Raised when no engine that writes PDF can be loaded; `detail` says which and why, `code` names the message that says what to do."""

    def __init__(self, detail: str, code: str = "pdf_engines_missing") -> None:
        self.detail, self.code = detail, code
        super().__init__(detail)


def render_pdf(page: str, assessment: Assessment, engine: str = "auto", attachment: tuple[str, bytes] | None = None, brand: Brand = PLAIN) -> bytes:
    """The page as PDF; `auto` is Typst where it can be loaded, else WeasyPrint. `attachment` is the name and the content of a JSON file put into the PDF.

    Raises EngineMissing, naming the reason of each engine tried.
    """
    return prepared_pdf(page, assessment, engine, attachment, brand)()


def prepared_pdf(page: str, assessment: Assessment, engine: str = "auto", attachment: tuple[str, bytes] | None = None, brand: Brand = PLAIN) -> Callable[[], bytes]:
    """The same in two steps: the page made ready now, and what lays it out later.

    Raises EngineMissing, naming the reason of each engine tried.
    """
    reasons = []
    for name in ("typst", "weasyprint") if engine == "auto" else (engine,):
        try:
            if name == "typst":
                from compliance.reports import pdf_typst

                return pdf_typst.prepared(page, assessment.as_of, brand, attachment)
            from compliance.reports import pdf_weasyprint

            content = pdf_weasyprint.render(page, assessment.as_of, attachment)
            return lambda: content
        except EngineMissing as missing:
            reasons.append(missing.detail)
    raise EngineMissing("; ".join(reasons), "pdf_engines_missing" if engine == "auto" else f"pdf_{engine}_missing")
