"""What changed beside the verdicts of two assessments: waivers, documents, and the word of persons; each with what brought it about."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from compliance.assessment.saved import Saved, SavedRequirement
from compliance.assessment.saved_beside import SavedProof, SavedWaiver

How = Literal["added", "removed", "changed", "expired", "in_force", "not_yet"]


@dataclass(frozen=True, slots=True)
class WaiverChange:
    """One waiver that is not where it was: added, removed or written otherwise, or in another state because of the day alone."""

    target: str
    how: How
    old: SavedWaiver | None
    new: SavedWaiver | None

    @property
    def by_calendar(self) -> bool:
        """Whether the day alone moved it."""
        return self.how in ("expired", "in_force", "not_yet")

    @property
    def counts(self) -> bool:
        """Whether it accepts on one side and not on the other."""
        return (self.old is not None and self.old.in_force) != (self.new is not None and self.new.in_force)

    @property
    def day(self) -> date:
        """The day that matters: its end, or its beginning for one that has just begun or not yet."""
        one = self.new or self.old
        assert one is not None
        return one.created if self.how in ("in_force", "not_yet") else one.expires

    def bears(self, reference: str, controls: Collection[str]) -> bool:
        """Whether it has to do with a requirement: it names it, did something to it, or names a finding of one of its controls."""
        sides = [side for side in (self.old, self.new) if side is not None]
        if self.target == reference or any(reference in side.requirements for side in sides):
            return True
        return any(side.kind == "finding" and side.findings and self.target.split("@", 1)[0] in controls for side in sides)


@dataclass(frozen=True, slots=True)
class AttestationChange:
    """A person's word that began or ceased to count with the day: `day` is its date or its end."""

    by: str
    ended: bool
    day: str


@dataclass(frozen=True, slots=True)
class ProofChange:
    """One document of which something else is wrong than before; `causes` says whether the day, the description or the attached file brought it about."""

    name: str
    title: str
    expires: str
    old: tuple[str, ...]
    new: tuple[str, ...]
    causes: tuple[Literal["system", "document", "calendar"], ...]


def waiver_pairs(old: Saved, new: Saved) -> list[tuple[SavedWaiver | None, SavedWaiver | None]]:
    """Every waiver of both sides, before and after; one of the same target and scope is the same waiver."""
    before, after = ({(item.target, item.scope): item for item in saved.waivers} for saved in (old, new))
    return [(before.get(key), after.get(key)) for key in dict.fromkeys([*before, *after])]


def waiver_changes(old: Saved, new: Saved) -> tuple[WaiverChange, ...]:
    """Every waiver that was added, removed, written otherwise, or moved by the day."""
    found = []
    for one, two in waiver_pairs(old, new):
        if two is None:
            assert one is not None
            found.append(WaiverChange(one.target, "removed", one, two))
        elif one is None:
            found.append(WaiverChange(two.target, "added", one, two))
        elif one.terms != two.terms:
            found.append(WaiverChange(two.target, "changed", one, two))
        elif one.state != two.state:
            found.append(WaiverChange(two.target, "expired" if two.state == "expired" else "in_force" if two.in_force else "not_yet", one, two))
    return tuple(found)


def attestation_change(before: SavedRequirement | None, after: SavedRequirement | None) -> AttestationChange | None:
    """What the day did to a person's word on one requirement; None where it did nothing, or the word itself is another."""
    one, two = before.attestation if before else None, after.attestation if after else None
    if one is None or two is None or (one.by, one.date, one.expires, one.verdict) != (two.by, two.date, two.expires, two.verdict) or one.in_force == two.in_force:
        return None
    # Its end tells why it counts on one side only, unless it is its beginning that lies between the two days.
    ended = bool(two.expires) and one.in_force
    return AttestationChange(two.by, ended, two.expires if ended else two.date)


def proof_changes(old: Saved, new: Saved) -> tuple[ProofChange, ...]:
    """Every document that became stale or lost between two assessments, or is no longer."""
    before, after = _numbered(old.proofs), _numbered(new.proofs)
    found = []
    for key in dict.fromkeys([*before, *after]):
        one, two = before.get(key), after.get(key)
        was, now = one.wrong if one else (), two.wrong if two else ()
        shown = two or one
        if was == now or shown is None:
            continue
        causes: dict[Literal["system", "document", "calendar"], None] = {}
        if one is None or two is None:
            causes["system"] = None
        else:
            if ("stale" in was) != ("stale" in now):
                causes["calendar" if one.expires == two.expires else "system"] = None
            if _lost(was) != _lost(now):
                causes["document"] = None
        found.append(ProofChange(shown.name, shown.title, shown.expires, was, now, tuple(causes)))
    return tuple(found)


def _lost(wrong: Iterable[str]) -> list[str]:
    return [word for word in wrong if word != "stale"]


def _numbered(proofs: Iterable[SavedProof]) -> dict[tuple[str, int], SavedProof]:
    """The documents by name; those of one name by their order."""
    found: dict[tuple[str, int], SavedProof] = {}
    counts: dict[str, int] = {}
    for proof in proofs:
        counts[proof.name] = counts.get(proof.name, 0) + 1
        found[proof.name, counts[proof.name]] = proof
    return found
