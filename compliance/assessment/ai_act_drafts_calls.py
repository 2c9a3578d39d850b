"""Tells whether a provision calls for a document: through the duties that a classification brings, never through a silence."""

from collections.abc import Iterable, Iterator

from compliance.assessment import applicability
from compliance.assessment.ai_act_answers import with_answer
from compliance.assessment.ai_act_drafts_grounds import deciding
from compliance.assessment.ai_act_drafts_model import Call
from compliance.assessment.ai_act_model import Classification, Duty
from compliance.assessment.ai_act_rows import Supposed
from compliance.assessment.aipd_facts import Facts, Plain, gathered, text_of
from compliance.assessment.aipd_statement import Missing
from compliance.base.text import Text
from compliance.catalog.classification_model import Rules
from compliance.catalog.model import Framework, Requirement
from compliance.conditions.step import Step
from compliance.facts.world import World

PRESUMED = "presumed"


class Calls:
    """Asks the classification of one system which documents it calls for."""

    def __init__(self, facts: Facts, classification: Classification, rules: Rules, framework: Framework) -> None:
        self.facts, self.classification, self.rules, self.framework = facts, classification, rules, framework
        self.duties = {duty.reference: duty for duty in classification.duties}
        self.ended = any(rules.labels[name].ends for name in classification.labels)

    def call(self, row: Plain) -> Call:
        """Whether one provision calls for its document."""
        reference = row["requirement"]
        requirement = self.framework.requirements[reference.partition(":")[2]]
        duty = self.duties.get(reference)
        if duty is not None:
            return self._owed(row, requirement, duty)
        common = self.facts.article(reference), text_of(row["called"])
        addressees = self._roles(requirement.addressees)
        if not self.ended and not set(requirement.addressees).intersection(self.classification.role_names):
            missing = self._open_role(row, requirement)
            if missing:
                return Call(*common, "undetermined", addressees, missing=missing, role_not_held=True)
            held = tuple(self.rules.roles_path.split("."))
            return Call(*common, "not_called", addressees, because=self.facts.read(self._role_steps(held)), role_not_held=True)
        step = applicability.step(row["when"] or requirement.applies_when, self.facts.world)
        if not self.ended and row["when"] is not None and step is not None and step.truth is None:
            return Call(*common, "undetermined", addressees, missing=self.facts.open_in([step]))
        return Call(
            *common,
            "not_called",
            addressees,
            because=self.facts.read(deciding(step, self.facts)) if step is not None and step.truth is False else (),
            outside=self._outside(reference),
        )

    def _owed(self, row: Plain, requirement: Requirement, duty: Duty) -> Call:
        steps = [step for label in duty.labels if (step := self._step(requirement, label, self.classification.role_names)) is not None]
        firm = not duty.presumed and (not steps or any(step.truth is True for step in steps))
        missing: tuple[Missing, ...] = ()
        if not firm:
            missing = gathered([*self.facts.open_in(step for step in steps if step.truth is None), *(self._presumption(duty) if duty.presumed else ())])
        return Call(
            self.facts.article(duty.reference), text_of(row["called"]), "called" if firm else "undetermined", self._roles(requirement.addressees),
            self._roles(duty.owed_by), tuple(self.rules.labels[name].title for name in duty.labels if name in self.rules.labels),
            duty.applies_from, duty.status, duty.legacy_until, duty.contested, missing,
        )  # fmt: skip

    def _outside(self, reference: str) -> tuple[Text, ...]:
        """What the system would be without the exclusion it relies on, when the document would then be called for."""
        preview = self.classification.preview
        owed = preview is not None and any(duty.reference == reference for duty in preview.duties)
        return tuple(preview.titles[name] for name in preview.labels) if preview is not None and owed else ()

    def _open_role(self, row: Plain, requirement: Requirement) -> tuple[Missing, ...]:
        """The answers that could still give the organisation a role that the provision addresses, and with it the duty."""
        roles = {inner.id: inner.role for node in self.rules.nodes for inner in node.rows if inner.role in requirement.addressees}
        told = [told for node in self.classification.nodes if node.asked for told in node.rows if told.id in roles and told.truth is None and told.outcome != "not_asked"]
        if not told:
            return ()
        names = (*self.classification.role_names, *dict.fromkeys(roles[one.id] for one in told))
        steps = [self._step(requirement, label, names) for label in self.classification.labels] if row["when"] is None else [applicability.step(row["when"], self.facts.world)]
        if steps and all(step is not None and step.truth is False for step in steps):
            return ()
        asked = [self.facts.missing(location, self.facts.object_name(location)) for one in told for location in one.missing]
        return gathered([*asked, *self.facts.open_in(step for step in steps if step is not None and step.truth is None)]) if asked else ()

    def _step(self, requirement: Requirement, label: str, roles: tuple[str, ...]) -> Step | None:
        """The condition of a provision, with what the label settles and some roles of the organisation."""
        world = self.facts.world
        described = World(with_answer(world.description, tuple(self.rules.roles_path.split(".")), list(roles)), world.as_of, world.parameters)
        supposed = self.rules.labels[label].supposes if label in self.rules.labels else {}
        return applicability.step(requirement.applies_when, Supposed(described, {**self.rules.scope_terms, **supposed}))

    def _presumption(self, duty: Duty) -> Iterator[Missing]:
        """The answers that would turn a presumption into a yes or a no."""
        roles = {role.name for role in self.classification.roles if role.how == PRESUMED and role.name in duty.owed_by}
        presumed = {name for name in self.classification.labels if self.rules.labels[name].high_risk and not self.rules.labels[name].carries}
        wanted = {*duty.labels, *presumed} | roles
        for item in self.classification.missing:
            if wanted.intersection(item.labels):
                yield self.facts.missing(item.location, self.facts.object_name(item.location))

    def _roles(self, names: Iterable[str]) -> tuple[Text, ...]:
        return tuple(self.framework.addressees[name].label for name in names)

    def _role_steps(self, path: tuple[str, ...]) -> list[Step]:
        value, location = self.facts.description, path
        for name in path:
            value = getattr(value, name, None)  # type: ignore[assignment]
        return [] if value is None else [Step("read", None, ".".join(path), found=tuple(value), location=location)]  # type: ignore[arg-type]
