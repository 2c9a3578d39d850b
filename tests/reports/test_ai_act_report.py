"""The AI Act classification as a document: kept as Markdown in both languages, drawn, tagged, the same bytes each time, and inert whatever the user wrote."""

import itertools
import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from compliance.base.resources import shipped
from compliance.base.source import read_yaml
from compliance.base.text import LANGUAGES, Language
from compliance.catalog.load import Catalog
from compliance.reports.ai_act_report import html_page, section
from compliance.reports.ai_act_report_figure import walk_figure
from compliance.reports.ai_act_report_walk import Reader
from compliance.reports.docx_report import docx_document
from compliance.reports.html import report_page
from compliance.reports.markdown import markdown_document
from compliance.reports.pdf import render_pdf
from compliance.reports.tree import Page, read_page
from tests.reports import ai_act_sample, sample
from tests.reports.test_hostile import CONTROLS, HOSTILE, TAGS, handlers

FOLDER = shipped("templates") / "ai-act"
BUILT = re.compile(r"^(label|duty|method)\.")
DATA = ("assessment.json", b'{"a": 1}\n')


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Language:
    chosen: Language = request.param
    return chosen


@pytest.fixture
def html(language: Language) -> str:
    return html_page(ai_act_sample.assessment(), sample.WORDS[language])


@pytest.fixture
def page(html: str) -> Page:
    return read_page(html)


def strings(language: str) -> dict[str, Any]:
    data: dict[str, Any] = read_yaml(FOLDER / f"strings.{language}.yaml").data
    return data


def flat(value: object) -> str:
    return " ".join(map(str, value.values())) if isinstance(value, dict) else str(value)


def test_is_the_markdown_kept(html: str, language: Language, gold: Callable[[str, bytes], None]) -> None:
    gold(f"markdown/ai-act.{language}.md", markdown_document(html))


def test_same_input_same_page(html: str, language: Language) -> None:
    assert html_page(ai_act_sample.assessment(), sample.WORDS[language]) == html


def test_says_its_language_and_needs_no_other_file(html: str, page: Page, language: Language) -> None:
    assert page.language == language
    assert "Détection de nodules" in page.title
    assert not re.search(r"<(script|link|iframe|object|embed|base)\b|url\(|@import|\bsrc=(?![\"']data:)", html)


def test_every_anchor_is_unique_and_every_inner_link_leads_somewhere(page: Page) -> None:
    anchors = [node.id for node in page.body.nodes() if node.id]
    assert len(anchors) == len(set(anchors))
    links = {node.attributes["href"] for node in page.body.all("a")}
    assert {link[1:] for link in links if link.startswith("#")} <= set(anchors)
    assert all(link.startswith(("#", "https://")) for link in links)


