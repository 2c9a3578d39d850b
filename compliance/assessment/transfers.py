"""What leaves the European Economic Area: flows of personal data, hosting and backups, and access from afar."""

from dataclasses import dataclass, field
from typing import Any

from compliance.assessment.aipd_facts import Facts
from compliance.assessment.aipd_statement import Missing, Statement
from compliance.base.text import Text
from compliance.system.types import NOTHING

NAMED = Text("{name} : {value}", "{name}: {value}")


@dataclass
class Transfers:
    """What the facts show, and the answers that could show more; nothing leaves only when both are empty."""

    told: list[Statement] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)

    def say(self, facts: Facts, item: Any, name: str, path: str, value: Any) -> None:
        """One answer about one object, or the question that asks for it."""
        location = (*item.location, path.rpartition(".")[2])
        if value is None:
            self.missing.append(facts.missing(location, name))
        else:
            self.told.append(Statement(NAMED, value, path, (facts.source(location),), name=name))

    def ask(self, facts: Facts, item: Any, name: str, questions: tuple[str, ...]) -> None:
        """The answers that derived facts looked for and did not find."""
        answers = [facts.world.answer(question, item) for question in questions]
        unsaid = dict.fromkeys(read.location for answer in answers if answer.value is None for read in answer.reads if read.value is None)
        self.missing += [facts.missing(location, name) for location in unsaid]


def transfers(facts: Facts) -> Transfers:
    """Every transfer of the system."""
    found = Transfers()
    for name, read in (("flows", _flow), ("sites", _site)):
        if getattr(facts.description, name) is None:
            found.missing.append(facts.missing((name,)))
        for item, _ in facts.objects(name) or []:
            read(facts, item, found)
    return found


def _flow(facts: Facts, flow: Any, found: Transfers) -> None:
    questions = ("leaves_eea", "carries_personal_data")
    answers = [facts.world.answer(question, flow).value for question in questions]
    name = str(flow.id).partition("@")[0]
    if False in answers:
        return
    if None in answers:
        found.ask(facts, flow, name, questions)
        return
    country = facts.world.answer("destination_country", flow).value
    found.told.append(Statement(NAMED, country, "parties.country", (facts.source(flow.location),), name=name))
    found.say(facts, flow, name, "flows.transfer_tool", flow.transfer_tool)


def _site(facts: Facts, site: Any, found: Transfers) -> None:
    stored, reached = (facts.world.answer(question, site).value for question in ("stored_in_eea", "remote_access_outside_eea"))
    name = site.name or site.id
    if stored is False:
        for path in ("country", "backup_countries"):
            if getattr(site, path) not in (None, [], [NOTHING]):
                found.say(facts, site, name, f"sites.{path}", getattr(site, path))
    if reached is True:
        found.say(facts, site, name, "sites.remote_access_countries", site.remote_access_countries)
        found.say(facts, site, name, "sites.remote_access_tool", site.remote_access_tool)
    found.ask(facts, site, name, tuple(question for question, answer in (("stored_in_eea", stored), ("remote_access_outside_eea", reached)) if answer is None))
