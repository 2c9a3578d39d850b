"""The brand: what its file may say, what it may open, and what it changes."""

from pathlib import Path

import pytest

from compliance.base.problems import InvalidInput
from compliance.catalog.load import Catalog
from compliance.reports.brand import load_brand
from compliance.reports.gap_analysis import html_page
from compliance.reports.html import report_page
from compliance.reports.tree import read_page
from tests.reports import sample

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
        ("logo: brand.yaml", "not_one_of"), ("name: [a]", "catalog_text_expected"), ("templates: /etc", "include_outside"),
    ],
)  # fmt: skip
def test_mistakes_are_told_with_their_place(tmp_path: Path, text: str, code: str) -> None:
    with pytest.raises(InvalidInput) as found:
        load_brand(written(tmp_path, text), "fr")
    assert [(problem.code, problem.position.line) for problem in found.value.problems] == [(code, 1)]
