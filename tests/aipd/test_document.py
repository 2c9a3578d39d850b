"""The draft as a document: every block in both orders and languages, every sentence with its source, nothing that nobody said."""

import re
from io import BytesIO
from itertools import pairwise, product
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from compliance.assessment.aipd_model import Aipd
from compliance.assessment.aipd_statement import Statement
from compliance.base.resources import package_file, shipped
from compliance.base.source import read_yaml
from compliance.base.text import Language
from compliance.catalog.load import Catalog
from compliance.reports.aipd_document import LAYOUTS, html_page, layouts
from compliance.reports.cnil_json import render
from compliance.reports.docx_report import docx_document
from compliance.reports.markdown import markdown_document
from compliance.reports.pdf import render_pdf
from compliance.reports.tree import Page, read_page
from compliance.reports.words import Words
from tests.aipd.asking import changed, draft_of, drafted, page_of
from tests.aipd.spoken import CODE, SPOKEN, hostile
from tests.fragments import AS_OF, system

EXAMPLES = ("secure-reference", "pneumonia-federated", "hospital-data-warehouse", "oncology-telemonitoring", "consultation-scribe")
LANGUAGES: tuple[Language, ...] = ("fr", "en")
TEMPLATES = shipped("templates") / "aipd"


@pytest.fixture(scope="module")
def drafts(catalog: Catalog) -> dict[str, Aipd]:
    return {name: draft_of(name, catalog) for name in EXAMPLES}


