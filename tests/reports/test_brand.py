"""The brand: what its file may say, what it may open, and what it changes."""

import re
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from compliance.assessment.aipd import draft
from compliance.base.problems import InvalidInput
from compliance.catalog.load import Catalog
from compliance.pipeline import assess
from compliance.reports.aipd_document import html_page as aipd_page
from compliance.reports.brand import Brand, load_brand
from compliance.reports.docx_report import docx_document
from compliance.reports.gap_analysis import html_page
from compliance.reports.html import report_page
from compliance.reports.markdown import markdown_document
from compliance.reports.pdf import render_pdf
from compliance.reports.tree import read_page
from compliance.reports.words import Words
from compliance.reports.xlsx_report import workbook
from tests.fragments import system
from tests.reports import sample
from tests.reports.test_xlsx import sheets

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)  # fmt: skip


def written(folder: Path, text: str) -> Path:
    path = folder / "brand.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_dresses_every_page(tmp_path: Path, rules: Catalog) -> None:
    (tmp_path / "logo.png").write_bytes(PIXEL)
    path = written(tmp_path, "name: Cabinet <Exemple>\nlogo: logo.png\naccent: '#7a1f5c'\nfooter: {fr: Pied, en: Foot}\nconfidentiality: {fr: Confidentiel, en: Confidential}\n")
    brand = load_brand(path, "fr")
    for html in (html_page(sample.assessment(), rules, sample.WORDS["fr"], brand), report_page(sample.assessment(), rules, sample.WORDS["fr"], brand)):
        assert "#7a1f5c" in html
        assert 'src="data:image/png;base64,' in html
        assert "Cabinet &lt;Exemple&gt;" in html
        assert "Confidentiel" in html
    assert read_page(html_page(sample.assessment(), rules, sample.WORDS["fr"], brand)).about["footer"] == "Pied · Confidentiel"
    assert load_brand(path, "en").footer == "Foot"


def test_a_pale_colour_is_darkened_until_words_can_be_read(tmp_path: Path) -> None:
    brand = load_brand(written(tmp_path, "accent: '#ffe680'"), "fr")
    assert brand.accent != "#ffe680"
    assert int(brand.accent[1:3], 16) < 0xA0


def test_a_template_of_ones_own_takes_the_place_of_ours(tmp_path: Path, rules: Catalog) -> None:
    own = tmp_path / "modeles" / "gap-analysis"
    own.mkdir(parents=True)
    (own / "cover.html.j2").write_text('<header class="cover"><h1>{{ name }} chez nous</h1></header>', encoding="utf-8")
    (own / "strings.fr.yaml").write_text('summary.title: "En deux mots"\n', encoding="utf-8")
    brand = load_brand(written(tmp_path, "templates: modeles"), "fr")
    body = read_page(html_page(sample.assessment("<i>"), rules, sample.WORDS["fr"], brand)).body
    assert body.all("h1")[0].text() == "<i> chez nous"
    assert "En deux mots" in [node.text() for node in body.all("h2")]


def test_a_template_cannot_reach_the_machine(tmp_path: Path, rules: Catalog) -> None:
    own = tmp_path / "modeles" / "gap-analysis"
    own.mkdir(parents=True)
    (own / "cover.html.j2").write_text("{{ words.say.__globals__ }}", encoding="utf-8")
    brand = load_brand(written(tmp_path, "templates: modeles"), "fr")
    with pytest.raises(Exception, match=r"unsafe|undefined"):
        html_page(sample.assessment(), rules, sample.WORDS["fr"], brand)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("nom: Cabinet", "unknown_field"), ("accent: rouge", "not_one_of"), ("logo: ../secret.png", "include_outside"), ("logo: absent.png", "file_missing"),
        ("{name: A, logo: brand.yaml}", "not_one_of"), ("name: [a]", "catalog_text_expected"), ("templates: /etc", "include_outside"),
    ],
)  # fmt: skip
def test_mistakes_are_told_with_their_place(tmp_path: Path, text: str, code: str) -> None:
    with pytest.raises(InvalidInput) as found:
        load_brand(written(tmp_path, text), "fr")
    assert [(problem.code, problem.position.line) for problem in found.value.problems] == [(code, 1)]


