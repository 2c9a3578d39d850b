"""The workbook: the sheets, their cells, and no formula anywhere."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from compliance.assessment.model import Assignment
from compliance.base.problems import Position
from compliance.base.text import LANGUAGES
from compliance.catalog.load import Catalog
from compliance.reports.xlsx_report import workbook
from tests.reports import sample

pytest.importorskip("xlsxwriter")
M = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def sheets(content: bytes) -> dict[str, list[list[str]]]:
    """The cells of each sheet as texts."""
    with ZipFile(BytesIO(content)) as archive:
        strings = ["".join(piece.text or "" for piece in item.iter(f"{M}t")) for item in ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))]
        names = [str(node.get("name")) for node in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter(f"{M}sheet")]
        found = {}
        for number, name in enumerate(names, 1):
            tree = ElementTree.fromstring(archive.read(f"xl/worksheets/sheet{number}.xml"))
            found[name] = [[_value(cell, strings) for cell in row.iter(f"{M}c")] for row in tree.iter(f"{M}row")]
    return found


def _value(cell: Any, strings: list[str]) -> str:
    value = cell.find(f"{M}v")
    if value is None:
        return ""
    return strings[int(value.text)] if cell.get("t") == "s" else str(value.text)


@pytest.fixture
def made(rules: Catalog) -> dict[str, list[list[str]]]:
    return sheets(workbook(sample.assessment(), rules, sample.WORDS["fr"]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_same_input_same_bytes(language: str, rules: Catalog) -> None:
    given = (sample.assessment(), rules, sample.WORDS[language])
    assert workbook(*given) == workbook(*given)


@pytest.mark.parametrize("language", LANGUAGES)
def test_are_the_cells_kept(language: str, rules: Catalog, gold: Callable[[str, bytes], None]) -> None:
    found = sheets(workbook(sample.assessment(), rules, sample.WORDS[language]))
    lines = [line for name, rows in found.items() for line in (f"== {name}", *("\t".join(cell.replace("\n", "⏎") for cell in row).rstrip("\t") for row in rows))]
    gold(f"xlsx/gap-analysis.{language}.txt", ("\n".join(lines) + "\n").encode())


def test_has_its_sheets(made: dict[str, list[list[str]]]) -> None:
    assert list(made) == ["À lire", "Exigences", "Constats", "Questions", "Actions", "Pièces", "Correspondances", "Dérogations"]


def test_requirements(made: dict[str, list[list[str]]]) -> None:
    head, *rows = made["Exigences"]
    assert len(rows) == sum(len(framework.requirements) for framework in sample.assessment().frameworks)
    first = dict(zip(head, rows[0], strict=True))
    assert (first["Référence"], first["État"], first["Contrôles"]) == ("rgpd:art-5", "✗ non satisfaite", "✗ CRY-02")
    later = next(dict(zip(head, row, strict=True)) for row in rows if row[0] == "rgpd:art-50")
    assert later["Si elle liait déjà, ou sans dérogation"] == "non satisfaite"
    assert later["Lie à compter du"].isdigit()


def test_findings_tell_their_steps(made: dict[str, list[list[str]]]) -> None:
    head, *rows = made["Constats"]
    assert len(rows) == len(sample.assessment().findings)
    first = dict(zip(head, rows[0], strict=True))
    assert (first["Constat"], first["Résultat"], first["Fichier et ligne"]) == ("CRY-02@export", "✗ non satisfait", "system.yaml:12")
    assert first["Étapes"].startswith("✗ ")


def test_questions_leave_room_for_the_answer(made: dict[str, list[list[str]]]) -> None:
    head, row = made["Questions"]
    told = dict(zip(head, row, strict=True))
    assert told["Réponse"] == told["Répondu par"] == ""
    assert (told["Constats éclairés"], told["dont bloquants"]) == ("4", "2")


def test_actions_put_breaches_of_law_first(made: dict[str, list[list[str]]]) -> None:
    _, *rows = made["Actions"]
    assert [row[0] for row in rows] == ["Corriger", "Rejoindre un repère", "Renouveler", "Juger et attester", "Juger et attester"]
    assert [row[1] for row in rows[:2]] == ["CRY-02", "GOV-05"]


def test_actions_take_owner_and_day_from_the_description(rules: Catalog) -> None:
    given = (Assignment("Analyse d’impact", "=Cheffe de projet", date(2027, 1, 15), "Rédiger l’analyse.", Position(sample.FILE, 9)),)
    head, *rows = sheets(workbook(replace(sample.assessment(), assignments=given), rules, sample.WORDS["fr"]))["Actions"]
    told = next(dict(zip(head, row, strict=True)) for row in rows if row[1] == "GOV-05")
    assert (told["Responsable"], told["À faire"]) == ("=Cheffe de projet", "Rédiger l’analyse.")
    assert told["Échéance"].isdigit()
    other = next(dict(zip(head, row, strict=True)) for row in rows if row[1] == "CRY-02")
    assert other["Responsable"] == other["Échéance"] == ""
    assert other["Exigences à régler"].replace("\u00a0", " ").startswith("RGPD art. 5, § 1, art. 6, § 1")


def test_heads_are_frozen_and_filtered(rules: Catalog) -> None:
    with ZipFile(BytesIO(workbook(sample.assessment(), rules, sample.WORDS["en"]))) as archive:
        for number in range(2, 8):
            xml = archive.read(f"xl/worksheets/sheet{number}.xml").decode()
            assert 'state="frozen"' in xml
            assert "<autoFilter" in xml
            assert "<f>" not in xml
