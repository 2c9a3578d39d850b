"""Templates of the user's: they take the place of ours, cannot reach the machine, and tell their mistakes with file and line."""

from pathlib import Path

import pytest

from compliance.base.problems import InvalidInput
from compliance.catalog.load import Catalog
from compliance.cli.documents import documents
from compliance.cli.dress import Dress, dress_of
from compliance.cli.errors import CommandError
from compliance.cli.write import held
from compliance.reports.own_templates import own_templates
from tests.reports import sample


def folder(root: Path, name: str, text: str) -> Path:
    path = root / "modeles" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return root / "modeles"


def made(dress: Dress, rules: Catalog, kind: str = "md") -> str:
    return "\n".join(held(make).decode() for make in documents(sample.assessment(), rules, sample.WORDS["fr"], dress, (kind,)).files.values())


def problems(given: Path) -> list[tuple[str, str, str]]:
    with pytest.raises(InvalidInput) as refused:
        own_templates(given)
    return [(problem.code, problem.position.file.rpartition("modeles/")[2], problem.suggestion) for problem in refused.value.problems]


def test_one_template_takes_the_place_of_ours_and_the_others_stay(tmp_path: Path, rules: Catalog) -> None:
    given = folder(tmp_path, "gap-analysis/cover.html.j2", "<header class='cover'><h1>{{ name }} chez nous</h1></header>")
    told = made(dress_of("fr", None, given), rules)
    assert "# Détection de nodules chez nous" in told
    assert "## Plan d’action" in told


def test_templates_of_the_command_go_before_those_of_the_brand(tmp_path: Path, rules: Catalog) -> None:
    brand = tmp_path / "brand.yaml"
    brand.write_text("templates: maison\n", encoding="utf-8")
    (tmp_path / "maison" / "gap-analysis").mkdir(parents=True)
    (tmp_path / "maison" / "gap-analysis" / "cover.html.j2").write_text("<header class='cover'><h1>maison</h1></header>", encoding="utf-8")
    (tmp_path / "maison" / "gap-analysis" / "contents.html.j2").write_text("<p>sommaire maison</p>", encoding="utf-8")
    given = folder(tmp_path, "gap-analysis/cover.html.j2", "<header class='cover'><h1>commande</h1></header>")
    told = made(dress_of("fr", brand, given), rules)
    assert "# commande" in told
    assert "sommaire maison" in told


def test_sentences_of_ones_own(tmp_path: Path, rules: Catalog) -> None:
    given = folder(tmp_path, "gap-analysis/strings.fr.yaml", "summary.title: En deux mots\n")
    assert "## En deux mots" in made(dress_of("fr", None, given), rules)


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("gap-analysis/covr.html.j2", "x", ("template_overrides_nothing", "gap-analysis/covr.html.j2", "gap-analysis/cover.html.j2")),
        ("cover.html.j2", "x", ("template_overrides_nothing", "cover.html.j2", "")),
        ("fonts/Inter-Bold.otf", "x", ("template_overrides_nothing", "fonts/Inter-Bold.otf", "")),
        ("gap-analysis/strings.fr.yaml", "sumary.title: x\n", ("template_unknown_string", "gap-analysis/strings.fr.yaml", "summary.title")),
        ("gap-analysis/strings.fr.yaml", "summary.bound: x\n", ("template_string_parts", "gap-analysis/strings.fr.yaml", "")),
        ("gap-analysis/strings.fr.yaml", "summary.title: {one: x}\n", ("catalog_text_expected", "gap-analysis/strings.fr.yaml", "")),
        ("gap-analysis/strings.fr.yaml", "[]\n", ("catalog_group_expected", "gap-analysis/strings.fr.yaml", "")),
    ],
)  # fmt: skip
def test_what_overrides_nothing_is_refused(tmp_path: Path, name: str, text: str, expected: tuple[str, str, str]) -> None:
    found = problems(folder(tmp_path, name, text))
    assert [problem[:2] for problem in found] == [expected[:2]]
    if expected[2]:
        assert found[0][2] == expected[2]


def test_no_folder_and_an_empty_one_are_told(tmp_path: Path) -> None:
    assert [problem[0] for problem in problems(tmp_path / "none")] == ["templates_no_folder"]
    (tmp_path / "modeles").mkdir()
    assert [problem[0] for problem in problems(tmp_path / "modeles")] == ["templates_none"]


