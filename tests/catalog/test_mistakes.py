"""A catalog with one mistake gives its exact problem: one line of `mistakes.yaml` for each, on a copy of the small catalog in `mini/`."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from compliance.base.problems import InvalidInput, Problem
from compliance.base.source import read_yaml
from compliance.base.text import LANGUAGES
from compliance.catalog.build import build
from compliance.catalog.sources import Sources
from tests.messages import codes_of

pytestmark = pytest.mark.usefixtures("apart")

HERE = Path(__file__).parent
CASES = read_yaml(HERE / "mistakes.yaml").data


def made(case: dict[str, Any], folder: Path) -> Path:
    """The small catalog with the mistake of a case."""
    root = folder / "catalog"
    shutil.copytree(HERE / "mini", root)
    if "replace" in case:
        path = root / case["file"]
        text = path.read_text(encoding="utf-8")
        assert text.count(case["replace"]) == 1
        path.write_text(text.replace(case["replace"], case["by"]), encoding="utf-8")
    elif "write" in case:
        (root / case["file"]).write_text(case["write"], encoding="utf-8")
    elif "remove" in case:
        (root / case["remove"]).unlink()
    else:
        (root / case["to"]).parent.mkdir(exist_ok=True)
        shutil.copy(root / case.get("copy", case.get("move", "")), root / case["to"])
        if "move" in case:
            (root / case["move"]).unlink()
    return root


def problems(root: Path) -> tuple[Problem, ...]:
    return InvalidInput(build(Sources((root,)))[2]).problems


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_is_told_exactly(case: dict[str, Any], tmp_path: Path) -> None:
    found = problems(made(case, tmp_path))
    assert [problem.line("en") for problem in found] == case["told"]
    assert all(problem.line(language) for problem in found for language in LANGUAGES)


def test_the_small_catalog_itself_has_no_problem() -> None:
    assert problems(HERE / "mini") == ()


# Told elsewhere: by the examples of the shipped controls, or by tests that write a catalog beside the shipped one.
ELSEWHERE = {"example_wrong_verdict", "example_invalid", "catalog_folder_missing", "catalog_path_unknown", "coverage_count"}


def test_every_code_about_catalogs_is_covered(tmp_path_factory: pytest.TempPathFactory) -> None:
    found = {problem.code for case in CASES for problem in problems(made(case, tmp_path_factory.mktemp("case")))}
    assert codes_of("Catalogs") - ELSEWHERE - found == set()
