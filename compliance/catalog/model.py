"""What a catalog holds once read: controls, frameworks, requirements, mapping rows and dated parameters."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from compliance.base.problems import Position
from compliance.base.text import Text

SEVERITIES = ("blocking", "major", "minor")
EFFORTS = ("hours", "days", "weeks", "months")
BASES = ("law", "guidance", "convention")
RELATIONS = ("equal", "superset_of", "subset_of", "intersects_with")
CONFIDENCES = ("high", "medium", "low")
ROW_BASES = ("functional", "semantic", "syntactic")
KINDS = (
    "obligation", "prohibition", "permission", "classification", "scope", "definition", "institutional", "penalty", "guidance",
)  # fmt: skip
ADDRESSABLE = "addressable"
SPECIFICATIONS = ("required", ADDRESSABLE)
DUTIES = ("obligation", "prohibition")
STATUSES = ("in_force", "adopted_not_applicable", "proposed", "not_transposed", "guidance")
AWAITED = ("proposed", "not_transposed")
SUBJECTS = {
    "components": ("components", ""), "data_stores": ("components", "data_store"), "models": ("components", "model"), "devices": ("components", "device"),
    "flows": ("flows", ""), "sites": ("sites", ""), "data": ("data", ""), "datasets": ("datasets", ""), "suppliers": ("suppliers", ""),
    "parties": ("parties", ""), "processing_activities": ("processing_activities", ""), "documents": ("documents", ""), "software": ("software", ""),
    "organisation": ("", ""), "system": ("", ""),
}  # fmt: skip


class ControlParameter(NamedTuple):
    """A figure or list that a control compares with; `basis` says whether it is the law's, a guidance's or ours."""

    value: Any
    unit: str
    basis: str


class Control(NamedTuple):
    """One check: on what, when, and what must hold; `when` and `require` are conditions in their YAML form."""

    id: str
    domain: str
    title: Text
    severity: str
    core: bool
    for_each: str
    when: Any
    require: Any
    parameters: Mapping[str, ControlParameter]
    effort: str
    file: str


class Window(NamedTuple):
    """From when, and until when, a requirement binds; `when` says for which systems that date counts."""

    starts: date
    ends: date | None
    when: Any


class Requirement(NamedTuple):
    """One provision of a framework; only obligations and prohibitions, and the recommendations of guidance, are counted."""

    framework: str
    id: str
    kind: str
    citation: Text
    title: Text
    url: str
    addressees: tuple[str, ...]
    windows: tuple[Window, ...]
    applies_when: Any
    labels: tuple[str, ...]
    specification: str

    @property
    def reference(self) -> str:
        """The full name of the provision, for example `rgpd:art-32-1-a`."""
        return f"{self.framework}:{self.id}"

    @property
    def replaceable(self) -> bool:
        """Whether the text lets an equivalent measure, documented as such, stand in for the one it names."""
        return self.specification == ADDRESSABLE


class MappingRow(NamedTuple):
    """How one control bears on one requirement: the control compared with the requirement, or its `parts` alone."""

    requirement: str
    control: str
    relation: str
    parts: tuple[str, ...]
    confidence: str
    basis: str


class Addressee(NamedTuple):
    """Whom provisions bind; `when` says in which case the organisation of the file is that person, `never` for authorities."""

    label: Text
    when: Any


class Framework(NamedTuple):
    """One text of law or guidance, with the version this catalog knows."""

    id: str
    title: Text
    short: Text
    url: str
    text_version: Text
    as_of: date
    status: str
    binding: bool
    applies_when: Any
    addressees: Mapping[str, Addressee]
    requirements: Mapping[str, Requirement]
    rows: tuple[MappingRow, ...]

    @property
    def dated(self) -> bool:
        """Whether its provisions wait for a day to bind: those of a law do, and of a bill, whose day is not known; what guidance recommends counts at once."""
        return self.binding or self.status in AWAITED

    @property
    def counted_kinds(self) -> tuple[str, ...]:
        """The kinds of provision that count as requirements."""
        return counted_kinds(self.binding)


def counted_kinds(binding: bool) -> tuple[str, ...]:
    """The kinds of provision that oblige somebody; in a text that is not binding, a recommendation counts as one."""
    return DUTIES if binding else (*DUTIES, "guidance")


class DatedValue(NamedTuple):
    """One value of a parameter and the days between which it counts."""

    key: str
    value: Any
    starts: date | None
    ends: date | None


class Override(NamedTuple):
    """One thing that a policy file sets otherwise: a figure of convention (`name` is its parameter), or a severity (`name` is empty)."""

    owner: str
    name: str
    shipped: Any
    chosen: Any
    unit: str
    position: Position


class RulesPolicy(NamedTuple):
    """What a policy file sets otherwise than the catalog."""

    file: str
    overrides: tuple[Override, ...]


class Term(NamedTuple):
    """A derived fact that a framework defines as a condition over other facts."""

    name: str
    subject: str
    holds_when: Any
    parameters: Mapping[str, ControlParameter]
    file: str
