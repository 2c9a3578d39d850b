"""The PDF of the gap analysis: seconds and seconds a page."""

import time
from datetime import date

from bench.table import Row
from compliance.catalog.load import load_catalog
from compliance.pipeline import assess
from compliance.reports.words import Words
from compliance.system.load import load_system


def measure() -> list[Row]:
    from io import BytesIO

    from pypdf import PdfReader

    from compliance.reports.gap_analysis import html_page, pdf_document

    catalog = load_catalog()
    assessment = assess(load_system("examples/pneumonia-federated/system.yaml"), catalog, date(2026, 11, 21))
    page = html_page(assessment, catalog, Words("fr", catalog.terms))
    pdf_document(page, assessment)
    start = time.perf_counter()
    content = pdf_document(page, assessment)
    seconds = time.perf_counter() - start
    pages = len(PdfReader(BytesIO(content)).pages)
    return [Row("gap analysis as PDF, warm", f"{seconds:.2f} s for {pages} pages, {seconds / pages:.3f} s a page")]
