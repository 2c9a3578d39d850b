"""The record of processing: both forms, every field of Art. 30, one or many systems, and nothing said that no fact says."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from compliance.assessment.recipients import recipients
from compliance.assessment.register import Entry, entries
from compliance.assessment.transfers import transfers
from compliance.catalog.load import Catalog
from compliance.reports import register_formats
from compliance.reports.brand import PLAIN
from compliance.reports.pages import strings
from compliance.reports.register_view import Sheet, sheets
from compliance.reports.words import Words
from tests.aipd.asking import EXAMPLES, changed, draft_of, drafted, example, facts_of
from tests.aipd.spoken import CODE, hostile
from tests.fragments import AS_OF, system
from tests.reports.test_xlsx import sheets as read_sheets

STATED: dict[str, Any] = {
    "organisation.name": "Clinique",
    "organisation.roles": {"rgpd": ["controller"]},
    "organisation.dpo": {"designated": "designated_and_independent"},
    "system.intended_purpose": "Aider à la lecture",
    "data.d.name": "Images",
    "data.d.retention": {"months": 240},
    "components.b.name": "Archive",
    "sites.room.backup_countries": ["FR"],
    "privacy.ropa": {"entry_id": "R-7", "last_update": "2026-03-01"},
    "processing_activities.p.name": "Lecture",
}


def told(changes: dict[str, Any], catalog: Catalog) -> tuple[Entry, ...]:
    about = system(changed({**STATED, **changes}))
    return entries(drafted(about, catalog), about, catalog)


def shown(found: tuple[Entry, ...], catalog: Catalog) -> tuple[Sheet, ...]:
    return sheets(found, Words("fr", catalog.terms), strings("aipd", "fr", PLAIN))


def cells(sheet: Sheet) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    return {cell.id: (cell.lines, cell.blanks) for cell in sheet.cells}


@pytest.mark.parametrize(
    ("roles", "forms"),
    [
        (["controller"], ["controller"]),
        (["joint_controller"], ["controller"]),
        (["processor"], ["processor"]),
        (["controller", "processor"], ["controller", "processor"]),
        (["none"], []),
        (None, ["controller"]),
    ],
)
def test_the_form_follows_the_role(roles: list[str] | None, forms: list[str], catalog: Catalog) -> None:
    found = told({"organisation.roles": {"rgpd": roles} if roles else None}, catalog)
    assert [entry.form for entry in found] == forms
    assert all(entry.role_known is (roles is not None) for entry in found)


def test_each_form_holds_what_the_article_lists(catalog: Catalog) -> None:
    controller, processor = told({"organisation.roles": {"rgpd": ["controller", "processor"]}}, catalog)
    assert {field.id for field in controller.fields} >= {
        "controller", "joint", "representative", "dpo", "purposes", "subjects", "data", "recipients", "transfers", "retention", "security",
    }  # fmt: skip
    assert {field.id for field in processor.fields} >= {"processor", "clients", "representative", "dpo", "purposes", "transfers", "security"}
    assert (controller.article.reference, processor.article.reference) == ("rgpd:art-30-1", "rgpd:art-30-2")


def test_an_entry_says_the_facts_and_where_they_stand(catalog: Catalog) -> None:
    (sheet,) = shown(told({}, catalog), catalog)
    found = cells(sheet)
    assert (sheet.activity, found["reference"][0], found["updated"][0]) == ("Lecture", ("R-7",), ("1er mars 2026",))
    assert "Nom de l’organisme\u00a0: Clinique" in found["controller"][0]
    assert found["retention"][0] == ("Images\u00a0: 20 ans",)
    assert found["data"][0] == ("Images\u00a0: identité et coordonnées",)
    assert found["transfers"] == (("aucun",), ())
    assert found["recipients"] == (("aucun",), ())
    assert all(cell.places for cell in sheet.cells if cell.lines)


def test_what_only_a_person_knows_is_always_asked(catalog: Catalog) -> None:
    for entry in told({}, catalog):
        contact = next(field for field in entry.fields if field.id == "controller")
        assert [question.asked_of for question in contact.open] == ["dpo"]


@pytest.fixture(scope="module")
def sound(catalog: Catalog) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """The cells of an entry whose every fact is stated."""
    return cells(shown(told({}, catalog), catalog)[0])


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("organisation.dpo", "dpo"),
        ("data.d.retention", "retention"),
        ("data.d.kinds", "data"),
        ("data.d.subjects", "subjects"),
        ("components.b.operated_by", "recipients"),
        ("sites.room.remote_access_countries", "transfers"),
        ("organisation.roles", "joint"),
        ("privacy.ropa", "reference"),
    ],
)
def test_a_fact_that_is_taken_away_becomes_a_question(path: str, field: str, sound: dict[str, tuple[tuple[str, ...], tuple[str, ...]]], catalog: Catalog) -> None:
    after = cells(shown(told({path: None}, catalog), catalog)[0])[field]
    assert len(after[1]) > len(sound[field][1])
    assert all("À préciser par\u00a0: " in blank for blank in after[1])
    assert "aucun" not in after[0]


def test_a_processor_always_acts_for_somebody(catalog: Catalog) -> None:
    roles: dict[str, Any] = {"organisation.roles": {"rgpd": ["processor"]}}
    nobody = cells(shown(told(roles, catalog), catalog)[0])["clients"]
    assert nobody[0] == ()
    assert len(nobody[1]) == 2
    client = [{"id": "own", "country": "FR", "roles": ["own_organisation"], "reidentification_means": False}, {"id": "chu", "name": "CHU", "country": "FR", "roles": ["customer"]}]
    assert cells(shown(told({**roles, "parties": client}, catalog), catalog)[0])["clients"][0] == ("CHU",)


def test_each_hospital_of_a_federation_keeps_its_own_data(catalog: Catalog) -> None:
    """What one line states for several parties is each party's own: only what is sent to them makes them recipients."""
    facts = facts_of(example("pneumonia-federated"), catalog)
    found = {category.id: recipients(facts, category) for category in facts.description.data or []}
    assert {key: len(one.names) for key, one in found.items()} == {"radiographies": 0, "gradients": 0, "poids": 14}
    assert all(not one.missing for one in found.values())


