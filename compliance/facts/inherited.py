"""Own value, else the organisation's default: what a component or a flow says of itself, or else what is said for all; the reason says which of the two was read."""

from typing import Any

from compliance.facts.registry import fact
from compliance.facts.world import Ask
from compliance.system.model.architecture import Component, Flow

TLS = ("none", "1.0", "1.1", "1.2", "1.3")
CUSTODIANS = ("provider", "customer", "hsm_customer", "third_party")
ACCESS_MODELS = ("rbac", "abac", "rbac_abac", "none")
MFA = ("remote", "privileged", "health_data", "all", "none", "phishing_resistant_privileged")
EVENTS = ("read", "write", "export", "delete", "login", "admin", "authentication_failure", "none")
BACKUP = ("offsite", "immutable", "offline", "encrypted", "includes_models", "independent_authentication", "none")

CLEAR_PROTOCOLS = ("http_plain", "dicom_plain", "hl7_plain")
SCOPE_OF_KIND = {"data_store": ("database", "object_store"), "model": ("model",), "device": ("endpoint",), "service": ("database", "object_store")}


def _own_or_general(component: Component | Flow, own: str, general: str, ask: Ask) -> Any:
    value = ask.stated(component, own)
    if value is not None:
        ask.because("own_value")
        return value
    ask.because("general_value")
    return ask.stated(ask.system, general)


@fact("flow", "choice", TLS, ordered=True)
def flow_tls(flow: Flow, ask: Ask) -> Any:
    """The lowest TLS version of a flow: none for a protocol in clear, its own floor, else the general one."""
    if ask.stated(flow, "protocol") in CLEAR_PROTOCOLS:
        ask.because("clear_protocol")
        return "none"
    return _own_or_general(flow, "min_tls", "security.encryption_in_transit.min_tls", ask)


@fact("component", "text")
def store_encryption(component: Component, ask: Ask) -> Any:
    """The algorithm that encrypts a component at rest: its own, else the general one where its scope covers this kind of store."""
    own = ask.stated(component, "encryption_at_rest.algorithm")
    if own is not None:
        ask.because("own_value")
        return own
    scope = ask.stated(ask.system, "security.encryption_at_rest.scope")
    algorithm = ask.stated(ask.system, "security.encryption_at_rest.algorithm")
    if scope is None or algorithm is None:
        return None
    kinds = _kinds_of_store(component, ask)
    if kinds is None:
        return None
    covered = any(kind in scope for kind in kinds)
    ask.because("general_value" if covered else "outside_general_scope")
    return algorithm if covered else "none"


@fact("component", "whole")
def store_key_bits(component: Component, ask: Ask) -> Any:
    """The key length, in bits, that encrypts a component at rest: its own, else the general one where its scope covers this kind of store."""
    own = ask.stated(component, "encryption_at_rest.key_bits")
    if own is not None:
        ask.because("own_value")
        return own
    if ask.stated(component, "encryption_at_rest.algorithm") is not None:
        return None  # an algorithm of its own does not take the general length
    scope = ask.stated(ask.system, "security.encryption_at_rest.scope")
    bits = ask.stated(ask.system, "security.encryption_at_rest.key_bits")
    if scope is None or bits is None:
        return None
    kinds = _kinds_of_store(component, ask)
    if kinds is None:
        return None
    covered = any(kind in scope for kind in kinds)
    ask.because("general_value" if covered else "outside_general_scope")
    return bits if covered else "none"


def _kinds_of_store(component: Component, ask: Ask) -> tuple[str, ...] | None:
    """The words of a general scope that cover a component; None when its kind is not stated."""
    if ask.stated(component, "environment") == "backup":
        return ("backup",)
    kind = ask.stated(component, "kind")
    return None if kind is None else SCOPE_OF_KIND.get(kind, ())


@fact("component", "choice", CUSTODIANS)
def store_key_custodian(component: Component, ask: Ask) -> Any:
    """Who holds the keys of a component: its own custodian, else the general one."""
    return _own_or_general(component, "keys.custodian", "security.keys.custodian", ask)


@fact("component", "choice", MFA, many=True)
def component_mfa(component: Component, ask: Ask) -> Any:
    """Where multi-factor authentication is required on a component: its own scope, else the general one."""
    return _own_or_general(component, "access.mfa_scope", "security.access.mfa_scope", ask)


@fact("component", "choice", ACCESS_MODELS)
def component_access_model(component: Component, ask: Ask) -> Any:
    """The access model of a component: its own, else the general one."""
    return _own_or_general(component, "access.model", "security.access.model", ask)


@fact("component", "choice", EVENTS, many=True)
def component_log_events(component: Component, ask: Ask) -> Any:
    """The events that a component logs: its own, else the general ones."""
    return _own_or_general(component, "logging.events", "logging.access.events", ask)


@fact("component", "choice", BACKUP, many=True)
def store_backup(component: Component, ask: Ask) -> Any:
    """The traits of a component's backup: its own, else the general ones."""
    return _own_or_general(component, "backup.traits", "continuity.backup.traits", ask)
