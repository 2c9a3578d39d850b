"""Who receives a category of data: the people, and the other parties, whose components hold it or are sent it."""

from dataclasses import dataclass
from typing import Any

from compliance.assessment.aipd_facts import Facts, gathered
from compliance.assessment.aipd_statement import Missing, Source
from compliance.base.source import Location
from compliance.conditions.step import Truth

COPY = "@"  # `store@lyon` is lyon's copy of what one line states for several parties


@dataclass(frozen=True, slots=True)
class Recipients:
    """The recipients that facts show, and the answers that could show others; nobody receives the data only when nothing is missing."""

    names: tuple[str, ...]
    sources: tuple[Source, ...]
    missing: tuple[Missing, ...]


def recipients(facts: Facts, category: Any) -> Recipients:
    """Who receives a category of data."""
    components = facts.description.components
    if components is None:
        return Recipients((), (), (facts.missing(("components",)),))
    found: dict[str, Source] = {}
    missing: list[Missing] = []
    for component in components:
        outside, name, unsaid = _outside(facts, component)
        if outside is False:
            continue
        held, unheld = _holds(facts, component, category)
        if held is False:
            continue
        if outside is True and held is True:
            found.setdefault(name, facts.source(component.location))
        else:
            missing += [facts.missing(location, component.name or str(component.id).partition("@")[0]) for location in (*unsaid, *unheld)]
    return Recipients(tuple(found), tuple(found.values()), gathered(missing))


def _outside(facts: Facts, component: Any) -> tuple[Truth, str, list[Location]]:
    """Whether a component is a person or another party's, the recipient's name, and the answers that would tell."""
    if component.kind == "person":
        return True, component.name or component.id, []
    if component.operated_by is None:
        return None, "", [(*component.location, "operated_by")]
    party = facts.world.object("parties", component.operated_by)
    if party is None or party.roles is None:
        return None, "", [(*(party.location if party is not None else ("parties",)), "roles")]
    if "own_organisation" not in party.roles:
        return True, party.name or party.id, []
    return (False if component.kind is not None else None), component.name or component.id, [(*component.location, "kind")]


def _holds(facts: Facts, component: Any, category: Any) -> tuple[Truth, list[Location]]:
    """Whether a component holds a category or is sent it, and the answers that would tell.

    What one line states for several parties holds each party's own data: such a copy receives only what another party's component sends it.
    """
    copied = COPY in component.id
    if not copied and category.id in (component.holds or []):
        return True, []
    unsaid: list[Location] = [] if copied or component.holds is not None else [(*component.location, "holds")]
    flows = facts.description.flows
    for flow in flows or []:
        carried = category.id in (flow.carries or [])
        if flow.destination == component.id and carried:
            sent, unknown = _from_another(facts, flow, component) if copied else (True, [])
            if sent:
                return True, []
            unsaid += unknown
        elif flow.destination in (None, component.id) and flow.carries is None:
            unsaid.append((*flow.location, "carries"))
        elif flow.destination is None and carried:
            unsaid.append((*flow.location, "destination"))
    if flows is None:
        unsaid.append(("flows",))
    return (None if unsaid else False), unsaid


def _from_another(facts: Facts, flow: Any, component: Any) -> tuple[bool, list[Location]]:
    """Whether a flow comes from a component that another party operates, and the answers that would tell."""
    source = facts.world.object("components", flow.source)
    if source is None:
        return False, [(*flow.location, "source")]
    if source.operated_by is None:
        return False, [(*source.location, "operated_by")]
    return source.operated_by != component.operated_by, []
