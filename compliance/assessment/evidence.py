"""What supports each statement: documents, their age, and the assurance that follows."""

from collections.abc import Iterable
from datetime import date
from typing import cast

from compliance.assessment.attachments import state_of
from compliance.assessment.model import Assurance, Attached, EvidenceResult
from compliance.base.source import Location
from compliance.system.load import LoadedSystem
from compliance.system.model.supply import Document

ORDER: tuple[Assurance, ...] = ("declared", "documented", "measured")


def is_stale(document: Document, as_of: date) -> bool:
    """A document whose expiry lies before the day."""
    return isinstance(document.expires, date) and document.expires < as_of


def register(system: LoadedSystem, as_of: date) -> tuple[EvidenceResult, ...]:
    """Every document of the description that supports statements, or that is attached with its digest."""
    found: list[EvidenceResult] = []
    for document in system.description.documents or []:
        if not document.supports and not document.sha256:
            continue
        found.append(
            EvidenceResult(
                document.title or document.reference or document.id or "",
                document.kind or "",
                document.reference or "",
                str(document.date or ""),
                str(document.expires or ""),
                tuple(document.supports or ()),
                document.assurance or "documented",
                is_stale(document, as_of),
                system.position(document.location),
                _attached(document, system, len(found)),
            )
        )
    return tuple(found)


def _attached(document: Document, system: LoadedSystem, number: int) -> Attached:
    if system.attached is None:
        return state_of(document, system)
    return cast("Attached", system.attached[number]) if number < len(system.attached) else "elsewhere"


class Support:
    """Looks up which documents stand behind the answers at given places."""

    def __init__(self, system: LoadedSystem, as_of: date) -> None:
        self._system = system
        self._known: dict[Location, tuple[int, bool]] = {}
        self._entries = [
            (path, document.assurance or "documented", is_stale(document, as_of))
            for document in system.description.documents or []
            if not (isinstance(document.date, date) and document.date > as_of)  # what is yet to come supports nothing
            for path in document.supports or []
        ]  # fmt: skip

    def of(self, locations: Iterable[Location]) -> tuple[Assurance, bool]:
        """The weakest assurance of some answers, and whether a document behind one of them has expired; an expired document supports nothing."""
        if not self._entries:
            return ORDER[0], False
        weakest, stale, asked = len(ORDER) - 1, False, False
        for location in locations:
            asked = True
            found = self._known.get(location)
            if found is None:
                found = self._known[location] = self._at(location)
            weakest, stale = min(weakest, found[0]), stale or found[1]
        return (ORDER[weakest] if asked else ORDER[0]), stale

    def _at(self, location: Location) -> tuple[int, bool]:
        """The best support of one answer that has not expired, and whether one has."""
        named = self._system.path(location)
        plain = ".".join(part for part in location if isinstance(part, str))
        best, stale = 0, False
        for path, assurance, expired in self._entries:
            if not (named == path or named.startswith((path + ".", path + "[")) or plain == path or plain.startswith(path + ".")):
                continue
            if expired:
                stale = True
            else:
                best = max(best, ORDER.index(assurance))
        return best, stale
