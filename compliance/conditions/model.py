"""A condition as data: groups of clauses, quantifiers over lists, and tests of one path."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from compliance.base.source import Location

GROUPS = ("all", "any", "none")
QUANTIFIERS = ("every", "some")
OPERATORS = (
    "is", "not", "one_of", "none_of", "includes", "includes_any", "excludes",
    "at_least", "at_most", "before", "after", "within", "stated",
)  # fmt: skip


# What stands for an operand that could not be read; its problem is reported where it is parsed.
UNREADABLE = object()


@dataclass(frozen=True, slots=True)
class Parameter:
    """`$name`: a parameter of the control."""

    name: str


@dataclass(frozen=True, slots=True)
class ValueOf:
    """`{value_of: path}`: what is stated elsewhere."""

    path: str


@dataclass(frozen=True, slots=True)
class AssessmentDate:
    """`assessment_date`: the day as of which the assessment is made."""


class Test(NamedTuple):
    """One path or fact against one operand."""

    path: str
    operator: str
    operand: Any
    at: Location = ()


class Group(NamedTuple):
    """All, any or none of several clauses; `part` is the label that mapping rows point at."""

    kind: Literal["all", "any", "none"]
    clauses: tuple["Condition", ...]
    part: str = ""
    at: Location = ()


class Quantifier(NamedTuple):
    """Every item, or some item, of a list."""

    kind: Literal["every", "some"]
    path: str
    where: "Condition | None"
    require: "Condition | None"
    at: Location = ()


Condition = Test | Group | Quantifier


def walk(condition: Condition, inside_quantifier: bool = False) -> Iterator[tuple[Condition, bool]]:
    """Every clause of a condition, and whether it stands inside a quantifier."""
    yield condition, inside_quantifier
    if isinstance(condition, Group):
        for clause in condition.clauses:
            yield from walk(clause, inside_quantifier)
    elif isinstance(condition, Quantifier):
        for inner in (condition.where, condition.require):
            if inner is not None:
                yield from walk(inner, True)


def parts_of(condition: Condition) -> dict[str, Group]:
    """The labelled clauses of a condition, by label."""
    return {clause.part: clause for clause, _ in walk(condition) if isinstance(clause, Group) and clause.part}


def part_of(condition: Condition, reference: str) -> Condition | None:
    """The clause that a mapping row points at: `name`, or `name/value` for one value of an `includes`; None if there is none."""
    name, slash, value = reference.partition("/")
    clause = parts_of(condition).get(name)
    if clause is None or not slash:
        return clause
    for test in clause.clauses:
        if isinstance(test, Test) and test.operator == "includes":
            operand = test.operand if isinstance(test.operand, list) else [test.operand]
            if value in map(str, operand):
                return Test(test.path, "includes", [value], test.at)
    return None
