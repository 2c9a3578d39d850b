"""Reads comply.yaml for the gate: its section `gate:`, laid over the defaults that ship with the program, and what it sets otherwise in the rules."""

from collections.abc import Collection
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, cast

from compliance.assessment.model import Assurance
from compliance.base.problems import InvalidInput, Problem, closest
from compliance.base.resources import package_file
from compliance.base.source import Document, read_yaml
from compliance.catalog.load import Catalog
from compliance.catalog.model import SEVERITIES
from compliance.catalog.policy import read_rules_policy
from compliance.catalog.reader import Section
from compliance.gate.model import Policy
from compliance.gate.places import POLICY

AT = "gate"
CLOSING = ("not_met", "partly_shown", "not_assessed")
ASSURANCES = ("declared", "documented", "measured")
ANY = "any"
UNCHECKED = "not_assessed"  # what no control bears on is always of the least severity
MOST_DAYS = 3650  # looking further ahead than ten years tells nothing
GROUPS = {
    "fail_on": SEVERITIES, "unknowns": SEVERITIES, "assurance": SEVERITIES, "evidence": ("stale", "missing"),
    "waivers": ("file", "longest_days", "warn_days"), "waivers.longest_days": SEVERITIES,
}  # fmt: skip


def read_policy(path: Path | None, catalog: Catalog) -> Policy:
    """The policy of a file; the defaults where there is none or where it says nothing.

    Raises InvalidInput with every problem found, among them a policy that could never close the gate.
    """
    problems: list[Problem] = []
    document = _defaults() if path is None else read_yaml(path)
    if document.data is not None:
        Section(document, (), problems)
    if problems:
        raise InvalidInput(problems)
    layers = Layers(document, problems)
    policy = _policy(document.file, layers, catalog)
    layers.close()
    if layers.says(AT):
        _never_closed(policy, layers, catalog)
    try:
        rules = read_rules_policy(path, catalog) if path is not None else None
    except InvalidInput as error:
        raise InvalidInput([*problems, *error.problems]) from None
    if problems:
        raise InvalidInput(problems)
    return replace(policy, rules=rules)


@cache
def _defaults() -> Document:
    return read_yaml(package_file("gate/default.yaml"), POLICY)


class Layers:
    """The user's policy over the defaults, read group by group."""

    def __init__(self, document: Document, problems: list[Problem]) -> None:
        self.document, self.problems = document, problems

    def says(self, *path: str) -> bool:
        """Whether the user's file gives a value at a path."""
        return _value(self.document, path) is not None

    def group(self, name: str = "") -> Section:
        """The group that the user's file gives, else the default one, empty where neither does."""
        path = (AT, *name.split(".")) if name else (AT,)
        if self.says(*path):
            return Section(self.document, path, self.problems)
        defaults = _defaults()
        return Section(defaults if _value(defaults, path) is not None else Document(POLICY, {AT: {}}), path if _value(defaults, path) is not None else (AT,), [])

    def holder(self, name: str, key: str) -> Section:
        """The group `name` of the file that gives `key` in it, the user's before the default one."""
        path = (AT, name) if name else (AT,)
        return self.group(name) if self.says(*path, key) else Section(_defaults(), path, [])

    def close(self) -> None:
        """Report the fields of the user's file that mean nothing."""
        if self.says(AT):
            own = self.group()
            own.known.update(("frameworks", "look_ahead_days", *(name for name in GROUPS if "." not in name)))
            own.close()
        for name, keys in GROUPS.items():
            if self.says(AT, *name.split(".")):
                section = self.group(name)
                section.known.update(keys)
                section.close()


def _value(document: Document, path: tuple[str, ...]) -> Any:
    node = document.data
    for key in path:
        node = node.get(key) if isinstance(node, dict) else None
    return node


def _policy(file: str, layers: Layers, catalog: Catalog) -> Policy:
    return Policy(
        file=file,
        frameworks=_frameworks(layers.group(), catalog),
        fail_on=_statuses(layers.group("fail_on")),
        unknowns=_limits(layers.group("unknowns")),
        assurance=_assurance(layers.group("assurance")),
        look_ahead_days=_whole(layers.holder("", "look_ahead_days"), "look_ahead_days", MOST_DAYS) or 0,
        stale_closes=layers.holder("evidence", "stale").choice("stale", ("fail", "warn"), "fail") != "warn",
        missing_closes=layers.holder("evidence", "missing").choice("missing", ("fail", "warn"), "fail") != "warn",
        waivers_file=layers.holder("waivers", "file").text("file"),
        waivers_named=layers.document.position((AT, "waivers", "file")) if layers.says(AT, "waivers", "file") else None,
        longest_days=_limits(layers.group("waivers.longest_days")),
        warn_days=_whole(layers.holder("waivers", "warn_days"), "warn_days") or 0,
    )


def _frameworks(section: Section, catalog: Catalog) -> tuple[str, ...]:
    """The frameworks named; all of them when none is."""
    named = section.texts("frameworks", required=False)
    for index, name in enumerate(named):
        _known(section, (*section.at, "frameworks", index), name, catalog.frameworks)
    return tuple(dict.fromkeys(named))


def _statuses(section: Section) -> dict[str, tuple[str, ...]]:
    found = {}
    for severity in _given(section):
        words = section.texts(severity)
        for index, word in enumerate(words):
            _known(section, (*section.at, severity, index), word, CLOSING)
        found[severity] = tuple(words)
    return found


def _given(section: Section) -> list[str]:
    return [severity for severity in SEVERITIES if section.data.get(severity) is not None]


def _known(section: Section, at: tuple[str | int, ...], word: str, values: Collection[str]) -> None:
    if word not in values:
        section.report("not_one_of", at, {"value": word, "expected": ", ".join(values)}, closest(word, values))


def _limits(section: Section) -> dict[str, int]:
    """Whole numbers by severity; `any` sets no limit."""
    found = {}
    for severity in _given(section):
        if section.data[severity] != ANY and (value := _whole(section, severity)) is not None:
            found[severity] = value
    return found


def _assurance(section: Section) -> dict[str, Assurance]:
    return {severity: cast(Assurance, word) for severity in _given(section) if (word := section.choice(severity, ASSURANCES))}


def _whole(section: Section, key: str, most: int | None = None) -> int | None:
    value = section.get(key, required=False)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        section.report("gate_whole_expected", (*section.at, key), {"found": str(value)})
        return None
    if most is not None and value > most:
        section.report("gate_days_beyond", (*section.at, key), {"most": most})
        return None
    return int(value)


def _never_closed(policy: Policy, layers: Layers, catalog: Catalog) -> None:
    """Report a policy under which no obligation, whatever happens to it, would close the gate."""
    section = layers.group()
    unread = any(problem.path.startswith(f"{AT}.fail_on") for problem in layers.problems)
    if not unread and not any(word != UNCHECKED or severity == SEVERITIES[-1] for severity, words in policy.fail_on.items() for word in words):
        section.report("gate_never_fails", (*section.at, "fail_on"), of_key=True)
    known = [catalog.frameworks[name] for name in policy.frameworks if name in catalog.frameworks]
    unknown = len(known) < len(policy.frameworks)
    if layers.says(AT, "frameworks") and not unknown and not any(framework.binding for framework in known):
        section.report("gate_nothing_binds", (*section.at, "frameworks"), of_key=True)
