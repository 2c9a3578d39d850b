"""The gap analysis as HTML: the same as kept, in both languages, whole in itself."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from compliance.assessment.model import Assessment, Assignment, AttestationResult
from compliance.base.problems import Position
from compliance.base.text import LANGUAGES, Language
from compliance.catalog.load import Catalog
from compliance.reports.gap_analysis import html_page
from compliance.reports.markdown import markdown_document
from compliance.reports.tree import Node, Page, read_page
from tests.reports import sample


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Language:
    chosen: Language = request.param
    return chosen


@pytest.fixture
def html(language: Language, rules: Catalog) -> str:
    return html_page(sample.assessment(), rules, sample.WORDS[language])


@pytest.fixture
def page(html: str) -> Page:
    return read_page(html)


def test_is_the_page_kept(html: str, language: Language, gold: Callable[[str, bytes], None]) -> None:
    gold(f"html/gap-analysis.{language}.html", html.encode())


def test_is_the_markdown_kept(html: str, language: Language, gold: Callable[[str, bytes], None]) -> None:
    gold(f"markdown/gap-analysis.{language}.md", markdown_document(html))


def test_same_input_same_page(html: str, language: Language, rules: Catalog) -> None:
    assert html_page(sample.assessment(), rules, sample.WORDS[language]) == html


def test_says_its_language_and_title(page: Page, language: Language) -> None:
    assert page.language == language
    assert sample.assessment().system in page.title


def test_needs_no_other_file(html: str) -> None:
    assert not re.search(r"<(script|link|iframe|object|embed|base)\b", html)
    assert not re.search(r"url\(|@import|\bsrc=(?![\"']data:)", html)


def test_every_anchor_is_unique_and_every_inner_link_leads_somewhere(page: Page) -> None:
    anchors = [node.id for node in page.body.nodes() if node.id]
    assert len(anchors) == len(set(anchors))
    links = {node.attributes["href"] for node in page.body.all("a")}
    assert {link[1:] for link in links if link.startswith("#")} <= set(anchors)
    assert all(link.startswith(("#", "https://")) for link in links)


def test_headings_never_skip_a_level(page: Page) -> None:
    levels = [int(node.tag[1]) for node in page.body.nodes() if re.fullmatch(r"h[1-6]", node.tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_table_has_a_caption_and_heads_with_a_scope(page: Page) -> None:
    for table in page.body.all("table"):
        assert any(child.tag == "caption" for child in table.nodes())
        assert all(cell.attributes.get("scope") for cell in table.all("th"))


def test_the_matrix_adds_up(page: Page) -> None:
    matrix = next(table for table in page.body.all("table") if table.has("matrix"))
    for group in matrix.all("tbody"):
        rows = [[int(cell.text()) for cell in line.all("td")] for line in group.all("tr") if line.all("td")]
        *parts, together = rows
        assert all(sum(row[:-1]) == row[-1] for row in rows)
        assert [sum(column) for column in zip(*parts, strict=True)] == together


def test_a_mark_never_stands_without_its_word(page: Page) -> None:
    for node in page.body.nodes():
        if node.has("status"):
            assert len(node.text().split()) > 1
        if node.has("bearing"):
            assert node.all("span")[1].attributes["title"]


def test_copies_with_the_same_reasons_are_told_once(page: Page) -> None:
    told = next(node for node in page.body.nodes() if node.has("two-columns")).text()
    assert "lecture × 2 (lyon, berlin)" in told
    assert told.count("lecture") == 1


def test_bills_and_guidance_are_labelled_and_never_a_breach(page: Page, language: Language) -> None:
    bill = next(node for node in page.body.nodes() if node.id == "framework-bill").text()
    assert {"fr": "proposition", "en": "proposal"}[language] in bill
    assert sample.WORDS[language].say("status.not_met") not in bill


def test_never_says_that_a_system_is_compliant(page: Page) -> None:
    words = page.body.text().lower()
    for claim in ("est conforme", "is compliant", "certifié", "certified", "compliant"):
        assert claim not in words
    assert "%" not in words


def test_french_has_its_no_break_spaces(rules: Catalog) -> None:
    page = read_page(html_page(sample.assessment(), rules, sample.WORDS["fr"]))
    assert re.findall(r".{0,20}\w [;:!?»](?:\s|$)|«[ \w]", "\n".join(_lines(page.body))) == []


def _lines(node: Node) -> Iterator[str]:
    """The words of each element by itself; marks stand apart from what precedes them."""
    yield "".join(child for child in node.children if isinstance(child, str))
    for child in node.children:
        if isinstance(child, Node) and not child.has("mark"):
            yield from _lines(child)


def test_the_cover_says_that_it_is_a_draft_while_attestations_are_missing(page: Page, language: Language, rules: Catalog) -> None:
    assert page.about["draft"] == {"fr": "Projet", "en": "Draft"}[language]
    mark = next(node for node in page.body.nodes() if node.has("draft"))
    assert "1" in mark.text()
    given = AttestationResult("M. A", "DPO", "2026-05-01", "2027-05-01", "met", "Jugé suffisant.", in_force=True)
    done = attested(sample.assessment(), given)
    final = read_page(html_page(done, rules, sample.WORDS[language]))
    assert "draft" not in final.about
    assert not [node for node in final.body.nodes() if node.has("draft")]
    expired = read_page(html_page(attested(sample.assessment(), given._replace(in_force=False)), rules, sample.WORDS[language]))
    assert expired.about["draft"]


def attested(assessment: Assessment, given: AttestationResult) -> Assessment:
    """The same assessment with a person's word on every requirement that controls show in part."""
    frameworks = [
        framework._replace(requirements=tuple(item._replace(attestation=given) if item.status == "partly_shown" else item for item in framework.requirements))
        for framework in assessment.frameworks
    ]
    return replace(assessment, frameworks=tuple(frameworks))