def test_who_receives_data(catalog: Catalog) -> None:
    def names(changes: dict[str, Any]) -> tuple[tuple[str, ...], list[str]]:
        facts = facts_of(system(changed(changes)), catalog)
        assert facts.description.data is not None
        found = recipients(facts, facts.description.data[0])
        return found.names, [item.path for item in found.missing]

    other = [{"id": "own", "country": "FR", "roles": ["own_organisation"]}, {"id": "lab", "name": "Laboratoire", "country": "FR", "roles": ["supplier"]}]
    assert names({}) == ((), [])
    assert names({"components.b.kind": "person", "components.b.name": "Médecin"}) == (("Médecin",), [])
    assert names({"parties": other, "components.b.operated_by": "lab"}) == (("Laboratoire",), [])
    assert names({"components.b.operated_by": None}) == ((), ["components.operated_by"])
    assert names({"parties": other, "components.b.operated_by": "lab", "components.b.holds": []})[0] == ("Laboratoire",)  # the flow sends it
    assert names({"parties": other, "components.b.operated_by": "lab", "components.b.holds": [], "flows": []}) == ((), [])


def test_what_leaves_the_area(catalog: Catalog) -> None:
    def found(changes: dict[str, Any]) -> tuple[list[tuple[str, Any]], list[str]]:
        one = transfers(facts_of(system(changed({"sites.room.backup_countries": ["FR"], **changes})), catalog))
        return [(statement.path, statement.value) for statement in one.told], [item.path for item in one.missing]

    assert found({}) == ([], [])
    assert found({"sites.room.country": "US"})[0][:1] == [("parties.country", "US")] or ("sites.country", "US") in found({"sites.room.country": "US"})[0]
    assert ("sites.remote_access_countries", ["US"]) in found({"sites.room.remote_access_countries": ["US"]})[0]
    assert "sites.remote_access_tool" in found({"sites.room.remote_access_countries": ["US"]})[1]
    assert "sites.remote_access_countries" in found({"sites.room.remote_access_countries": None})[1]
    assert set(found({"flows": None})[1]) == {"flows"}


