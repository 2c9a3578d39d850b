"""Random systems and random conditions over them, small enough that they often meet; every condition is one the verifier accepts."""

from datetime import date
from random import Random
from typing import Any

from compliance.catalog.model import ControlParameter
from compliance.system.schema import FieldShape, all_paths

AS_OF = date(2026, 3, 31)
PARAMETERS = {
    "five": (5, "count", "law"), "half": (0.5, "ratio", "convention"), "month": (1, "months", "convention"), "days": (30, "days", "law"),
    "years": (2, "years", "guidance"), "words": (["a", "none"], "list", "convention"),
}  # fmt: skip
CONTROL_PARAMETERS = {name: ControlParameter(*value) for name, value in PARAMETERS.items()}

ROOT = [
    "system.name", "system.version", "system.status", "system.countries", "organisation.is_employer", "organisation.headcount", "organisation.turnover_eur",
    "organisation.country", "organisation.security_officer", "security.access.shared_accounts", "security.encryption_in_transit.min_tls", "security.pqc",
    "privacy.dpia.date", "privacy.dpia.residual_risk", "privacy.dpia.model_version", "privacy.dp.used", "privacy.dp.epsilon", "privacy.fl.n_clients",
    "privacy.fl.max_malicious_clients", "ai.fairness.groups", "ai.change.date",
]  # fmt: skip
LISTS = {
    "parties": ["country", "roles", "reidentification_means"],
    "sites": ["provider", "country", "for_third_party", "hds.certified", "hds.activities", "hds.valid_until", "hds.version", "backup_countries"],
    "data": ["kinds", "identifiability", "subject_count", "subjects"],
    "components": ["kind", "operated_by", "hosted_at", "holds", "exposure", "keys.custodian", "access.mfa_scope"],
    "flows": ["source", "destination", "carries", "encrypted", "min_tls", "tia_date", "purpose", "supplementary_measures"],
    "ai.metrics": ["name", "value", "threshold"],
}
IDS = {"parties": ["p1", "p2"], "sites": ["s1", "s2"], "data": ["d1", "d2"], "components": ["c1", "c2"], "flows": ["f1", "f2"]}
DAYS = ["2026-03-31", "2026-04-01", "2026-02-28", "2026-02-27", "2026-03-01", "2024-03-31", "2024-03-30", "none"]
VALUES: dict[str, list[Any]] = {
    "text": ["a", "b", "none"], "flag": [True, False], "whole": [0, 1, 4, 5, 6, "none"], "amount": [0, 0.5, 0.6, 5, "none"], "day": DAYS, "country": ["FR", "NO", "US"],
}  # fmt: skip


def shape_of(path: str) -> FieldShape:
    return all_paths()[path]


def answer(random: Random, shape: FieldShape) -> Any:
    """One random answer to a field."""
    pool = IDS[shape.target] if shape.target else list(shape.values)[:4] if shape.kind == "choice" else VALUES[shape.kind]
    if not shape.many:
        return random.choice(pool)
    takes_none = shape.target or shape.kind == "text" or "none" in shape.values
    if random.random() < 0.2:
        return ["none"] if takes_none and random.random() < 0.5 else []
    return random.sample([value for value in pool if value != "none"], random.randint(1, 2))


def fill(random: Random, node: dict[str, Any], prefix: str, paths: list[str]) -> dict[str, Any]:
    for path in paths:
        if random.random() < 0.75:
            *groups, name = path.split(".")
            inner = node
            for group in groups:
                inner = inner.setdefault(group, {})
            inner[name] = answer(random, shape_of(prefix + path))
    return node


def system(random: Random) -> dict[str, Any]:
    """A random description: objects that ids point at are always there, anything else may be left out."""
    data = fill(random, {}, "", ROOT)
    for section, ids in IDS.items():
        if section != "flows" or random.random() < 0.8:
            data[section] = [fill(random, {"id": name}, f"{section}.", LISTS[section]) for name in (random.sample(ids, random.randint(0, 2)) if section == "flows" else ids)]
    if random.random() < 0.8:
        data.setdefault("ai", {})["metrics"] = [fill(random, {}, "ai.metrics.", LISTS["ai.metrics"]) for _ in range(random.randint(0, 2))]
    return data


