"""How two frameworks meet: what may be composed, what is left to a person, what is left out."""

import json
import zipfile
from itertools import chain, combinations, product
from pathlib import Path

import pytest

from compliance.catalog.load import Catalog, load_catalog
from compliance.catalog.meeting import INVERSE, TYPED, compose, crossing, relation_through
from compliance.catalog.model import MappingRow
from tests.commands.running import Run


def row(relation: str, *parts: str) -> MappingRow:
    return MappingRow("r", "C", relation, parts, "high", "functional")


def relation(one: frozenset[int], other: frozenset[int]) -> str:
    """What two sets of demands are to one another."""
    if one == other:
        return "equal"
    if one > other:
        return "superset_of"
    if one < other:
        return "subset_of"
    return "intersects_with" if one & other else ""


def test_what_is_composed_holds_for_every_three_sets() -> None:
    points = range(4)
    sets = [frozenset(chosen) for chosen in chain.from_iterable(combinations(points, size) for size in range(1, 5))]
    for one, middle, other in product(sets, repeat=3):
        first, second = relation(one, middle), relation(middle, other)
        if first and second and (composed := compose(first, second)) in TYPED:
            assert relation(one, other) == composed


def test_what_is_not_safe_is_never_typed() -> None:
    loose = {(one, other): compose(one, other) for one, other in product(TYPED, repeat=2) if "equal" not in (one, other) and one != other}
    assert set(loose.values()) == {"needs_review"}
    assert compose("intersects_with", "intersects_with") == "adjacent"
    assert compose("subset_of", "subset_of") == "subset_of"
    assert compose("superset_of", "superset_of") == "superset_of"
    assert all(compose("equal", other) == compose(other, "equal") == other for other in TYPED)


PARTS = [
    (row("equal", "a"), row("equal", "a"), "equal"),
    (row("equal", "a", "b"), row("equal", "b", "a"), "equal"),
    (row("subset_of"), row("equal"), "superset_of"),
    (row("subset_of", "a"), row("superset_of", "a"), "superset_of"),
    (row("superset_of", "a"), row("superset_of", "a"), "needs_review"),
    (row("equal", "a"), row("equal"), "needs_review"),
    (row("equal"), row("equal", "a"), "needs_review"),
    (row("equal", "a"), row("equal", "b"), ""),
    (row("equal", "a", "b"), row("equal", "b"), "needs_review"),
    (row("equal", "list"), row("equal", "list/one"), "needs_review"),
    (row("equal", "list"), row("equal", "listing"), ""),
    (row("intersects_with", "a"), row("intersects_with", "b"), ""),
    (row("intersects_with", "a"), row("intersects_with"), "adjacent"),
    (row("intersects_with"), row("equal"), "intersects_with"),
    (row("intersects_with"), row("subset_of"), "needs_review"),
]


@pytest.mark.parametrize(("left", "right", "expected"), PARTS)
def test_parts_compose_only_when_they_are_the_same(left: MappingRow, right: MappingRow, expected: str) -> None:
    assert relation_through(left, right) == expected


@pytest.mark.parametrize("names", list(combinations(("ai-act", "cra", "ehds", "fr-sante", "good-practice", "hds", "hipaa", "nis2", "nis2-fr", "rgpd", "who-ethics"), 2)))
def test_turning_two_frameworks_round_turns_the_relations_round(catalog: Catalog, names: tuple[str, str]) -> None:
    left, right = (catalog.frameworks[name] for name in names)
    there = {(meeting.left.reference, meeting.right.reference): meeting.relation for meeting in crossing(left, right, catalog).meetings}
    back = {(meeting.right.reference, meeting.left.reference): INVERSE.get(meeting.relation, meeting.relation) for meeting in crossing(right, left, catalog).meetings}
    assert there == back


def test_strict_leaves_out_what_does_not_compose_and_says_how_much(catalog: Catalog) -> None:
    left, right = catalog.frameworks["rgpd"], catalog.frameworks["hipaa"]
    whole, strict = crossing(left, right, catalog), crossing(left, right, catalog, strict=True)
    assert {meeting.relation for meeting in strict.meetings} <= set(TYPED)
    assert len(strict.meetings) + strict.left_out == len(whole.meetings)
    assert strict.left_out == whole.count("needs_review") + whole.count("adjacent") > 0


def test_every_way_carries_both_rationales(run: Run) -> None:
    code, out, _ = run("map", "rgpd", "hds", "--format", "json", "--lang", "fr")
    data = json.loads(out)
    assert code == 0
    assert data["pairs"]
    assert all(way["left"]["rationale"] and way["right"]["rationale"] for pair in data["pairs"] for way in pair["ways"])
    assert sum(data["counts"].values()) == len(data["pairs"])
    order = [list(data["counts"]).index(pair["relation"]) for pair in data["pairs"]]
    assert order == sorted(order)


def test_shown_on_a_screen(run: Run) -> None:
    code, out, _ = run("map", "rgpd", "hds", "--strict", "--lang", "en")
    assert code == 0
    assert "art-28-4" in out
    assert "asks for less" in out
    assert "left out" in out


def test_shared_controls_that_do_not_compose_are_not_denied(run: Run) -> None:
    _, out, _ = run("map", "who-ethics", "rgpd", "--strict", "--lang", "en")
    assert "No control in common" not in out
    assert "Controls are shared, but no relation composes." in out
    assert "Pairs left out" in out


def test_written_to_a_file(run: Run, tmp_path: Path) -> None:
    code, out, err = run("map", "rgpd", "hds", "--out", tmp_path / "deep" / "map.txt")
    assert (code, out) == (0, "")
    assert "map.txt" in err
    assert "RGPD et HDS" in (tmp_path / "deep" / "map.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("rgpd", "hdss"), "`hds`"),
        (("rgpd", "rgpd"), "`rgpd`"),
        (("rgpd", "hds", "--format", "xlsx"), "--out"),
        (("rgpd", "hds", "--format", "xls"), "`xlsx`"),
    ],
)
def test_a_mistake_of_use_is_told(run: Run, arguments: tuple[str, ...], told: str) -> None:
    code, out, err = run("map", *arguments)
    assert (code, out) == (2, "")
    assert told in err


def test_the_workbook_is_the_same_each_time_and_holds_no_formula(run: Run, tmp_path: Path, user_catalog: Path) -> None:
    pytest.importorskip("xlsxwriter")
    for name in ("one.xlsx", "two.xlsx"):
        assert run("map", "chu", "rgpd", "--format", "xlsx", "--out", tmp_path / name, "--catalog", user_catalog)[0] == 0
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.xlsx") as book:
        sheet, strings = book.read("xl/worksheets/sheet1.xml").decode(), book.read("xl/sharedStrings.xml").decode()
    assert "<f>" not in sheet
    assert "=SOMME(1)" in strings
    assert "chu:art-1" in strings


def test_rows_of_a_user_take_part(user_catalog: Path) -> None:
    rules = load_catalog([user_catalog])
    found = crossing(rules.frameworks["chu"], rules.frameworks["rgpd"], rules)
    assert [(meeting.left.id, meeting.right.id, meeting.relation) for meeting in found.meetings] == [("art-1", "art-24", "needs_review")]
