"""The drafts as documents: every one in both languages, nothing left blank, nothing compliant, hostile words inert, the same bytes twice."""

import json
import os
import re
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from compliance.base.resources import package_file, shipped
from compliance.base.source import read_yaml
from compliance.base.text import Language
from compliance.catalog.load import Catalog
from compliance.reports.ai_act_draft_document import html_page
from compliance.reports.ai_act_draft_json import render
from compliance.reports.docx_report import docx_document
from compliance.reports.markdown import markdown_document
from compliance.reports.tree import read_page
from compliance.reports.words import Words
from tests.aipd.spoken import CODE
from tests.drafts.asking import DOCUMENTS, LANGUAGES, SYSTEMS, drafted, html, one_of, page
from tests.fragments import AS_OF

TEMPLATES = shipped("templates") / "ai-act-drafts"
GOLD = Path(__file__).parents[1] / "gold" / "markdown"
CASES = [(name, document, language) for name in SYSTEMS for document in DOCUMENTS for language in LANGUAGES]
CLAIMS = ("est conforme", "is compliant", "sont conformes", "are compliant", "certifié par", "certified by", "en conformité")


@pytest.fixture(params=CASES, ids=lambda case: "-".join(case))
def case(request: pytest.FixtureRequest) -> tuple[str, str, Language]:
    found: tuple[str, str, Language] = request.param
    return found


def test_each_page_is_whole(case: tuple[str, str, Language], catalog: Catalog) -> None:
    text, tree = html(*case, catalog), page(*case, catalog)
    assert "{" not in re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL)
    assert not re.search(r">\s*(None|Undefined)\s*<", text)
    assert not re.search(r"<(script|link|iframe|object|embed|base|img)\b", text)
    levels = [int(node.tag[1]) for node in tree.body.nodes() if re.fullmatch(r"h[1-6]", node.tag)]
    assert (levels[0], levels.count(1)) == (1, 1)
    assert all(after <= before + 1 for before, after in pairwise(levels))
    anchors = {node.id for node in tree.body.nodes() if node.id}
    for link in (node.attributes["href"] for node in tree.body.all("a")):
        assert link.startswith("https://") or link.removeprefix("#") in anchors
    words = tree.body.text().lower()
    assert not [claim for claim in CLAIMS if claim in words]


def test_the_first_lines_say_whether_the_document_is_called_for(case: tuple[str, str, Language], catalog: Catalog) -> None:
    name, document, language = case
    found = drafted(name, catalog)[document]
    first = markdown_document(html(*case, catalog)).decode().split("\n\n")[2]
    wanted = {
        "fr": {"called": "Ce document est demandé", "undetermined": "On ne peut pas encore dire", "not_called": "rien ne demande ce document"},
        "en": {"called": "This document is called for", "undetermined": "It cannot be told yet", "not_called": "nothing calls for this document"},
    }  # fmt: skip
    assert wanted[language][found.state] in first


def test_an_undetermined_draft_names_the_answers_that_decide(catalog: Catalog) -> None:
    text = page("emergency-triage", "technical-documentation", "fr", catalog).body.text()
    assert "Les réponses qui en décident" in text
    assert "[system.roles.tests]" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_notices_are_words_for_a_person(language: Language, catalog: Catalog) -> None:
    framed = " ".join(node.text() for node in page("consultation-scribe", "notices", language, catalog).body.nodes() if node.has("written"))
    assert "Transcription et synthèse de consultation" in framed
    assert "[" not in framed
    assert "art." not in framed.lower()


def test_french_has_its_no_break_spaces(catalog: Catalog) -> None:
    for document in DOCUMENTS:
        text = html("emergency-triage", document, "fr", catalog)
        words = re.sub(r"<[^>]+>", "", re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL))
        assert re.findall(r".{0,20}\w [;:!?»](?:\s|$)|«[ \w]", words) == []


def test_the_draft_kept(catalog: Catalog) -> None:
    """Run with COMPLY_GOLD set to keep the page anew, and look at it."""
    found = replace(drafted("emergency-triage", catalog)["fria"], rules_digest="(empreinte)")
    made = markdown_document(html_page(found, Words("fr", catalog.terms))).decode()
    path = GOLD / "draft-fria.fr.md"
    if os.environ.get("COMPLY_GOLD"):
        path.write_text(made, encoding="utf-8")
    assert made == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("document", DOCUMENTS)
