"""Every report lists every waiver: who asked, who approved, why, from when to when, how long it still holds, what it accepts and what that would be without it."""

import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from rich.console import Console

from compliance.assessment.model import Assessment
from compliance.base.text import LANGUAGES, Language
from compliance.catalog.load import Catalog
from compliance.reports.docx_report import docx_document
from compliance.reports.gap_analysis import html_page
from compliance.reports.html import report_page
from compliance.reports.json_report import plain
from compliance.reports.markdown import markdown_document
from compliance.reports.terminal import show
from compliance.reports.tree import read_page
from compliance.reports.view_waivers import waivers
from compliance.reports.words import Words
from compliance.reports.xlsx_report import workbook
from tests.reports import sample


def terminal(assessment: Assessment, rules: Catalog, words: Words) -> str:
    out = io.StringIO()
    show(assessment, words, Console(file=out, width=400, color_system=None))
    return out.getvalue()


def page(assessment: Assessment, rules: Catalog, words: Words) -> str:
    return read_page(html_page(assessment, rules, words)).body.text()


def screen(assessment: Assessment, rules: Catalog, words: Words) -> str:
    return read_page(report_page(assessment, rules, words)).body.text()


def markdown(assessment: Assessment, rules: Catalog, words: Words) -> str:
    return markdown_document(html_page(assessment, rules, words)).decode().replace("\\", "")


def _xml_text(content: bytes, parts: str) -> str:
    with ZipFile(BytesIO(content)) as archive:
        return " ".join(re.sub(r"<[^>]+>", "", archive.read(name).decode()) for name in archive.namelist() if re.fullmatch(parts, name))


def docx(assessment: Assessment, rules: Catalog, words: Words) -> str:
    return _xml_text(docx_document(html_page(assessment, rules, words), sample.DAY), r"word/document\.xml")


def xlsx(assessment: Assessment, rules: Catalog, words: Words) -> str:
    return _xml_text(workbook(assessment, rules, words), r"xl/(sharedStrings|worksheets/sheet\d+)\.xml")


PROSE: tuple[Callable[[Assessment, Catalog, Words], str], ...] = (terminal, page, screen, markdown, docx, xlsx)


def plainly(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u200b", ""))


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Language:
    chosen: Language = request.param
    return chosen


SAID = {
    "fr": (
        "demandée par RSSI",
        "approuvée par Direction",
        "encore 192 jours",
        "risque accepté (sans la dérogation : non satisfaite)",
        "échue depuis 51 jours",
        "rouverte",
        "réparer",
    ),
    "en": ("asked by RSSI", "approved by Direction", "192 days left", "risk accepted (without the waiver: not met)", "expired 51 days ago", "open again", "mend it"),
}
CELLS = {"demandée par RSSI": "RSSI", "approuvée par Direction": "Direction", "asked by RSSI": "RSSI", "approved by Direction": "Direction"}


@pytest.mark.parametrize("form", PROSE, ids=lambda form: form.__name__)
def test_says_who_why_until_when_and_what_it_accepts(form: Callable[..., str], language: Language, rules: Catalog) -> None:
    text = plainly(form(sample.assessment("Motif-42"), rules, sample.WORDS[language]))
    for said in (*SAID[language], "Motif-42", "waivers.yaml:3", "rgpd:art-33"):
        assert (CELLS.get(said, said) if form is xlsx else said) in text, said


@pytest.mark.parametrize("form", [terminal, page, screen, markdown, docx], ids=lambda form: form.__name__)
def test_an_expired_waiver_is_said_loudly(form: Callable[..., str], language: Language, rules: Catalog) -> None:
    text = plainly(form(sample.assessment(), rules, sample.WORDS[language]))
    assert {"fr": "1 dérogation est échue", "en": "1 waiver has expired"}[language] in text


def test_json_holds_everything(rules: Catalog) -> None:
    data = json.loads(json.dumps(plain(sample.assessment("m"), sample.WORDS["fr"])))
    assert [(waiver["state"], waiver["owner"], waiver["approver"], waiver["days_left"], waiver["requirements"]) for waiver in data["waivers"]] == [
        ("in_force", "RSSI", "Direction", 192, ["rgpd:art-33"]),
        ("expired", "m", "m", -51, ["rgpd:art-5"]),
    ]
    requirement = next(item for framework in data["frameworks"] for item in framework["requirements"] if item["id"] == "rgpd:art-33")
    assert (requirement["status"], requirement["underlying"]) == ("accepted", "not_met")


@pytest.mark.parametrize("form", [terminal, page, screen, markdown], ids=lambda form: form.__name__)
def test_a_finding_that_is_accepted_says_by_whom(form: Callable[..., str], rules: Catalog) -> None:
    assert "accepté jusqu’au 1er juin 2027 par Direction" in plainly(form(sample.assessment(), rules, sample.WORDS["fr"]))


@pytest.mark.parametrize("form", PROSE, ids=lambda form: form.__name__)
def test_without_waivers_nothing_is_said_of_them(form: Callable[..., str], rules: Catalog) -> None:
    bare = replace(sample.assessment(), waivers=())
    text = plainly(form(bare, rules, sample.WORDS["fr"]))
    assert "encore 192 jours" not in text
    assert "échue" not in text


def test_the_expired_come_first_and_what_another_accepts_is_not_open() -> None:
    made = sample.assessment()
    first, second = waivers(made, sample.WORDS["fr"])
    assert (first.target, second.target) == ("rgpd:art-5", "CRY-02@export")
    lapsed = made.waivers[0]._replace(state="expired", days_left=-3, requirements=())
    told = waivers(replace(made, waivers=(made.waivers[0], lapsed)), sample.WORDS["fr"])
    assert "par une autre dérogation" in told[0].remark


@pytest.mark.parametrize("form", PROSE, ids=lambda form: form.__name__)
def test_stale_and_lost_evidence_is_a_state_of_its_own(form: Callable[..., str], rules: Catalog) -> None:
    made = sample.assessment()
    lost = replace(made, evidence=(made.evidence[0]._replace(attached="altered"), made.evidence[1]))
    text = plainly(form(lost, rules, sample.WORDS["fr"]))
    assert "périmé" in text
    assert "modifiée depuis le relevé de son empreinte" in text
