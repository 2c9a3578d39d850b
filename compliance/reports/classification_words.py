"""Says the parts of a classification in words of either language; the words stand in `classification_words.yaml`."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from compliance.assessment.ai_act_model import Classification, Fine
from compliance.base.compiled import compiled_json
from compliance.base.resources import package_file
from compliance.base.text import Text, fill
from compliance.reports.elision import elided
from compliance.reports.words import Words

_ENDS = {"fr": (",",), "en": ("(", ",")}


@cache
def _own() -> dict[str, Any]:
    words: dict[str, Any] = compiled_json("classification-words", [package_file("reports/classification_words.yaml")], lambda files: files[0])
    return words


def say(key: str, words: Words, **values: object) -> str:
    """The words under `key`, filled with `values`."""
    pattern = _own()[key][words.language]
    return fill(elided(pattern, values) if values and words.language == "fr" else pattern, values)


def label_name(label: str, result: Classification, words: Words) -> str:
    """A label in words; a presumption goes by its point."""
    text = result.titles.get(label)
    return words.text(text) if text is not None else label


def role_name(role: str, result: Classification, words: Words) -> str:
    """A role in words."""
    text = result.role_titles.get(role)
    return words.text(text) if text is not None else role


def families(citations: Iterable[Text], words: Words) -> str:
    """The articles and annexes behind some provisions, each named once, in the order of the law."""
    return _joined(dict.fromkeys(_family(words.text(citation), words) for citation in citations))


def _family(citation: str, words: Words) -> str:
    for mark in _ENDS[words.language]:
        citation = citation.partition(mark)[0]
    return citation.strip()


def _joined(names: Iterable[str]) -> str:
    said: list[str] = []
    before, marks = False, {mark for text in _own()["article_marks"].values() for mark in text.split()}
    for name in names:
        head, *rest = name.split(maxsplit=1)
        article = head in marks and bool(rest)
        said.append(rest[0] if article and before else name)
        before = article
    return ", ".join(said)


def fine_text(fine: Fine, citations: Sequence[Text], others: Iterable[Text], words: Words) -> str:
    """The ceiling of a fine, and the articles that it names; an article of which others of the group are not named is cited by paragraph."""
    partly = {_family(words.text(citation), words) for citation in others}
    named = dict.fromkeys(said if (family := _family(said := words.text(citation), words)) in partly else family for citation in citations)
    amount = f"{fine.amount:,.0f}"
    if words.language == "fr":
        amount = amount.replace(",", "\u202f")
    return say(
        f"fine.{'lower' if fine.combine == 'lower' else 'higher'}",
        words,
        citation=words.text(fine.citation),
        amount=say("amount", words, amount=amount),
        percent=say("percent", words, percent=words.number(float(fine.turnover_percent))),
        articles=_joined(named),
    )
