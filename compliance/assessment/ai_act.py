"""Classifies a system under a regulation that works by labels: the outline. The walk, the device class, the duties and the near misses stand beside it."""

from collections.abc import Iterable

from compliance.assessment.ai_act_cautions import cautions
from compliance.assessment.ai_act_devices import device_class
from compliance.assessment.ai_act_duties import Route, duties_of
from compliance.assessment.ai_act_missing import missing_answers
from compliance.assessment.ai_act_model import Classification
from compliance.assessment.ai_act_near import near_misses
from compliance.assessment.ai_act_walk import Walk, walk
from compliance.assessment.model import RequirementResult
from compliance.catalog.classification_model import Label, Rules
from compliance.catalog.model import Framework
from compliance.facts.world import World


def classify(
    world: World, rules: Rules, framework: Framework, results: Iterable[RequirementResult] = (), traces: bool = True, without_exclusions: bool = False
) -> Classification:  # fmt: skip
    """Where a system stands as of the day of its world: labels, roles, duties with their dates, and every step that led there.

    `results` are the requirements already assessed, so that each duty says what is shown; without `traces` the rows come without their steps.
    """
    done = walk(rules, framework, world, traces, without_exclusions)
    device, about_device = device_class(rules.device_class, done.world, traces)
    roles = tuple(done.roles.values())
    outside = not done.ended and not any(label.high_risk for label in done.found)
    return Classification(
        framework=rules.framework,
        law=rules.law,
        as_of=world.as_of,
        labels=tuple(label.id for label in done.found),
        titles={label.id: label.title for label in rules.labels.values()},
        role_titles={name: addressee.label for name, addressee in framework.addressees.items()},
        points={name: tuple(points) for name, points in done.points.items() if name in done.labels},
        presumed=tuple(done.presumed),
        stands_for={name: tuple(labels) for name, labels in done.stands_for.items() if name in done.labels},
        attributes={name: tuple(values) for name, values in done.attributes.items()},
        contested=done.contested,
        roles=roles,
        reasons=tuple(done.reasons),
        authority=None if done.ended else done.authority or rules.authority,
        nodes=tuple(done.nodes),
        missing=missing_answers(done),
        cautions=cautions(done, about_device),
        device_class=device,
        duties=duties_of(routes(done), done.roles, rules, framework, world, done.world.decided, results),
        near_misses=near_misses((asked for node, asked in done.asked if node.near), done.world) if outside else (),
        preview=classify(world, rules, framework, (), False, without_exclusions=True) if done.excluded else None,
    )


def routes(done: Walk) -> list[Route]:
    """The labels that bring provisions: those given, those presumed, and being in scope at all."""
    rules = done.rules
    if any(label.leaves_scope for label in done.found):
        # A model stays a model when the system around it is no AI system.
        return [_route(label, done, presumed=False) for label in done.found if label.carries]
    given = [_route(label, done, presumed=not done.labels[label.id]) for label in done.found if label.carries or label.carries_rows]
    presumed = [_route(rules.labels[name], done, presumed=True) for name in done.routes if name not in done.labels]
    return [Route(rules.scope_label, (rules.scope_label,), rules.scope_terms, presumed=False), *given, *presumed]


def _route(label: Label, done: Walk, presumed: bool) -> Route:
    only: tuple[str, ...] = ()
    if label.carries_rows:
        only = tuple(dict.fromkeys(name for row in done.labels[label.id] for name in row.provisions))
    points = done.points.get(label.id, {})
    doubt = next(iter(done.contested.values())) if points and all(point in done.contested for point in points) else None
    return Route(label.id, label.carries, label.supposes, presumed, only, doubt)
