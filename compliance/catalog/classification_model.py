"""What a classification file holds once read: labels, the ordered walk, the device classes, the warnings, and how labels turn into duties."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from compliance.base.text import Text


class Label(NamedTuple):
    """One label of the closed list; `supposes` is what it settles for the conditions of the provisions that it `carries`."""

    id: str
    title: Text
    ends: bool
    leaves_scope: bool
    open: bool
    high_risk: bool
    burden: int
    states_as: str
    carries: tuple[str, ...]
    carries_rows: bool
    supposes: Mapping[str, bool]


class Row(NamedTuple):
    """One row of the walk.

    It holds when `when` does, or when the use is `declared`; a `claimed` row needs both its claim and its proof; `unless` takes it away only when it is shown.
    `unknown` says what becomes of a row that cannot be told: nothing, a role presumed, or `unknown_label`.
    """

    id: str
    citation: Text
    title: Text
    provisions: tuple[str, ...]
    point: str
    presumed_as: str
    attribute: str
    roles: tuple[str, ...]
    needs: tuple[str, ...]
    declared: Any
    claimed: Any
    when: Any
    unless: Any
    label: str
    label_before: str
    unknown: str
    unknown_label: str
    role: str
    drops_role: str
    replaces: str
    authority: Text | None
    informs: bool
    presumes_only: bool
    preview: bool
    contested_when: Any
    contested_why: Text | None


class Node(NamedTuple):
    """One question of the walk, with its rows; `settles` names the notion that later rows may read as decided."""

    id: str
    title: Text
    rows: tuple[Row, ...]
    after_end: tuple[str, ...]
    needs: tuple[str, ...]
    only_without_label: bool
    declared_settles: bool
    settles: str
    all_points: str
    near: bool


class DeviceRow(NamedTuple):
    """One function of a software and the device class it leads to; without `when` no field tells, and a person must judge."""

    id: str
    device_class: str
    title: Text
    when: Any
    contradicted_by: Any


class DeviceClasses(NamedTuple):
    """The rule that leads from a function to a class, the gravest class first."""

    citation: Text
    applies_when: Any
    stated: str
    presumed: str
    otherwise: str
    otherwise_title: Text
    unstated: Text
    contradicts: Text
    rows: tuple[DeviceRow, ...]


class WarningRow(NamedTuple):
    """Facts that a person should look at."""

    id: str
    title: Text
    when: Any
    provisions: tuple[str, ...]


class Contested(NamedTuple):
    """Provisions whose date is disputed, and the earlier day that one reading gives."""

    provisions: tuple[str, ...]
    starts: date
    why: Text


class Legacy(NamedTuple):
    """When the duties of a label wait for a later change of the system, and until which day at most."""

    label: str
    provisions: tuple[str, ...]
    when: Any
    unless: Any
    unchanged: Any
    until: date
    until_when: Any


class FineRule(NamedTuple):
    """A ceiling, and the provisions whose breach it names."""

    key: str
    provisions: tuple[str, ...]
    citation: Text
    amount: float
    turnover_percent: float
    combine: str
    starts: date
    lower_for: tuple[tuple[tuple[str, ...], date], ...]
    note: Text | None


class Rules(NamedTuple):
    """The whole classification file of one framework."""

    framework: str
    law: Text
    scope_label: str
    scope_terms: Mapping[str, bool]
    roles_path: str
    stated_class: str
    labels: Mapping[str, Label]
    nodes: tuple[Node, ...]
    authority: Text
    device_class: DeviceClasses
    warnings: tuple[WarningRow, ...]
    messages: Mapping[str, Text]
    if_used: tuple[str, ...]
    contested: tuple[Contested, ...]
    legacy: tuple[Legacy, ...]
    fines: tuple[FineRule, ...]
