"""The compiled catalog: rebuilt when it is missing, stale or damaged, and always equal to what the sources say."""

import json
import os
import shutil
from pathlib import Path

import pytest

from compliance.assessment.controls import run
from compliance.base.problems import InvalidInput
from compliance.catalog import load
from compliance.catalog.build import build
from compliance.catalog.load import Catalog, from_plain, load_catalog
from compliance.catalog.sources import Sources
from tests.fragments import world

pytestmark = pytest.mark.usefixtures("apart")

MINI = Path(__file__).parent / "mini"
CONTROL = "controls/TST/TST-01-charter.yaml"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small catalog in the place of the shipped one, with a cache of its own."""
    shutil.copytree(MINI, tmp_path / "catalog")
    monkeypatch.setattr(load, "shipped", lambda folder: tmp_path / "catalog" / folder)
    monkeypatch.setenv("COMPLY_CACHE", str(tmp_path / "cache"))
    return tmp_path / "catalog"


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> list[Sources]:
    """Every build that takes place."""
    found: list[Sources] = []
    monkeypatch.setattr("compliance.catalog.build.build", lambda sources: found.append(sources) or build(sources))
    return found


def copies(root: Path) -> list[Path]:
    return sorted((root.parent / "cache").glob("catalog-*.json"))


def same(one: Catalog, other: Catalog) -> bool:
    return (one.controls, one.frameworks, one.parameters, one.texts, one.digest) == (other.controls, other.frameworks, other.parameters, other.texts, other.digest)


def test_it_is_built_when_it_is_missing_and_read_afterwards(root: Path, builds: list[Sources]) -> None:
    first = load_catalog()
    assert len(builds) == 1
    second = load_catalog()
    assert len(builds) == 1
    assert same(first, second)
    assert len(copies(root)) == 1


@pytest.mark.parametrize("change", ["a word", "a file more", "a file less", "a file renamed"])
def test_it_is_built_anew_when_a_source_changes(root: Path, builds: list[Sources], change: str) -> None:
    before = load_catalog().digest
    control = root / CONTROL
    if change == "a word":
        control.write_text(control.read_text(encoding="utf-8").replace("severity: major", "severity: minor"), encoding="utf-8")
    elif change == "a file more":
        (root / "frameworks/parameters/more.yaml").write_text(
            (root / "frameworks/parameters/eea.yaml").read_text(encoding="utf-8").replace("id: eea", "id: more").replace("url: https://example.org/eea\n", ""), encoding="utf-8"
        )
    elif change == "a file less":
        (root / "frameworks/terms/terms.yaml").unlink()
        framework = root / "frameworks/house/framework.yaml"
        framework.write_text(framework.read_text(encoding="utf-8").replace("internal_use: true", "organisation.is_employer: true"), encoding="utf-8")
        provisions = root / "frameworks/house/requirements.yaml"
        provisions.write_text(provisions.read_text(encoding="utf-8").replace("internal_use: true", "organisation.is_employer: true"), encoding="utf-8")
    else:
        control.rename(control.with_name("TST-01-usage-charter.yaml"))
    catalog = load_catalog()
    assert catalog.digest != before
    assert len(builds) == 2
    if change == "a word":
        assert catalog.controls["TST-01"].severity == "minor"


@pytest.mark.parametrize("damage", ["", "{", "null", "[]", '{"digest": "x"}', "truncated", "without controls"])
def test_it_is_built_anew_when_the_copy_is_damaged(root: Path, builds: list[Sources], damage: str) -> None:
    first = load_catalog()
    (copy,) = copies(root)
    text = copy.read_text(encoding="utf-8")
    data = json.loads(text)
    written = {
        "truncated": text[: len(text) // 2],
        "without controls": json.dumps({**data, "data": {**data["data"], "controls": None}}),
    }.get(damage, damage)
    copy.write_text(written, encoding="utf-8")
    assert same(load_catalog(), first)
    assert len(builds) == 2


def test_texts_are_read_again_when_only_they_are_lost(root: Path) -> None:
    first = load_catalog()
    for path in (root.parent / "cache").glob("texts-*.json"):
        path.unlink()
    second = load_catalog()
    assert second.texts == first.texts
    assert str(second.text("controls", "TST-01", "why").en) == "Without a written rule each does as they please."


def test_a_catalog_with_a_problem_is_refused_and_never_kept(root: Path) -> None:
    control = root / CONTROL
    control.write_text(control.read_text(encoding="utf-8").replace("severity: major", "severity: majr"), encoding="utf-8")
    for _ in range(2):
        with pytest.raises(InvalidInput):
            load_catalog()
    assert copies(root) == []


@pytest.mark.parametrize(
    ("condition", "given"),
    [
        ("system.version: 1.10", {"system": {"version": "1.10"}}),
        ("system.version: {not: 1.10}", {"system": {"version": "1.1"}}),
        ("system.version: {one_of: [1.10, 2.0]}", {"system": {"version": "2.0"}}),
        ("security.encryption_in_transit.min_tls: {at_least: 1.2}", {"security": {"encryption_in_transit": {"min_tls": "1.2"}}}),
        ("system.version: 007", {"system": {"version": "007"}}),
        ("privacy.dpia.date: {before: 2026-01-31}", {"privacy": {"dpia": {"date": "2026-01-30"}}}),
        ("organisation.country: NO", {"organisation": {"country": "NO"}}),
    ],
)
def test_a_verdict_is_the_same_from_the_sources_and_from_the_copy(root: Path, condition: str, given: dict[str, object]) -> None:
    control = root / "controls/TST/TST-02-encrypted-flows.yaml"
    text = control.read_text(encoding="utf-8").replace("for_each: flows\n", "").replace("encrypted: true\nremedy", f"{condition}\nremedy")
    control.write_text(text, encoding="utf-8")
    verdicts = []
    for _ in range(2):
        catalog = load_catalog()
        about = world(given, catalog.parameters_on(world(given).as_of))
        verdicts.append([outcome.verdict for outcome in run(catalog.controls["TST-02"], about)])
    assert verdicts == [["pass"], ["pass"]]


def test_the_shipped_catalog_is_the_same_from_its_sources(catalog: Catalog) -> None:
    plain, texts, problems = build(catalog.sources)
    assert [problem.line("en") for problem in problems] == []
    fresh = from_plain(plain, catalog.digest, catalog.sources, [texts])
    assert same(fresh, catalog)
    again = from_plain(json.loads(json.dumps(plain)), catalog.digest, catalog.sources, [json.loads(json.dumps(texts))])
    assert again.controls == catalog.controls
    assert again.frameworks == catalog.frameworks
    assert again.parameters == catalog.parameters


def test_values_of_a_day(catalog: Catalog) -> None:
    on = {day: catalog.parameters_on(world({}).as_of.fromisoformat(day)) for day in ("1993-12-31", "2020-12-31", "2021-01-01", "2026-11-21")}
    assert on["1993-12-31"]["eea"] == {}
    assert "GB" in on["2020-12-31"]["eea"]
    assert "GB" not in on["2021-01-01"]["eea"]
    assert on["2026-11-21"]["eea"]["NO"] is True
    assert on["2026-11-21"]["adequacy"]["GB"] == "full"
    assert all(isinstance(values, dict) for values in on["2026-11-21"].values())


def test_contents_are_read_again_only_when_a_file_is_another(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in root.rglob("*.yaml"):
        os.utime(path, (1_700_000_000, 1_700_000_000))
    sources = Sources((root,))
    first = sources.digest()
    read: list[Path] = []
    monkeypatch.setattr(Path, "read_bytes", lambda path: read.append(path) or b"")
    assert sources.digest() == first
    assert read == []
    os.utime(root / CONTROL, (1_700_000_001, 1_700_000_001))
    assert sources.digest() != first
    assert len(read) == len(sources.files())


def test_a_file_written_just_now_is_always_read(root: Path) -> None:
    sources = Sources((root,))
    (root / CONTROL).touch()
    sources.digest()
    assert not list((root.parent / "cache").glob("sources-*.json"))


def test_the_digest_tells_the_rules_and_the_key_the_program_too(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    digest, key = Sources((root,)).digest(), load.key_of("d")
    monkeypatch.setattr("compliance.__version__", "99")
    assert Sources((root,)).digest() == digest
    assert load.key_of("d") != key
