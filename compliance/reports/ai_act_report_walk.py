"""The walk of a classification as its report tells it: each question with its answer, the rows that mattered, and the stated facts behind them with their lines."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from compliance.assessment.ai_act_model import Classification, NodeResult, RowResult
from compliance.base.source import Location
from compliance.conditions.step import Step, Truth
from compliance.reports.classification_words import label_name, role_name, say
from compliance.reports.places import place
from compliance.reports.words import Words

TELLING = ("hit", "presumed", "excepted", "refused", "informs")
TONES = {"hit": "hit", "presumed": "unknown", "excepted": "partly_shown", "refused": "unknown", "informs": "partly_shown", "for_a_person": "unknown"}
FEW = 4  # open rows of one question that are told one by one
FACTS = 6  # facts told of a question that found nothing


class Fact(NamedTuple):
    """One answer that was looked at: its truth for the row, its words, and where it stands; no place for what is not stated."""

    truth: Truth
    text: str
    place: str


class RowView(NamedTuple):
    """One row that mattered: its article, its subject, what followed, and the facts behind it."""

    citation: str
    title: str
    tone: str
    outcome: str
    gives: str
    facts: tuple[Fact, ...]
    exception: tuple[Fact, ...]


class NodeView(NamedTuple):
    """One question: `kind` is `yes`, `presumed`, `no`, `open` or `skipped`; `result` names what it gave; `many` stands for open rows told together."""

    id: str
    number: int
    title: str
    kind: str
    answer: str
    result: str
    rows: tuple[RowView, ...]
    many: str
    facts: tuple[Fact, ...]


class Reader:
    """Tells the steps of one classification in words of one language; `file` is the description that places are relative to."""

    def __init__(self, result: Classification, words: Words, file: str) -> None:
        self.result, self.words, self.file = result, words, file

    def walk(self) -> tuple[NodeView, ...]:
        """Every question, in the order of the walk."""
        return tuple(self._node(number, node) for number, node in enumerate(self.result.nodes, 1))

    def row(self, row: RowResult) -> RowView:
        """One row with the facts that account for it."""
        return RowView(
            self.words.text(row.citation),
            self.words.text(row.title),
            TONES.get(row.outcome, "not_applicable"),
            say(f"row.{row.outcome}", self.words),
            self.named(row.gives),
            self.facts(row.condition),
            self.facts(row.exception),
        )

    def named(self, name: str) -> str:
        """What a row gives, in words: a label or a role."""
        if not name:
            return ""
        return label_name(name, self.result, self.words) if name in self.result.titles else role_name(name, self.result, self.words)

    def facts(self, step: Step | None) -> tuple[Fact, ...]:
        """The answers that account for a condition, each once."""
        return _once(self._fact(leaf) for leaf in telling(step)) if step is not None else ()

    def place(self, location: Location) -> str:
        """Where an answer stands, as file and line; empty for what is not stated."""
        found = self.result.places.get(".".join(map(str, location)))
        return place(found, self.file) if found is not None else ""

    def read(self, leaf: Step) -> Fact:
        """One stated answer as it was read, whatever was asked of it."""
        path = ".".join(part for part in leaf.location if isinstance(part, str))
        label, found = (self.words.fact(leaf.fact), self.words.value(leaf.found)) if leaf.fact else (self.words.path(path), self.words.value(leaf.found, path))
        return Fact(True, f"{label}{self.words.say('colon')}{found}", self._places(leaf))

    def _fact(self, leaf: Step) -> Fact:
        return Fact(leaf.truth, self.words.wanted(leaf) if leaf.truth is None else self.words.step(leaf), self._places(leaf))

    def _places(self, leaf: Step) -> str:
        behind = leaf.children if leaf.fact else (leaf,)
        return ", ".join(dict.fromkeys(found for step in behind if step.location and (found := self.place(step.location))))

    def _node(self, number: int, node: NodeResult) -> NodeView:
        told = [row for row in node.rows if row.outcome in TELLING]
        held_open = [row for row in told if row.outcome == "presumed"]
        many = ""
        if len(held_open) > FEW:
            names = ", ".join(dict.fromkeys(self.words.text(row.citation) for row in held_open))
            many = say("row.many", self.words, count=len(held_open), names=names)
            told = [row for row in told if row.outcome != "presumed"]
        kind = _kind(node)
        given = dict.fromkeys(self.named(row.gives) for row in node.rows if row.gives and row.outcome in ("hit", "presumed"))
        out = [row.condition for row in node.rows if row.outcome in ("out", "presumed") and row.condition is not None] if kind in ("no", "open") and not told else []
        leaves = [leaf for step in out for leaf in telling(step)]
        facts = _once(self._fact(leaf) for leaf in leaves if leaf.truth is None) if kind == "open" else _once(self.read(leaf) for leaf in leaves if leaf.found is not None)
        return NodeView(
            node.id, number, self.words.text(node.title), kind, say(f"answer.{kind}", self.words), ", ".join(given), tuple(map(self.row, told)), many, facts[:FACTS]
        )  # fmt: skip


def _kind(node: NodeResult) -> str:
    if not node.asked:
        return "skipped"
    outcomes = {row.outcome for row in node.rows}
    if "hit" in outcomes or outcomes == {"informs"}:
        return "yes"
    if "presumed" in outcomes:
        return "presumed"
    return "no" if node.truth is False or node.truth is True else "open"


def telling(step: Step) -> Iterator[Step]:
    """The tests because of which a condition holds, fails or stays open."""
    if step.kind in ("test", "read") or not step.children:
        yield step
        return
    settles = step.kind != "all"
    for child in step.children:
        if step.truth is None:
            tells = child.truth is None
        elif step.kind == "none":
            tells = step.truth or child.truth is True
        else:
            tells = (step.truth is not settles) or child.truth is step.truth
        if tells:
            yield from telling(child)


def _once(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    return tuple(dict.fromkeys(facts))
