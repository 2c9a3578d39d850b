"""Makes the rules of a classification from their compiled data."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from compliance.base.text import Text
from compliance.catalog.classification_model import Contested, DeviceClasses, DeviceRow, FineRule, Label, Legacy, Node, Row, Rules, WarningRow


def rules_of(plain: Mapping[str, Any]) -> Rules:
    """The rules that compiled data describe."""
    device = plain["device_class"]
    return Rules(
        plain["framework"], Text(*plain["law"]), plain["scope_label"], plain["scope_terms"], plain["roles_path"], plain["stated_class"],
        {item["id"]: Label(**{**item, "title": Text(*item["title"]), "carries": tuple(item["carries"])}) for item in plain["labels"]},
        tuple(_node(item) for item in plain["nodes"]),
        Text(*plain["authority"]),
        DeviceClasses(
            Text(*device["citation"]), device["applies_when"], device["stated"], device["presumed"], device["otherwise"],
            Text(*device["otherwise_title"]), Text(*device["unstated"]), Text(*device["contradicts"]),
            tuple(DeviceRow(**{**row, "title": Text(*row["title"])}) for row in device["rows"]),
        ),
        tuple(WarningRow(row["id"], Text(*row["title"]), row["when"], tuple(row["provisions"])) for row in plain["warnings"]),
        {key: Text(*pair) for key, pair in plain["messages"].items()},
        tuple(plain["if_used"]),
        tuple(Contested(tuple(item["provisions"]), date.fromisoformat(item["starts"]), Text(*item["why"])) for item in plain["contested"]),
        tuple(Legacy(**{**item, "provisions": tuple(item["provisions"]), "until": date.fromisoformat(item["until"])}) for item in plain["legacy"]),
        tuple(_fine(item) for item in plain["fines"]),
    )  # fmt: skip


def _node(item: dict[str, Any]) -> Node:
    tuples = {name: tuple(item[name]) for name in ("after_end", "needs")}
    return Node(**{**item, **tuples, "title": Text(*item["title"]), "rows": tuple(_row(row) for row in item["rows"])})


def _row(item: dict[str, Any]) -> Row:
    texts = {name: Text(*item[name]) if item[name] else None for name in ("citation", "title", "authority", "contested_why")}
    return Row(**{**item, **texts, "provisions": tuple(item["provisions"]), "roles": tuple(item["roles"]), "needs": tuple(item["needs"])})


def _fine(item: dict[str, Any]) -> FineRule:
    lower = tuple((tuple(entry["size"]), date.fromisoformat(entry["from"])) for entry in item["lower_for"])
    note = Text(*item["note"]) if item["note"] else None
    return FineRule(
        item["key"], tuple(item["provisions"]), Text(*item["citation"]), item["amount"], item["turnover_percent"], item["combine"],
        date.fromisoformat(item["starts"]), lower, note,
    )  # fmt: skip
