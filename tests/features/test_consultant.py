"""The consultant's story, through the real command line: what she hands over is opened and read."""

import json
import re
import subprocess
from dataclasses import dataclass, field
from functools import cache
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any
from unicodedata import normalize
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from pytest_bdd import given, parsers, scenarios, then, when

from compliance.base.source import read_yaml
from tests.features.test_dpo import ROOT, comply

scenarios("consultant.feature")

HOUSE = """
name: {name}
logo: logo.svg
accent: "{accent}"
footer: {{fr: "Cabinet Exemple, Lyon", en: "Cabinet Exemple, Lyon"}}
confidentiality: {{fr: Diffusion restreinte, en: Restricted}}
sections:
  - title: {{fr: Notre démarche, en: Our approach}}
    text:
      fr: |
        Trois entretiens ont précédé cette lecture.

        - la direction
        - l’équipe technique
      en: Three interviews came first.
"""
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" width="160" height="40"><rect width="160" height="40" fill="{accent}"/></svg>'
FILES = {"gap-analysis.pdf", "gap-analysis.docx", "gap-analysis.xlsx"}
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass
class Story:
    folder: Path = Path()
    runs: list[subprocess.CompletedProcess[str]] = field(default_factory=list)
    clients: dict[str, Path] = field(default_factory=dict)
    house: dict[str, str] = field(default_factory=dict)
    brand: Path | None = None
    template: Path | None = None
    kept: Path | None = None
    changed: dict[str, Any] = field(default_factory=dict)


@pytest.fixture
def story(tmp_path: Path) -> Story:
    return Story(tmp_path)


def example(name: str) -> Path:
    return ROOT / "examples" / name / "system.yaml"


def plain(text: str) -> str:
    """Words with single spaces, whatever the format breaks, joins or hides."""
    return " ".join(normalize("NFKC", text).replace("\u200b", "").split())


@given(parsers.parse("la charte du cabinet « {name} », de couleur « {accent} »"))
def a_house(story: Story, name: str, accent: str) -> None:
    story.house = {"name": name, "accent": accent}
    story.brand = story.folder / "brand.yaml"
    story.brand.write_text(HOUSE.format(**story.house), encoding="utf-8")
    (story.folder / "logo.svg").write_text(LOGO.format(**story.house), encoding="utf-8")


@given(parsers.parse("une charte où elle écrit « {first} » et « {second} »"))
def a_mistaken_house(story: Story, first: str, second: str) -> None:
    story.brand = story.folder / "brand.yaml"
    story.brand.write_text(f"name: Cabinet\n{first}\n{second}\n", encoding="utf-8")


@given(parsers.parse("l’évaluation de « {name} » enregistrée le {day}"))
def a_kept_assessment(story: Story, name: str, day: str) -> None:
    ran = comply("assess", example(name), "--as-of", day, "--format", "json")
    assert ran.returncode == 0, ran.stderr
    story.kept = story.folder / "derniere-visite.json"
    story.kept.write_text(ran.stdout, encoding="utf-8")


@given(parsers.parse("un modèle Word du client, d’en-tête « {head} »"))
def a_word_template(story: Story, head: str) -> None:
    import docx

    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = head
    story.template = story.folder / "client.docx"
    made.save(str(story.template))


@when(parsers.parse("elle évalue « {first} », « {second} » et « {third} » au {day} sur « {law} » et « {other} »"))
def she_assesses_three(story: Story, first: str, second: str, third: str, day: str, law: str, other: str) -> None:
    for name in (first, second, third):
        story.clients[name] = story.folder / name
        wanted = [*(word for kind in ("pdf", "docx", "xlsx") for word in ("--write", kind)), "--framework", law, "--framework", other]
        assert story.brand is not None
        story.runs.append(comply("assess", example(name), "--as-of", day, "--out", story.clients[name], "--brand", story.brand, *wanted))


@when(parsers.parse("elle évalue « {name} » au {day} dans ce modèle"))
def she_uses_the_template(story: Story, name: str, day: str) -> None:
    story.clients[name] = story.folder / name
    assert story.template is not None
    story.runs.append(comply("assess", example(name), "--as-of", day, "--out", story.clients[name], "--write", "docx", "--template", story.template))


@when(parsers.parse("elle évalue « {name} » au {day} sous cette charte"))
def she_uses_the_house(story: Story, name: str, day: str) -> None:
    story.clients[name] = story.folder / name
    assert story.brand is not None
    story.runs.append(comply("assess", example(name), "--as-of", day, "--out", story.clients[name], "--brand", story.brand))


@when(parsers.parse("elle la compare à « {name} » au {day}"))
def she_compares(story: Story, name: str, day: str) -> None:
    assert story.kept is not None
    story.runs.append(comply("diff", story.kept, example(name), "--as-of", day))
    story.changed = json.loads(comply("diff", story.kept, example(name), "--as-of", day, "--format", "json").stdout)


