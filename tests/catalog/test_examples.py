"""Every control's examples give their verdict: they are its tests and its documentation at once."""

from pathlib import Path

import pytest

from compliance.assessment.examples import AS_OF, problems_of_examples, verdict_of_example
from compliance.base.resources import shipped
from compliance.base.source import Document
from compliance.catalog.controls import EXAMPLES
from compliance.catalog.load import Catalog
from tests import fragments
from tests.fragments import document

FILES = {path.name[:6]: path for path in sorted(shipped("controls").rglob("*.yaml"))}


@pytest.mark.parametrize("control", FILES)
def test_examples_give_their_verdict(control: str, catalog: Catalog) -> None:
    problems = problems_of_examples(catalog.controls[control], document(FILES[control]), catalog)
    assert [problem.line("en") for problem in problems] == []


@pytest.mark.parametrize("control", FILES)
def test_the_four_examples_are_there_and_differ(control: str) -> None:
    examples = document(FILES[control]).data["examples"]
    assert set(examples) == set(EXAMPLES)
    assert len({str(example) for example in examples.values()}) == len(EXAMPLES)


def test_every_control_is_loaded_under_its_own_name(catalog: Catalog) -> None:
    assert sorted(FILES) == sorted(catalog.controls)
    assert len(FILES) == len(list(shipped("controls").rglob("*.yaml")))


def test_examples_are_read_as_of_one_day() -> None:
    assert AS_OF == fragments.AS_OF


def test_an_example_that_gives_another_verdict_is_told(catalog: Catalog) -> None:
    control = catalog.controls["IAM-03"]
    given = document(FILES["IAM-03"]).data["examples"]
    swapped = {"examples": {"pass": given["fail"], "fail": {"system": {"statsu": 1}}, "unknown": "text"}}
    lines = [problem.line("en") for problem in problems_of_examples(control, Document("c.yaml", swapped), catalog)]
    assert lines == [
        "c.yaml:1:1: the example `pass` gives `fail`",
        "c.yaml:1:1: the example `fail` cannot be read: system.statsu: unknown field `statsu` - did you mean `status`?",
        "c.yaml:1:1: the example `unknown` cannot be read: …",
    ]


def test_the_verdict_of_an_example_is_the_gravest(catalog: Catalog) -> None:
    control = catalog.controls["IAM-03"]
    given = document(FILES["IAM-03"]).data["examples"]
    both = {**given["fail"], "components": given["fail"]["components"] + given["not_applicable"]["components"]}
    assert verdict_of_example(control, both, catalog) == "fail"


def test_the_file_stands_in_the_folder_of_its_domain(catalog: Catalog) -> None:
    assert [name for name, path in FILES.items() if path.parent.name != catalog.controls[name].domain or not name.startswith(path.parent.name)] == []
    assert all(Path(control.file).parts[0] == "controls" for control in catalog.controls.values())
