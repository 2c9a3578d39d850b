"""Every field of the description has its words in both languages, every value its meaning, and no word stands for nothing."""

import re

import pytest

from compliance.base.resources import package_file
from compliance.base.source import read_yaml
from compliance.system.schema import all_paths
from compliance.system.vocabulary import role_label, word_of

FILES = sorted(package_file("system/vocabulary").glob("*.yaml"))
ENTRIES = {path: entry for file in FILES if file.stem != "roles" for path, entry in read_yaml(file).data.items()}
ROLES = read_yaml(package_file("system/vocabulary/roles.yaml")).data


def test_every_field_has_words_and_no_word_is_left_over() -> None:
    assert sorted(set(all_paths()) - set(ENTRIES)) == []
    assert sorted(set(ENTRIES) - set(all_paths())) == []


def test_no_path_has_words_in_two_files() -> None:
    assert sum(len(read_yaml(file).data) for file in FILES) == len(ENTRIES) + len(ROLES)


@pytest.mark.parametrize("path", sorted(set(ENTRIES) & set(all_paths())))
def test_words_are_complete(path: str) -> None:
    entry, shape, word = ENTRIES[path], all_paths()[path], word_of(path)
    assert set(entry) <= {"label", "question", "asked_of", "unit", "values"}
    assert entry["asked_of"] in ROLES
    assert "_" not in word.label.fr + word.label.en
    for text in (word.label, word.question):
        assert text.fr.strip()
        assert text.en.strip()
    assert word.question.fr.endswith("\u00a0?")
    assert word.question.en.endswith("?")
    assert sorted(word.values) == sorted(shape.values), "a meaning for each value, and for nothing else"
    assert all(meaning.fr.strip() and meaning.en.strip() for meaning in word.values.values())


@pytest.mark.parametrize("role", sorted(ROLES))
def test_roles_are_named_in_both_languages_and_asked_something(role: str) -> None:
    label = role_label(role)
    assert label.en.strip()
    assert label.fr.strip()
    assert role != label.fr
    assert any(entry["asked_of"] == role for entry in ENTRIES.values())


def test_french_words_keep_their_typography() -> None:
    texts = [text for path in ENTRIES for word in [word_of(path)] for text in (word.label.fr, word.question.fr, *(value.fr for value in word.values.values()))]
    assert [text for text in texts if "'" in text] == []
    assert [text for text in texts if re.search(r"[^\u00a0\u202f][;:!?»](?=\s|$)|«[^\u00a0\u202f]", text)] == []


def test_a_path_without_words_is_named_by_itself() -> None:
    assert word_of("no.such.path").label.fr == "no.such.path"