Scope = tuple[str, ...]


def paths_in(scope: Scope) -> list[tuple[str, FieldShape]]:
    """The paths that a condition may name inside some lists, ids followed."""
    found = [(path, shape_of(path)) for path in ROOT]
    for section in scope:
        for path in LISTS[section]:
            shape = shape_of(f"{section}.{path}")
            found.append((path, shape))
            if shape.target and not shape.many:
                found += [(f"{path}.{further}", shape_of(f"{shape.target}.{further}")) for further in LISTS[shape.target]]
    return found


def lists_in(scope: Scope) -> list[tuple[str, str]]:
    """The lists of objects a quantifier may run over, and the section their items belong to."""
    own = [(path, shape_of(f"{section}.{path}").target) for section in scope[:1] for path in LISTS[section] if shape_of(f"{section}.{path}").many]
    return [(section, section) for section in LISTS] + [pair for pair in own if pair[1]] * 3


def operand(random: Random, shape: FieldShape) -> Any:
    pool = [str(value) for value in shape.values][:4] if shape.kind == "choice" else [value for value in VALUES[shape.kind] if value not in (4, 5, 6, 0.5, 0.6)]
    pool += {"whole": ["$five"], "amount": ["$five", "$half"]}.get(shape.kind, [])
    return random.choice(pool)


def test(random: Random, scope: Scope) -> dict[str, Any]:
    """One path and its test."""
    path, shape = random.choice(paths_in(scope))
    ordered = shape.ordered or shape.kind in ("whole", "amount", "day")
    if shape.many:
        operator = random.choice(["includes", "includes_any", "excludes", "at_least", "at_most", "stated", "is"])
        if operator == "is":
            return {path: "none"}
        if operator in ("at_least", "at_most"):
            return {path: {operator: random.choice([0, 1, "$five"])}}
        return {path: {operator: True if operator == "stated" else random.choice([operand(random, shape), [operand(random, shape), operand(random, shape)]])}}
    operator = random.choice(
        ["is", "not", "one_of", "none_of", "stated", *(["at_least", "at_most"] * 2 if ordered else []), *(["before", "after", "within"] if shape.kind == "day" else [])]
    )
    value: Any = True if operator == "stated" else operand(random, shape)
    if operator in ("one_of", "none_of"):
        value = "$words" if shape.kind == "text" and not shape.target and random.random() < 0.3 else [value, operand(random, shape)]
    elif operator == "within":
        value = random.choice(["$month", "$days", "$years"])
    elif operator != "stated":
        alike = [other for other, known in paths_in(scope) if not known.many and (known.kind, known.values) == (shape.kind, shape.values)]
        if operator != "is" and random.random() < 0.3:
            value = {"value_of": random.choice(alike)}
        elif shape.kind == "day" and random.random() < 0.3:
            value = "assessment_date"
        elif value == "none" and operator in ("at_least", "at_most", "before", "after") and not shape.ordered:
            operator = "is"
    return {path: value if operator == "is" else {operator: value}}


def condition(random: Random, scope: Scope = (), depth: int = 3) -> dict[str, Any]:
    """A random condition about an item of `scope`, innermost first."""
    kind = random.choice(["test", "test", "group", "quantifier", "two"]) if depth else "test"
    if kind == "group":
        return {random.choice(["all", "any", "none"]): [condition(random, scope, depth - 1) for _ in range(random.randint(1, 3))]}
    if kind == "quantifier":
        path, section = random.choice(lists_in(scope))
        inner = (section, *scope)
        quantifier = random.choice(["every", "some"])
        parts = ["require"] if quantifier == "every" else random.choice([["require"], ["where"], ["where", "require"]])
        if quantifier == "every" and random.random() < 0.5:
            parts = ["where", "require"]
        return {quantifier: {"in": path, **{name: condition(random, inner, depth - 1) for name in parts}}}
    if kind == "two":
        return {**test(random, scope), **condition(random, scope, depth - 1)}
    return test(random, scope)
