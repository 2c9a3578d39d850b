"""What the drafts say: only what facts, provisions or persons say, each sentence with its source, each gap a question to a role."""

from pathlib import Path
from typing import Any

import pytest

from compliance.assessment.ai_act_drafts_model import Listing, Standing
from compliance.catalog.drafts import ASKED_OF
from compliance.catalog.load import Catalog
from compliance.system.vocabulary import role_label
from tests.drafts.asking import DOCUMENTS, SYSTEMS, drafted, one_of, statements, statements_of, told

EXPECTED = {
    ("pneumonia-federated", "technical-documentation", "1-a"): [
        "Le système s’appelle Détection de la pneumonie sur radiographie thoracique.",
        "Destination\u00a0: Signaler au radiologue une pneumonie sur une radiographie du thorax.",
        "Le fournisseur est Hôpital chef de file du consortium pneumonies.",
        "Contextes d’utilisation\u00a0: soins.",
    ],
    ("pneumonia-federated", "technical-documentation", "2-g"): ["valeur\u00a0: 0,97", "valeur\u00a0: 0,98", "valeur\u00a0: 0,958"],
    ("emergency-triage", "fria", "c"): ["Personnes concernées\u00a0: patients, mineurs.", "personnes\u00a0: patients, mineurs"],
    ("consultation-scribe", "notices", "text"): [
        "Ce contenu a été produit à l’aide de «\u00a0Transcription et synthèse de consultation\u00a0», un programme d’intelligence artificielle.",
        "Nature du contenu\u00a0: texte.",
        "Un professionnel le relit avant qu’il ne serve.",
    ],
    ("in-house", "declaration", "1"): ["Nom du système\u00a0: Lecture des lames de frottis.", "Version\u00a0: 2.1."],
    ("in-house", "registration", "A-7"): ["Statut\u00a0: en service.", "Pays d’utilisation\u00a0: France."],
}  # fmt: skip


@pytest.mark.parametrize("key", EXPECTED, ids=lambda key: "-".join(key))
def test_the_exact_sentences_of_a_section(key: tuple[str, str, str], catalog: Catalog) -> None:
    name, document, section = key
    found = drafted(name, catalog)[document]
    (only,) = (one for one in found.sections if one.id == section)
    within = {id(one) for one in statements_of(only)}
    said = [text for one, text in zip(statements(found), told(found), strict=True) if id(one) in within]
    assert said == EXPECTED[key]


@pytest.mark.parametrize("document", DOCUMENTS)
@pytest.mark.parametrize("name", SYSTEMS)
def test_every_sentence_has_its_source_and_every_gap_its_question(name: str, document: str, catalog: Catalog) -> None:
    found = drafted(name, catalog)[document]
    for section in found.sections:
        assert section.articles
        for part in section.parts:
            if isinstance(part, Listing):
                assert part.source.position.file.endswith(".yaml")
                assert all(subject.source.position.line > 0 for subject in part.subjects)
            elif isinstance(part, Standing):
                assert part.total == sum(number for _, number in part.counts)
        asked = [(item.question, item.asked_of) for item in section.missing] + [(item.ask, item.asked_of) for item in section.open]
        for text, role in asked:
            assert "?" in text.fr
            assert "?" in text.en
            assert role_label(role).en
            assert role in ASKED_OF
    for one in statements(found):
        assert one.sources, one.say.fr
        assert all(source.position.file.endswith(".yaml") and source.position.line > 0 for source in one.sources)


def test_a_source_is_the_line_of_the_file(catalog: Catalog) -> None:
    found = drafted("in-house", catalog)["declaration"]
    text = Path(found.file).read_text(encoding="utf-8").splitlines()
    first = statements(found)[0]
    assert first.value in text[first.sources[0].position.line - 1]


def test_an_empty_system_says_nothing_and_asks_everything(catalog: Catalog) -> None:
    for document in DOCUMENTS:
        found = one_of({}, document, catalog)
        assert statements(found) == [], document
        assert found.questions > 0
        assert found.state == "undetermined"


def test_a_section_without_object_says_why(catalog: Catalog) -> None:
    found = one_of({"system": {"product": {"ai_position": "none"}}}, "technical-documentation", catalog)
    (section,) = (one for chapter in found.chapters for one in chapter.sections if one.id == "1-f")
    assert section.applies is False
    assert [(one.path, one.value) for one in section.because] == [("system.product.ai_position", "none")]
    assert (section.parts, section.missing, section.open) == ((), (), ())
    (unsure,) = (one for chapter in one_of({}, "technical-documentation", catalog).chapters for one in chapter.sections if one.id == "1-f")
    assert unsure.applies is None
    assert unsure.open


@pytest.mark.parametrize(
    ("roles", "named"), [(["provider"], True), (["deployer"], False)],
)  # fmt: skip
def test_the_organisation_is_named_as_provider_only_where_it_is(roles: list[str], named: bool, catalog: Catalog) -> None:
    data: dict[str, Any] = {"organisation": {"name": "Maison", "country": "FR"}, "system": {"roles": {"ai_act": roles}}}
    found = one_of(data, "instructions", catalog)
    assert any("Maison" in text for text in told(found)) is named
    asked = [item.ask.fr for section in found.sections for item in section.open]
    assert ("Quel est le nom du fournisseur ?" in asked) is not named


def test_objects_that_may_be_concerned_are_asked_about(catalog: Catalog) -> None:
    data = {"documents": [{"id": "a", "title": "Sans nature"}, {"id": "b", "title": "Notice", "kind": "instructions", "version": "3"}]}
    found = one_of(data, "technical-documentation", catalog)
    (section,) = (one for one in found.sections if one.id == "1-h")
    (listing,) = (part for part in section.parts if isinstance(part, Listing))
    assert [subject.name for subject in listing.subjects] == ["Notice"]
    assert ("documents.kind", ("Sans nature",)) in [(item.path, item.subjects) for item in section.missing] or "documents.kind" in {item.path for item in section.missing}


def test_the_dpia_is_referred_to_where_it_covers_the_point(catalog: Catalog) -> None:
    data = {"privacy": {"dpia": {"date": "2026-03-02", "content": ["description", "risks"]}}}
    said = told(one_of(data, "fria", catalog))
    assert "L’AIPD décrit déjà ces opérations\u00a0: on peut la reprendre ici ou y renvoyer." in said
    assert "L’AIPD étudie déjà les risques pour la vie privée\u00a0: on peut la reprendre ici ou y renvoyer. Elle n’épuise pas les autres droits." in said
    assert "L’AIPD déclarée ne prévoit pas de mesures." in said
    assert "AIPD datée du 2\u00a0mars 2026." in said


def test_the_declaration_counts_what_is_left_and_commits_nobody(catalog: Catalog) -> None:
    found = drafted("secure-reference", catalog)["declaration"]
    (standing,) = (part for section in found.sections for part in section.parts if isinstance(part, Standing))
    assert standing.role.fr == "fournisseur"
    assert standing.total > 50
    asked = {item.asked_of for section in found.sections for item in section.open if section.id in ("3", "4", "8")}
    assert asked == {"management"}
    assert next(section for section in found.sections if section.id == "3").parts == ()