@pytest.mark.parametrize(
    ("text", "line", "detail"),
    [
        ("<p>\n{% if %}</p>", 2, "TemplateSyntaxError"),
        ("<p>\n\n{{ nobody }}</p>", 3, "'nobody' is undefined"),
        ("{{ a.systm }}", 1, "has no attribute 'systm'"),
        ("\n{{ t('no.such.sentence') }}", 2, "KeyError: 'no.such.sentence'"),
        ("{{ 1 / 0 }}", 1, "ZeroDivisionError"),
        ("\n{% include 'secret.html.j2' %}", 2, "TemplateNotFound: secret.html.j2"),
        ("{% include '../../../../etc/passwd' %}", 1, "TemplateNotFound"),
        ("{{ words.say.__globals__ }}", 1, "SecurityError"),
        ("{{ ''.__class__.__mro__ }}", 1, "SecurityError"),
        ("{{ brand.templates[0].read_text() }}", 1, "UndefinedError"),
        ("{% for n in range(10 ** 9) %}{% endfor %}", 1, "OverflowError"),
        ("{{ '{0.__class__}'.format(a) }}", 1, "SecurityError"),
    ],
)  # fmt: skip
def test_a_template_that_fails_tells_its_line(tmp_path: Path, rules: Catalog, text: str, line: int, detail: str) -> None:
    dress = dress_of("fr", None, folder(tmp_path, "gap-analysis/cover.html.j2", text))
    with pytest.raises(InvalidInput) as refused:
        made(dress, rules)
    (problem,) = refused.value.problems
    assert (problem.code, problem.position.line) == ("template_fault", line)
    assert problem.position.file.endswith("modeles/gap-analysis/cover.html.j2")
    assert detail in problem.text("en")


def test_the_layout_of_the_pdf_tells_its_mistake(tmp_path: Path, rules: Catalog) -> None:
    pytest.importorskip("typst")
    given = folder(tmp_path, "common/document.typ", "#nobody(1)")
    with pytest.raises(InvalidInput) as refused:
        made(dress_of("fr", None, given, "typst"), rules, "pdf")
    assert "unknown variable: nobody" in refused.value.problems[0].text("en")
    assert refused.value.problems[0].position.file.endswith("document.typ")


def test_the_layout_of_the_pdf_opens_no_other_file(tmp_path: Path, rules: Catalog) -> None:
    pytest.importorskip("typst")
    given = folder(tmp_path, "common/document.typ", '#read("/etc/passwd")\n#read("../../secret")')
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    with pytest.raises(InvalidInput):
        made(dress_of("fr", None, given, "typst"), rules, "pdf")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no archive", b"%PDF-1.7", b"{}"])
def test_a_word_template_that_is_none_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "client.docx"
    path.write_bytes(content)
    with pytest.raises(CommandError) as refused:
        dress_of("fr", None, None, word=path)
    assert refused.value.code == "word_template"
    with pytest.raises(CommandError):
        dress_of("fr", None, None, word=tmp_path)


def test_a_mistake_in_the_layout_of_the_pdf_tells_its_line(tmp_path: Path, rules: Catalog) -> None:
    pytest.importorskip("typst")
    given = folder(tmp_path, "common/document.typ", "= Un\n\n  #nobody(1)\n")
    with pytest.raises(InvalidInput) as refused:
        made(dress_of("fr", None, given, "typst"), rules, "pdf")
    assert refused.value.problems[0].position.line == 3


def test_a_layout_that_would_fetch_something_is_refused(tmp_path: Path) -> None:
    given = folder(tmp_path, "common/document.typ", '#import "@preview/cetz:0.2.0"\n')
    assert problems(given) == [("template_network", "common/document.typ", "")]


@pytest.mark.parametrize(
    ("kind", "html"), [("pdf", "<table><tbody><tr><td>x</td></tr></tbody></table>"), ("pdf", '<p><img src="https://example.org/x.png"></p>'), ("md", "<table></table>")]
)
def test_a_page_of_a_house_that_cannot_be_laid_out_is_its_own_fault(kind: str, html: str, tmp_path: Path, rules: Catalog) -> None:
    pytest.importorskip("typst")
    given = folder(tmp_path, "gap-analysis/cover.html.j2", f'<header class="cover"><h1>T</h1></header>{html}')
    with pytest.raises(InvalidInput) as refused:
        made(dress_of("fr", None, given, "typst"), rules, kind)
    assert [problem.code for problem in refused.value.problems] == ["template_fault"]