def test_the_cover_names_the_versions_of_the_texts(page: Page, language: Language) -> None:
    (cover,) = [node for node in page.body.nodes() if node.has("cover")]
    rows = cover.all("tbody")[0].all("tr")
    assert [row.all("th")[0].text() for row in rows] == {"fr": ["RGPD", "Projet de loi"], "en": ["GDPR", "Bill"]}[language]
    assert all("2016" in row.text() for row in rows)


def test_domains_and_texts_are_crossed_with_counts(page: Page) -> None:
    section = next(node for node in page.body.nodes() if node.id == "domains")
    (row,) = section.all("tbody")[0].all("tr")
    counts = [int(node.text().replace("\u00a0", " ").split()[-1]) for node in row.all("td")[0].all("span") if node.has("tally")]
    requirements = sample.assessment().frameworks[0].requirements
    assert sum(counts) == sum(bool(item.rows) and item.status not in ("not_applicable", "not_assessed") for item in requirements)
    assert all(node.attributes["title"] for node in row.nodes() if node.has("mark"))


def test_the_action_plan_tells_what_to_do_and_leaves_room_for_who_and_when(page: Page, language: Language, rules: Catalog) -> None:
    section = next(node for node in page.body.nodes() if node.id == "plan")
    rows = [line for group in section.all("tbody") for line in group.all("tr") if line.all("td")]
    told = next(line for line in rows if "CRY-02" in line.all("th")[0].text())
    todo, effort, settles, owner, due = (cell.text() for cell in told.all("td"))
    assert {"fr": "Exiger TLS 1.2.", "en": "Require TLS 1.2."}[language] in todo
    assert effort
    assert {"fr": "RGPD art.", "en": "GDPR Art."}[language] in settles.replace("\u00a0", " ")
    assert (owner, due) == ("", "")
    given = (Assignment("CRY-02", "RSSI <b>", date(2027, 2, 1), "", Position(sample.FILE, 9)),)
    filled = read_page(html_page(replace(sample.assessment(), assignments=given), rules, sample.WORDS[language])).body
    row = next(line for line in filled.all("tr") if line.all("td") and line.all("td")[-1].has("fill") and "CRY-02" in line.text())
    assert row.all("td")[-2].text() == "RSSI <b>"
    assert "2027" in row.all("td")[-1].text()
