"""Every mistake in a user's file gives its exact message, in both languages: the text of an error is part of the product.

Each file of `bad/` holds one mistake; its first lines say what is expected, `# en: line:column: path: message` and `# fr: ...`, the name of the file left out.
"""

import re
from pathlib import Path

import pytest

from compliance.base.problems import InvalidInput, Problem, messages
from compliance.base.resources import package_file
from compliance.base.source import MAX_BYTES
from compliance.base.text import LANGUAGES, Language
from compliance.system.load import load_system

FOLDER = Path(__file__).parent / "bad"
FILES = sorted(FOLDER.glob("*.yaml"))
# The sections of messages.yaml that a user's file can give rise to, and the codes of these sections that stand for something else.
SECTIONS = ("Files", "YAML", "Values", "References and includes")
ELSEWHERE = {"did_you_mean"}
# Told by tests that write their file: too heavy to be kept here.
WRITTEN = {"file_too_large", "too_many_values"}


def problems(path: Path) -> tuple[Problem, ...]:
    with pytest.raises(InvalidInput) as refused:
        load_system(path, path.name)
    return refused.value.problems


def expected(path: Path, language: Language) -> list[str]:
    start = f"# {language}: ".encode()
    return [line.removeprefix(start).decode() for line in path.read_bytes().split(b"\n") if line.startswith(start)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_gives_exactly_its_messages(path: Path) -> None:
    found = problems(path)
    for language in LANGUAGES:
        assert [problem.line(language).removeprefix(f"{path.name}:") for problem in found] == expected(path, language)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_begins_with_what_is_expected(path: Path) -> None:
    lines = path.read_bytes().split(b"\n")
    assert lines[0].startswith(b"# en: ")
    assert lines[1].startswith(b"# fr: ")


def codes_of(sections: tuple[str, ...]) -> set[str]:
    found, wanted = set(), False
    for line in package_file("base/messages.yaml").read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            wanted = line.removeprefix("# ") in sections
        elif wanted and (key := re.match(r"\w+", line)):
            found.add(key[0])
    return found


def test_every_section_of_the_messages_is_known() -> None:
    assert all(codes_of((section,)) for section in SECTIONS)
    assert codes_of(SECTIONS) < set(messages())


def test_every_code_that_a_users_file_can_give_is_covered() -> None:
    covered = {problem.code for path in FILES for problem in problems(path)}
    assert codes_of(SECTIONS) - ELSEWHERE - WRITTEN == covered


def test_there_are_many_of_them_and_each_is_small() -> None:
    assert len(FILES) >= 60
    assert max(len(path.read_bytes()) for path in FILES) < 3000


@pytest.mark.parametrize(
    ("text", "code"), [("system: {name: Retina}\n#" + "x" * MAX_BYTES, "file_too_large"), ("system: {countries: [" + "FR, " * 100_001 + "FR]}\n", "too_many_values")]
)
def test_a_file_that_is_too_heavy_is_refused(tmp_path: Path, text: str, code: str) -> None:
    path = tmp_path / "system.yaml"
    path.write_text(text, encoding="utf-8")
    assert [problem.code for problem in problems(path)] == [code]
    assert code in WRITTEN
