"""Turns labels and roles into duties: each provision that binds, who owes it, from which day, and where it stands on the day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from compliance.assessment.ai_act_answers import with_answer
from compliance.assessment.ai_act_model import Duty, DutyStatus, Fine, Role
from compliance.assessment.ai_act_provisions import Answers, Provision, provisions_of
from compliance.assessment.ai_act_rows import Supposed
from compliance.assessment.applicability import holds
from compliance.assessment.model import RequirementResult, Status
from compliance.base.text import Text
from compliance.catalog.classification_model import FineRule, Rules
from compliance.catalog.model import Framework
from compliance.conditions.step import Truth
from compliance.facts.world import World


@dataclass(frozen=True, slots=True)
class Route:
    """One label by which provisions come: `carries` are the names that provisions go by, `only` the provisions that rows named, `contested` a doubt about the label itself."""

    label: str
    carries: tuple[str, ...]
    supposes: Mapping[str, Truth]
    presumed: bool
    only: tuple[str, ...] = ()
    contested: Text | None = None


@dataclass(frozen=True, slots=True)
class _Legacy:
    """Whether the system is older than a label, whether it is shown not to have changed since, and the last day that this lasts."""

    older: bool = False
    unchanged: bool = False
    until: date | None = None


@dataclass(slots=True)
class _Owed:
    """What the routes say of one provision."""

    provision: Provision
    owed_by: tuple[str, ...]
    days: list[tuple[Route, date]] = field(default_factory=list)


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
    owed: dict[str, _Owed] = {}
    legacy: dict[str, _Legacy] = {}
    for route in routes:
        supposed = Supposed(described, {**decided, **route.supposes})
        answers = Answers(provisions, supposed)
        legacy[route.label] = _legacy(route.label, rules, supposed)
        for provision in provisions.named(route.only) if route.only else provisions.carried(route.carries):
            holders = provision.holders(roles)
            if not holders or (provision.last is not None and provision.last < world.as_of):
                continue
            truth = answers.truth(provision.applies)
            if truth is False or (truth is None and provision.if_used):
                continue
            days = [starts for starts, when in provision.windows if answers.truth(when) is not False]
            if days:
                name = provision.requirement.id
                if name not in owed:
                    owed[name] = _Owed(provision, holders)
                owed[name].days.append((route, min(days)))
    shown = {result.reference: _shown(result) for result in results if result.framework == framework.id}
    ordered = sorted(owed.values(), key=lambda item: item.provision.order)
    presumed = frozenset(role.name for role in held.values() if role.how == "presumed")
    return tuple(_duty(item, legacy, presumed, shown, world) for item in ordered)


def _legacy(label: str, rules: Rules, world: World) -> _Legacy:
    rule = next((rule for rule in rules.legacy if rule.label == label), None)
    if rule is None or holds(rule.when, world) is not True or (rule.unless is not None and holds(rule.unless, world) is True):
        return _Legacy()
    unchanged = holds(rule.unchanged, world)
    return _Legacy(unchanged is not False, unchanged is True, rule.until if holds(rule.until_when, world) is not False else None)


def _shown(result: RequirementResult) -> Status | None:
    """What the assessment found, as if the duty already bound; nothing where it held the duty not to apply, since it knows the stated roles only."""
    status = result.underlying if result.status == "not_yet_applicable" else result.status
    return None if status == "not_applicable" else status


def _duty(owed: _Owed, legacy: Mapping[str, _Legacy], presumed: frozenset[str], shown: Mapping[str, Status | None], world: World) -> Duty:
    provision, requirement = owed.provision, owed.provision.requirement
    starts = min(day for _, day in owed.days)
    marks = [legacy[route.label] for route, _ in owed.days]
    older = all(mark.older for mark in marks)
    until = min((mark.until for mark in marks if mark.until is not None), default=None) if older else None
    doubts = [route.contested for route, _ in owed.days]
    doubt = doubts[0] if None not in doubts else None
    future = starts > world.as_of
    early = provision.dispute if future else None
    status: DutyStatus
    if future:
        status = "contested" if early is not None and early.starts <= world.as_of else "future"
    elif all(mark.unchanged for mark in marks) and (until is None or world.as_of < until):
        status = "legacy"
    else:
        status = "applies_now" if doubt is None else "contested"
    return Duty(
        requirement.reference,
        requirement.citation,
        requirement.title,
        requirement.url,
        owed.owed_by,
        tuple(route.label for route, _ in owed.days),
        starts,
        tuple((route.label, day) for route, day in owed.days),
        status,
        all(route.presumed for route, _ in owed.days) or presumed.issuperset(owed.owed_by),
        older,
        until,
        early.why if early is not None else doubt,
        _fine(provision.fine, world),
        shown.get(requirement.reference),
    )


def _fine(rule: FineRule | None, world: World) -> Fine | None:
    """The ceiling that names a provision, None where the law names none or not yet."""
    if rule is None or rule.starts > world.as_of:
        return None
    size = world.answer("size_class", world.description).value
    lower = any(size in sizes and starts <= world.as_of for sizes, starts in rule.lower_for)
    return Fine(rule.key, rule.citation, rule.amount, rule.turnover_percent, "lower" if lower else rule.combine, rule.note)