def test_headings_never_skip_a_level(page: Page) -> None:
    levels = [int(node.tag[1]) for node in page.body.nodes() if re.fullmatch(r"h[1-5]", node.tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_tells_each_part(page: Page) -> None:
    """Facts with their line, roles with what shifted them, duties by status, what answers change, and fines for the articles named alone."""
    told = re.sub(r"\s+", " ", page.body.text())
    for said in (
        "system.yaml:18", "art. 25, § 1, point c)", "La loi donne à l’organisme un rôle qu’il n’a pas déclaré (fournisseur)", "En vigueur depuis le 2 août 2026",
        "À compter du 2 décembre 2027, en préparation · 1 disposition · par présomption", "Système antérieur, non tenu tant qu’il ne change pas", "Discuté ; date retenue : 2 août 2028",
        "ajoute haut risque par l’annexe III (usage), rôle de fournisseur, écarte haut risque présumé, faute d’un fait", "(art. 50, 26).", "Au plus tard le 2 août 2030",
        "conduit au moins à la classe IIa", "Point 5d : Cumul discuté.", "art. 2, § 6 – invoquée, refusée faute de preuve", "manquement",
    ):  # fmt: skip
        if page.language == "fr":
            assert said in told.replace("\u00a0", " "), said
    assert {"fr": "15\u202f000\u202f000", "en": "15,000,000"}[page.language] in page.body.text()


def test_nothing_that_is_not_due_is_a_breach(page: Page) -> None:
    word = {"fr": "manquement", "en": "breach"}[page.language]
    rows = [node.text() for node in page.body.all("tr") if word in node.text().split()]
    assert len(rows) == 2  # Art. 4, owed by two roles
    assert all(("4" in row and "Maîtrise" in row) or "literacy" in row for row in rows)


def test_no_citation_that_ends_in_a_bracket_stands_in_brackets(page: Page) -> None:
    """`(art. 3, point 4))` reads as a mistake: a citation is told after a comma or a dash."""
    assert "))" not in page.body.text()


def test_a_system_without_classification_has_no_document(rules: Catalog) -> None:
    plain = sample.assessment()
    assert html_page(plain, sample.WORDS["fr"]) == ""
    assert section(plain, sample.WORDS["fr"]).markup == ""
    assert 'id="ai-act"' not in report_page(plain, rules, sample.WORDS["fr"])


def test_the_screen_report_has_its_section(rules: Catalog, language: Language) -> None:
    made = report_page(ai_act_sample.assessment(), rules, sample.WORDS[language])
    assert made.count('id="ai-act"') == 1
    assert made.count('href="#ai-act"') == 1
    assert html_page(ai_act_sample.assessment(), sample.WORDS[language]).count("<svg") == 2


def test_the_walk_is_drawn_and_told(language: Language) -> None:
    words = sample.WORDS[language]
    nodes = Reader(ai_act_sample.classification(), words, sample.FILE).walk()
    assert [node.kind for node in nodes] == ["yes", "no", "yes", "presumed", "skipped"]
    drawn = ElementTree.fromstring(walk_figure(nodes, ["<b>x</b>"], words, "t", "end"))
    description = next(node.text or "" for node in drawn.iter() if node.tag.endswith("desc"))
    assert all(node.title in description for node in nodes)
    assert "<b>x</b>" in description
    texts = " ".join(node.text or "" for node in drawn.iter() if node.tag.endswith("text"))
    assert all(node.answer in texts for node in nodes)


@pytest.mark.parametrize("engine", ["typst", "weasyprint"])
def test_the_pdf(engine: str) -> None:
    pytest.importorskip(engine)
    pypdf = pytest.importorskip("pypdf")
    assessment = ai_act_sample.assessment()
    html = html_page(assessment, sample.WORDS["fr"])
    content = render_pdf(html, assessment, engine, DATA)
    assert render_pdf(html, assessment, engine, DATA) == content
    made = pypdf.PdfReader(BytesIO(content))
    root = made.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).startswith("fr")
    assert "Détection de nodules" in made.metadata.title
    assert {name: files[0] for name, files in made.attachments.items()} == dict([DATA])
    told = "".join(letter for found in made.pages for letter in found.extract_text() if letter.isalnum())
    for said in ("Leparcoursdedécision", "hautrisqueparlannexeIproduit", "Réponsesquimanquent", "Méthodeetlimites", "systemyaml18"):
        assert said in told
    assert any("/Figure" in str(kind) for kind in kinds(root["/StructTreeRoot"]))


def kinds(node: Any, depth: int = 0) -> list[str]:
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return [found for item in node for found in kinds(item, depth)]
    if not isinstance(node, dict) or depth > 12:
        return []
    return [str(node.get("/S", "")), *kinds(node.get("/K", []), depth + 1)]


def test_the_word_document_opens(html: str) -> None:
    content = docx_document(html, sample.DAY)
    assert docx_document(html, sample.DAY) == content
    with ZipFile(BytesIO(content)) as archive:
        body = archive.read("word/document.xml").decode()
    assert body.count("<w:tbl>") >= 5
    assert "Heading1" in body


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_inert(name: str, rules: Catalog) -> None:
    text = HOSTILE[name]
    plain, words = ai_act_sample.assessment(), sample.WORDS["fr"]
    hostile = replace(ai_act_sample.assessment(text, text, text), version=text, file=f"{text}/system.yaml")
    for made, calm in ((html_page(hostile, words), html_page(replace(plain, version="1"), words)), (str(section(hostile, words).markup), str(section(plain, words).markup))):
        assert not CONTROLS.search(made)
        assert handlers(made) == []
        assert not re.search(r"href=[\"']?(javascript|file|data)", made)
        assert {tag: made.count(tag) for tag in TAGS if tag != "<p"} == {tag: calm.count(tag) for tag in TAGS if tag != "<p"}
    page = html_page(hostile, words)
    markdown = markdown_document(page).decode()
    assert "<script" not in markdown
    assert not re.search(r"(?<!\\)\]\((?!https://)|(?<!\\)!\[", markdown)
    if name in ("control", "surrogate_like", "xml_end", "script"):
        with ZipFile(BytesIO(docx_document(page, sample.DAY))) as archive:
            ElementTree.fromstring(archive.read("word/document.xml"))


@pytest.mark.parametrize("name", ["typst", "script", "wide", "bidi", "long_word"])
def test_hostile_text_is_printed_by_typst(name: str) -> None:
    pytest.importorskip("typst")
    pypdf = pytest.importorskip("pypdf")
    hostile = ai_act_sample.assessment(HOSTILE[name], HOSTILE[name], HOSTILE[name])
    made = pypdf.PdfReader(BytesIO(render_pdf(html_page(hostile, sample.WORDS["fr"]), hostile, "typst")))
    assert "root:x:0" not in "".join(found.extract_text() for found in made.pages)


def test_both_languages_say_the_same_things() -> None:
    french, english = strings("fr"), strings("en")
    assert list(french) == list(english)
    for key, value in french.items():
        assert isinstance(value, dict) == isinstance(english[key], dict), key
        assert set(re.findall(r"{\w+}", flat(value))) == set(re.findall(r"{\w+}", flat(english[key]))), key
        assert "'" not in flat(value), key
        assert flat(value).strip(), key


def test_every_sentence_is_used_and_none_is_common() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in FOLDER.glob("*.j2"))
    text += "".join((shipped("templates").parent / "compliance/reports" / name).read_text(encoding="utf-8") for name in ("ai_act_report.py",))
    assert [key for key in strings("fr") if f'"{key}"' not in text and not BUILT.match(key)] == []
    assert set(strings("fr")).isdisjoint(read_yaml(shipped("templates") / "common" / "strings.fr.yaml").data)


def test_every_label_and_status_is_explained(catalog: Catalog) -> None:
    labels = catalog.classifications["ai-act"].labels
    keys = set(strings("fr"))
    assert {f"label.{name}" for name in labels} <= keys
    assert {f"duty.{status}" for status in ("applies_now", "future", "legacy", "contested")} <= keys
    told = {key.removeprefix("label.") for key in keys if key.startswith("label.")} - {"since", "from", "no_date", "section"}
    assert told == set(labels)
