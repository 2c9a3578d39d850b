"""Reads waivers.yaml: who accepts which risk, for which systems, why and until when; every problem at once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from compliance.assessment.model import Assessment
from compliance.assessment.waivers import Waiver
from compliance.base.problems import InvalidInput, Problem, closest
from compliance.base.source import read_yaml
from compliance.catalog.load import Catalog
from compliance.catalog.model import SEVERITIES
from compliance.catalog.reader import Section

EVERYTHING = "all"
FIELDS = ("reason", "owner", "approver")


def read_waivers(path: Path, catalog: Catalog, longest_days: Mapping[str, int]) -> tuple[Waiver, ...]:
    """The waivers of a file.

    Raises InvalidInput with every problem found: a control or requirement that does not exist, a field left blank, a waiver that lasts longer than the policy allows.
    """
    document = read_yaml(path)
    problems: list[Problem] = []
    if document.data is None:
        return ()
    top = Section(document, (), problems)
    found = [waiver for section in top.sections("waivers") if (waiver := _waiver(section, catalog, longest_days)) is not None]
    top.close()
    seen: dict[tuple[str, tuple[str, ...]], Waiver] = {}
    for waiver in found:
        first = seen.setdefault((waiver.target, waiver.scope), waiver)
        if first is not waiver:
            problems.append(Problem("waiver_twice", waiver.position, values={"id": waiver.target, "line": first.position.line}))
    if problems:
        raise InvalidInput(problems)
    return tuple(found)


def _waiver(section: Section, catalog: Catalog, longest_days: Mapping[str, int]) -> Waiver | None:
    before = len(section.problems)
    finding, requirement = section.text("finding", required=False), section.text("requirement", required=False)
    if bool(finding) == bool(requirement):
        section.report("waiver_one_target", section.at)
    key = "finding" if finding else "requirement"
    target = (finding or requirement).strip()
    texts = {name: section.text(name, required=False).strip() for name in FIELDS}
    for name, text in texts.items():
        if not text and section.data.get(name) is None:
            section.report("missing_field", section.at, {"field": name})
        elif not text and (isinstance(section.data[name], str)):
            section.report("waiver_blank", (*section.at, name), {"field": name})
    created, expires = section.day("created"), section.day("expires")
    scope = _scope(section)
    section.close()
    severity = _severity(section, key, target, catalog) if target else None
    if len(section.problems) > before or created is None or expires is None or severity is None:
        return None
    waiver = Waiver(
        target, "finding" if finding else "requirement", scope, texts["reason"], texts["owner"], texts["approver"],
        date.fromisoformat(created), date.fromisoformat(expires), section.document.position((*section.at, key)),
    )  # fmt: skip
    if waiver.expires < waiver.created:
        section.report("waiver_ends_first", (*section.at, "expires"))
    longest = longest_days.get(severity)
    days = (waiver.expires - waiver.created).days
    if longest is not None and days > longest:
        section.report("waiver_too_long", (*section.at, "expires"), {"days": days, "longest": longest, "severity": severity})
    return waiver


def _scope(section: Section) -> tuple[str, ...]:
    """Names of systems or files; `all` stands for every one of them and must be said."""
    value = section.get("scope")
    if isinstance(value, str):
        return () if value == EVERYTHING else (value,)
    if value is None:
        return ()
    named = tuple(section.texts("scope"))
    if isinstance(value, list) and not named:
        section.report("waiver_blank", (*section.at, "scope"), {"field": "scope"})
    return () if EVERYTHING in named else named


def _severity(section: Section, key: str, target: str, catalog: Catalog) -> str | None:
    """How grave what is waived is: the severity of the control, or the gravest of the controls that bear on the requirement."""
    if key == "finding":
        control = catalog.controls.get(target.split("@", 1)[0])
        if control is None:
            section.report("waiver_unknown_control", (*section.at, key), {"id": target.split("@", 1)[0]}, closest(target.split("@", 1)[0], catalog.controls))
            return None
        return control.severity
    framework = catalog.frameworks.get(target.split(":", 1)[0])
    if framework is None or target.split(":", 1)[-1] not in framework.requirements:
        known = [requirement.reference for entry in catalog.frameworks.values() for requirement in entry.requirements.values()]
        section.report("waiver_unknown_requirement", (*section.at, key), {"id": target}, closest(target, known))
        return None
    return gravest(catalog.controls[row.control].severity for row in framework.rows if f"{framework.id}:{row.requirement}" == target)


def gravest(severities: Iterable[str]) -> str:
    """The gravest of some severities, the least grave when there is none."""
    found = set(severities)
    return next((severity for severity in SEVERITIES if severity in found), SEVERITIES[-1])


def unmatched(waivers: tuple[Waiver, ...], found: Iterable[Mapping[int, bool]], suggestions: Iterable[str]) -> list[Problem]:
    """The waivers that were looked for and match nothing in any system of their scope."""
    seen: dict[int, bool] = {}
    for table in found:
        for index, matched in table.items():
            seen[index] = seen.get(index, False) or matched
    known = list(suggestions)
    return [
        Problem("waiver_unmatched", waivers[index].position, values={"id": waivers[index].target}, suggestion=closest(waivers[index].target, known))
        for index, matched in sorted(seen.items())
        if not matched
    ]


def in_scope(waivers: tuple[Waiver, ...], name: str, file: str) -> dict[int, Waiver]:
    """The waivers whose scope holds a system, each by its number in the file."""
    return {index: waiver for index, waiver in enumerate(waivers) if waiver.covers_system(name, file)}


def beyond(path: Path, waivers: tuple[Waiver, ...], systems: Sequence[tuple[str, str]]) -> list[Waiver]:
    """The waivers in whose scope none of some systems is, each a name and a file.

    Raises InvalidInput for those whose scope names files only, none of which is there: beside the waivers or under the working folder.
    """
    found = [waiver for waiver in waivers if not any(waiver.covers_system(name, file) for name, file in systems)]
    problems = [
        Problem("waiver_scope_nothing", waiver.position, values={"id": waiver.target, "scope": ", ".join(waiver.scope)})
        for waiver in found
        if all(entry.endswith((".yaml", ".yml")) and not _there(entry, path.parent) for entry in waiver.scope)
    ]
    if problems:
        raise InvalidInput(problems)
    return found


def _there(entry: str, folder: Path) -> bool:
    """Whether a file of that name, or one that ends so, is there; of a pattern nobody can tell."""
    if any(letter in entry for letter in "*?[") or any((place / entry).is_file() for place in (folder, folder.parent, Path())):
        return True
    return not Path(entry).is_absolute() and any(Path().rglob(entry))


def matches(waivers: Mapping[int, Waiver], assessment: Assessment) -> Iterator[tuple[int, bool]]:
    """For each waiver that an assessment had to do with, whether what it names is there; what the chosen frameworks leave out is not looked for."""
    frameworks = {framework.id: {result.reference for result in framework.requirements} for framework in assessment.frameworks}
    controls = {finding.control for finding in assessment.findings}
    for index, waiver in waivers.items():
        if waiver.kind == "requirement":
            if (known := frameworks.get(waiver.target.split(":", 1)[0])) is not None:
                yield index, waiver.target in known
        elif waiver.target.split("@", 1)[0] in controls:
            yield index, any(waiver.covers_finding(finding.id) for finding in assessment.findings)
