"""Which data are personal, which are health data, and what carries or holds them."""

from compliance.facts.logic import both, either, lists
from compliance.facts.registry import fact
from compliance.facts.world import Ask
from compliance.system.model.architecture import Component, DataCategory, Flow
from compliance.system.model.description import Description

HEALTH_KINDS = ("health", "genetic", "snds")
CARRIERS_OF_HEALTH = ("images", "logs", "model_update", "model_weights")
ANONYMITY_TESTS = ("singling_out", "linkability", "inference")
LEAKAGE_TESTS = (("extraction", "memorisation"), ("inversion", "gradient_inversion"), ("membership_inference",))


@fact("data")
def linkable(data: DataCategory, ask: Ask) -> bool | None:
    """A constant identifier joins the rows of one person, or somebody holds the means to re-identify; linkability counts as excluded only by a test."""
    identifier = ask.stated(data, "linking_identifier")
    if identifier == "constant":
        ask.because("constant_identifier")
        return True
    parties = ask.each("parties")
    means = None if parties is None else either([ask.stated(party, "reidentification_means") for party in parties])
    if means:
        ask.because("reidentification_means")
        return True
    tested = lists(ask.stated(ask.system, "privacy.anonymisation.tests"), "linkability")
    if tested and identifier is not None and means is False:
        ask.because("linkability_tested")
        return False
    return None


@fact("data")
def is_personal(data: DataCategory, ask: Ask) -> bool | None:
    """Identified or pseudonymised, or said to be anonymous while linkable; updates and weights of a model follow what leakage tests show."""
    stated_kinds = ask.stated(data, "kinds")
    kinds = stated_kinds or []
    if "model_update" in kinds:
        return _follow("update_is_personal_data", ask)
    if "model_weights" in kinds:
        return _follow("model_is_personal_data", ask)
    if ask.stated(data, "subjects") == ["none"]:
        ask.because("no_persons")
        return False
    identifiability = ask.stated(data, "identifiability")
    if identifiability is None:
        return None
    if identifiability != "anonymous":
        ask.because(identifiability)
        return True
    found: bool | None = ask.fact("linkable", data)
    if stated_kinds is None and found is False:
        found = None  # updates and weights of a model are judged otherwise
    ask.because({True: "anonymous_but_linkable", False: "anonymous_shown", None: "anonymous_claimed"}[found])
    return found


def _follow(name: str, ask: Ask) -> bool | None:
    found: bool | None = ask.fact(name)
    ask.because({True: "leakage_not_excluded", False: "leakage_excluded", None: "leakage_untested"}[found])
    return found


@fact("data")
def is_health(data: DataCategory, ask: Ask) -> bool | None:
    """Health, genetic or national health insurance data, or images, logs, updates and weights that come from health data."""
    kinds = ask.stated(data, "kinds")
    if kinds is None:
        return None
    if any(kind in kinds for kind in HEALTH_KINDS):
        return True
    if any(kind in kinds for kind in CARRIERS_OF_HEALTH):
        origin = ask.stated(data, "health_origin")
        return None if origin is None else origin != "none"
    return False


@fact("data")
def is_personal_health(data: DataCategory, ask: Ask) -> bool | None:
    """Personal data concerning health."""
    return both([ask.fact("is_personal", data), ask.fact("is_health", data)])


@fact("system")
def update_is_personal_data(system: Description, ask: Ask) -> bool | None:
    """Model updates count as personal data unless a gradient inversion test rebuilt nothing; without a test it cannot be told."""
    tests = ask.stated(system, "privacy.leakage.tests")
    rebuilt = ask.stated(system, "privacy.fl.inversion_rebuilt_pct")
    if rebuilt is not None and rebuilt != "none" and rebuilt > 0:
        ask.because("inversion_rebuilt", percent=rebuilt)
        return True
    if lists(tests, "gradient_inversion") and rebuilt == 0:
        ask.because("inversion_rebuilt_nothing")
        return False
    return None


@fact("system")
def model_is_personal_data(system: Description, ask: Ask) -> bool | None:
    """A model trained on personal data counts as personal unless extraction, inversion and membership tests back the claim that it is anonymous."""
    said = ask.stated(system, "ai.model.personal_data")
    if said == ["none"]:
        ask.because("not_trained_on_persons")
        return False
    trained = lists(said, "trained_on_personal_data", "may_memorise")
    if not trained:
        return None
    tests = ask.stated(system, "privacy.leakage.tests")
    shown = both([ask.stated(system, "privacy.leakage.model_anonymous_claim"), *(lists(tests, *family) for family in LEAKAGE_TESTS)])
    ask.because("anonymity_backed" if shown else "anonymity_not_backed")
    return not shown


@fact("flow")
def carries_personal_data(flow: Flow, ask: Ask) -> bool | None:
    """One carried category is personal, and no transformation whose anonymisation is shown takes that away."""
    return both([_not_anonymised(flow, ask), _any_category(flow, "carries", "is_personal", ask)])


@fact("flow")
def carries_health_data(flow: Flow, ask: Ask) -> bool | None:
    """One carried category is personal data concerning health, and it is not anonymised on the way."""
    return both([_not_anonymised(flow, ask), _any_category(flow, "carries", "is_personal_health", ask)])


def _not_anonymised(flow: Flow, ask: Ask) -> bool:
    if not lists(ask.stated(flow, "transformation"), "anonymised"):
        return True
    tests = ask.stated(ask.system, "privacy.anonymisation.tests") or []
    return not all(test in tests for test in ANONYMITY_TESTS)


def _any_category(owner: Flow | Component, field: str, name: str, ask: Ask) -> bool | None:
    categories = ask.objects(owner, field, "data")
    if categories is None:
        return None
    found = either([ask.fact(name, category) for category in categories])
    if found:
        ask.because("category", category=next(category.id for category in categories if ask.fact(name, category)))
    return found


@fact("component")
def holds_personal_data(component: Component, ask: Ask) -> bool | None:
    """One category held is personal; a model counts when its weights do."""
    return _holds(component, "is_personal", ask)


@fact("component")
def holds_health_data(component: Component, ask: Ask) -> bool | None:
    """One category held is personal data concerning health."""
    return _holds(component, "is_personal_health", ask)


def _holds(component: Component, name: str, ask: Ask) -> bool | None:
    if component.holds is None and ask.stated(component, "kind") == "person":
        return False
    found = _any_category(component, "holds", name, ask)
    kind = ask.stated(component, "kind")
    if kind != "model" or found:
        return None if kind is None and not found else found
    model = ask.fact("model_is_personal_data")
    if name == "is_personal_health":
        model = both([model, ask.fact("processes_health_data")])
    return either([found, model])  # without a list of what it holds, a model that is not personal may still hold what is


@fact("system")
def processes_personal_data(system: Description, ask: Ask) -> bool | None:
    """At least one data category of the description is personal."""
    categories = ask.each("data")
    return None if categories is None else either([ask.fact("is_personal", category) for category in categories])


@fact("system")
def processes_health_data(system: Description, ask: Ask) -> bool | None:
    """At least one data category of the description is personal data concerning health."""
    categories = ask.each("data")
    return None if categories is None else either([ask.fact("is_personal_health", category) for category in categories])