BRAND = """
name: Cabinet d’Exemple & associés
logo: logo.svg
accent: '#7a1f5c'
footer: {fr: Pied de page du cabinet, en: Foot of the house}
confidentiality: {fr: Diffusion restreinte, en: Restricted}
sections:
  - title: {fr: Notre méthode, en: Our method}
    text:
      fr: |
        Deux entretiens ont précédé
        cette lecture.

        - la direction
        - l’équipe
      en: Two interviews.
  - {title: Avant-propos, text: =1+1 & <b>gras</b>, place: start}
"""
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="200" height="50"><rect width="200" height="50" fill="#7a1f5c"/></svg>'


@pytest.fixture
def dressed(tmp_path: Path) -> Brand:
    (tmp_path / "logo.svg").write_bytes(SVG)
    return load_brand(written(tmp_path, BRAND), "fr")


def test_sections_are_paragraphs_and_lists(dressed: Brand) -> None:
    assert [(section.place, section.title, section.blocks) for section in dressed.sections] == [
        ("end", "Notre méthode", ("Deux entretiens ont précédé cette lecture.", ("la direction", "l’équipe"))),
        ("start", "Avant-propos", ("=1+1 & <b>gras</b>",)),
    ]


@pytest.mark.parametrize("make", [html_page, report_page])
def test_sections_stand_before_and_after(dressed: Brand, rules: Catalog, make: Any) -> None:
    body = read_page(make(sample.assessment(), rules, sample.WORDS["fr"], dressed)).body
    titles = [node.text() for node in body.all("h2")]
    assert titles.index("Avant-propos") < titles.index("L’essentiel" if make is html_page else "Vue d’ensemble")
    assert titles.index("Notre méthode") == titles.index("Méthode et limites") - 1
    assert {"own-start-1", "own-end-1"} <= {node.id for node in body.nodes()}
    assert "#own-end-1" in {node.attributes.get("href") for node in body.all("a")}


