"""Counts what the catalog covers: provisions with a control, with a reason, in both languages, read or from memory."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from compliance.base.text import Text
from compliance.catalog.load import Catalog
from compliance.catalog.model import DUTIES, Framework, MappingRow

SHOWS = ("equal", "superset_of")
# How a `verified` note says that a text was not read.
UNREAD = "from memory"


@dataclass(frozen=True, slots=True)
class Group:
    """Provisions counted apart, for example the measures of one article: how many there are, and how many have a control."""

    id: str
    title: Text
    expected: int
    found: int
    controlled: int


@dataclass(frozen=True, slots=True)
class Counts:
    """What is covered, counted; the same for one framework and for all of them.

    A requirement is `shown` by one control alone (`equal` or `superset_of`), shown by `part` of a control, or only in part (`remainder`): a person
    judges the rest. `reason` counts those without a control that say why, `bare` those that do not. `partly_unread` and `unread` count provisions whose
    note says that a detail, or all of it, is from memory.
    """

    provisions: int = 0
    requirements: int = 0
    duties: int = 0
    duties_controlled: int = 0
    controlled: int = 0
    shown: int = 0
    part: int = 0
    remainder: int = 0
    reason: int = 0
    bare: int = 0
    rows: int = 0
    rows_with_part: int = 0
    texts: int = 0
    texts_in_both: int = 0
    read: int = 0
    partly_unread: int = 0
    unread: int = 0

    def plus(self, other: "Counts") -> "Counts":
        """Both counted together."""
        return Counts(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))


@dataclass(frozen=True, slots=True)
class FrameworkCoverage:
    """What is covered of one framework."""

    framework: Framework
    counts: Counts
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class ControlCoverage:
    """What the controls have: a test, and an example of each of the four verdicts."""

    controls: int
    tested: int
    four_examples: int
    texts: int
    texts_in_both: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """The whole catalog, counted."""

    frameworks: tuple[FrameworkCoverage, ...]
    total: Counts
    controls: ControlCoverage


def coverage(catalog: Catalog, only: Iterable[str] = ()) -> Coverage:
    """Count what the catalog covers; `only` names the frameworks wanted, all of them when empty."""
    wanted = set(only) or set(catalog.frameworks)
    found = tuple(_framework(framework, catalog) for key, framework in catalog.frameworks.items() if key in wanted)
    total = Counts()
    for item in found:
        total = total.plus(item.counts)
    return Coverage(found, total, _controls(catalog))


def _framework(framework: Framework, catalog: Catalog) -> FrameworkCoverage:
    rows: dict[str, list[MappingRow]] = {}
    for row in framework.rows:
        rows.setdefault(row.requirement, []).append(row)
    texts = {key: catalog.texts["requirements"][requirement.reference] for key, requirement in framework.requirements.items()}
    counted = [key for key, requirement in framework.requirements.items() if requirement.kind in framework.counted_kinds]
    duties = [key for key in counted if framework.requirements[key].kind in DUTIES]
    controlled = [key for key in counted if key in rows]
    bare = [key for key in counted if key not in rows and "no_check" not in texts[key]]
    alone = [key for key in controlled if any(row.relation in SHOWS for row in rows[key])]
    notes = [text["verified"].lower() for text in texts.values()]
    unread = sum(note.startswith(UNREAD) for note in notes)
    mentioned = sum(UNREAD in note for note in notes)
    pairs = [*_own_pairs(framework, catalog), *(pair for text in texts.values() for pair in _pairs(text))]
    pairs += [catalog.texts["rows"][f"{framework.id}:{index}"] for index in range(len(framework.rows))]
    counts = Counts(
        provisions=len(framework.requirements),
        requirements=len(counted),
        duties=len(duties),
        duties_controlled=sum(key in rows for key in duties),
        controlled=len(controlled),
        shown=len(alone),
        part=sum(any(row.parts for row in rows[key]) for key in controlled),
        remainder=len(controlled) - len(alone),
        reason=len(counted) - len(controlled) - len(bare),
        bare=len(bare),
        rows=len(framework.rows),
        rows_with_part=sum(bool(row.parts) for row in framework.rows),
        texts=len(pairs),
        texts_in_both=sum(map(_both, pairs)),
        read=len(notes) - mentioned,
        partly_unread=mentioned - unread,
        unread=unread,
    )
    groups = catalog.texts["frameworks"][framework.id].get("groups", ())
    return FrameworkCoverage(framework, counts, tuple(_group(group, rows) for group in groups))


def _group(group: Mapping[str, Any], rows: Mapping[str, Any]) -> Group:
    return Group(group["id"], Text(*group["title"]), group["expected"], len(group["ids"]), sum(key in rows for key in group["ids"]))


def _own_pairs(framework: Framework, catalog: Catalog) -> list[Any]:
    texts = [framework.title, framework.short, framework.text_version, *(addressee.label for addressee in framework.addressees.values())]
    texts += [text for requirement in framework.requirements.values() for text in (requirement.citation, requirement.title)]
    return [[text.fr, text.en] for text in texts] + _pairs(catalog.texts["frameworks"][framework.id])


def _pairs(texts: Any) -> list[Any]:
    """Every [fr, en] pair of a group of texts."""
    if isinstance(texts, dict):
        return [pair for value in texts.values() for pair in _pairs(value)]
    if not isinstance(texts, list):
        return []
    if len(texts) == 2 and all(isinstance(text, str) for text in texts):
        return [texts]
    return [pair for item in texts for pair in _pairs(item)]


def _both(pair: Any) -> bool:
    return bool(pair) and len(pair) == 2 and all(isinstance(text, str) and text.strip() for text in pair)


def _controls(catalog: Catalog) -> ControlCoverage:
    texts = [catalog.texts["controls"][key] for key in catalog.controls]
    examples = [len(text["examples"]) for text in texts]
    kinds = ("gist", "why", "remedy", "evidence", "remainder", "parameters")
    pairs = [pair for text in texts for kind in kinds for pair in _pairs(text[kind])]
    pairs += [[control.title.fr, control.title.en] for control in catalog.controls.values()]
    tested = sum(control.require is not None for control in catalog.controls.values())
    return ControlCoverage(len(texts), tested, examples.count(4), len(pairs), sum(map(_both, pairs)))
