"""Figures of privacy technology that only make sense together: delta with the number of units, a robust rule with the number of sites."""

from compliance.facts.registry import fact
from compliance.facts.world import Ask
from compliance.system.model.description import Description


@fact("system")
def dp_delta_below_one_over_n(system: Description, ask: Ask) -> bool | None:
    """Delta of differential privacy is below the published share of the number of protected units."""
    delta, units = ask.stated(system, "privacy.dp.delta"), ask.stated(system, "privacy.dp.n_units")
    if "none" in (delta, units):
        return False
    if delta is None or units is None:
        return None
    factor = ask.parameter("privacy_bounds")["dp_delta"]["factor"]
    return bool(units > 0 and delta < factor / units)


@fact("system")
def robust_rule_bears_malicious_sites(system: Description, ask: Ask) -> bool | None:
    """There are enough participants for the aggregation rule to bear the malicious sites it is designed for, by the published bound of the rule."""
    rule = ask.stated(system, "privacy.fl.robust_aggregation")
    sites, malicious = ask.stated(system, "privacy.fl.n_clients"), ask.stated(system, "privacy.fl.max_malicious_clients")
    if rule == "none" or "none" in (sites, malicious):
        return False
    if rule is None or sites is None or malicious is None:
        return None
    bound = ask.parameter("privacy_bounds").get(rule)
    return None if bound is None else bool(sites >= bound["factor"] * malicious + bound["constant"])
