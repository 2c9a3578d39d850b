"""A description is read whole: its answers keep their place, and every problem is told at once."""

import os
from pathlib import Path

import pytest

from compliance.base.problems import InvalidInput
from compliance.base.source import Document
from compliance.system.load import from_document, groups, load_system, path_without_ids
from tests.fragments import system

SMALL = """\
system:
  name: Retina
  version: 1.10
sites:
  - {id: paris, country: FR, hds: {certified: true, activities: [1, 2]}}
components:
  - id: pacs
    hosted_at: paris
    access: {mfa_scope: [remote]}
"""


def test_answers_are_typed() -> None:
    description = system(SMALL).description
    assert description.system.version == "1.10"
    assert description.sites[0].hds.activities == ["1", "2"]
    assert description.components[0].hosted_at == "paris"
    assert description.flows is None


def test_every_group_knows_its_place() -> None:
    loaded = system(SMALL)
    found = {type(group).__name__: group.location for group in groups(loaded.description)}
    assert found == {
        "Description": (), "System": ("system",), "Site": ("sites", 0), "Hds": ("sites", 0, "hds"),
        "Component": ("components", 0), "Access": ("components", 0, "access"),
    }  # fmt: skip


def test_positions_and_paths_are_those_of_the_file() -> None:
    loaded = system(SMALL)
    assert str(loaded.position(("components", 0, "access", "mfa_scope"))) == "system.yaml:9:25"
    assert str(loaded.position(("components", 0, "access", "model"))) == "system.yaml:9:5"
    assert loaded.path(("components", 0, "access", "mfa_scope")) == "components[pacs].access.mfa_scope"
    assert loaded.path(("components", 4, "kind")) == "components[5].kind"


def test_every_problem_is_told_at_once_in_order_of_lines() -> None:
    text = "system:\n  status: finished\n  nmae: x\ncomponents:\n  - {id: a, kind: stor}\n  - {id: a, exposure: 3}\n"
    with pytest.raises(InvalidInput) as refused:
        system(text)
    assert [(problem.code, problem.position.line) for problem in refused.value.problems] == [
        ("not_one_of", 2), ("unknown_field", 3), ("not_one_of", 5), ("duplicate_id", 6), ("not_one_of", 6),
    ]  # fmt: skip


def test_a_problem_of_reference_and_one_of_statement_are_told_together() -> None:
    with pytest.raises(InvalidInput) as refused:
        system("components: [{id: a, hosted_at: x}]\ndocuments: [{id: d, supports: [nothing.at.all]}]")
    assert {problem.code for problem in refused.value.problems} == {"unknown_reference", "unknown_statement"}


def test_a_file_is_called_as_the_user_called_it(tmp_path: Path) -> None:
    (tmp_path / "s.yaml").write_text("system: {name: Retina}\n", encoding="utf-8")
    assert load_system(tmp_path / "s.yaml", "../s.yaml").file == "../s.yaml"
    assert load_system(str(tmp_path / "s.yaml")).file == str(tmp_path / "s.yaml")


def test_plain_data_without_marks_are_read_too() -> None:
    loaded = from_document(Document("example", {"system": {"name": "Retina"}}))
    assert loaded.description.system.name == "Retina"
    assert str(loaded.position(("system", "name"))) == "example:1:1"


@pytest.mark.parametrize(
    ("path", "plain"),
    [
        ("components[lake].encryption_at_rest", "components.encryption_at_rest"),
        ("components[a.b[c].kind", "components.kind"),
        ("security.keys", "security.keys"),
        ("a[1].b[2].c", "a.b.c"),
        ("a[unclosed", "a"),
        ("", ""),
    ],
)
def test_a_path_without_ids(path: str, plain: str) -> None:
    assert path_without_ids(path) == plain


def test_a_description_cannot_be_changed() -> None:
    description = system(SMALL).description
    with pytest.raises(AttributeError, match="does not change"):
        description.system.name = "Cornea"


def test_a_wrong_value_does_not_hide_a_wrong_reference(tmp_path: Path) -> None:
    path = tmp_path / "system.yaml"
    path.write_text("parties: [{id: chu}]\ncomponents: [{id: c, kind: nope, operated_by: zz}, {id: d, kind: model, operated_by: chuu}]\n", encoding="utf-8")
    with pytest.raises(InvalidInput) as refused:
        load_system(path)
    assert [(problem.code, problem.position.column) for problem in refused.value.problems] == [("not_one_of", 28), ("unknown_reference", 47), ("unknown_reference", 86)]


def test_a_list_of_unreadable_ids_accuses_no_reference(tmp_path: Path) -> None:
    path = tmp_path / "system.yaml"
    path.write_text("parties: [{id: 5.5.5.5-é}, 7]\ncomponents: [{id: c, operated_by: chu}]\n", encoding="utf-8")
    with pytest.raises(InvalidInput) as refused:
        load_system(path)
    assert "unknown_reference" not in {problem.code for problem in refused.value.problems}


@pytest.mark.skipif(os.name == "nt", reason="names are text on Windows")
def test_a_name_that_is_no_text_is_refused(tmp_path: Path) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/d\xff"))
    try:
        folder.mkdir()
    except OSError:
        pytest.skip("this file system takes text only")
    (folder / "system.yaml").write_text("system: {name: X}\n", encoding="utf-8")
    with pytest.raises(InvalidInput, match="is no UTF-8 text; rename it"):
        load_system(folder / "system.yaml")