@when("elle réimprime cette évaluation en Word")
def she_prints_again(story: Story) -> None:
    assert story.kept is not None
    assert story.brand is not None
    story.clients["reprint"] = story.folder / "reprint"
    story.runs.append(comply("report", story.kept, "--format", "docx", "--out", story.clients["reprint"], "--brand", story.brand))


@then(parsers.parse("chaque commande se termine avec le code {code:d}"))
@then(parsers.parse("la commande se termine avec le code {code:d}"))
def ends_with(story: Story, code: int) -> None:
    assert [ran.returncode for ran in story.runs] == [code] * len(story.runs), [ran.stderr for ran in story.runs]


@then("chaque client reçoit un PDF, un document Word et un classeur, et rien d’autre")
def three_files_each(story: Story) -> None:
    assert len(story.clients) == 3
    assert all({path.name for path in folder.iterdir()} == FILES for folder in story.clients.values())


@then(parsers.parse("chaque document nomme son système et la date « {day} »"))
def every_document_names(story: Story, day: str) -> None:
    for name, folder in story.clients.items():
        called = str(read_yaml(example(name)).data["system"]["name"])
        assert plain(called) in pdf(folder).text
        assert day in pdf(folder).text
        assert plain(called) in word(folder).text
        assert day in word(folder).text
        assert plain(called) in book(folder).text
        assert "2026-11-21" in book(folder).days


@then("chaque document porte le nom du cabinet, sa couleur et son logo")
def every_document_is_dressed(story: Story) -> None:
    name, accent = story.house["name"], story.house["accent"].lstrip("#")
    for folder in story.clients.values():
        assert pdf(folder).author == name
        assert tuple(round(int(accent[start : start + 2], 16) / 255, 2) for start in (0, 2, 4)) in pdf(folder).colours
        assert "Cabinet Exemple & associés" in pdf(folder).picture
        assert word(folder).author == name
        assert word(folder).accent == accent.upper()
        assert word(folder).pictures[0] == name
        assert name in book(folder).text
        assert f"FF{accent.upper()}" in book(folder).styles
        assert book(folder).media == 1


@then(parsers.parse("chaque page porte le pied « {foot} » et la mention « {mark} »"))
def every_page_is_signed(story: Story, foot: str, mark: str) -> None:
    for folder in story.clients.values():
        assert all(f"{foot} · {mark}" in page for page in pdf(folder).pages[1:])
        assert mark.upper() in pdf(folder).pages[0].upper()
        assert f"{foot} · {mark}" in word(folder).foot
        assert all(f"&L{foot}&R&P / &N" in sheet and f"&R{mark}" in sheet for sheet in book(folder).sheets)


@then(parsers.parse("chaque document contient la section « {title} » du cabinet"))
def every_document_has_the_section(story: Story, title: str) -> None:
    for folder in story.clients.values():
        assert title in pdf(folder).text
        assert "Trois entretiens ont précédé cette lecture." in pdf(folder).text
        assert title in word(folder).headings
        assert title in book(folder).text


@then("aucun document ne dit qu’un système est conforme")
def nothing_is_certified(story: Story) -> None:
    for folder in story.clients.values():
        for text in (pdf(folder).text, word(folder).text, book(folder).text):
            assert not re.search(r"(système|organisme) (est )?(conforme|certifié)\b", text)


@then(parsers.parse("l’écran nomme « {first} » et « {second} »"))
def the_screen_names(story: Story, first: str, second: str) -> None:
    screen = plain(story.runs[-1].stdout)
    assert first in screen
    assert second in screen


@then("le changement vient du système et du calendrier, non des règles")
def the_causes(story: Story) -> None:
    assert story.changed["differing"] == ["system", "calendar"]


@then(parsers.parse("la réponse « {path} » a changé"))
def an_answer_changed(story: Story, path: str) -> None:
    assert path in {answer["path"] for answer in story.changed["answers"]}


@then(parsers.parse("la réponse « {path} » n’a pas changé"))
def an_answer_stayed(story: Story, path: str) -> None:
    assert path not in {answer["path"] for answer in story.changed["answers"]}


@then(parsers.parse("le constat « {finding} » est passé de « {old} » à « {new} »"))
def a_finding_moved(story: Story, finding: str, old: str, new: str) -> None:
    moved = next(move for move in story.changed["findings"] if move["id"] == finding)
    assert (moved["old"], moved["new"], moved["direction"]) == (old, new, "better")
    assert finding in story.runs[-1].stdout


@then(parsers.parse("une réponse retirée ne compte pas comme un progrès : « {finding} » est passé de « {old} » à « {new} »"))
def a_withdrawn_answer(story: Story, finding: str, old: str, new: str) -> None:
    moved = next(move for move in story.changed["findings"] if move["id"] == finding)
    assert (moved["old"], moved["new"]) == (old, new)
    assert moved["direction"] != "better"