# Every example in both orders and both languages between them; the reference in all four ways.
SHOWN = sorted(
    {
        *((name, LAYOUTS[index % 2], LANGUAGES[index // 2 % 2]) for index, name in enumerate(EXAMPLES)),
        *product(EXAMPLES[:1], LAYOUTS, LANGUAGES),
        *((name, "cnil", "fr") for name in EXAMPLES),
    }
)


@pytest.fixture(params=SHOWN, ids=lambda param: "-".join(param))
def shown(request: pytest.FixtureRequest, catalog: Catalog) -> tuple[str, Page]:
    name, layout, language = request.param
    return page_of(name, catalog, language, layout)


@pytest.fixture
def html(shown: tuple[str, Page]) -> str:
    return shown[0]


@pytest.fixture
def page(shown: tuple[str, Page]) -> Page:
    return shown[1]


def test_both_orders_show_the_same_blocks(drafts: dict[str, Aipd]) -> None:
    told = {layout: {(block["kind"], block.get("id", "")) for section in sections for block in section["blocks"]} for layout, sections in layouts().items()}
    assert set(told) == set(LAYOUTS)
    both = told["cnil"] & told["edpb"]
    assert {kind for kind, _ in told["cnil"]} - {kind for kind, _ in both} == set()
    draft = drafts["secure-reference"]
    for blocks in told.values():
        assert {key for kind, key in blocks if kind == "question"} == {answer.id for answer in draft.answers}
        assert {key for kind, key in blocks if kind == "risk"} == {risk.id for risk in draft.risks}
        assert {"need", "review", "activities", "measures", "scale", "map", "actions", "consultation", "opinions", "decision", "addressees", "method"} <= {
            kind for kind, _ in blocks
        }


def test_every_block_has_its_template() -> None:
    kinds = {block["kind"] for sections in layouts().values() for section in sections for block in section["blocks"]}
    assert {path.name for path in TEMPLATES.glob("block-*.html.j2")} == {f"block-{kind}.html.j2" for kind in kinds}


def test_needs_no_other_file(html: str) -> None:
    assert not re.search(r"<(script|link|iframe|object|embed|base|img)\b", html)
    assert not re.search(r"url\(|@import", html)


def test_links_lead_somewhere(page: Page) -> None:
    anchors = {node.id for node in page.body.nodes() if node.id}
    for link in (node.attributes["href"] for node in page.body.all("a")):
        assert link.startswith("https://") or link.removeprefix("#") in anchors


def test_headings_never_skip_a_level(page: Page) -> None:
    levels = [int(node.tag[1]) for node in page.body.nodes() if re.fullmatch(r"h[1-6]", node.tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_table_can_be_read_aloud(page: Page) -> None:
    for table in page.body.all("table"):
        assert any(child.tag == "caption" and child.text().strip() for child in table.nodes())
        assert all(cell.attributes.get("scope") for cell in table.all("th"))


def test_the_map_is_told_in_words(html: str, page: Page) -> None:
    picture = re.search(r"<svg\b.*?</svg>", html, re.DOTALL)
    assert picture is not None
    drawing = ElementTree.fromstring(picture[0])
    assert drawing.get("role") == "img"
    titles = {child.tag.rpartition("}")[2]: child.text or "" for child in drawing}
    assert titles["title"]
    assert titles["desc"].count(";") == 6  # four risks, now and after
    assert len(page.body.all("svg")) == 1


def test_no_blank_of_a_template_is_left(html: str) -> None:
    assert "{" not in re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)
    assert not re.search(r">\s*(None|Undefined)\s*<", html)


def test_never_says_that_a_system_is_compliant(page: Page) -> None:
    words = page.body.text().lower()
    for claim in ("est conforme", "is compliant", "certifié par nous"):
        assert claim not in words


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_statement_has_its_source(name: str, drafts: dict[str, Aipd]) -> None:
    draft = drafts[name]
    for answer in draft.answers:
        for part in answer.parts:
            for one in (part,) if isinstance(part, Statement) else (statement for subject in part.subjects for statement in subject.statements):
                assert one.sources, (answer.id, one.say.fr)
                assert all(source.position.file.endswith(".yaml") for source in one.sources)
        assert answer.articles
    for activity in draft.activities:
        assert activity.source.position.line > 0
        assert all(one.sources for one in activity.statements)
    assert all(action.articles or action.positions or action.kind == "measure" for action in draft.actions)


def test_a_source_is_the_line_of_the_file(drafts: dict[str, Aipd], catalog: Catalog) -> None:
    draft = drafts["secure-reference"]
    text = (shipped("templates").parent / "examples" / "secure-reference" / "system.yaml").read_text(encoding="utf-8").splitlines()
    first = next(part for part in draft.answers[0].parts if isinstance(part, Statement))
    assert first.value in text[first.sources[0].position.line - 1]
    assert f"[system.yaml:{first.sources[0].position.line}" in page_of("secure-reference", catalog)[1].body.text()


def test_documents_are_cited_with_what_they_support(drafts: dict[str, Aipd]) -> None:
    cited = {
        document
        for answer in drafts["secure-reference"].answers
        for part in answer.parts
        if isinstance(part, Statement)
        for source in part.sources
        for document in source.documents
    }
    assert cited


def test_what_is_missing_is_asked_of_a_role(drafts: dict[str, Aipd], catalog: Catalog) -> None:
    for name, draft in drafts.items():
        page = page_of(name, catalog)[1]
        boxes = [node.text() for node in page.body.nodes() if node.has("box")]
        assert bool(boxes) is any(answer.missing or answer.open for answer in draft.answers), name
        assert all(box.strip().startswith("À préciser par\u00a0: ") for box in boxes)


def test_weights_of_a_model_have_neither_persons_to_count_nor_fields(catalog: Catalog) -> None:
    data = [{"id": "images", "kinds": ["images"], "subjects": ["patients"]}, {"id": "weights", "kinds": ["model_weights"], "subjects": ["patients"]}]
    asked = [missing for answer in drafted(system({"data": data}), catalog).answers for missing in answer.missing]
    for path in ("data.subject_count", "data.fields"):
        named = {name for missing in asked if missing.path == path for name in missing.subjects}
        assert named == {"images"}, path


def test_an_empty_system_says_nothing(catalog: Catalog) -> None:
    draft = drafted(system({}), catalog)
    assert draft.need.outcome == "undetermined"
    assert not any(answer.answered or answer.parts for answer in draft.answers)
    assert all(not answer.parts for answer in draft.answers)
    assert draft.activities == ()
    assert all(measure.truth is not True for measure in draft.measures)
    words = read_page(html_page(draft, Words("fr", catalog.terms))).body.text()
    assert "À préciser" in words
    assert "Proposé, à confirmer" in words


def test_small_numbers_have_all_their_figures(catalog: Catalog) -> None:
    """A delta of one in a million is told as a reader writes it, in the document and in the file for the CNIL's software."""
    told = {language: page_of("secure-reference", catalog, language)[1].body.text() for language in LANGUAGES}
    assert "0,000001" in told["fr"]
    assert "0.000001" in told["en"]
    assert "e-06" not in told["fr"] + told["en"]
    assert "e-06" not in render(draft_of("secure-reference", catalog), Words("fr", catalog.terms)).decode()


@pytest.mark.parametrize(("sought", "reason", "asked"), [(True, None, False), (False, None, True), (None, None, True), (True, "Déjà demandé.", True)])
def test_why_opinions_were_not_sought_is_asked_only_where_they_were_not(sought: bool | None, reason: str | None, asked: bool, catalog: Catalog) -> None:
    views = {key: value for key, value in {"sought": sought, "reason": reason}.items() if value is not None}
    words = read_page(html_page(drafted(system(changed({"privacy.dpia.views": views})), catalog), Words("fr", catalog.terms))).body.text()
    assert ("Si non, pourquoi" in words) is asked


@pytest.mark.parametrize("layout", LAYOUTS)
def test_what_only_a_person_can_write_names_the_field_to_write_it_in(layout: str, catalog: Catalog) -> None:
    draft = drafted(system(changed({})), catalog)
    page = read_page(html_page(draft, Words("fr", catalog.terms), layout))
    boxes = " ".join(node.text() for node in page.body.nodes() if node.has("box"))
    asked = [answer.id for answer in draft.answers if answer.open]
    assert {"111", "211", "213"} <= set(asked)
    for question in asked:
        assert f"[privacy.dpia.answers, question {question}]" in boxes


def test_boxes_have_a_frame_in_word(catalog: Catalog) -> None:
    page, tree = page_of("oncology-telemonitoring", catalog)
    with ZipFile(BytesIO(docx_document(page, AS_OF))) as archive:
        body = archive.read("word/document.xml").decode()
    ElementTree.fromstring(body)
    boxes = sum(node.has("box") for node in tree.body.nodes())
    assert boxes > 0
    assert body.count('<w:left w:val="single" w:sz="24"') == boxes
    assert "<w:tc></w:tc>" not in body
    assert not re.search(r"</w:tbl></w:tc>", body)  # a cell ends with a paragraph


def test_what_people_have_said_is_shown(catalog: Catalog) -> None:
    words = read_page(html_page(drafted(system(changed(SPOKEN)), catalog), Words("fr", catalog.terms))).body.text()
    for text in (
        "Premier paragraphe.",
        "Pas avant d’avoir revu la base.",
        "Utile, si le médecin garde la main.",
        "Coffre fermé",
        "au sous-sol & gardé",
        "parce que",
        "revoir la base",
        "C. Leroy",
    ):
        assert text in words, text
    assert "Confirmé par A. Martin le 1er\u00a0septembre 2026" in words.replace("1er septembre", "1er\u00a0septembre")


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ({}, "Proposé ; confirmation d’A. Martin sans niveau : à préciser"),
        ({"severity": "limited"}, "Proposé ; confirmation d’A. Martin pour un seul des deux niveaux"),
        ({"severity": "limited", "likelihood": "limited", "confirmed_on": "2027-01-05"}, "Proposé ; confirmation d’A. Martin annoncée au 5 janvier 2027"),
    ],
)
def test_a_name_without_a_level_or_before_its_day_confirms_nothing(entry: dict[str, str], words: str, catalog: Catalog) -> None:
    risks = [{"risk": risk, "confirmed_by": "A. Martin", "confirmed_on": "2026-09-01", **entry} for risk in ("access", "change", "loss", "operation")]
    told = read_page(html_page(drafted(system(changed({"privacy.dpia.risks": risks})), catalog), Words("fr", catalog.terms))).body.text()
    assert words in told.replace("5 janvier", "5 janvier").replace("janvier 2027", "janvier 2027")
    assert "Confirmé par" not in told
    assert "4 risques attendent encore" in told.replace(" ", " ")


def test_the_risk_study_says_where_each_line_comes_from(html: str, page: Page) -> None:
    """Impacts, sources of risk, threats and reasons: a place of the file, or the method; where a fact is missing, that."""
    method, unsaid = ("convention, tables de la méthode", "le fait manque") if 'lang="fr"' in html else ("convention, tables of the method", "fact is missing")
    studies = [node for node in page.body.all("article") if node.has("risk")]
    assert len(studies) == 4
    for study in studies:
        lines = [node.text() for node in study.all("li")] + [row.all("th")[0].text() for row in study.all("tr") if row.all("td") and len(row.all("td")) == 1]
        assert lines
        assert all(method in line or ".yaml:" in line or unsaid in line for line in lines), lines


def test_what_the_organisation_answers_on_consultation_has_its_place(catalog: Catalog) -> None:
    about = system(changed({"privacy.dpia.residual_risk": "limited", "privacy.dpia.prior_consultation": "not_needed"}))
    told = [node.text() for node in read_page(html_page(drafted(about, catalog), Words("fr", catalog.terms))).body.nodes() if node.tag in ("li", "p")]
    for start in ("Risque résiduel déclaré", "Réponse de l’organisme"):
        listed = [line for line in told if line.strip().startswith(start)]
        assert listed
        assert all(re.search(r"\[\S+:\d+", line) for line in listed), listed


@pytest.mark.parametrize(("answered", "words"), [(0, "0 question sur 18 des parties 1 et 2 trouve"), (1, "1 question sur 18 des parties 1 et 2 trouve")])
def test_none_and_one_are_singular(answered: int, words: str, catalog: Catalog) -> None:
    data = {} if answered == 0 else {"privacy": {"dpia": {"answers": [{"question": "111", "text": "Un texte."}]}}}
    told = read_page(html_page(drafted(system(data), catalog), Words("fr", catalog.terms))).body.text()
    assert words in told.replace(" ", " ")


def test_measures_and_plan_stand_under_their_headings() -> None:
    for layout, sections in layouts().items():
        for section in sections:
            kinds = [block["kind"] for block in section["blocks"]]
            for kind in ("measures", "actions"):
                if kind in kinds:
                    assert kinds[kinds.index(kind) - 1] == "heading", (layout, kind)


def test_the_plan_has_an_owner_and_a_date_to_fill(drafts: dict[str, Aipd], catalog: Catalog) -> None:
    draft = drafts["pneumonia-federated"]
    assert draft.actions
    assert all(action.owner == "" and action.due is None for action in draft.actions)
    assert {action.open for action in draft.actions} == {True, False} or {action.open for action in draft.actions} == {True}
    words = page_of("pneumonia-federated", catalog)[1].body.text()
    assert "Responsable" in words
    assert "Échéance" in words


@pytest.fixture(scope="module")
def plain_pages(catalog: Catalog) -> dict[str, str]:
    """The same system with an innocent word everywhere."""
    draft = drafted(system(hostile("mot")), catalog)
    return {layout: html_page(draft, Words("fr", catalog.terms), layout) for layout in LAYOUTS}


@pytest.mark.parametrize(("code", "layout"), [(code, LAYOUTS[index % 2]) for index, code in enumerate(CODE)])
def test_words_of_a_person_are_never_code(code: str, layout: str, plain_pages: dict[str, str], catalog: Catalog) -> None:
    made, other = html_page(drafted(system(hostile(code)), catalog), Words("fr", catalog.terms), layout), plain_pages[layout]
    tags = ("<script", "<style", "</style", "<img", "<!--", "<!DOCTYPE", "<a ", "<tr", "<h1", "<svg", "<textarea")
    assert {tag: made.count(tag) for tag in tags} == {tag: other.count(tag) for tag in tags}
    assert not [key for node in read_page(made).body.nodes() for key in node.attributes if key.startswith("on")]
    assert not re.search(r"href=[\"']?(javascript|file|data)", made)
    if code not in CODE[:2]:
        return  # the other forms are made of the same page, and have their own hostile texts
    told = markdown_document(made).decode()
    assert "<script" not in told
    assert "<img" not in told
    assert not re.search(r"(?<!\\)\]\((?!https://)", told)
    with ZipFile(BytesIO(docx_document(made, AS_OF))) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(archive.read(name))
        assert not re.search(r'Target="(javascript|file|data):', archive.read("word/_rels/document.xml.rels").decode())


def test_pdf_shows_words_as_words(catalog: Catalog) -> None:
    """Every hostile text at once, as the name of the system: each comes out letter for letter."""
    pytest.importorskip("typst")
    from pypdf import PdfReader

    from compliance import pipeline

    about = system(changed({"system.name": " ¶ ".join(CODE), "privacy.dpia.answers": [{"question": "111", "text": " ¶ ".join(CODE)}]}))
    made = html_page(drafted(about, catalog), Words("fr", catalog.terms))
    reader = PdfReader(BytesIO(render_pdf(made, pipeline.assess(about, catalog, AS_OF), "typst")))
    assert len(reader.pages) > 5
    told = re.sub(r"[\s\u200b]", "", reader.pages[0].extract_text())
    for code in CODE:
        assert re.sub(r"\s", "", code) in told, code


def test_same_input_same_bytes(catalog: Catalog) -> None:
    """The page and what is made of it; that an engine writes the same PDF of the same page is held where the engines are."""
    about = system(changed(SPOKEN))
    made = []
    for _ in range(2):
        page = html_page(drafted(about, catalog), Words("en", catalog.terms), "edpb")
        made.append((page, markdown_document(page), docx_document(page, AS_OF)))
    assert made[0] == made[1]


def read(language: str) -> dict[str, object]:
    data: dict[str, object] = read_yaml(TEMPLATES / f"strings.{language}.yaml").data
    return data


def flat(value: object) -> str:
    return " ".join(map(str, value.values())) if isinstance(value, dict) else str(value)


def test_both_languages_say_the_same_things() -> None:
    french, english = read("fr"), read("en")
    assert list(french) == list(english)
    for key, value in french.items():
        assert set(re.findall(r"{\w+}", flat(value))) == set(re.findall(r"{\w+}", flat(english[key]))), key
        assert flat(value).strip()
        assert flat(english[key]).strip()


def test_what_is_common_is_not_said_anew() -> None:
    assert set(read_yaml(shipped("templates") / "common" / "strings.fr.yaml").data).isdisjoint(read("fr"))


def test_every_sentence_is_used() -> None:
    sources = [path.read_text(encoding="utf-8") for path in TEMPLATES.glob("*.j2")]
    sources += [Path(path).read_text(encoding="utf-8") for path in package_file("reports").glob("*.py")] + [package_file("cli").joinpath("register.py").read_text(encoding="utf-8")]
    text = "\n".join(sources)
    built = re.compile(
        r"^(about|action|because|consultation|decision|layout|map|measures|need\.basis|outcome|register|review|route)\.|^risk\.(residual_|confirmed|unlevelled|half|announced)"
    )
    assert [key for key in read("fr") if f'"{key}"' not in text and f"'{key}'" not in text and not built.match(key)] == []
