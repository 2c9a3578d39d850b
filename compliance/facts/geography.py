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
    """Country of the site of a component, else of the party that operates it."""
    if component is None:
        return None
    site = ask.one(component, "hosted_at", "sites")
    if site is not None and (country := ask.stated(site, "country")) is not None:
        return country
    party = ask.one(component, "operated_by", "parties")
    return None if party is None else ask.stated(party, "country")


def operator_country(component: Component | None, ask: Ask) -> Any:
    """Country of establishment of the party that operates a component."""
    party = None if component is None else ask.one(component, "operated_by", "parties")
    return None if party is None else ask.stated(party, "country")


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
    operator = operator_country(ask.one(flow, "destination", "components"), ask)
    site_outside = contrary(in_eea(country, ask))
    # The operator is decisive only when it is known to be elsewhere: a component without a stated operator is where its site is.
    operator_outside = contrary(in_eea(operator, ask)) if operator is not None else (False if country is not None else None)
    outside = either([site_outside, operator_outside])
    if outside:
        ask.because("destination_outside_eea" if site_outside else "operator_outside_eea", country=country if site_outside else operator)
    elif outside is False:
        ask.because("stays_in_eea", country=country)
    return both([inside, outside])


@fact("flow")
def destination_is_adequate(flow: Flow, ask: Ask) -> bool | None:
    """The countries of destination and of its operator are in the EEA or covered by a decision in force; a partial one needs evidence that the recipient is covered."""
    destination = ask.one(flow, "destination", "components")
    countries = [ask.fact("destination_country", flow)]
    if (operator := operator_country(destination, ask)) is not None:
        countries.append(operator)
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
    evidence = ask.stated(flow, "transfer_tool_evidence")
    if evidence is None:
        return None
    if country == ask.parameter("listed_recipients").get("country"):
        return bool("dpf_listed" in evidence)
    return None


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
    outside = None if countries is None else [country for country in countries if country != "none" and not in_eea(country, ask)]
    if outside:
        ask.because("remote_access_from", country=", ".join(outside))
        return True
    for flow in ask.each("flows") or []:
        destination = ask.world.object("components", flow.destination)
        if flow.purpose in MAINTENANCE and destination is not None and destination.hosted_at == site.id:
            country = ask.fact("source_country", flow)
            if in_eea(country, ask) is False:
                ask.because("remote_access_from", country=country)
                return True
    return None if outside is None else False


@fact("system")
def established_in_eea(system: Description, ask: Ask) -> bool | None:
    """The organisation has its main establishment in the EEA."""
    return in_eea(ask.stated(system, "organisation.country"), ask)
