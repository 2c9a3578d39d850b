"""Writes out what a description states once for several parties: a component of each participant, and its flows.

A component with `operated_by_each: [lyon, berlin]` becomes `store@lyon` and `store@berlin`; a flow that names it is repeated with it,
pairing the ends that belong to the same party.
All replicas keep the place of the line that states them.
"""

from typing import Any

from compliance.system.model import Description
from compliance.system.types import Stated


def repeated(description: Description) -> Description:
    """The description with one component, and one flow, for each party that operates it."""
    replicas: dict[str, list[str]] = {}
    components: list[Any] = []
    for component in description.components or []:
        if component.operated_by_each is None:
            components.append(component)
            continue
        replicas[component.id] = component.operated_by_each
        components += [_copy(component, id=f"{component.id}@{party}", operated_by=party, operated_by_each=None) for party in component.operated_by_each]
    if not replicas:
        return description
    flows = None if description.flows is None else [copy for flow in description.flows for copy in _flows(flow, replicas)]
    datasets = None
    if description.datasets is not None:
        datasets = [copy for dataset in description.datasets for copy in _datasets(dataset, replicas)]
        components = [_trained(component, description.datasets, replicas) for component in components]
    written: Description = _copy(description, components=components, flows=flows, datasets=datasets)
    return written


def _flows(flow: Any, replicas: dict[str, list[str]]) -> list[Any]:
    parties = list(dict.fromkeys([*replicas.get(flow.source or "", []), *replicas.get(flow.destination or "", [])]))
    if not parties:
        return [flow]
    copies = []
    for party in parties:
        ends = {}
        for end in ("source", "destination"):
            name = getattr(flow, end)
            if name in replicas:
                if party not in replicas[name]:
                    break
                ends[end] = f"{name}@{party}"
        else:
            copies.append(_copy(flow, id=f"{flow.id}@{party}", **ends))
    return copies


def _datasets(dataset: Any, replicas: dict[str, list[str]]) -> list[Any]:
    parties = replicas.get(dataset.stored_in or "")
    if parties is None:
        return [dataset]
    copies = []
    for party in parties:
        # Each party's part is its own contribution.
        own = [party] if party in (dataset.contributors or []) else dataset.contributors
        copies.append(_copy(dataset, id=f"{dataset.id}@{party}", stored_in=f"{dataset.stored_in}@{party}", contributors=own))
    return copies


def _trained(component: Any, datasets: list[Any], replicas: dict[str, list[str]]) -> Any:
    """A model that was trained on a data set kept at several parties: on its own party's part, or on all parts when it belongs to none of them."""
    if component.trained_on is None:
        return component
    parties = {dataset.id: replicas[dataset.stored_in] for dataset in datasets if dataset.stored_in in replicas}
    names: list[str] = []
    for name in component.trained_on:
        at = parties.get(name)
        if at is None:
            names.append(name)
        else:
            own = component.id.rpartition("@")[2] if "@" in component.id else ""
            names += [f"{name}@{party}" for party in ([own] if own in at else at)]
    return component if names == component.trained_on else _copy(component, trained_on=names)


def _copy(group: Stated, **changes: Any) -> Any:
    copy = group.model_copy(update=changes)
    copy.locate(group.location)
    return copy
