"""The classification file itself: its mistakes are told with their place, its texts are written as the house writes, and it cites what exists."""

import copy
import re
from pathlib import Path
from typing import Any

import pytest

from compliance.base.problems import Problem
from compliance.base.resources import package_file, shipped
from compliance.base.source import Document, parse_yaml, read_yaml
from compliance.catalog.classification import read_classification
from compliance.catalog.load import Catalog
from compliance.system.schema import all_paths

FILE = shipped("frameworks") / "ai-act/classification.yaml"
TERMS = shipped("frameworks") / "ai-act/terms.yaml"
WORDS = package_file("reports/classification_words.yaml")
LABELS = {
    "not_an_ai_system", "out_of_scope", "prohibited", "prohibited_from", "prohibition_not_excluded", "high_risk_annex_i", "high_risk_annex_iii", "high_risk_presumed",
    "not_high_risk_art_6_3", "transparency:50-1", "transparency:50-2", "transparency:50-3", "transparency:50-4-a", "transparency:50-4-b",
    "gpai", "gpai_systemic", "gpai_undetermined", "minimal",
}  # fmt: skip


def plain(catalog: Catalog) -> dict[str, Any]:
    """What the reader needs of a catalog."""
    known = {
        key: {"requirements": [{"id": name, "citation": ["", ""], "title": ["", ""]} for name in framework.requirements], "addressees": dict.fromkeys(framework.addressees)}
        for key, framework in catalog.frameworks.items()
    }
    fines = [[value.key, value.value, str(value.starts), None] for value in catalog.parameters["fines"]]
    return {"frameworks": known, "parameters": {"fines": {"values": fines}}}


def problems_of(document: Document, catalog: Catalog) -> list[Problem]:
    """The problems of a classification file."""
    problems: list[Problem] = []
    read_classification(document, plain(catalog), catalog.texts["parameters"], problems)
    return problems


def test_the_shipped_file_is_clean(catalog: Catalog) -> None:
    assert problems_of(read_yaml(FILE), catalog) == []


def test_the_list_of_labels_is_closed(catalog: Catalog) -> None:
    assert set(catalog.classifications["ai-act"].labels) == LABELS


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("ai.system_traits: {excludes: machine_based}", "ai.system_trait: {excludes: machine_based}", "unknown_path"),
        ("{ai.practice_elements: {includes: untargeted_face_scraping}}", "{ai.practice_elements: {includes: face_scraping}}", "impossible_value"),
        ("label: transparency:50-3", "label: transparency:50-9", "not_one_of"),
        ("drops_role: deployer", "drops_role: user", "not_one_of"),
        ("provisions: [art-3-4]", "provisions: [art-3-400]", "unknown_requirement"),
        ("art-55-*", "art-155-*", "unknown_requirement"),
        ("fine: ai_act_101", "fine: ai_act_102", "not_one_of"),
        ("settles: art_6_1_met", "settles: art_6_1", "unknown_path"),
        ("needs: [high_risk_annex_iii]\n    rows", "needs: [high_risk]\n    rows", "not_one_of"),
        ("stated: device.mdr_class", "stated: device.class", "unknown_path"),
        ("        preview: true\n      - id: art-2-4", "        previewed: true\n      - id: art-2-4", "unknown_field"),
        ("role: gpai_provider\n        note:\n          fr:", "role: gpai_provider\n        note:\n          de:", "catalog_pair_expected"),
    ],
)
def test_a_mistake_is_told_with_its_place(before: str, after: str, code: str, catalog: Catalog) -> None:
    text = FILE.read_text(encoding="utf-8")
    assert before in text
    found = problems_of(parse_yaml(text.replace(before, after, 1), "classification.yaml"), catalog)
    assert code in {problem.code for problem in found}
    line = text[: text.index(before)].count("\n") + 1
    assert any(line <= problem.position.line <= line + 6 or problem.position.line in range(line - 8, line + 8) for problem in found)


@pytest.mark.parametrize("part", ["device_class", "duties", "messages", "law"])
def test_a_missing_part_is_told(part: str, catalog: Catalog) -> None:
    document = read_yaml(FILE)
    data = copy.copy(document.data)
    del data[part]
    assert "missing_field" in {problem.code for problem in problems_of(Document("classification.yaml", data), catalog)}


def _texts(node: Any) -> list[tuple[str, str]]:
    if isinstance(node, dict):
        if set(node) == {"fr", "en"}:
            return [(node["fr"], node["en"])]
        return [pair for value in node.values() for pair in _texts(value)]
    return [pair for item in node for pair in _texts(item)] if isinstance(node, list) else []


@pytest.mark.parametrize("file", [FILE, TERMS, WORDS], ids=lambda file: file.name)
def test_french_is_written_as_the_house_writes_it(file: Path) -> None:
    pairs = _texts(read_yaml(file).data)
    assert len(pairs) > 10
    for french, english in pairs:
        assert not re.search(r" [;:!?»]|« |'", french), french
        assert french.strip() == french
        assert english.strip() == english
        assert not re.search(r"[àâçéèêëîïôûùœ«]", english), english


def test_every_row_cites_and_names(catalog: Catalog) -> None:
    framework = catalog.frameworks["ai-act"]
    for node in catalog.classifications["ai-act"].nodes:
        for row in node.rows:
            assert row.citation.fr
            assert row.citation.en
            assert row.title.fr
            assert set(row.provisions) <= set(framework.requirements)
            gives = row.label or row.role or row.drops_role or row.authority or row.informs
            assert gives, row.id


def test_every_value_of_the_stated_class_is_a_label(catalog: Catalog) -> None:
    rules = catalog.classifications["ai-act"]
    known = {label.states_as for label in rules.labels.values()}
    assert set(all_paths()[rules.stated_class].values) - known == {"undetermined"}


def test_python_holds_no_law() -> None:
    package = Path(__file__).parents[2] / "compliance"
    files = [*package.glob("assessment/ai_act*.py"), *package.glob("catalog/classification*.py"), *package.glob("reports/classification*.py")]
    assert len(files) > 10
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"\b[Aa]rt(?:icle)?s?\.? ?\d|\bart-\d|annex-[iv]|20[23]\d-\d\d|high_risk_annex|\bprohibited\b['\"]|\bprovider\b['\"]", text), file.name
