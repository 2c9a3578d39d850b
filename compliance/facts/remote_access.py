"""Storage and remote access of a site, country by country: inside the EEA, covered by a decision, told to the client."""

from compliance.facts.geography import MAINTENANCE, in_eea
from compliance.facts.logic import both, contrary, either
from compliance.facts.registry import fact
from compliance.facts.world import Ask
from compliance.system.model.architecture import Flow, Site


@fact("site")
def stored_in_eea(site: Site, ask: Ask) -> bool | None:
    """A site and every country of its backups are in the EEA as of the day."""
    own = in_eea(ask.stated(site, "country"), ask)
    backups = ask.stated(site, "backup_countries")
    return both([own, None if backups is None else all(in_eea(country, ask) for country in backups if country != "none")])


@fact("site")
def remote_access_is_adequate(site: Site, ask: Ask) -> bool | None:
    """Every country of remote access is in the EEA or fully adequate; a partial decision counts with the stated tool and a listed recipient."""
    countries = ask.stated(site, "remote_access_countries")
    if countries is None:
        return None
    return both([_adequate(country, site, ask) for country in countries if country != "none"])


@fact("site")
def remote_access_client_informed(site: Site, ask: Ask) -> bool | None:
    """Each maintenance or administration flow that reaches a site from outside the EEA states that the client was told."""
    return _shown_by_access_flows(site, ask, "client_informed")


def _adequate(country: str, site: Site, ask: Ask) -> bool | None:
    if in_eea(country, ask):
        return True
    scope = ask.parameter("adequacy").get(country)
    if scope != "partial":
        return bool(scope == "full")
    if country != ask.parameter("listed_recipients").get("country"):
        return None
    tool = ask.stated(site, "remote_access_tool")
    return both([None if tool is None else tool == "dpf", _shown_by_access_flows(site, ask, "dpf_listed", country)])


def _reaches_from_outside(flow: Flow, site: Site, ask: Ask) -> bool | None:
    """Whether a flow is maintenance or administration of a component of the site, from outside the EEA."""
    purpose = ask.stated(flow, "purpose")
    if purpose is not None and purpose not in MAINTENANCE:
        return False
    component = ask.one(flow, "destination", "components")
    place = None if component is None else ask.stated(component, "hosted_at")
    outside = contrary(in_eea(ask.fact("source_country", flow), ask))
    return both([None if purpose is None else True, None if place is None else place == site.id, outside])


def _shown_by_access_flows(site: Site, ask: Ask, value: str, country: str | None = None) -> bool | None:
    """Each access flow from outside the EEA, or from one country, states `value` as evidence; unknown when no such flow is described."""
    flows: list[Flow] | None = ask.each("flows")
    if flows is None:
        return None
    access: list[bool | None] = []
    shown: list[bool | None] = []
    for flow in flows:
        concerned = _reaches_from_outside(flow, site, ask)
        if country is not None and concerned is not False:
            origin = ask.fact("source_country", flow)
            concerned = both([concerned, None if origin is None else origin == country])
        evidence = ask.stated(flow, "transfer_tool_evidence")
        access.append(concerned)
        shown.append(either([contrary(concerned), None if evidence is None else value in evidence]))
    return both(shown) if any(item is True for item in access) else None
