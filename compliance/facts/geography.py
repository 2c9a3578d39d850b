"""Where data go: countries of the two ends of a flow, the EEA and adequacy decisions as of the day, control from outside."""

from typing import Any

from compliance.facts.logic import both, contrary, either
from compliance.facts.registry import fact
from compliance.facts.world import Ask
from compliance.system.model.architecture import Component, Flow, Party, Site
from compliance.system.model.description import Description

MAINTENANCE = ("remote_maintenance", "administration")


def in_eea(country: str | None, ask: Ask) -> bool | None:
    """Whether a country is a member of the EEA as of the day."""
    return None if country is None else country in ask.parameter("eea")


def country_of(component: Component | None, ask: Ask) -> Any:
    """Country of the site of a component; where no site is named, of the party that operates it."""
    if component is None:
        return None
    if (site := ask.one(component, "hosted_at", "sites")) is not None:
        return ask.stated(site, "country")
    party = ask.one(component, "operated_by", "parties")
    return None if party is None else ask.stated(party, "country")


def operator_of(component: Component | None, ask: Ask) -> Any:
    """The party that operates a component, None when none is named."""
    return None if component is None else ask.one(component, "operated_by", "parties")


@fact("flow", "country")
def source_country(flow: Flow, ask: Ask) -> Any:
    """Country where a flow starts."""
    return country_of(ask.one(flow, "source", "components"), ask)


@fact("flow", "country")
def destination_country(flow: Flow, ask: Ask) -> Any:
    """Country where a flow ends."""
    return country_of(ask.one(flow, "destination", "components"), ask)


@fact("flow")
def leaves_eea(flow: Flow, ask: Ask) -> bool | None:
    """The flow starts inside the EEA, and ends outside it or with an operator established outside it."""
    inside = in_eea(ask.fact("source_country", flow), ask)
    if inside is False:
        ask.because("source_outside_eea", country=ask.fact("source_country", flow))
        return False
    country = ask.fact("destination_country", flow)
    party = operator_of(ask.one(flow, "destination", "components"), ask)
    operator = None if party is None else ask.stated(party, "country")
    site_outside = contrary(in_eea(country, ask))
    operator_outside = contrary(in_eea(operator, ask))
    outside = either([site_outside, operator_outside])
    if outside:
        ask.because("destination_outside_eea" if site_outside else "operator_outside_eea", country=country if site_outside else operator)
    elif outside is False:
        ask.because("stays_in_eea", country=country)
    return both([inside, outside])


@fact("flow")
def destination_is_adequate(flow: Flow, ask: Ask) -> bool | None:
    """The countries of destination and of its operator are in the EEA or covered by a decision; a partial one needs a tool that relies on it and a recipient shown as covered."""
    destination = ask.one(flow, "destination", "components")
    countries = [ask.fact("destination_country", flow)]
    party = operator_of(destination, ask)
    countries.append(None if party is None else ask.stated(party, "country"))
    return both([_adequate(country, flow, ask) for country in countries])


def _adequate(country: str | None, flow: Flow, ask: Ask) -> bool | None:
    if country is None:
        return None
    if in_eea(country, ask):
        return True
    scope = ask.parameter("adequacy").get(country)
    ask.because({None: "no_adequacy", "full": "adequacy_full", "partial": "adequacy_partial"}[scope], country=country)
    if scope != "partial":
        return bool(scope == "full")
    # A decision for some recipients only is a ground for who relies on it: a flow said to rest on nothing does not.
    tool, evidence = ask.stated(flow, "transfer_tool"), ask.stated(flow, "transfer_tool_evidence")
    relied_on = None if tool is None else tool != "none"
    listed = country == ask.parameter("listed_recipients").get("country")
    return both([relied_on, "dpf_listed" in evidence if listed and evidence is not None else None])


@fact("party")
def party_in_eea(party: Party, ask: Ask) -> bool | None:
    """The party itself is established in the EEA, whoever controls it."""
    return in_eea(ask.stated(party, "country"), ask)


@fact("party")
def outside_eea_control(party: Party, ask: Ask) -> bool | None:
    """The party, or its parent company, is established outside the EEA."""
    own = contrary(in_eea(ask.stated(party, "country"), ask))
    parent = ask.stated(party, "parent_country")
    outside = either([own, contrary(in_eea(parent, ask))])
    if outside:
        ask.because("party_outside_eea" if own else "parent_outside_eea", country=ask.stated(party, "country") if own else parent)
    return outside


@fact("site")
def exposed_to_extra_eu_law(site: Site, ask: Ask) -> bool | None:
    """The provider of the site or its parent is outside the EEA, or a foreign law is stated; a service qualified under the current SecNumCloud version is taken as protected."""
    if ask.stated(site, "secnumcloud") == ask.parameter("sovereign_qualifications").get("secnumcloud"):
        ask.because("qualified_sovereign")
        return False
    laws = ask.stated(site, "extra_eu_laws")
    declared = None if laws is None else bool(laws) and laws != ["none"]
    provider = ask.one(site, "provider", "parties")
    controlled = None if provider is None else ask.fact("outside_eea_control", provider)
    exposed = either([declared, controlled])
    if exposed:
        ask.because("foreign_law_declared" if declared else "provider_controlled_outside_eea", laws=", ".join(laws or []))
    return exposed


@fact("site")
def remote_access_outside_eea(site: Site, ask: Ask) -> bool | None:
    """People outside the EEA can reach the site: a country is stated, or a maintenance flow comes from one."""
    countries = ask.stated(site, "remote_access_countries")
    outside = None if countries is None else [country for country in countries if not in_eea(country, ask)]
    if outside:
        ask.because("remote_access_from", country=", ".join(outside))
        return True
    flows: list[Flow] | None = ask.each("flows")
    answers = None if flows is None else [(access_from_outside(flow, site, ask), flow) for flow in flows]
    reached = None if answers is None else either([answer for answer, _ in answers])
    if answers is not None and reached:
        ask.because("remote_access_from", country=", ".join(dict.fromkeys(ask.fact("source_country", flow) for answer, flow in answers if answer)))
        return True
    return None if outside is None else reached


def access_from_outside(flow: Flow, site: Site, ask: Ask) -> bool | None:
    """Whether a flow is maintenance or administration of a component of the site, from outside the EEA."""
    purpose = ask.stated(flow, "purpose")
    if purpose is not None and purpose not in MAINTENANCE:
        return False
    component = ask.one(flow, "destination", "components")
    place = None if component is None else ask.stated(component, "hosted_at")
    outside = contrary(in_eea(ask.fact("source_country", flow), ask))
    return both([None if purpose is None else True, None if place is None else place == site.id, outside])


@fact("system")
def established_in_eea(system: Description, ask: Ask) -> bool | None:
    """The organisation has its main establishment in the EEA."""
    return in_eea(ask.stated(system, "organisation.country"), ask)
