"""Waivers and lost evidence beside the reports other than the gap analysis: what touches what, what is only named, and a user's words inert in every form."""

import io
import json
import re
from dataclasses import replace
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from rich.console import Console

from compliance.assessment.deadlines import Deadlines
from compliance.assessment.model import Assessment, EvidenceResult
from compliance.base.problems import Position
from compliance.base.text import LANGUAGES, Language
from compliance.conditions.step import Step
from compliance.reports import register_formats
from compliance.reports.ai_act_report import html_page
from compliance.reports.ai_act_reserves import beside_drafts, reserves_of
from compliance.reports.brand import PLAIN
from compliance.reports.deadlines import endings
from compliance.reports.deadlines_ics import calendar
from compliance.reports.docx_report import docx_document
from compliance.reports.markdown import markdown_document
from compliance.reports.pages import strings
from compliance.reports.reserves_json import plain
from compliance.reports.terminal_waivers import show_reserves
from compliance.reports.tree import read_page
from compliance.reports.view_reserves import NONE, Reserves, behind, of_controls, reserves, sentences
from tests.reports import ai_act_sample, sample
from tests.reports.test_hostile import CONTROLS, HOSTILE

WORDS = sample.WORDS["fr"]


def act(text: str = "Motif") -> Assessment:
    """The sample classified, with one waiver of a duty in force, one that has expired and one of something else."""
    made = ai_act_sample.assessment("IIa", text, text)
    now, late = made.waivers
    duty = now._replace(target="ai-act:art. 4", kind="requirement", reason=text, owner=text, approver=text, findings=(), requirements=("ai-act:art. 4",))
    return replace(made, waivers=(duty, late._replace(target="ai-act:art-26", reason=text), now))


def terminal(found: Reserves) -> str:
    out = io.StringIO()
    show_reserves(found, WORDS, Console(file=out, width=400, color_system=None))
    return out.getvalue()


def test_a_waiver_touches_what_it_names_or_what_rests_on_it() -> None:
    made = sample.assessment()
    by_control = reserves(made, WORDS, of_controls(made, {"CRY-02"}))
    assert {view.target for view in by_control.waivers} == {"CRY-02@export", "rgpd:art-5"}
    assert by_control.other_waivers == ()
    elsewhere = reserves(made, WORDS, of_controls(made, {"LOG-01"}))
    assert elsewhere.waivers == ()
    assert {view.target for view in elsewhere.other_waivers} == {"CRY-02@export", "rgpd:art-5"}
    assert reserves(made, WORDS).waivers == reserves(made, WORDS, lambda waiver: True).waivers


def test_what_does_not_touch_is_named_still() -> None:
    made = act()
    assert made.classification is not None
    found = reserves_of(made.classification, made, WORDS)
    assert [view.target for view in found.waivers] == ["ai-act:art-26", "ai-act:art. 4"]
    assert "CRY-02@export (en vigueur)" in terminal(found)
    assert [item["finding"] for item in plain(found)["other_waivers"]] == ["CRY-02@export"]
    assert beside_drafts([made.classification], made, WORDS).waivers == found.waivers


