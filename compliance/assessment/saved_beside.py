"""What a kept assessment says beside its verdicts: the waivers, the documents that support answers, and the word of persons."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from compliance.assessment.model import LOST


@dataclass(frozen=True, slots=True)
class SavedWaiver:
    """One waiver as it stood: what it names, who answers for it, from when to when, and what it did on the day."""

    target: str
    kind: str
    state: str
    reason: str
    owner: str
    approver: str
    created: date
    expires: date
    scope: tuple[str, ...]
    findings: tuple[str, ...]
    requirements: tuple[str, ...]

    @property
    def terms(self) -> tuple[object, ...]:
        """What its file states of it beside what it names and for which systems."""
        return (self.reason, self.owner, self.approver, self.created, self.expires)

    @property
    def in_force(self) -> bool:
        """Whether it counted on the day."""
        return self.state == "in_force"


@dataclass(frozen=True, slots=True)
class SavedProof:
    """One document as it stood: `wrong` holds `stale`, or how its attached file is lost."""

    name: str
    title: str
    expires: str
    wrong: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SavedAttestation:
    """A person's word on one requirement, and whether it counted on the day."""

    by: str
    date: str
    expires: str
    verdict: str
    in_force: bool


def saved_waiver(item: Mapping[str, Any]) -> SavedWaiver:
    """One waiver out of the plain data of an assessment."""
    kind = "finding" if item.get("finding") else "requirement"
    lists = (tuple(map(str, item.get(key, ()))) for key in ("scope", "findings", "requirements"))
    texts = (str(item[key]) for key in (kind, "state", "reason", "owner", "approver"))
    target, state, reason, owner, approver = texts
    return SavedWaiver(target, kind, state, reason, owner, approver, date.fromisoformat(item["created"]), date.fromisoformat(item["expires"]), *lists)


def saved_proof(item: Mapping[str, Any]) -> SavedProof:
    """One document out of the plain data of an assessment."""
    wrong = (*(("stale",) if item["stale"] else ()), *((item["attached"],) if item.get("attached") in LOST else ()))
    return SavedProof(str(item["reference"] or item["title"]), str(item["title"]), str(item["expires"]), wrong)


def saved_attestation(item: Mapping[str, Any] | None) -> SavedAttestation | None:
    """A person's word out of the plain data of a requirement; None where nobody gave one."""
    if not item:
        return None
    return SavedAttestation(str(item["by"]), str(item["date"]), str(item["expires"]), str(item["verdict"]), bool(item["in_force"]))
