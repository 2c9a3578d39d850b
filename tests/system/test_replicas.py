"""What is stated once for several parties is written out for each: components, their flows, their data sets, and what points at them."""

from typing import Any

import pytest

from compliance.base.problems import InvalidInput
from tests.fragments import system

PARTIES = "parties: [{id: chief, country: FR}, {id: lyon, country: FR}, {id: berlin, country: DE}]\n"


def described(text: str) -> Any:
    return system(PARTIES + text).description


def test_a_component_is_written_out_for_each_party() -> None:
    components = described("components: [{id: hub, operated_by: chief}, {id: store, kind: data_store, operated_by_each: [lyon, berlin]}]").components
    assert [(component.id, component.operated_by, component.operated_by_each) for component in components] == [
        ("hub", "chief", None), ("store@lyon", "lyon", None), ("store@berlin", "berlin", None),
    ]  # fmt: skip
    assert components[1].kind == components[2].kind == "data_store"


def test_replicas_keep_the_place_of_the_line_that_states_them() -> None:
    loaded = system(PARTIES + "components:\n  - {id: hub}\n  - {id: store, operated_by_each: [lyon, berlin]}\n")
    assert [component.location for component in loaded.description.components] == [("components", 0), ("components", 1), ("components", 1)]
    assert str(loaded.position(loaded.description.components[2].location)) == "system.yaml:4:5"


HUB = "components: [{id: hub, operated_by: chief}, {id: store, operated_by_each: [lyon, berlin]}, {id: node, operated_by_each: [lyon, berlin]}]\n"


@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        ("source: node, destination: hub", [("f@lyon", "node@lyon", "hub"), ("f@berlin", "node@berlin", "hub")]),
        ("source: hub, destination: node", [("f@lyon", "hub", "node@lyon"), ("f@berlin", "hub", "node@berlin")]),
        ("source: store, destination: node", [("f@lyon", "store@lyon", "node@lyon"), ("f@berlin", "store@berlin", "node@berlin")]),
        ("source: node", [("f@lyon", "node@lyon", None), ("f@berlin", "node@berlin", None)]),
        ("source: hub, destination: hub", [("f", "hub", "hub")]),
        ("purpose: care", [("f", None, None)]),
    ],
)
def test_flows_pair_the_ends_of_one_party(ends: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    flows = described(HUB + f"flows: [{{id: f, {ends}}}]").flows
    assert [(flow.id, flow.source, flow.destination) for flow in flows] == expected


@pytest.mark.parametrize(("here", "there"), [("[lyon]", "[berlin]"), ("[lyon, chief]", "[lyon]"), ("[lyon]", "[lyon, berlin]")])
def test_a_flow_between_strangers_is_told_and_never_vanishes(here: str, there: str) -> None:
    text = f"components: [{{id: store, operated_by_each: {here}}}, {{id: node, operated_by_each: {there}}}]\nflows: [{{id: f, source: store, destination: node}}]"
    with pytest.raises(InvalidInput) as refused:
        described(text)
    assert [problem.path for problem in refused.value.problems] == ["flows[f]"]


def test_data_sets_follow_their_store() -> None:
    datasets = described(HUB + "datasets: [{id: d, stored_in: store}, {id: e, stored_in: hub}, {id: g}]").datasets
    assert [(dataset.id, dataset.stored_in) for dataset in datasets] == [("d@lyon", "store@lyon"), ("d@berlin", "store@berlin"), ("e", "hub"), ("g", None)]


def test_each_part_of_a_data_set_is_the_contribution_of_its_party() -> None:
    datasets = described(HUB + "datasets: [{id: d, stored_in: store, contributors: [lyon, berlin]}, {id: e, stored_in: store, contributors: [chief]}]").datasets
    assert {dataset.id: dataset.contributors for dataset in datasets} == {"d@lyon": ["lyon"], "d@berlin": ["berlin"], "e@lyon": ["chief"], "e@berlin": ["chief"]}


def test_a_model_is_still_trained_on_the_data_sets_that_were_written_out() -> None:
    text = HUB.replace("]\n", ", {id: model, operated_by: chief, trained_on: [d, e]}, {id: local, operated_by_each: [lyon, berlin], trained_on: [d]}]\n")
    description = described(text + "datasets: [{id: d, stored_in: store}, {id: e, stored_in: hub}]")
    trained = {component.id: component.trained_on for component in description.components}
    assert trained["model"] == ["d@lyon", "d@berlin", "e"]
    assert (trained["local@lyon"], trained["local@berlin"]) == (["d@lyon"], ["d@berlin"])


def test_no_two_objects_share_an_id() -> None:
    with pytest.raises(InvalidInput):
        described("components: [{id: store, operated_by_each: [lyon]}, {id: store@lyon}]")


def test_a_description_without_replicas_stays_as_it_is() -> None:
    description = described("components: [{id: hub}]\nflows: []")
    assert [component.id for component in description.components] == ["hub"]
    assert description.flows == []
    assert description.datasets is None
