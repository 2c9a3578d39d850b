"""Storage and remote access of a site, country by country: inside the EEA, covered by a decision, told to the client."""

from compliance.facts.geography import access_from_outside, in_eea
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


def _shown_by_access_flows(site: Site, ask: Ask, value: str, country: str | None = None) -> bool | None:
    """Each access flow from outside the EEA, or from one country, states `value` as evidence; unknown when no such flow is described."""
    flows: list[Flow] | None = ask.each("flows")
    if flows is None:
        return None
    access: list[bool | None] = []
    shown: list[bool | None] = []
    for flow in flows:
        concerned = access_from_outside(flow, site, ask)
        if country is not None and concerned is not False:
            origin = ask.fact("source_country", flow)
            concerned = both([concerned, None if origin is None else origin == country])
        evidence = ask.stated(flow, "transfer_tool_evidence")
        access.append(concerned)
        shown.append(either([contrary(concerned), None if evidence is None else value in evidence]))
    return both(shown) if any(item is True for item in access) else None
