"""Which class of medical device the stated function of a software leads to, and whether the stated class contradicts it."""

from compliance.assessment.ai_act_answers import answer_at
from compliance.assessment.ai_act_model import Caution, DeviceClass
from compliance.assessment.applicability import holds, step
from compliance.catalog.classification_model import DeviceClasses
from compliance.facts.world import World


def device_class(rules: DeviceClasses, world: World, traces: bool) -> tuple[DeviceClass | None, tuple[Caution, ...]]:
    """The class a device's function leads to, None for what is not a device; and the cautions about the class stated.

    A function that no field tells is left to a person: the class found is the least that the stated facts lead to.
    """
    if holds(rules.applies_when, world) is not True:
        return None, ()
    stated = answer_at(world.description, rules.stated)
    asked = [(row, holds(row.when, world)) for row in rules.rows if row.when is not None]
    hits = [row for row, truth in asked if truth is True]
    unknown = any(truth is None for _, truth in asked)
    presumed = not hits and (unknown or stated is None)
    leads_to = hits[0].device_class if hits else (rules.presumed if presumed else rules.otherwise)
    found = DeviceClass(
        stated or "",
        leads_to,
        presumed,
        hits[0].id if hits else "",
        hits[0].title if hits else rules.otherwise_title,
        rules.citation,
        step(hits[0].when, world) if hits and traces else None,
        tuple(row.title for row in rules.rows if row.when is None),
    )
    return found, _cautions(rules, found, [row.contradicted_by for row in hits], world)


def _cautions(rules: DeviceClasses, found: DeviceClass, contradictions: list[object], world: World) -> tuple[Caution, ...]:
    values = {"class": found.leads_to, "stated": found.stated}
    if not found.stated:
        return (Caution("device-class-unstated", rules.unstated.with_values(values), (rules.citation,)),)
    if any(data is not None and holds(data, world) is True for data in contradictions):
        return (Caution("device-class-contradicts", rules.contradicts.with_values(values), (rules.citation,)),)
    return ()
