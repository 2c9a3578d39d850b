"""Controls, frameworks and requirements made by hand, to ask the roll-up one thing at a time."""

from datetime import date
from typing import Any

from compliance.assessment.model import RowResult, Verdict
from compliance.base.text import Text
from compliance.catalog.model import Addressee, Control, ControlParameter, Framework, MappingRow, Requirement, Window
from tests.fragments import read

WORD = Text("mot", "word")


def control(require: Any, when: Any = None, for_each: str = "system", basis: str = "law", identifier: str = "TST-01") -> Control:
    """A control with the parameters `$limit`, of 5, and `$always`, of 0 and of the law."""
    condition = read(require) if isinstance(require, str) else require
    parameters = {"limit": ControlParameter(5, "count", basis), "always": ControlParameter(0, "count", "law")}
    return Control(identifier, "TST", WORD, "major", True, for_each, when, condition, parameters, "days", "test")


def row(verdict: Verdict, relation: str, parts: tuple[str, ...] = (), warning: bool = False, name: str = "TST-01") -> RowResult:
    """What one mapping row contributes."""
    return RowResult(name, relation, parts, "high", verdict, warning)


def requirement(
    windows: tuple[Window, ...] = (Window(date(2020, 1, 1), None, None),), applies_when: Any = None, addressees: tuple[str, ...] = ("operator",), kind: str = "obligation"
) -> Requirement:  # fmt: skip
    """A provision of the framework `law`."""
    return Requirement("law", "rule", kind, WORD, WORD, "https://example.org", addressees, windows, applies_when, (), "")


def framework(applies_when: Any = None, binding: bool = True, rows: tuple[MappingRow, ...] = (), provisions: tuple[Requirement, ...] = ()) -> Framework:
    """A text that addresses the operator always, the employer when there is one, and an authority."""
    addressees = {"operator": Addressee(WORD, None), "employer": Addressee(WORD, {"organisation.is_employer": True}), "authority": Addressee(WORD, "never")}
    found = provisions or (requirement(),)
    return Framework(
        "law", WORD, WORD, "https://example.org", WORD, date(2026, 11, 21), "in_force", binding, applies_when, addressees, {item.id: item for item in found}, rows,
    )  # fmt: skip
