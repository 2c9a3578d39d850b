"""The file for the CNIL's PIA software: its shape, what it holds, and the way back into a description."""

import json
from typing import Any

import pytest

from compliance.catalog.load import Catalog
from compliance.reports.cnil_json import render
from compliance.reports.view_reserves import NONE, reserves
from compliance.reports.words import Words
from compliance.system.load import LoadedSystem
from tests.aipd.asking import EXAMPLES, changed, draft_of, drafted
from tests.aipd.pia import exported, exported_example, imported, mistakes, plain, rich, without_places
from tests.aipd.spoken import CODE, SPOKEN, hostile
from tests.fragments import system
from tests.reports import sample

NAMES = sorted(folder.name for folder in EXAMPLES.iterdir() if (folder / "system.yaml").is_file())
ASKED = ("secure-reference", "pneumonia-federated", "hospital-data-warehouse", "oncology-telemonitoring", "consultation-scribe")


def data_of(pia: dict[str, Any], question: int) -> Any:
    return next((answer["data"] for answer in pia["answers"] if answer["reference_to"] == question), None)


@pytest.mark.parametrize("name", NAMES)
def test_every_example_keeps_to_the_format(name: str, catalog: Catalog) -> None:
    assert mistakes(exported_example(name, catalog)) == []


@pytest.mark.parametrize(("name", "language"), [*((name, "fr") for name in NAMES), *((name, "en") for name in ASKED[:2])])
def test_there_and_back(name: str, language: str, catalog: Catalog) -> None:
    """Export, import, load, export: the same counts and the same texts in every place of the format, and nothing left unread."""
    there = exported_example(name, catalog, language)
    about, found = imported(there)
    assert found.unread == []
    back = exported(about, catalog, language)
    assert {key: len(value) for key, value in back.items()} == {key: len(value) for key, value in there.items()}
    assert without_places(back) == without_places(there)


def test_the_reference_is_answered_from_facts(catalog: Catalog) -> None:
    """A question counts as answered when the tool would count it: a text that facts give, a list with an entry, a level with its reasons.

    The 18 texts of parts 1 and 2 count only when every essential fact of the question is stated, and none may come from a person's own words here; the 18 of the
    risks are the lists and levels that the tables propose from facts, those left without a certain entry not counted.
    """
    found, pia = draft_of("secure-reference", catalog), exported_example("secure-reference", catalog)
    assert not any(answer.written for answer in found.answers)
    texts = {answer["reference_to"] for answer in pia["answers"] if answer["data"]["text"] and answer["data"]["gauge"] is None}
    assert texts == {int(answer.id) for answer in found.answers if answer.answered}
    levels = [answer for answer in pia["answers"] if answer["data"]["gauge"]]
    lists = [answer for answer in pia["answers"] if answer["data"]["list"]]
    certain = [rows for risk in found.risks if risk.first_question for rows in (risk.impacts, risk.threats, risk.sources, risk.measures)]
    assert all(any(getattr(row, "certain", True) for row in rows) for rows in certain)
    assert (len(texts), len(lists), len(levels)) == (18, 12, 6)
    assert (found.answered, found.questions) == (36, 36)
    assert found.answered >= 0.7 * found.questions


@pytest.mark.parametrize("name", ASKED[1:])
def test_unanswered_questions_are_left_open_with_a_note(name: str, catalog: Catalog) -> None:
    found, pia = draft_of(name, catalog), exported_example(name, catalog)
    left = [int(answer.id) for answer in found.answers if not answer.answered]
    assert left
    assert all(data_of(pia, question) == {"text": None, "gauge": None, "list": []} for question in left)
    notes = {comment["reference_to"]: comment["description"] for comment in pia["comments"]}
    assert set(left) <= set(notes)
    assert all("À préciser par" in notes[question] for question in left)


def spoken() -> LoadedSystem:
    """A system whose people have written what the software keeps."""
    return system(changed(SPOKEN))


