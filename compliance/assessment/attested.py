"""Holds that what persons attest exists: an attestation of a provision that no text has would be passed over in silence."""

from compliance.base.problems import InvalidInput, Problem, closest
from compliance.catalog.load import Catalog
from compliance.system.load import LoadedSystem


def hold_attested(system: LoadedSystem, catalog: Catalog) -> None:
    """Check that every attestation names a provision of the catalog.

    Raises InvalidInput for each that does not.
    """
    problems = []
    for item in system.description.attestations or ():
        name = item.requirement
        framework = catalog.frameworks.get(name.split(":", 1)[0]) if name else None
        if not name or (framework is not None and name.split(":", 1)[-1] in framework.requirements):
            continue
        known = [requirement.reference for entry in catalog.frameworks.values() for requirement in entry.requirements.values()]
        at = (*item.location, "requirement")
        problems.append(Problem("attestation_unknown", system.position(at), system.path(at), {"id": name}, closest(name, known)))
    if problems:
        raise InvalidInput(problems)
