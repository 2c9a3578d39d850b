"""The organisation file: joined by id, the system's own words win, every answer keeps the file it came from, nothing outside is read."""

from pathlib import Path

import pytest

from compliance.base.problems import InvalidInput
from compliance.system.load import LoadedSystem, load_system

SHARED = """\
organisation:
  name: CHU
  headcount: 900
  dpo: {designated: designated}
parties:
  - {id: chu, country: FR, roles: [own_organisation]}
  - {id: cloud, country: US}
security:
  encryption_in_transit: {min_tls: "1.2"}
  pqc: [plan]
software:
  - {name: numpy}
"""
OWN = """\
organisation: ../chu/organisation.yaml
system: {name: Retina}
parties:
  - id: cloud
    parent_country: US
    country: IE
  - {id: lab, country: DE}
security:
  pqc: [none]
  measures:
software:
  - {name: torch}
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for folder in ("house/chu", "house/retina", "elsewhere"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "house/chu/organisation.yaml").write_text(SHARED, encoding="utf-8")
    (tmp_path / "house/organisation.yaml").write_text(SHARED, encoding="utf-8")
    (tmp_path / "elsewhere/organisation.yaml").write_text(SHARED, encoding="utf-8")
    (tmp_path / "house/retina/system.yaml").write_text(OWN, encoding="utf-8")
    return tmp_path


def load(tree: Path, include: str | None = None) -> LoadedSystem:
    path = tree / "house/retina/system.yaml"
    if include is not None:
        path.write_text(OWN.replace("../chu/organisation.yaml", include), encoding="utf-8")
    return load_system(path, "retina/system.yaml")


def codes(tree: Path, include: str) -> list[tuple[str, str, str]]:
    with pytest.raises(InvalidInput) as refused:
        load(tree, include)
    return [(problem.code, str(problem.position), problem.path) for problem in refused.value.problems]


def test_what_only_the_shared_file_says_is_there(tree: Path) -> None:
    description = load(tree).description
    assert description.organisation.name == "CHU"
    assert description.organisation.dpo.designated == "designated"
    assert description.security.encryption_in_transit.min_tls == "1.2"


def test_objects_are_joined_by_id_and_own_values_win(tree: Path) -> None:
    parties = {party.id: party for party in load(tree).description.parties}
    assert list(parties) == ["cloud", "lab", "chu"]
    assert (parties["cloud"].country, parties["cloud"].parent_country) == ("IE", "US")
    assert parties["chu"].roles == ["own_organisation"]


def test_lists_of_words_and_lists_without_ids_are_not_joined(tree: Path) -> None:
    description = load(tree).description
    assert description.security.pqc == ["none"]
    assert [item.name for item in description.software] == ["torch"]


def test_a_blank_of_the_system_lets_the_shared_word_stand(tree: Path) -> None:
    (tree / "house/chu/organisation.yaml").write_text(SHARED + "logging: {protections: [masking]}\n", encoding="utf-8")
    (tree / "house/retina/system.yaml").write_text(OWN + "logging: {protections: }\n", encoding="utf-8")
    assert load(tree).description.logging.protections == ["masking"]


def test_an_empty_list_of_the_system_wins(tree: Path) -> None:
    (tree / "house/retina/system.yaml").write_text("organisation: ../chu/organisation.yaml\nparties: []\n", encoding="utf-8")
    assert load(tree).description.parties == []


@pytest.mark.parametrize(
    ("location", "place"),
    [
        (("organisation", "headcount"), "retina/../chu/organisation.yaml:3:14"),
        (("organisation", "country"), "retina/../chu/organisation.yaml:1:1"),
        (("system", "name"), "retina/system.yaml:2:16"),
        (("parties", 0, "country"), "retina/system.yaml:6:14"),
        (("parties", 1, "country"), "retina/system.yaml:7:24"),
        (("parties", 2, "country"), "retina/../chu/organisation.yaml:6:24"),
        (("security", "pqc"), "retina/system.yaml:9:8"),
        (("security", "encryption_in_transit", "min_tls"), "retina/../chu/organisation.yaml:9:36"),
        (("software", 0, "name"), "retina/system.yaml:12:12"),
    ],
)
def test_every_answer_keeps_its_file(tree: Path, location: tuple[str | int, ...], place: str) -> None:
    assert str(load(tree).position(location)) == place


def test_the_lines_of_both_files_are_at_hand(tree: Path) -> None:
    lines = load(tree).document.lines
    assert lines["retina/system.yaml"][1] == "system: {name: Retina}"
    assert lines["retina/../chu/organisation.yaml"][1] == "  name: CHU"


def test_a_mistake_in_the_shared_file_is_told_there(tree: Path) -> None:
    (tree / "house/chu/organisation.yaml").write_text("organisation: {headcount: many}\n", encoding="utf-8")
    assert codes(tree, "../chu/organisation.yaml") == [("expected_whole", "retina/../chu/organisation.yaml:1:27", "organisation.headcount")]


def test_the_same_id_twice_in_the_shared_file_is_told(tree: Path) -> None:
    (tree / "house/chu/organisation.yaml").write_text("parties:\n  - {id: cloud, country: US}\n  - {id: cloud, country: FR}\n", encoding="utf-8")
    assert [code for code, _, _ in codes(tree, "../chu/organisation.yaml")] == ["duplicate_id"]


@pytest.mark.parametrize("include", ["organisation.yaml", "./organisation.yaml", "inside/organisation.yaml", "../organisation.yaml", "../retina/organisation.yaml"])
def test_files_of_the_tree_are_read(tree: Path, include: str) -> None:
    target = tree / "house/retina" / include
    target.parent.mkdir(exist_ok=True)
    target.write_text(SHARED, encoding="utf-8")
    assert load(tree, include).description.organisation.name == "CHU"


@pytest.mark.parametrize("include", ["../../elsewhere/organisation.yaml", "/etc/hostname", "..\\\\chu\\\\organisation.yaml", "../chu/../../elsewhere/organisation.yaml", '"a\\0b"'])
def test_files_outside_are_refused(tree: Path, include: str) -> None:
    assert codes(tree, include) == [("include_outside", "retina/system.yaml:1:15", "organisation")]


def test_an_absolute_path_is_refused_even_inside(tree: Path) -> None:
    assert codes(tree, str(tree / "house/chu/organisation.yaml"))[0][0] == "include_outside"


def test_a_link_to_a_file_outside_is_refused(tree: Path) -> None:
    (tree / "house/retina/link.yaml").symlink_to(tree / "elsewhere/organisation.yaml")
    assert codes(tree, "link.yaml")[0][0] == "include_outside"


def test_a_link_to_a_folder_outside_is_refused(tree: Path) -> None:
    (tree / "house/retina/link").symlink_to(tree / "elsewhere")
    assert codes(tree, "link/organisation.yaml")[0][0] == "include_outside"


def test_a_link_inside_the_tree_is_followed(tree: Path) -> None:
    (tree / "house/retina/link.yaml").symlink_to(tree / "house/chu/organisation.yaml")
    assert load(tree, "link.yaml").description.organisation.name == "CHU"


def test_a_loop_of_links_is_refused(tree: Path) -> None:
    (tree / "house/retina/loop.yaml").symlink_to(tree / "house/retina/loop.yaml")
    assert codes(tree, "loop.yaml")[0][0] in ("include_outside", "file_unreadable")


def test_two_systems_share_one_organisation(tree: Path) -> None:
    other = tree / "house/cornea/system.yaml"
    other.parent.mkdir()
    other.write_text("organisation: ../chu/organisation.yaml\nsystem: {name: Cornea}\n", encoding="utf-8")
    assert load(tree).description.organisation == load_system(other).description.organisation
