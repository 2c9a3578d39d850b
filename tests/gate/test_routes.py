"""The way of the data behind a finding: of a flow, or of something that fails because of one."""

from datetime import date

from compliance.assessment.controls import Outcome
from compliance.assessment.routes import route_of
from compliance.catalog.load import load_catalog
from compliance.conditions.step import Step
from compliance.facts.world import World
from compliance.system.load import load_system
from tests.gate.command import DAY, EXAMPLES

SYSTEM = load_system(EXAMPLES / "secure-reference" / "system.yaml")
WORLD = World(SYSTEM.description, date.fromisoformat(DAY), load_catalog().parameters_on(date.fromisoformat(DAY)))


def failed(*answers: Step) -> tuple[Outcome, Step]:
    component = (SYSTEM.description.components or [])[0]
    outcome = Outcome("HOS-10", str(component.id), component.location, "fail", True, False, (component, SYSTEM.description))
    return outcome, Step("test", False, "flows_protected", "is", True, False, component.location, answers, "flows_protected")


def read(flow: int, found: object) -> Step:
    return Step("read", None, "encrypted", "", None, found, ("flows", flow, "encrypted"))


def test_a_component_that_fails_because_of_a_flow_shows_its_way() -> None:
    flow = (SYSTEM.description.flows or [])[1]
    outcome, require = failed(read(0, True), read(1, False), read(2, True))
    stops = route_of(outcome, SYSTEM, WORLD, require)
    assert [(stop.role, stop.name) for stop in stops] == [("source", flow.source), ("flow", flow.id), ("destination", flow.destination)]


def test_no_way_is_shown_where_no_flow_is_to_blame() -> None:
    outcome, require = failed(read(0, True), read(1, True))
    assert route_of(outcome, SYSTEM, WORLD, require) == ()
    assert route_of(outcome, SYSTEM, WORLD) == ()
    assert route_of(outcome._replace(verdict="unknown"), SYSTEM, WORLD, failed(read(1, False))[1]) == ()