@pytest.mark.parametrize("engine", ["typst", "weasyprint"])
def test_pdf_wears_the_brand(dressed: Brand, rules: Catalog, engine: str) -> None:
    pytest.importorskip(engine)
    from pypdf import PdfReader

    page = html_page(sample.assessment(), rules, sample.WORDS["fr"], dressed)
    made = PdfReader(BytesIO(render_pdf(page, sample.assessment(), engine, None, dressed)))
    texts = [found.extract_text().replace("\u200b", "") for found in made.pages]
    assert made.metadata is not None
    assert made.metadata.author == "Cabinet d’Exemple & associés"
    assert all("Pied de page du cabinet · Diffusion restreinte" in text.replace("\n", " ") for text in texts[1:])
    assert "DIFFUSION RESTREINTE" in texts[0].upper()
    assert "<b>gras</b>" in "".join(texts)
    assert "Notre méthode" in "".join(texts)
    streams = b"".join(found.get_contents().get_data() for found in made.pages if found.get_contents() is not None)  # type: ignore[union-attr]
    accent = [int("7a1f5c"[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    colours = {tuple(round(float(part), 2) for part in found) for found in re.findall(rb"([\d.]+) ([\d.]+) ([\d.]+) (?:rg|scn|sc)\b", streams)}
    assert tuple(round(part, 2) for part in accent) in colours


def test_word_wears_the_brand(dressed: Brand, rules: Catalog) -> None:
    import docx

    made = docx_document(html_page(sample.assessment(), rules, sample.WORDS["fr"], dressed), sample.DAY, dressed)
    document = docx.Document(BytesIO(made))
    words = [paragraph.text for paragraph in document.paragraphs]
    assert document.core_properties.author == "Cabinet d’Exemple & associés"
    assert "Pied de page du cabinet · Diffusion restreinte" in document.sections[0].footer.paragraphs[0].text
    assert str(document.styles["Heading 1"].font.color.rgb) == "7A1F5C"
    mark = document.paragraphs[words.index("Diffusion restreinte")].runs[0]
    assert mark.bold
    assert str(mark.font.color.rgb) == "9D1C20"
    assert words.index("• la direction") < words.index("• l’équipe")
    picture = document.element.body.xpath(".//wp:inline")[0]
    assert picture.docPr.get("descr") == "Cabinet d’Exemple & associés"
    assert picture.extent.cy == 12 * 36000


def test_workbook_wears_the_brand(dressed: Brand, rules: Catalog) -> None:
    made = workbook(sample.assessment(), rules, sample.WORDS["fr"], dressed)
    cells = [cell for row in sheets(made)["À lire"] for cell in row]
    assert {"Cabinet d’Exemple & associés", "Diffusion restreinte", "Notre méthode", "=1+1 & <b>gras</b>"} <= set(cells)
    with ZipFile(BytesIO(made)) as archive:
        names = archive.namelist()
        printed = [unescape(archive.read(name).decode()) for name in names if name.startswith("xl/worksheets/sheet")]
        assert "FF7A1F5C" in archive.read("xl/styles.xml").decode()
        assert "d’Exemple &amp; associés" in archive.read("docProps/core.xml").decode()
    assert "xl/media/image1.png" in names
    assert all("&LCabinet d’Exemple && associés&RDiffusion restreinte" in sheet and "&LPied de page du cabinet&R&P / &N" in sheet for sheet in printed)


def test_the_impact_assessment_wears_the_brand(dressed: Brand, catalog: Catalog) -> None:
    described = system("system: {name: Rétine}")
    found = draft(assess(described, catalog, sample.DAY), described, catalog)
    page = read_page(aipd_page(found, Words("fr", catalog.terms), "cnil", dressed))
    assert page.about["author"] == "Cabinet d’Exemple & associés"
    assert page.about["footer"].endswith(" · Pied de page du cabinet · Diffusion restreinte")
    assert page.body.all("img")[0].attributes["alt"] == "Cabinet d’Exemple & associés"
    assert {"Notre méthode", "Avant-propos"} <= {node.text() for node in page.body.all("h2")}


def test_markdown_names_the_house(dressed: Brand, rules: Catalog) -> None:
    made = markdown_document(html_page(sample.assessment(), rules, sample.WORDS["fr"], dressed)).decode()
    assert "**Cabinet d’Exemple & associés**" in made.replace("&amp;", "&").replace("\\", "")
    assert "## Notre méthode" in made


@pytest.mark.parametrize(
    ("text", "picture", "where", "code"),
    [
        ("name: A\nlogo: logo.png", b"GIF89a", "logo", "not_one_of"),
        ("name: A\nlogo: logo.png", PIXEL[:30], "logo", "logo_unreadable"),
        ("logo: logo.png", PIXEL, "logo", "logo_without_name"),
        ("name: A\nsections: texte", PIXEL, "sections", "expected_list"),
        ("name: A\nsections: [texte]", PIXEL, "sections.0", "catalog_group_expected"),
        ("name: A\nsections: [{title: T}]", PIXEL, "sections.0.text", "catalog_text_expected"),
        ("name: A\nsections: [{titre: T, title: T, text: U}]", PIXEL, "sections.0.titre", "unknown_field"),
        ("name: A\nsections: [{title: T, text: U, place: milieu}]", PIXEL, "sections.0.place", "not_one_of"),
        ("name: A\ntemplates: logo.png", PIXEL, "templates", "not_one_of"),
        ("- a", PIXEL, "", "catalog_group_expected"),
    ],
)  # fmt: skip
def test_mistakes_in_pictures_and_sections(tmp_path: Path, text: str, picture: bytes, where: str, code: str) -> None:
    (tmp_path / "logo.png").write_bytes(picture)
    with pytest.raises(InvalidInput) as found:
        load_brand(written(tmp_path, text), "fr")
    assert [(problem.code, problem.path) for problem in found.value.problems] == [(code, where)]
    assert found.value.problems[0].line("fr") != found.value.problems[0].line("en")


def test_a_drawing_that_reads_another_file_is_refused(tmp_path: Path) -> None:
    pytest.importorskip("typst")
    (tmp_path / "logo.svg").write_bytes(SVG.replace(b"</svg>", b'<image href="file:///etc/passwd" width="9" height="9"/></svg>'))
    with pytest.raises(InvalidInput, match="cannot be drawn"):
        load_brand(written(tmp_path, "name: A\nlogo: logo.svg"), "en")
