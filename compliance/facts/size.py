"""Size class of the organisation after the Union's definitions; the ceilings are dated parameters."""

from typing import Any

from compliance.facts.registry import fact
from compliance.facts.world import Ask
from compliance.system.model.description import Description

CLASSES = ("micro", "small", "medium", "small_mid_cap", "large")


@fact("system", "choice", CLASSES, ordered=True)
def size_class(system: Description, ask: Ask) -> str | None:
    """The smallest class whose ceilings the organisation respects: headcount, and turnover or balance sheet.

    With the headcount alone the answer is given only where no figure of money could change it.
    """
    headcount = ask.stated(system, "organisation.headcount")
    money = [ask.stated(system, f"organisation.{name}") for name in ("turnover_eur", "balance_sheet_eur")]
    if headcount is None or headcount == "none":
        return None
    ceilings: dict[str, Any] = ask.parameter("size_classes")
    for name in CLASSES[:-1]:
        limit = ceilings.get(name)
        if limit is None:  # no definition counted on that day
            return None
        if headcount >= limit["headcount"]:
            continue
        within = [None if value is None or value == "none" else value <= limit[key] for value, key in zip(money, ("turnover", "balance"), strict=True)]
        if True in within:
            return name
        if None in within:
            return None
    return CLASSES[-1]
