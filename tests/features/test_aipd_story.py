"""The story of an impact assessment, through the real command line: from a half-filled description to a draft with nothing missing."""

import json
import re
import subprocess
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any
from unicodedata import normalize
from zipfile import ZipFile

from pytest_bdd import given, parsers, scenarios, then, when

from compliance.base.source import read_yaml
from tests.features.test_dpo import ROOT, comply

scenarios("aipd.feature")

EXAMPLE = ROOT / "examples" / "secure-reference"
LEFT_OUT = ("processing_activities", "transparency", "privacy.rights", "privacy.dpia")
WRITTEN = {
    "111": "Repérer plus tôt les nodules ; l’enjeu est que le radiologue ne s’en remette pas à la machine.",
    "211": "La double lecture humaine ne suffit pas aux délais du dépistage ; seules les coupes utiles sont lues.",
    "213": "Des images de synthèse ont été essayées : la sensibilité y perdait douze points.",
}
RISKS = ("access", "change", "loss", "operation")
NEEDED = re.compile(r"(\d+) questions? sur (\d+)")
SUFFIX = {"docx": "docx", "pdf": "pdf", "cnil-json": "json"}


@dataclass
class Story:
    folder: Path
    description: dict[str, Any]
    told: dict[str, Any]
    runs: list[subprocess.CompletedProcess[str]] = field(default_factory=list)
    drafts: list[str] = field(default_factory=list)

    @property
    def draft(self) -> str:
        """The last draft, without the marks of its format."""
        return self.drafts[-1]

    def write(self) -> Path:
        path = self.folder / "system.yaml"
        path.write_text(json.dumps(self.description, ensure_ascii=False, indent=1), encoding="utf-8")  # JSON is YAML
        return path


@given("la description d’un système d’imagerie où manquent les traitements, l’information des personnes, leurs droits et l’analyse d’impact", target_fixture="story")
def a_half_filled_file(tmp_path: Path) -> Story:
    (tmp_path / "organisation.yaml").write_bytes((EXAMPLE / "organisation.yaml").read_bytes())
    description, told = (read_yaml(EXAMPLE / "system.yaml").data for _ in range(2))
    for path in LEFT_OUT:
        *groups, last = path.split(".")
        group = description
        for name in groups:
            group = group[name]
        del group[last]
    description["documents"] = [document for document in description["documents"] if document["id"] not in ("aipd", "information-patients")]
    return Story(tmp_path, description, told)


@when(parsers.parse("elle demande le projet d’analyse au {day}"))
def she_asks_for_the_draft(story: Story, day: str) -> None:
    ran = comply("aipd", story.write(), "--as-of", day)
    story.runs.append(ran)
    story.drafts.append(plain(ran.stdout))


@when(parsers.parse("elle demande le projet d’analyse au {day} en Word, en PDF et pour l’outil de la CNIL"))
def she_asks_for_every_format(story: Story, day: str) -> None:
    file = story.write()
    for output, suffix in SUFFIX.items():
        story.runs.append(comply("aipd", file, "--as-of", day, "--format", output, "--out", story.folder / f"aipd.{suffix}"))


@when(parsers.parse("elle répond à « {path} » par « {words} »"))
def she_answers_one(story: Story, path: str, words: str) -> None:
    *groups, last = path.split(".")
    group = story.description
    for name in groups:
        group = group.setdefault(name, {})
    group[last] = words.split(", ")


@when("elle répond à toutes les questions du projet")
def she_answers_all(story: Story) -> None:
    story.description = story.told
    dpia = story.description["privacy"]["dpia"]
    dpia["answers"] = [{"question": question, "text": text} for question, text in WRITTEN.items()]
    dpia["people"] = {
        "author": "Chargée de projet",
        "evaluator": "Claire Martin",
        "validator": "Directrice générale",
        "dpo": "Claire Martin",
        "subjects": "Association de patients",
    }
    dpia["dpo_favourable"] = True
    dpia["views"] = {"sought": True, "opinion": "Information jugée claire.", "favourable": True}
    for data in story.description["data"]:
        data.setdefault("subject_count", 210000)
        data.setdefault("fields", [{"name": "coefficients", "necessity": "faire fonctionner le modèle", "direct_identifier": False, "used_in": ["inference"]}])


@when(parsers.parse("elle fait confirmer les quatre cotations par « {name} » le {day}, niveaux écrits"))
def a_person_confirms(story: Story, name: str, day: str) -> None:
    levels = {"severity": "significant", "likelihood": "limited"}
    story.description["privacy"]["dpia"]["risks"] = [{"risk": risk, **levels, "confirmed_by": name, "confirmed_on": day} for risk in RISKS]


@when(parsers.parse("elle fait confirmer les quatre cotations par « {name} » le {day}, sans écrire de niveau"))
def a_person_confirms_nothing(story: Story, name: str, day: str) -> None:
    story.description["privacy"]["dpia"]["risks"] = [{"risk": risk, "confirmed_by": name, "confirmed_on": day} for risk in RISKS]


@then(parsers.parse("la commande se termine avec le code {code:d}"))
def ends_with(story: Story, code: int) -> None:
    assert {ran.returncode for ran in story.runs} == {code}, [ran.stderr for ran in story.runs]


@then(parsers.parse("le projet conclut « {outcome} »"))
def concludes(story: Story, outcome: str) -> None:
    assert f"**{outcome}.**" in story.draft


@then(parsers.parse("le projet répond à {answered:d} questions sur {total:d}"))
def answers_so_many(story: Story, answered: int, total: int) -> None:
    found = NEEDED.search(story.draft)
    assert found is not None
    assert (int(found[1]), int(found[2])) == (answered, total)


