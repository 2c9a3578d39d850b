"""Paces and periods that the description states itself: reviews on time, support long enough."""

from datetime import date

from compliance.facts.logic import both
from compliance.facts.registry import fact
from compliance.facts.world import Ask
from compliance.system.model.description import Description


@fact("system")
def log_review_up_to_date(system: Description, ask: Ask) -> bool | None:
    """The last review of the logs is no older than the pace that the organisation sets itself."""
    pace = ask.stated(system, "logging.review_frequency_days")
    last = ask.stated(system, "logging.last_review_date")
    if pace == "none" or last == "none":
        ask.because("never_reviewed")
        return False
    if isinstance(last, date) and last > ask.as_of:
        ask.because("review_in_future")
        return False
    if pace is None or last is None:
        return None
    return bool(last.toordinal() + pace >= ask.as_of.toordinal())


@fact("system")
def log_sinks_under_contract(system: Description, ask: Ask) -> bool | None:
    """Every third party that receives logs is a supplier with a signed processing agreement."""
    sinks = ask.stated(system, "logging.third_party_sinks")
    if sinks is None:
        return None
    if sinks in ([], ["none"]):
        return True
    suppliers = ask.each("suppliers")
    if suppliers is None:
        return None
    answers: list[bool | None] = []
    for sink in sinks:
        found = [supplier for supplier in suppliers if sink in (supplier.id, supplier.party)]
        if not found:
            ask.because("sink_without_contract", sink=sink)
        answers.append(ask.stated(found[0], "dpa_signed") if found else False)
    return both(answers)


@fact("system", "amount")
def security_support_years(system: Description, ask: Ask) -> float | None:
    """Full years of security support, from the first placing on the market to the end of support."""
    start = ask.stated(system, "system.market.first_placed_date")
    end = ask.stated(system, "system.cra.support_end_date")
    if end == "none":
        return 0.0
    if not isinstance(start, date) or not isinstance(end, date):
        return None
    return float(end.year - start.year - ((end.month, end.day) < (start.month, start.day)))
