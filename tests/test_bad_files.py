"""Every mistake in a user's file gives its exact message, in both languages: the text of an error is part of the product.

Each file of `bad/` holds one mistake; its first lines say what is expected, `# en: line:column: path: message` and `# fr: ...`, the name of the file left out.
"""

from pathlib import Path

import pytest

from compliance.base.problems import InvalidInput, Problem, messages
from compliance.base.text import LANGUAGES
from compliance.base.text_file import MAX_BYTES
from compliance.system.load import load_system
from tests.messages import codes_of, expected, promises, told

FOLDER = Path(__file__).parent / "bad"
FILES = sorted(FOLDER.glob("*.yaml"))
# The sections of messages.yaml that a user's file can give rise to, and the codes of these sections that stand for something else.
SECTIONS = ("Files", "YAML", "Values", "References and includes")
# Those of files have tests of their own (tests/base): such a name, or such content, cannot be kept here.
ELSEWHERE = {"did_you_mean", "file_name_unreadable", "file_is_pdf", "file_is_office", "file_is_binary"}
# Told by tests that write their file: too heavy to be kept here.
WRITTEN = {
    "file_too_large": "system: {name: Retina}\n#" + "x" * MAX_BYTES,
    "too_many_values": "system: {countries: [" + "FR, " * 100_001 + "FR]}\n",
    "aliases_too_large": "system: {countries: &c [" + "FR, " * 6_000 + "FR]}\nsites: [" + "{backup_countries: *c}, " * 10 + "]\n",
}


def problems(path: Path) -> tuple[Problem, ...]:
    with pytest.raises(InvalidInput) as refused:
        load_system(path, path.name)
    return refused.value.problems


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_gives_exactly_its_messages(path: Path) -> None:
    found = problems(path)
    for language in LANGUAGES:
        assert told(found, path, language) == expected(path, language)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_begins_with_what_is_expected(path: Path) -> None:
    assert promises(path)


def test_every_section_of_the_messages_is_known() -> None:
    assert all(codes_of(section) for section in SECTIONS)
    assert codes_of(*SECTIONS) < set(messages())


def test_every_code_that_a_users_file_can_give_is_covered() -> None:
    covered = {problem.code for path in FILES for problem in problems(path)}
    assert codes_of(*SECTIONS) - ELSEWHERE - set(WRITTEN) == covered


def test_there_are_many_of_them_and_each_is_small() -> None:
    assert len(FILES) >= 60
    assert max(len(path.read_bytes()) for path in FILES) < 3000


@pytest.mark.parametrize("code", WRITTEN)
def test_a_file_that_is_too_heavy_is_refused(tmp_path: Path, code: str) -> None:
    path = tmp_path / "system.yaml"
    path.write_text(WRITTEN[code], encoding="utf-8")
    assert [problem.code for problem in problems(path)] == [code]
