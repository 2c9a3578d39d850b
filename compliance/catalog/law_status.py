"""Where each text stands: the version this catalog knows, its newest known change, and how long ago somebody checked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from compliance.base.text import Text
from compliance.catalog.load import Catalog


@dataclass(frozen=True, slots=True)
class LawStatus:
    """One framework on one day; `days` counts from the last review, and is below zero when the day lies before it."""

    id: str
    short: Text
    title: Text
    url: str
    status: str
    binding: bool
    note: Text | None
    text_version: Text
    changed: date | None
    change: Text | None
    reviewed: date
    days: int


def law_status(catalog: Catalog, as_of: date, only: Iterable[str] = ()) -> tuple[LawStatus, ...]:
    """The state of every framework as of a day, those checked longest ago first; `only` names the frameworks wanted."""
    wanted = set(only) or set(catalog.frameworks)
    found = []
    for key, framework in catalog.frameworks.items():
        if key not in wanted:
            continue
        change = catalog.texts["frameworks"][key].get("last_change") or {}
        found.append(
            LawStatus(
                key,
                framework.short,
                framework.title,
                framework.url,
                framework.status,
                framework.binding,
                catalog.text("frameworks", key, "status_note"),
                framework.text_version,
                date.fromisoformat(change["date"]) if change else None,
                Text(*change["text"]) if change else None,
                framework.as_of,
                (as_of - framework.as_of).days,
            )
        )
    return tuple(sorted(found, key=lambda item: (-item.days, item.id)))
