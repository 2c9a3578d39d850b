"""Every field that holds an id is checked, with the nearest id as a suggestion, at the place of the word."""

from collections.abc import Iterator
from typing import Any

import pytest

from compliance.base.problems import InvalidInput
from compliance.base.source import parse_yaml
from compliance.system.load import from_document
from compliance.system.model import Description
from compliance.system.schema import FieldShape, fields_of


def references() -> Iterator[tuple[str, str, FieldShape]]:
    """Each list of objects, and its fields that hold ids."""
    for section, shape in fields_of(Description).items():
        for name, field in fields_of(shape.group).items():
            if field.target:
                yield section, name, field


FIELDS = [pytest.param(section, shape, id=f"{section}.{name}") for section, name, shape in references()]


def text_with(section: str, shape: FieldShape, value: str) -> str:
    target = f"{shape.target}:\n  - {{id: training-lake}}\n"
    own = "\n".join([f"{section}:", "  - id: item", f"    {shape.name}: {f'[training-lake, {value}]' if shape.many else value}", ""])
    if section == shape.target:
        return target + own.removeprefix(f"{section}:\n")
    return target + own


def problems(text: str) -> list[Any]:
    with pytest.raises(InvalidInput) as refused:
        from_document(parse_yaml(text, "f"))
    return [problem for problem in refused.value.problems if problem.code == "unknown_reference"]


def test_the_fields_that_hold_ids_are_known() -> None:
    assert {f"{section}.{name}" for section, name, _ in references()} == {
        "sites.provider", "components.operated_by", "components.hosted_at", "components.holds", "components.trained_on", "components.operated_by_each",
        "flows.source", "flows.destination", "flows.carries", "datasets.stored_in", "datasets.contributors", "suppliers.party",
    }  # fmt: skip


@pytest.mark.parametrize(("section", "shape"), FIELDS)
def test_an_unknown_id_is_told_with_its_neighbour(section: str, shape: FieldShape) -> None:
    text = text_with(section, shape, "training-lkae")
    (problem,) = problems(text)
    line = next(index for index, row in enumerate(text.splitlines(), 1) if "lkae" in row)
    assert (problem.position.line, problem.position.column) == (line, text.splitlines()[line - 1].index("training-lkae") + 1)
    assert problem.suggestion == "training-lake"
    assert problem.values == {"id": "training-lkae", "target": shape.target}
    assert problem.path == f"{section}[item].{shape.name}" + ("[2]" if shape.many else "")


@pytest.mark.parametrize(("section", "shape"), FIELDS)
def test_a_known_id_is_taken(section: str, shape: FieldShape) -> None:
    text = text_with(section, shape, "training-lake").replace("[training-lake, training-lake]", "[training-lake]")
    description = from_document(parse_yaml(text, "f")).description
    items = getattr(description, section)
    assert items[-1].id in ("item", "item@training-lake")


@pytest.mark.parametrize("word", ["zebra", "42", "TRAINING-LAKE", "training-lake.kind"])
def test_a_word_far_from_every_id_or_differing_in_capitals(word: str) -> None:
    (problem,) = problems(f"sites: [{{id: training-lake}}]\ncomponents: [{{id: a, hosted_at: {word}}}]")
    assert problem.suggestion == ("" if word in ("zebra", "42") else "training-lake")


def test_a_blank_reference_is_not_stated() -> None:
    description = from_document(parse_yaml('components: [{id: a, hosted_at: "", operated_by: }]', "f")).description
    assert (description.components[0].hosted_at, description.components[0].operated_by) == (None, None)


@pytest.mark.parametrize("section", ["parties", "sites", "data", "components", "flows", "datasets", "processing_activities", "suppliers", "documents"])
def test_an_id_taken_twice_is_told_at_the_second(section: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        from_document(parse_yaml(f"{section}:\n  - {{id: a}}\n  - {{id: b}}\n  - {{id: a}}\n", "f"))
    (problem,) = refused.value.problems
    assert (problem.code, problem.position.line, problem.position.column) == ("duplicate_id", 4, 10)
    assert problem.values == {"id": "a", "line": 2}


def test_the_same_id_in_two_lists_is_no_mistake() -> None:
    description = from_document(parse_yaml("sites: [{id: a}]\ncomponents: [{id: a, hosted_at: a}]", "f")).description
    assert description.components[0].hosted_at == "a"
