"""The sentences of the templates: the same keys and blanks in both languages, every one of them used, French typography."""

import re
from pathlib import Path

import pytest

from compliance.base.resources import package_file, shipped
from compliance.base.source import read_yaml

REPORTS = ("gap-analysis", "report", "workbook")
COMMON = shipped("templates") / "common"
FILES = [shipped("templates") / name for name in (*REPORTS, "common")]
BUILT = re.compile(
    r"^(plan.(fix|answer|mark|renew)$)|^(tile|reach|waivers|method|glossary|state|action)\.|^(evidence\.verdict_|row\.(remainder|no_check))"
)  # keys put together from a status or a name


def read(folder: Path, language: str) -> dict[str, object]:
    data: dict[str, object] = read_yaml(folder / f"strings.{language}.yaml").data
    return data


def flat(value: object) -> str:
    return " ".join(map(str, value.values())) if isinstance(value, dict) else str(value)


@pytest.mark.parametrize("folder", FILES, ids=lambda path: path.name)
def test_both_languages_say_the_same_things(folder: Path) -> None:
    french, english = read(folder, "fr"), read(folder, "en")
    assert list(french) == list(english)
    for key, value in french.items():
        other = english[key]
        assert isinstance(value, dict) == isinstance(other, dict), key
        if isinstance(value, dict):
            assert isinstance(other, dict)
            assert set(value) == set(other), key
        assert set(re.findall(r"{\w+}", flat(value))) == set(re.findall(r"{\w+}", flat(other))), key
        assert flat(value).strip(), key


def test_a_report_does_not_say_anew_what_is_common() -> None:
    common = set(read(COMMON, "fr"))
    for name in REPORTS:
        assert common.isdisjoint(read(shipped("templates") / name, "fr")), name


@pytest.mark.parametrize("name", REPORTS)
def test_every_sentence_is_used(name: str) -> None:
    sources = [path.read_text(encoding="utf-8") for folder in (shipped("templates") / name, COMMON) for path in folder.glob("*.j2")]
    sources += [path.read_text(encoding="utf-8") for path in package_file("reports").glob("*.py")]
    text = "\n".join(sources)
    unused = [key for key in read(shipped("templates") / name, "fr") if f'"{key}"' not in text and not BUILT.match(key)]
    assert unused == []


def test_every_common_sentence_is_used() -> None:
    folders = [path for path in shipped("templates").iterdir() if path.is_dir()]
    text = "\n".join(path.read_text(encoding="utf-8") for folder in folders for path in folder.glob("*.j2"))
    text += "\n".join(path.read_text(encoding="utf-8") for path in package_file("reports").glob("*.py"))
    assert [key for key in read(COMMON, "fr") if f'"{key}"' not in text and not BUILT.match(key)] == []


@pytest.mark.parametrize("folder", FILES, ids=lambda path: path.name)
def test_french_apostrophes_are_curved(folder: Path) -> None:
    assert [key for key, value in read(folder, "fr").items() if "'" in flat(value)] == []


def test_no_sentence_stands_in_the_layout_of_the_pdf() -> None:
    source = (COMMON / "document.typ").read_text(encoding="utf-8")
    words = [line for line in source.splitlines() if re.search(r"\[[^\]#]*[A-Za-zÀ-ÿ]{3,}", line) and not line.lstrip().startswith("//")]
    assert words == []