@then(parsers.parse("le document Word nomme « {words} » et la date « {day} »"))
def the_word_document_names(story: Story, words: str, day: str) -> None:
    (folder,) = story.clients.values()
    assert words in word(folder).text
    assert day in word(folder).text


@then("le document Word porte le nom du cabinet")
def the_word_document_is_dressed(story: Story) -> None:
    (folder,) = story.clients.values()
    assert word(folder).author == story.house["name"]
    assert word(folder).pictures[0] == story.house["name"]


@then(parsers.parse("l’en-tête du document Word est « {head} »"))
def the_word_head_is(story: Story, head: str) -> None:
    (folder,) = story.clients.values()
    assert word(folder).head == head


@then(parsers.parse("le message nomme « {first} » et « {second} »"))
def the_message_names(story: Story, first: str, second: str) -> None:
    assert first in story.runs[-1].stderr
    assert second in story.runs[-1].stderr


@then("le message ne contient aucune trace du programme")
def no_traceback(story: Story) -> None:
    assert "Traceback" not in story.runs[-1].stderr
    assert ".py" not in story.runs[-1].stderr


@then("aucun document n’est écrit")
def nothing_written(story: Story) -> None:
    assert not any(folder.exists() for folder in story.clients.values())


@dataclass(frozen=True)
class Pdf:
    author: str
    text: str
    pages: tuple[str, ...]
    colours: frozenset[tuple[float, ...]]
    picture: str


@cache
def pdf(folder: Path) -> Pdf:
    """What a reader of the PDF finds: words, colours, and what is told of its pictures."""
    from pypdf import PdfReader

    made = PdfReader(folder / "gap-analysis.pdf")
    pages = tuple(plain(page.extract_text()) for page in made.pages)
    drawn = b"".join(content.get_data() for page in made.pages[:6] if (content := page.get_contents()) is not None)
    colours = frozenset(tuple(round(float(part), 2) for part in found) for found in re.findall(rb"([\d.]+) ([\d.]+) ([\d.]+) (?:rg|scn|sc)\b", drawn))
    return Pdf(str(made.metadata.author if made.metadata else ""), plain(" ".join(pages)), pages, colours, _told(made.trailer["/Root"]["/StructTreeRoot"]))


def _told(node: Any) -> str:
    """What is said of the first picture to those who do not see it."""
    found = node.get_object()
    if isinstance(found, dict):
        return str(found["/Alt"]) if "/Alt" in found else _told(found["/K"]) if "/K" in found else ""
    return next((told for child in found if (told := _told(child))), "") if isinstance(found, list) else ""


@dataclass(frozen=True)
class Word:
    author: str
    text: str
    head: str
    foot: str
    accent: str
    headings: tuple[str, ...]
    pictures: tuple[str, ...]


@cache
def word(folder: Path) -> Word:
    """What Word shows: words, headings, head and foot, and what is told of its pictures."""
    import docx

    made = docx.Document(str(folder / "gap-analysis.docx"))
    paragraphs = ["".join(node.text or "" for node in paragraph.iter(f"{W}t")) for paragraph in made.element.body.iter(f"{W}p")]
    colour = made.styles["Heading 1"].font.color
    section = made.sections[0]
    return Word(
        made.core_properties.author,
        plain(" ".join(paragraphs)),
        plain(section.header.paragraphs[0].text),
        plain(section.footer.paragraphs[0].text),
        str(colour.rgb if colour is not None else ""),
        tuple(plain(paragraph.text) for paragraph in made.paragraphs if paragraph.style is not None and paragraph.style.name == "Heading 1"),
        tuple(node.get("descr") or "" for node in made.element.body.xpath(".//wp:docPr")) or ("",),
    )


@dataclass(frozen=True)
class Book:
    text: str
    days: tuple[str, ...]
    styles: str
    sheets: tuple[str, ...]
    media: int


@cache
def book(folder: Path) -> Book:
    """What a spreadsheet program shows: words, days, colours, heads and feet of the printed sheets."""
    from datetime import date, timedelta

    with ZipFile(BytesIO((folder / "gap-analysis.xlsx").read_bytes())) as archive:
        names = archive.namelist()
        words = ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))
        sheets = tuple(unescape(archive.read(name).decode()).replace("&amp;", "&") for name in names if name.startswith("xl/worksheets/sheet"))
        days = tuple((date(1899, 12, 30) + timedelta(days=int(number))).isoformat() for number in re.findall(r"<v>(4\d{4})</v>", sheets[0]))
        return Book(plain(" ".join(words.itertext())), days, archive.read("xl/styles.xml").decode(), sheets, sum(name.startswith("xl/media/") for name in names))