def test_what_people_have_said_is_in_its_place(catalog: Catalog) -> None:
    pia = exported(spoken(), catalog)
    assert mistakes(pia) == []
    head = pia["pia"]
    assert (head["name"], head["status"], head["category"]) == ("Aide au tri", 2, "Santé")
    assert (head["dpo_status"], head["concerned_people_status"], head["concerned_people_searched_opinion"]) == (0, 1, True)
    assert (head["dpos_names"], head["people_names"], head["author_name"]) == ("C. Leroy", "Association de patients", "A. Martin")
    assert (head["created_at"], head["updated_at"]) == ("2026-03-02T08:15:30.250Z", "2026-09-11T00:00:00.000Z")
    assert data_of(pia, 111)["text"].endswith("<p>Premier paragraphe.</p><ul><li>un point</li></ul>")
    assert data_of(pia, 321)["list"] == ["chantage", "< 3 jours d’arrêt & suites"]
    assert data_of(pia, 324)["list"] == ["Coffre fermé", "Chiffrement maison"]
    assert (data_of(pia, 325)["gauge"], data_of(pia, 326)["gauge"]) == (3, 2)
    assert data_of(pia, 325)["text"].startswith("<p>parce que</p>")
    measures = {measure["title"]: measure for measure in pia["measures"]}
    assert measures["Coffre fermé"]["placeholder"] == "knowledge_base.slugs.PIA_SEC_PHY.placeholder"
    assert measures["Coffre fermé"]["content"] == "<p>au sous-sol &amp; gardé</p>"
    assert measures["Chiffrement maison"]["placeholder"] == "measures.default_placeholder"
    evaluations = {entry["reference_to"]: entry for entry in pia["evaluations"]}
    assert set(evaluations) == {"1.1", "2.1.212", "3.2", f"3.1.{measures['Coffre fermé']['id']}"}
    assert evaluations["3.2"]["gauges"] == {"x": 2, "y": 1}
    assert evaluations["2.1.212"]["action_plan_comment"] == "<p>revoir la base</p>"
    assert (evaluations["2.1.212"]["status"], evaluations["2.1.212"]["global_status"]) == (2, 1)
    assert evaluations["2.1.212"]["estimated_implementation_date"] == "2027-01-15T00:00:00.000Z"
    assert [comment["description"] for comment in pia["comments"] if comment["reference_to"] == 325] == ["à revoir\n\navec le RSSI"]


def test_what_people_have_said_comes_back(catalog: Catalog) -> None:
    there = exported(spoken(), catalog)
    about, found = imported(there)
    assert found.unread == []
    assert without_places(exported(about, catalog)) == without_places(there)
    assert about.description.privacy is not None
    dpia, before = about.description.privacy.dpia, spoken().description.privacy
    assert dpia is not None
    assert before is not None
    assert before.dpia is not None
    for name in ("state", "category", "created", "people", "dpo_opinion", "dpo_favourable", "views", "refusal_reason", "adjustments"):
        assert getattr(dpia, name) == getattr(before.dpia, name)


@pytest.mark.parametrize(
    ("entry", "state"),
    [
        ({}, "unlevelled"),
        ({"severity": "maximum"}, "half"),
        ({"severity": "maximum", "likelihood": "limited"}, "confirmed"),
        ({"severity": "maximum", "likelihood": "limited", "confirmed_on": "2027-01-05"}, "announced"),
    ],
)
def test_a_confirmation_comes_back_with_the_levels_it_had_and_no_other(entry: dict[str, str], state: str, catalog: Catalog) -> None:
    """A level that the tables propose is not that of the person whose name the file bears, neither there nor after an import."""
    there = exported(system(changed({"privacy.dpia.risks": [{"risk": "access", "confirmed_by": "A. Martin", "confirmed_on": "2026-09-01", **entry}]})), catalog)
    assert ("Confirmé par A. Martin" in data_of(there, 325)["text"]) is (state == "confirmed")
    about, found = imported(there)
    assert found.unread == []
    back = next(risk for risk in drafted(about, catalog).risks if risk.id == "access")
    assert back.confirmation == state
    assert (back.severity.stated is not None, back.likelihood.stated is not None) == ("severity" in entry, "likelihood" in entry)
    assert back.severity.stated_reason == "" or "severity" in entry
    assert without_places(exported(about, catalog))["answers"] == without_places(there)["answers"]


@pytest.mark.parametrize("title", ["Coffre fermé", "Chiffrement des flux"])
def test_a_measure_without_a_word_stays_without_a_word(title: str, catalog: Catalog) -> None:
    file = {"pia": {"name": "Essai"}, "answers": [], "measures": [{"id": 1, "title": title, "content": "", "placeholder": "measures.default_placeholder"}]}
    there = exported(imported(file)[0], catalog)
    assert [measure["content"] for measure in there["measures"] if measure["title"] == title] == [""]
    assert "conforme aux déclarations" not in json.dumps(there, ensure_ascii=False)


def test_a_silent_person_gives_no_opinion(catalog: Catalog) -> None:
    pia = exported(system(changed({})), catalog)
    head = pia["pia"]
    assert [head[key] for key in ("dpo_status", "dpo_opinion", "dpos_names", "concerned_people_searched_opinion", "concerned_people_opinion")] == [None] * 5
    assert head["author_name"] == head["evaluator_name"] == head["validator_name"] == ""
    assert (head["status"], pia["evaluations"]) == (0, [])


