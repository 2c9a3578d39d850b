"""The rules as a policy file wants them: figures that are conventions, and severities, may be set otherwise there; the law's may not."""

from compliance.catalog.load import Catalog
from compliance.catalog.model import RulesPolicy
from compliance.catalog.policy import apply_policy
from compliance.gate.model import Policy

_MADE: list[tuple[Catalog, RulesPolicy, Catalog]] = []


def rules_under(catalog: Catalog, policy: Policy) -> Catalog:
    """The catalog with what a policy sets otherwise; the same catalog for the same policy, so that what is compiled stays so."""
    wanted = policy.rules
    if wanted is None or not wanted.overrides:
        return catalog
    for base, known, made in _MADE:
        if base is catalog and known == wanted:
            return made
    made = apply_policy(catalog, wanted)
    _MADE.append((catalog, wanted, made))
    return made