@pytest.fixture(scope="module")
def many(catalog: Catalog) -> tuple[Sheet, ...]:
    names = ("secure-reference", "oncology-telemonitoring", "hospital-data-warehouse")
    return shown(tuple(entry for name in names for entry in entries(draft_of(name, catalog), example(name), catalog)), catalog)


def test_many_systems_make_one_record(many: tuple[Sheet, ...], catalog: Catalog) -> None:
    words, t = Words("fr", catalog.terms), strings("aipd", "fr", PLAIN)
    text = register_formats.markdown(many, AS_OF, words, t).decode()
    data = json.loads(register_formats.as_json(many, AS_OF, words))
    assert [(entry["form"], entry["activity"]) for entry in data["entries"]] == [(sheet.form, sheet.activity) for sheet in many]
    assert len(data["entries"]) == 5
    for sheet in many:
        assert f"## {sheet.system} – {sheet.activity}" in text.replace("\\", "")
        for cell in sheet.cells:
            assert cell.lines or cell.blanks, (sheet.activity, cell.id)


def test_the_workbook_has_a_sheet_for_each_form(many: tuple[Sheet, ...], catalog: Catalog) -> None:
    words, t = Words("fr", catalog.terms), strings("aipd", "fr", PLAIN)
    made = register_formats.workbook(many, AS_OF, words, t)
    book = read_sheets(made)
    assert list(book) == ["Responsable", "Sous-traitant"]
    assert [len(rows) - 1 for rows in book.values()] == [sum(sheet.form == form for sheet in many) for form in ("controller", "processor")]
    assert book["Responsable"][0][:3] == ["Système", "Activité", "Référence de la fiche"]
    assert [row[:2] for row in book["Responsable"][1:]] == [[sheet.system, sheet.activity] for sheet in many if sheet.form == "controller"]
    assert made == register_formats.workbook(many, AS_OF, words, t)


def test_words_of_a_person_are_never_code(catalog: Catalog) -> None:
    words, t = Words("fr", catalog.terms), strings("aipd", "fr", PLAIN)
    code = " ".join(CODE)
    found = shown(entries(drafted(about := system(hostile(code)), catalog), about, catalog), catalog)
    text = register_formats.markdown(found, AS_OF, words, t).decode()
    assert "<script" not in text
    assert "<img" not in text
    with ZipFile(BytesIO(register_formats.workbook(found, AS_OF, words, t))) as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist())
    json.loads(register_formats.as_json(found, AS_OF, words))


def test_the_command_writes_each_form(tmp_path: Path) -> None:
    import typer
    from typer.testing import CliRunner

    from compliance.cli.register import register

    app = typer.Typer()
    app.command()(register)
    files = [str(EXAMPLES / name / "system.yaml") for name in ("consultation-scribe", "hospital-data-warehouse")]
    run = CliRunner().invoke(app, [*files, "--format", "json", "--as-of", "2026-11-21", "--lang", "en"])
    assert run.exit_code == 0, run.output
    assert {entry["form"] for entry in json.loads(run.stdout)["entries"]} == {"controller", "processor"}
    assert CliRunner().invoke(app, [*files, "--format", "xlsx", "--out", str(tmp_path / "r.xlsx")]).exit_code == 0
    assert (tmp_path / "r.xlsx").read_bytes().startswith(b"PK")