def test_an_empty_system_has_no_answer(catalog: Catalog) -> None:
    pia = exported(system({}), catalog)
    assert mistakes(pia) == []
    assert all(answer["reference_to"] > 300 or answer["data"]["text"] is None for answer in pia["answers"])
    assert pia["measures"] == []
    for answer in pia["answers"]:
        if answer["data"]["gauge"]:
            assert "Proposé, à confirmer" in answer["data"]["text"]


@pytest.mark.parametrize("code", CODE)
def test_words_of_a_person_are_never_code(code: str, catalog: Catalog) -> None:
    there = exported(system(hostile(code)), catalog)
    assert mistakes(there) == []
    assert not any("onerror" in text and "<img" in text for text in rich(there) + plain(there))
    about, found = imported(there)
    assert about.description.privacy is not None
    assert about.description.privacy.dpia is not None
    assert about.description.privacy.dpia.dpo_opinion == code
    if "system.name" not in code:  # a person who forges our marks tells a fact with them
        assert found.unread == []
        assert without_places(exported(about, catalog)) == without_places(there)


def test_brackets_of_a_person_are_not_our_marks(catalog: Catalog) -> None:
    text = "<p>Voir <em>[annexe 3]</em>.</p><p>Voir <em>[dossier · page 12]</em>.</p>"
    there = exported(system(changed({"privacy.dpia.answers": [{"question": "111", "text": text}]})), catalog)
    about, _ = imported(there)
    assert data_of(exported(about, catalog), 111)["text"].endswith(text)


def test_the_prefix_of_an_import_is_taken_away(catalog: Catalog) -> None:
    there = exported(spoken(), catalog)
    there["pia"]["name"] = f"(IMPORT) (COPY) {there['pia']['name']}"
    about, _ = imported(there)
    assert about.description.system is not None
    assert about.description.system.name == "Aide au tri"


def test_same_input_same_bytes(catalog: Catalog) -> None:
    first, second = (render(drafted(spoken(), catalog), Words("fr", catalog.terms)) for _ in range(2))
    assert first == second
    assert first.endswith(b"}\n")
    json.loads(first)


def test_each_answer_tells_where_it_comes_from(catalog: Catalog) -> None:
    pia = exported_example("secure-reference", catalog)
    for answer in pia["answers"]:
        if answer["reference_to"] < 300:
            assert ".yaml:" in answer["data"]["text"], answer["reference_to"]
    assert all("<em>[" in measure["content"] for measure in pia["measures"])


@pytest.mark.parametrize(
    ("at", "value"),
    [
        (("pia", "dpo_status"), "1"),
        (("pia", "dpo_status"), True),
        (("pia", "name"), ""),
        (("pia", "concerned_people_searched_opinion"), 1),
        (("pia", "created_at"), "hier"),
        (("answers", 0, "reference_to"), "111"),
        (("answers", 0, "reference_to"), 311),
        (("answers", 0, "data", "text"), ""),
        (("answers", -1, "data", "gauge"), 5),
        (("answers", -1, "data", "text"), None),
        (("measures", 0, "title"), " "),
        (("measures", 0, "title"), "autre"),
        (("measures", 0, "id"), 0),
        (("measures",), None),
        (("comments",), {}),
        (("more",), []),
    ],
)
def test_the_rules_see_a_broken_file(at: tuple[str | int, ...], value: object, catalog: Catalog) -> None:
    pia = exported_example("secure-reference", catalog)
    node: Any = pia
    for step in at[:-1]:
        node = node[step]
    node[at[-1]] = value
    try:
        found = mistakes(pia)
    except (TypeError, ValueError):
        return
    assert found


@pytest.mark.parametrize("data", [{}, changed(SPOKEN)], ids=["nothing answered", "answered"])
@pytest.mark.parametrize("code", ["Un motif", *CODE])
def test_waivers_and_lost_evidence_are_told_and_never_read_back(code: str, data: Any, catalog: Catalog) -> None:
    """The software has no place for them: they stand in the first answer, or in a note on its question while nobody has answered; an import leaves them aside."""
    words = Words("fr", catalog.terms)
    draft = drafted(system(data), catalog)
    bare, pia = (json.loads(render(draft, words, beside)) for beside in (NONE, reserves(sample.assessment(code), words)))
    assert mistakes(pia) == []
    told = json.dumps([pia["answers"][:1], pia["comments"]], ensure_ascii=False).replace("\u00a0", " ")
    assert "Dérogation CRY-02@export – Chiffrement en transit (en vigueur) : demandée par RSSI, approuvée par Direction" in told
    assert "Preuve Ancien rapport (REF-2) : preuve périmée depuis le 2 janvier 2021" in told
    assert imported(pia)[1].data == imported(bare)[1].data
    assert imported(pia)[1].unread == imported(bare)[1].unread
