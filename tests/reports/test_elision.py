"""French elides `de` and `que` before a vowel and a mute h, and before nothing else."""

import pytest

from compliance.reports.elision import elided
from compliance.reports.words import Words


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("aucune", "autre qu’aucune"), ("échange interne", "autre qu’échange interne"), ("hébergeur", "autre qu’hébergeur"), ("hôpital", "autre qu’hôpital"), ("œil", "autre qu’œil"),
        ("IA", "autre qu’IA"), ("oui", "autre que oui"), ("onze", "autre que onze"), ("hachage", "autre que hachage"), ("haut niveau", "autre que haut niveau"),
        ("12", "autre que 12"), ("texte", "autre que texte"), ("", "autre que "),
    ],
)  # fmt: skip
def test_a_word_filled_in_is_elided_before(word: str, told: str) -> None:
    assert elided("autre que {x}", {"x": word}).format(x=word) == told


def test_only_the_places_are_changed() -> None:
    assert elided("de {a}, que {b} et de {c} : le {a}", {"a": "un", "b": "air"}) == "d’{a}, qu’{b} et de {c} : le {a}"


def test_english_is_left_alone() -> None:
    assert Words("en").say("asks.not", expected="any") == "expected: other than any"
    assert Words("fr").say("asks.not", expected="aucune") == "attendu\u00a0: autre qu’aucune"
    assert Words("fr").say("group.some", label="indicateurs") == "pour au moins un élément d’indicateurs"
