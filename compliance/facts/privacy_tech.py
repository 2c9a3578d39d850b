"""Figures of privacy technology that only make sense together: delta with the number of units, a robust rule with the number of sites."""

from compliance.facts.registry import fact
from compliance.facts.world import Ask
from compliance.system.model.description import Description


@fact("system")
def dp_delta_below_one_over_n(system: Description, ask: Ask) -> bool | None:
    """Delta of differential privacy is below one over the number of protected units (Dwork and Roth, 2014)."""
    delta, units = ask.stated(system, "privacy.dp.delta"), ask.stated(system, "privacy.dp.n_units")
    if "none" in (delta, units):
        return False
    if delta is None or units is None:
        return None
    return bool(units > 0 and delta < 1 / units)


@fact("system")
def robust_rule_bears_malicious_sites(system: Description, ask: Ask) -> bool | None:
    """There are enough participants for the aggregation rule to bear the malicious sites it is designed for.

    Bounds of the papers: Krum (Blanchard et al., 2017), Bulyan (El Mhamdi et al., 2018), median and trimmed mean (Yin et al., 2018).
    """
    rule = ask.stated(system, "privacy.fl.robust_aggregation")
    sites, malicious = ask.stated(system, "privacy.fl.n_clients"), ask.stated(system, "privacy.fl.max_malicious_clients")
    if rule == "none" or "none" in (sites, malicious):
        return False
    if rule is None or sites is None or malicious is None:
        return None
    needed = {
        "krum": 2 * malicious + 3,
        "multi_krum": 2 * malicious + 3,
        "bulyan": 4 * malicious + 3,
        "trimmed_mean": 2 * malicious + 1,
        "median": 2 * malicious + 1,
    }.get(rule)
    return None if needed is None else bool(sites >= needed)
