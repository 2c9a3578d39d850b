"""Hosting of health data for a third party, and what a host's certificate covers: service, layer and date."""

from datetime import date
from typing import Any

from compliance.facts.logic import both, either, lists
from compliance.facts.registry import fact
from compliance.facts.world import Ask
from compliance.system.model.architecture import Component, Site

STORING = ("data_store", "model")
# A service that keeps what it is sent stores it, whatever it is called.
KEEPING = ("provider_stores_prompts", "provider_stores_outputs", "vector_store")


@fact("site")
def stores_health_data(site: Site, ask: Ask) -> bool | None:
    """A component that stores data at the site holds personal data concerning health."""
    components = ask.each("components")
    if components is None:
        return None
    return either([both([_stores(component, site, ask), ask.fact("holds_health_data", component)]) for component in components])


@fact("site")
def holds_care_data(site: Site, ask: Ask) -> bool | None:
    """A component that stores data at the site holds personal data concerning health that were collected in care or social care."""
    components = ask.each("components")
    if components is None:
        return None
    return either([both([_stores(component, site, ask), _holds_care_data(component, ask)]) for component in components])


def _holds_care_data(component: Component, ask: Ask) -> bool | None:
    categories = ask.objects(component, "holds", "data")
    if categories is None:
        return None
    found: list[bool | None] = []
    for category in categories:
        origin = ask.stated(category, "health_origin")
        found.append(both([ask.fact("is_personal_health", category), None if origin is None else origin in ("care", "mixed")]))
    return either(found)


def _stores(component: Component, site: Site, ask: Ask) -> bool | None:
    """Whether a component stores data at a site: a store or a model always does, a service where the provider keeps what it is sent."""
    place = ask.stated(component, "hosted_at")
    kind = ask.stated(component, "kind")
    keeps = True if kind in STORING else lists(ask.stated(site, "deployment"), *KEEPING)
    if kind is None:
        keeps = True if keeps else None
    return both([None if place is None else place == site.id, keeps])


@fact("site")
def hds_required(site: Site, ask: Ask) -> bool | None:
    """Personal health data collected in care are kept at the site on behalf of another party, for use in France."""
    return both([ask.stated(site, "for_third_party"), ask.fact("used_in_france"), ask.fact("holds_care_data", site)])


@fact("site")
def hds_covered(site: Site, ask: Ask) -> bool | None:
    """The host's certificate is valid on the day, of a version in force, and names the activities needed and the services used."""
    certified = ask.stated(site, "hds.certified")
    if certified is False:
        ask.because("not_certified")
        return False
    version = ask.stated(site, "hds.version")
    current = None if version is None else version in ask.parameter("hds_versions")
    until = ask.stated(site, "hds.valid_until")
    valid = None if until is None else isinstance(until, date) and until >= ask.as_of
    activities = _covers(ask.stated(site, "hds.activities"), ask.stated(site, "hds.activities_needed"))
    services = _covers(ask.stated(site, "hds.services"), ask.stated(site, "services_used"))
    aspects = {"version": current, "date": valid, "activities": activities, "services": services}
    for name, covered in aspects.items():
        if covered is False:
            ask.because(f"certificate_{name}")
            return False
    return both([certified, *aspects.values()])


def _covers(offered: list[Any] | None, needed: list[Any] | None) -> bool | None:
    if offered is None or needed is None:
        return None
    return all(item in offered for item in needed)
