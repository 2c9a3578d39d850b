"""Turns labels and roles into duties: each provision that binds, who owes it, from which day, and where it stands on the day."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from compliance.assessment.ai_act_answers import with_answer
from compliance.assessment.ai_act_model import Duty, DutyStatus, Fine, Role
from compliance.assessment.ai_act_provisions import Provision, provisions_of
from compliance.assessment.ai_act_rows import Supposed
from compliance.assessment.applicability import holds
from compliance.assessment.model import RequirementResult, Status
from compliance.base.text import Text
from compliance.catalog.classification_model import FineRule, Rules
from compliance.catalog.model import Framework
from compliance.conditions.step import Truth
from compliance.facts.world import World


class Route(NamedTuple):
    """One label by which provisions come: `carries` are the names that provisions go by, `only` the provisions that rows named, `contested` a doubt about the label itself."""

    label: str
    carries: tuple[str, ...]
    supposes: Mapping[str, Truth]
    presumed: bool
    only: tuple[str, ...] = ()
    contested: Text | None = None


class Legacy(NamedTuple):
    """Whether the system is older than a label, whether it is shown not to have changed since, and the last day that this lasts."""

    older: bool = False
    unchanged: bool = False
    until: date | None = None


class Owed(NamedTuple):
    """By which route, from which day, and by whom a provision is owed."""

    route: Route
    day: date
    holders: tuple[str, ...]
    legacy: Legacy


class Standing(NamedTuple):
    """Where the provisions stand that come by the same routes from the same days."""

    holders: tuple[str, ...]
    labels: tuple[str, ...]
    starts: date
    dates: tuple[tuple[str, date], ...]
    presumed: bool
    older: bool
    waits: bool
    until: date | None
    doubt: Text | None


def duties_of(
    routes: Sequence[Route], held: Mapping[str, Role], rules: Rules, framework: Framework, world: World, decided: Mapping[str, Truth], results: Iterable[RequirementResult]
) -> tuple[Duty, ...]:  # fmt: skip
    """Every duty that the routes bring to the roles held, in the order of the law.

    An unknown condition never switches a duty off; a provision about an optional conduct binds only once that conduct is stated.
    """
    if not held:
        return ()
    roles = tuple(held)
    provisions = provisions_of(framework, rules)
    # The provisions ask for roles: they are asked of the description with the roles found, not only with those stated.
    described = World(with_answer(world.description, tuple(rules.roles_path.split(".")), list(roles)), world.as_of, world.parameters)
    described.tells = False
    owed: dict[str, tuple[Provision, list[Owed]]] = {}
    for route in routes:
        supposed = Supposed(described, {**decided, **route.supposes})
        legacy = _legacy(route.label, rules, supposed)
        for batch in provisions.named(route.only) if route.only else provisions.carried(route.carries):
            holders = batch.holders(roles)
            if not holders or (batch.last is not None and batch.last < world.as_of):
                continue
            truth = holds(batch.applies_when, supposed)
            if truth is False or (truth is None and batch.if_used):
                continue
            days = [starts for starts, when in batch.windows if holds(when, supposed) is not False]
            if days:
                one = Owed(route, min(days), holders, legacy)
                for provision in batch.provisions:
                    owed.setdefault(provision.requirement.id, (provision, []))[1].append(one)
    presumed = frozenset(role.name for role in held.values() if role.how == "presumed")
    shown = {result.reference: _shown(result) for result in results if result.framework == framework.id}
    standings: dict[tuple[int, ...], Standing] = {}
    fines: dict[str, Fine | None] = {}
    found = []
    for provision, ways in sorted(owed.values(), key=lambda item: item[0].order):
        key = tuple(map(id, ways))
        if key not in standings:
            standings[key] = _standing(ways, presumed, world.as_of)
        rule = provision.fine
        if rule is not None and rule.key not in fines:
            fines[rule.key] = _fine(rule, described)
        found.append(_duty(provision, standings[key], world.as_of, fines[rule.key] if rule else None, shown.get(provision.requirement.reference)))
    return tuple(found)


def _legacy(label: str, rules: Rules, world: World) -> Legacy:
    rule = next((rule for rule in rules.legacy if rule.label == label), None)
    if rule is None or holds(rule.when, world) is not True or (rule.unless is not None and holds(rule.unless, world) is True):
        return Legacy()
    unchanged = holds(rule.unchanged, world)
    return Legacy(unchanged is not False, unchanged is True, rule.until if holds(rule.until_when, world) is not False else None)


def _shown(result: RequirementResult) -> Status | None:
    """What the assessment found, as if the duty already bound; nothing where it held the duty not to apply, since it knows the stated roles only."""
    status = result.underlying if result.status == "not_yet_applicable" else result.status
    return None if status == "not_applicable" else status


def _standing(ways: Sequence[Owed], presumed: frozenset[str], as_of: date) -> Standing:
    older = all(way.legacy.older for way in ways)
    until = min((way.legacy.until for way in ways if way.legacy.until is not None), default=None) if older else None
    doubts = [way.route.contested for way in ways]
    return Standing(
        ways[0].holders,
        tuple(way.route.label for way in ways),
        min(way.day for way in ways),
        tuple((way.route.label, way.day) for way in ways),
        all(way.route.presumed for way in ways) or presumed.issuperset(ways[0].holders),
        older,
        all(way.legacy.unchanged for way in ways) and (until is None or as_of < until),
        until,
        None if None in doubts else doubts[0],
    )


def _duty(provision: Provision, standing: Standing, as_of: date, fine: Fine | None, shown: Status | None) -> Duty:
    requirement = provision.requirement
    future = standing.starts > as_of
    early = provision.dispute if future else None
    status: DutyStatus
    if future:
        status = "contested" if early is not None and early.starts <= as_of else "future"
    elif standing.waits:
        status = "legacy"
    else:
        status = "applies_now" if standing.doubt is None else "contested"
    return Duty(
        requirement.reference,
        requirement.citation,
        requirement.title,
        requirement.url,
        standing.holders,
        standing.labels,
        standing.starts,
        standing.dates,
        status,
        standing.presumed,
        standing.older,
        standing.until,
        early.why if early is not None else standing.doubt,
        fine,
        shown,
    )


def _fine(rule: FineRule, world: World) -> Fine | None:
    """The ceiling that names a provision, None where the law names none yet."""
    if rule.starts > world.as_of:
        return None
    size = world.answer("size_class", world.description).value
    lower = any(size in sizes and starts <= world.as_of for sizes, starts in rule.lower_for)
    return Fine(rule.key, rule.citation, rule.amount, rule.turnover_percent, "lower" if lower else rule.combine, rule.note)