def test_a_document_bears_on_what_was_read_and_nothing_else() -> None:
    made = sample.assessment()
    read = Step("test", True, "security.access.mfa", "is", True, True, ("security", "access", "mfa"))
    findings = tuple(finding._replace(trace=read if finding.control == "LOG-01" else finding.trace) for finding in made.findings)
    traced = replace(made, findings=findings)

    def document(*supports: str) -> EvidenceResult:
        return EvidenceResult("Pièce", "", "P", "2020-01-01", "2021-01-01", supports, "documented", True, Position(sample.FILE, 9))

    bears = behind(traced, {"LOG-01"}, ["data.kinds"])
    assert [bears(document(path)) for path in ("security", "security.access", "security.access.mfa", "security.acc", "privacy", "data.kinds", "data[images].kinds")] == [
        True, True, True, False, False, True, True,
    ]  # fmt: skip
    assert not bears(document())
    untold = replace(made, findings=tuple(finding._replace(trace=None, applicability=None) for finding in made.findings))
    assert behind(untold, {"LOG-01"})(document("privacy")), "without the steps every document is shown"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_ai_act_report_lists_them(language: Language) -> None:
    words = sample.WORDS[language]
    body = read_page(html_page(act(), words)).body
    told = re.sub(r"\s+", " ", body.text().replace("\u200b", ""))
    for said in {
        "fr": ("demandée par Motif", "encore 192 jours", "1 dérogation est échue", "échue depuis 51 jours"),
        "en": ("asked by Motif", "192 days left", "1 waiver has expired"),
    }[language]:
        assert said in told.replace("\u00a0", " "), said
    assert [node.id for node in body.all("section") if node.id in ("waivers", "evidence", "others")] == ["waivers", "others"]
    anchors = {node.id for node in body.nodes() if node.id}
    assert {link.attributes["href"][1:] for link in body.all("a") if link.attributes["href"].startswith("#")} <= anchors


def test_without_any_nothing_is_said() -> None:
    bare = replace(ai_act_sample.assessment(), waivers=(), evidence=())
    page = html_page(bare, WORDS)
    assert not re.search(r'id="(waivers|evidence|others)"', page)
    assert plain(NONE) == {}
    assert terminal(NONE) == ""
    assert list(sentences(NONE, WORDS)) == []


def test_the_end_of_a_waiver_stands_among_the_other_ends() -> None:
    found = Deadlines("s", sample.DAY, (), (), ())
    assert [day.isoformat() for day, _ in endings(found, reserves(sample.assessment(), WORDS))] == ["2026-10-01", "2027-06-01"]
    assert endings(found, NONE) == []


@pytest.mark.parametrize("name", HOSTILE)
def test_words_of_a_waiver_are_never_code(name: str) -> None:
    text = HOSTILE[name]
    made, calm = act(text), act("mot")
    page, other = html_page(made, WORDS), html_page(calm, WORDS)
    tags = ("<script", "<style", "<img", "<a ", "<td", "<h2", "<span")
    assert {tag: page.count(tag) for tag in tags} == {tag: other.count(tag) for tag in tags}
    assert not CONTROLS.search(page)
    told = markdown_document(page).decode()
    assert "<script" not in told
    assert not re.search(r"(?<!\\)\]\((?!https://)|(?<!\\)!\[", told)
    if name in ("control", "xml_end", "script"):
        with ZipFile(BytesIO(docx_document(page, sample.DAY))) as archive:
            ElementTree.fromstring(archive.read("word/document.xml"))
    found = reserves(made, WORDS)
    assert "\x1b" not in terminal(found)
    assert json.loads(json.dumps(plain(found)))["waivers"][0]["reason"] == text


@pytest.mark.parametrize("name", HOSTILE)
def test_words_of_a_waiver_are_inert_in_the_record_and_in_a_calendar(name: str) -> None:
    found = reserves(act(HOSTILE[name]), WORDS)
    texts = strings("aipd", "fr", PLAIN)
    told = register_formats.markdown((), sample.DAY, WORDS, texts, [found]).decode()
    assert "<script" not in told
    assert not re.search(r"(?<!\\)\]\((?!https://)|(?<!\\)!\[", told)
    rows = [line for line in told.splitlines() if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} <= {6, 7}
    with ZipFile(BytesIO(register_formats.workbook((), sample.DAY, WORDS, texts, [found]))) as archive:
        assert not any(b"<f>" in archive.read(part) or b"<hyperlink" in archive.read(part) for part in archive.namelist())
        for part in archive.namelist():
            if part.endswith(".xml"):
                ElementTree.fromstring(archive.read(part))
    lines = calendar(Deadlines("s", sample.DAY, (), (), ()), WORDS, found).decode().split("\r\n")
    assert all(re.match(r"[A-Z;=-]+[:;]| |$", line) for line in lines)
    assert lines.count("BEGIN:VEVENT") == 3