@then(parsers.parse("{count:d} cotations de risque attendent une personne nommée"))
def ratings_wait(story: Story, count: int) -> None:
    assert story.draft.count("Proposé, à confirmer") >= count
    assert "Confirmé par" not in story.draft


@then("chaque réponse manquante est adressée à un rôle")
def every_blank_has_an_addressee(story: Story) -> None:
    boxes = re.findall(r"\*\*À préciser par : ([^*]+)\*\*", story.draft)
    assert boxes
    assert {box.casefold() for box in boxes} <= set(asked(story.draft))
    assert all(asked(story.draft).values())


@then(parsers.parse("le projet demande au « {role} » la réponse « {path} »"))
def asks_the_role(story: Story, role: str, path: str) -> None:
    assert any(f"[{path}]" in line for line in asked(story.draft)[role.casefold()])


@then(parsers.parse("le projet ne demande plus « {path} »"))
def asks_no_more(story: Story, path: str) -> None:
    assert not any(f"[{path}]" in line for lines in asked(story.draft).values() for line in lines)


@then("le projet ne dit rien de la base légale ni des avis")
def invents_nothing(story: Story) -> None:
    assert "mission d’intérêt public" not in story.draft  # what the file would have said of the legal basis
    assert "| **Avis** | À préciser |" in story.draft
    assert "Favorable, deux recommandations suivies" not in story.draft


@then("chaque phrase reprise de la description dit sa ligne")
def every_sentence_has_its_place(story: Story) -> None:
    lines = (story.folder / "system.yaml").read_text(encoding="utf-8").splitlines()
    places = [int(number) for number in re.findall(r"\[system\.yaml:(\d+)", story.draft)]
    assert len(places) > 50
    assert max(places) <= len(lines)
    told = next(line for line in story.draft.splitlines() if "Signaler au radiologue" in line)
    (place,) = re.findall(r"\[system\.yaml:(\d+)", told)
    assert "Signaler au radiologue" in lines[int(place) - 1]


@then("il manque une réponse de moins")
def one_less(story: Story) -> None:
    before, after = (sum(map(len, asked(draft).values())) for draft in story.drafts)
    assert after == before - 1


@then("aucune réponse ne manque")
def nothing_is_missing(story: Story) -> None:
    assert asked(story.draft) == {}
    assert "À préciser par" not in story.draft


@then(parsers.parse("les quatre cotations portent « {words} »"))
def ratings_are_confirmed(story: Story, words: str) -> None:
    assert story.draft.count(words) >= len(RISKS)
    assert "Proposé, à confirmer" not in story.draft


@then(parsers.parse("aucune cotation n’est confirmée, et le projet dit « {words} »"))
def ratings_still_wait(story: Story, words: str) -> None:
    assert story.draft.count(words) >= len(RISKS)
    assert "Confirmé par" not in story.draft
    assert f"{len(RISKS)} risques attendent encore" in story.draft


@then("le projet reprend mot pour mot ce qu’elle a écrit")
def keeps_her_words(story: Story) -> None:
    assert all(text in story.draft for text in WRITTEN.values())
    assert "Favorable, deux recommandations suivies" in story.draft


@then("il reste à une personne de décider et de signer")
def a_person_signs(story: Story) -> None:
    assert "[ ] validée [ ] à améliorer [ ] refusée" in story.draft
    assert "| **Date et signature** | À préciser |" in story.draft


@then("chaque format reprend mot pour mot ce qu’elle a écrit")
def every_format_keeps_her_words(story: Story) -> None:
    from pypdf import PdfReader

    with ZipFile(BytesIO((story.folder / "aipd.docx").read_bytes())) as archive:
        word = re.sub(r"<[^>]+>", "", archive.read("word/document.xml").decode())
    pdf = "".join(page.extract_text() for page in PdfReader(story.folder / "aipd.pdf").pages)
    for content in (word, pdf, (story.folder / "aipd.json").read_text(encoding="utf-8")):
        assert all(letters(text) in letters(content) for text in WRITTEN.values())


@then("le fichier de la CNIL se relit sans rien perdre de ce qu’elle a écrit")
def the_file_reads_back(story: Story) -> None:
    ran = comply("aipd", "import", story.folder / "aipd.json", "--out", story.folder / "relu.yaml")
    assert ran.returncode == 0, ran.stderr
    read = letters((story.folder / "relu.yaml").read_text(encoding="utf-8"))
    assert all(letters(text) in read for text in WRITTEN.values())


@then(parsers.parse("le message nomme « {words} »"))
def the_message_names(story: Story, words: str) -> None:
    assert words in story.runs[-1].stderr
    assert "Traceback" not in story.runs[-1].stderr


@then("aucun projet n’est écrit")
def no_draft(story: Story) -> None:
    assert story.draft == ""


def plain(text: str) -> str:
    """Markdown without its escapes, and with plain spaces."""
    return re.sub(r"\\([\[\]_*.#-])", r"\1", text).replace("\u00a0", " ").replace("\u202f", " ").strip()


def letters(text: str) -> str:
    """The letters alone, whatever breaks or joins them."""
    return "".join(re.findall(r"\w", normalize("NFKC", text)))


def asked(draft: str) -> dict[str, list[str]]:
    """The questions at the end of the draft, by role."""
    part = draft.partition("## À préciser, par destinataire")[2].partition("\n## ")[0]
    roles = re.split(r"\n### ", part)[1:]
    return {(lines := role.splitlines())[0].strip().casefold(): [line for line in lines if line.startswith("- ")] for role in roles}