@pytest.mark.parametrize("code", CODE)
def test_words_of_a_person_are_never_code(code: str, document: str, catalog: Catalog) -> None:
    words = Words("fr", catalog.terms)
    plain, hard = (one_of(spoken(text), document, catalog) for text in ("mot", code))
    made, other = html_page(hard, words), html_page(plain, words)
    tags = ("<script", "<style", "</style", "<img", "<!--", "<!DOCTYPE", "<a ", "<tr", "<h1", "<li", "<p")
    assert {tag: made.count(tag) for tag in tags} == {tag: other.count(tag) for tag in tags}
    assert not [key for node in read_page(made).body.nodes() for key in node.attributes if key.startswith("on")]
    assert not re.search(r"href=[\"']?(javascript|file|data)", made)
    told = markdown_document(made).decode()
    assert "<script" not in told
    assert "<img" not in told
    assert json.loads(render(hard, words))["document"] == document
    with ZipFile(BytesIO(docx_document(made, AS_OF))) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(archive.read(name))
        assert not re.search(r'Target="(javascript|file|data):', archive.read("word/_rels/document.xml.rels").decode())


def spoken(code: str) -> dict[str, object]:
    """A system that says the same thing everywhere where a person may write."""
    return {
        "organisation": {"name": code, "country": "FR", "eu_representative": code},
        "system": {"name": code, "version": code, "intended_purpose": code, "roles": {"ai_act": ["provider", "deployer"]}, "product": {"annex_i_act": code}},
        "ai": {"metrics": [{"name": code, "value": 0.5}], "registration": {"eu_db_id": code}, "fairness": {"groups": [code]}},
        "documents": [{"id": "d", "title": code, "kind": "instructions", "reference": code, "version": code, "supports": ["system.name"]}],
        "components": [{"id": "m", "name": code, "kind": "model", "description": code}],
        "datasets": [{"id": "j", "name": code, "origin": code}],
        "transparency": {"notice_url": code, "languages": [code]},
    }


@pytest.mark.parametrize("code", CODE[4:6])
def test_the_pdf_shows_words_as_words(code: str, catalog: Catalog) -> None:
    pytest.importorskip("typst")
    from pypdf import PdfReader

    from compliance.reports.pdf_typst import render as pdf

    made = html_page(one_of(spoken(code), "registration", catalog), Words("fr", catalog.terms))
    assert len(PdfReader(BytesIO(pdf(made, AS_OF))).pages) >= 2


def test_same_input_same_bytes(catalog: Catalog) -> None:
    pytest.importorskip("typst")
    from compliance.reports.pdf_typst import render as pdf
    from tests.drafts.asking import all_of, described

    made = []
    for _ in range(2):
        found = all_of(described("consultation-scribe"), catalog)["notices"]
        words = Words("fr", catalog.terms)
        text = html_page(found, words)
        made.append((text, markdown_document(text), docx_document(text, AS_OF), render(found, words), pdf(text, AS_OF, attachment=("draft.json", render(found, words)))))
    assert made[0] == made[1]


def strings(language: Language) -> dict[str, object]:
    data: dict[str, object] = read_yaml(TEMPLATES / f"strings.{language}.yaml").data
    return data


def flat(value: object) -> str:
    return " ".join(map(str, value.values())) if isinstance(value, dict) else str(value)


def test_both_languages_say_the_same_things() -> None:
    french, english = strings("fr"), strings("en")
    assert list(french) == list(english)
    for key, value in french.items():
        assert isinstance(value, dict) == isinstance(english[key], dict), key
        assert set(re.findall(r"{\w+}", flat(value))) == set(re.findall(r"{\w+}", flat(english[key]))), key
    assert [key for key, value in french.items() if "'" in flat(value)] == []
    common = set(read_yaml(shipped("templates") / "common" / "strings.fr.yaml").data)
    assert common.isdisjoint(french)


BUILT = re.compile(r"^(state|since|list)\.")  # keys put together from a state or a status


def test_every_sentence_is_used_and_exists() -> None:
    sources = "\n".join(path.read_text(encoding="utf-8") for path in [*TEMPLATES.glob("*.j2"), *package_file("reports").glob("ai_act_draft*.py")])
    known = {*strings("fr"), *read_yaml(shipped("templates") / "common" / "strings.fr.yaml").data}
    assert [key for key in strings("fr") if f'"{key}"' not in sources and f"'{key}'" not in sources and not BUILT.match(key)] == []
    named = set(re.findall(r"\bt(?:\.count)?\(\s*[\"']([a-z_.]+)[\"']", sources))
    assert {key for key in named if key not in known and not key.endswith(".")} == set()
    states = {"called", "undetermined", "not_called"}
    assert {f"state.{state}" for state in states} | {f"list.{state}" for state in states} <= set(strings("fr"))
    assert {f"since.{status}" for status in ("applies_now", "future", "legacy", "contested", "undetermined")} <= set(strings("fr"))


def test_a_legacy_or_disputed_date_is_told(catalog: Catalog) -> None:
    from compliance.reports.ai_act_draft_document import view_of

    found = drafted("secure-reference", catalog)["technical-documentation"]
    (call,) = found.calls
    for language in LANGUAGES:
        view = view_of(found, Words(language, catalog.terms))
        told = {status: view.since(replace(call, status=status, legacy_until=AS_OF)) for status in ("applies_now", "future", "legacy", "contested")}
        assert len(set(told.values())) == len(told)
        assert "21" in told["legacy"]
