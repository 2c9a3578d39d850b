"""The tables of the documents: verified when the catalog loads, complete against the annexes, no weight on the way of an assessment."""

from pathlib import Path
from typing import Any

import pytest

from compliance.assessment.ai_act_drafts import tables
from compliance.base.problems import Problem
from compliance.base.resources import shipped
from compliance.base.source import parse_yaml
from compliance.catalog.drafts import ASKED_OF, read_drafts, read_table
from compliance.catalog.load import Catalog
from compliance.system.vocabulary import role_label
from tests.drafts.asking import DOCUMENTS

FOLDER = shipped("frameworks") / "ai-act" / "drafts"
SOURCE = (FOLDER / "declaration.yaml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def plain(catalog: Catalog) -> dict[str, Any]:
    frameworks = {
        key: {"requirements": [{"id": name} for name in framework.requirements], "addressees": list(framework.addressees)} for key, framework in catalog.frameworks.items()
    }
    return {"frameworks": frameworks}


def problems_of(text: str, plain: dict[str, Any]) -> list[Problem]:
    found: list[Problem] = []
    read_table(parse_yaml(text, "drafts/declaration.yaml"), plain, found)
    return found


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_the_shipped_tables_are_clean(path: Path, plain: dict[str, Any]) -> None:
    assert problems_of(path.read_text(encoding="utf-8"), plain) == []
    assert path.stem in DOCUMENTS


MISTAKES = [
    ("ai-act:annex-v-1]", "ai-act:annex-v-11]", "unknown_requirement"),
    ("requirement: ai-act:art-47", "requirement: ai-act:art-470", "unknown_requirement"),
    ("path: system.version", "path: system.versoin", "unknown_path"),
    ("asked_of: dpo", "asked_of: dop", "not_one_of"),
    ("if_role: provider", "if_role: provder", "not_one_of"),
    ("standing: provider", "standing: deploer", "not_one_of"),
    ("needs_notified_body: true", "needs_notified_bodies: true", "unknown_path"),
    ('en: "Version: {value}."', 'en: ""', "catalog_language_missing"),
    ("order: 3", "ordre: 3", "missing_field"),
    ("given: {processes_personal_data: true}", "gven: {processes_personal_data: true}", "unknown_field"),
    ("- {standing: provider}", "- {}", "missing_field"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "code"), MISTAKES, ids=[code + "-" + after[:18] for _, after, code in MISTAKES])
def test_a_mistake_is_told_at_its_place(before: str, after: str, code: str, plain: dict[str, Any]) -> None:
    assert before in SOURCE
    found = problems_of(SOURCE.replace(before, after, 1), plain)
    assert code in {problem.code for problem in found}
    assert all(problem.position.line > 0 for problem in found)


def test_two_tables_of_one_name_are_refused(plain: dict[str, Any]) -> None:
    found: list[Problem] = []
    documents = {name: parse_yaml(SOURCE, name) for name in ("frameworks/ai-act/drafts/declaration.yaml", "/home/x/frameworks/ai-act/drafts/declaration.yaml")}
    read_drafts(documents, plain, {}, found)
    assert [problem.code for problem in found] == ["duplicate_catalog_id"]


def test_the_questions_go_to_known_roles() -> None:
    assert all(role_label(role).fr != role for role in ASKED_OF)


def articles(catalog: Catalog, document: str) -> set[str]:
    return {article.partition(":")[2] for chapter in tables(catalog)[document]["chapters"] for section in chapter["sections"] for article in section["articles"]}


@pytest.mark.parametrize(
    ("document", "prefix"),
    [("technical-documentation", "annex-iv-"), ("instructions", "art-13-3-"), ("declaration", "annex-v-"), ("fria", "art-27-1-"), ("registration", "annex-viii-")],
)
def test_every_point_of_the_text_has_its_section(document: str, prefix: str, catalog: Catalog) -> None:
    wanted = {key for key in catalog.frameworks["ai-act"].requirements if key.startswith(prefix)}
    assert wanted - articles(catalog, document) == set()


def test_the_notices_cover_the_paragraphs(catalog: Catalog) -> None:
    asked = {chapter["call"]["requirement"].partition(":")[2] for chapter in tables(catalog)["notices"]["chapters"]}
    assert {"art-50-1", "art-50-2", "art-50-3", "art-50-4-a", "art-50-4-b", "art-26-7", "art-26-11"} == asked
    assert all(chapter["sections"][0]["voice"] == "notice" for chapter in tables(catalog)["notices"]["chapters"])


def test_the_tables_stand_apart_from_what_an_assessment_loads(catalog: Catalog) -> None:
    assert set(catalog.texts["drafts"]) == set(DOCUMENTS)
    assert not any(document in repr(catalog.frameworks["ai-act"].applies_when) for document in DOCUMENTS)
