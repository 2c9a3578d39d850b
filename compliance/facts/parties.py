"""Who takes part: processors, contributors to a data set, participants of a federation."""

from compliance.facts.logic import both, either
from compliance.facts.registry import fact
from compliance.facts.world import Ask
from compliance.system.model.description import Description
from compliance.system.model.processing import Dataset
from compliance.system.model.supply import Supplier


@fact("supplier")
def is_processor(supplier: Supplier, ask: Ask) -> bool | None:
    """A supplier is stated to be a processor, or operates a component that holds personal data without another role being stated."""
    role = ask.stated(supplier, "role")
    if role is not None:
        return bool(role == "processor")
    party = ask.stated(supplier, "party")
    components = ask.each("components")
    if party is None or components is None:
        return None
    operates = either([ask.fact("holds_personal_data", component) for component in components if component.operated_by == party])
    return True if operates else None


@fact("dataset")
def is_shared_set(dataset: Dataset, ask: Ask) -> bool | None:
    """A data set has more than one contributor, or one that is not the organisation of the file."""
    contributors = ask.objects(dataset, "contributors", "parties")
    if contributors is None:
        return None
    if len(contributors) != 1:
        return len(contributors) > 1
    roles = ask.stated(contributors[0], "roles")
    return None if roles is None else "own_organisation" not in roles


@fact("system")
def federated(system: Description, ask: Ask) -> bool | None:
    """Model updates flow between parties, one of which takes part in a federation."""
    flows = ask.each("flows")
    if flows is None:
        return None
    return either([_federates(flow, ask) for flow in flows])


def _federates(flow: object, ask: Ask) -> bool | None:
    from compliance.system.model.architecture import Flow

    assert isinstance(flow, Flow)
    purpose = ask.stated(flow, "purpose")
    if purpose is None:
        return None
    if purpose != "model_update":
        return False
    roles: list[bool | None] = []
    for end in ("source", "destination"):
        component = ask.one(flow, end, "components")
        party = None if component is None else ask.one(component, "operated_by", "parties")
        stated = None if party is None else ask.stated(party, "roles")
        roles.append(None if stated is None else "federation_participant" in stated)
    return both([ask.fact("crosses_parties", flow), either(roles)])


@fact("system")
def profiling(system: Description, ask: Ask) -> bool | None:
    """The system evaluates personal aspects of people; traits it infers outweigh a statement that it does not."""
    traits = ask.stated(system, "ai.inferred_traits")
    stated: bool | None = ask.stated(system, "ai.performs_profiling")
    if stated is True or not traits:
        return stated
    personal: bool | None = ask.fact("processes_personal_data")
    if personal:
        ask.because("infers_traits", traits=", ".join(traits))
    return stated if personal is False else personal
