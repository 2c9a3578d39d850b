"""Gathers the findings that a report tells: by domain, by control, and by subjects whose reasons are the same."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from compliance.assessment.model import Assessment, Finding, Stop
from compliance.base.text import LANGUAGES, Text
from compliance.catalog.load import Catalog
from compliance.catalog.model import SEVERITIES
from compliance.reports.citations import named
from compliance.reports.places import Subject, subjects
from compliance.reports.reasons import Reason, reasons
from compliance.reports.view_waivers import accepted_findings
from compliance.reports.words import Words, domain_label

REACHES = ("now", "later", "accepted", "soft")
Reach = tuple[str, date | None]
NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Entry:
    """Subjects of one control with the same verdict for the same reasons; `accepted` says by whom and until when, where a waiver covers them."""

    verdict: str
    warning_only: bool
    moot: bool
    stale: bool
    assurance: str
    accepted: str
    subjects: tuple[Subject, ...]
    count: int
    when: tuple[Reason, ...]
    because: tuple[Reason, ...]
    finding: Finding

    @property
    def route(self) -> tuple[Stop, ...]:
        """The way of the data, for an entry about one flow."""
        return self.finding.route if self.count == 1 else ()


@dataclass(frozen=True, slots=True)
class ControlEntries:
    """One control and the entries it gave; `requirements` are the provisions it bears on that concern this system.

    `reach` says what a failure comes to: `now` a breach of law in force, `later` one from the day `bites`, `accepted` one that a waiver has accepted, `soft` none of these.
    """

    id: str
    title: str
    severity: str
    gist: str
    why: str
    remedy: str
    effort: str
    requirements: tuple[tuple[str, str], ...]
    reach: str
    bites: date | None
    entries: tuple[Entry, ...]

    @property
    def consequence(self) -> str:
        """The words for `reach`: those of a day to come differ when the day is not known."""
        return "later_open" if self.reach == "later" and self.bites is None else self.reach

    @property
    def warning_only(self) -> bool:
        """Whether only figures of ours are missed."""
        return all(entry.warning_only for entry in self.entries)

    @property
    def count(self) -> int:
        """How many subjects are concerned."""
        return sum(entry.count for entry in self.entries)


@dataclass(frozen=True, slots=True)
class Domain:
    """The controls of one domain."""

    id: str
    label: str
    controls: tuple[ControlEntries, ...]


def domains(assessment: Assessment, catalog: Catalog, words: Words, verdict: str) -> tuple[Domain, ...]:
    """The findings of one verdict, by domain and control; within a domain the gravest controls first."""
    by_control: dict[str, list[Finding]] = {}
    for finding in assessment.findings:
        if finding.verdict == verdict:
            by_control.setdefault(finding.control, []).append(finding)
    cited, reaches, accepted = _cited(assessment), _reaches(assessment), accepted_findings(assessment, words)
    by_domain: dict[str, list[ControlEntries]] = {}
    for key, found in sorted(by_control.items()):
        told = control_entries(key, found, catalog, assessment.file, words, cited.get(key, ()), reaches.get(key, ("soft", None)), accepted)
        by_domain.setdefault(catalog.controls[key].domain, []).append(told)
    return tuple(
        Domain(
            name,
            domain_label(name, words.language),
            tuple(sorted(controls, key=lambda control: (control.warning_only, REACHES.index(control.reach), SEVERITIES.index(control.severity), control.id))),
        )
        for name, controls in sorted(by_domain.items())
    )


def control_entries(
    key: str, found: Sequence[Finding], catalog: Catalog, file: str, words: Words, cited: Sequence[tuple[str, Text]], reach: Reach,
    accepted: Mapping[str, str] = NOTHING,
) -> ControlEntries:  # fmt: skip
    """One control with its texts, and its findings gathered."""
    control = catalog.controls[key]
    gist, why, remedy = (_text(catalog, key, name, words) for name in ("gist", "why", "remedy"))
    requirements = tuple((reference, words.text(citation)) for reference, citation in cited)
    return ControlEntries(key, words.text(control.title), control.severity, gist, why, remedy, control.effort, requirements, *reach, entries(found, file, words, accepted))


def entries(found: Iterable[Finding], file: str, words: Words, accepted: Mapping[str, str] = NOTHING) -> tuple[Entry, ...]:
    """Findings gathered where verdict and reasons are the same but for the party of the copy."""
    groups: dict[tuple[object, ...], list[tuple[Finding, tuple[Reason, ...], tuple[Reason, ...]]]] = {}
    for finding in found:
        open_only = finding.verdict == "unknown"
        applies = finding.applicability
        when = reasons(applies, words, reads=open_only) if applies is not None and (applies.truth is None or not open_only) else ()
        because = reasons(finding.trace, words)
        party = finding.subject.partition("@")[2]
        flags = (finding.verdict, finding.warning_only, finding.moot, finding.stale, finding.assurance, accepted.get(finding.id, ""))
        key = (*flags, signature(when, party), signature(because, party))
        groups.setdefault(key, []).append((finding, when, because))
    gathered = []
    for group in groups.values():
        first, when, because = group[0]
        listed = subjects([finding for finding, _, _ in group], file, words)
        gathered.append(Entry(first.verdict, first.warning_only, first.moot, first.stale, first.assurance, accepted.get(first.id, ""), listed, len(group), when, because, first))
    return tuple(gathered)


def signature(found: Iterable[Reason], party: str) -> tuple[object, ...]:
    """What tells reasons apart, the party of a copy left aside."""
    mark = f"@{party}"

    def bare(text: str) -> str:
        return text.replace(mark, "") if party else text

    return tuple((reason.truth, bare(reason.text), tuple(map(bare, reason.reads)), signature(reason.children, party)) for reason in found)


def _reaches(assessment: Assessment) -> dict[str, Reach]:
    """What the failure of each control comes to, the nearest consequence first."""
    found: dict[str, Reach] = {}
    for framework in assessment.frameworks:
        for requirement in framework.requirements:
            if not framework.binding or (requirement.underlying != "not_met" and "accepted" not in (requirement.status, requirement.underlying)):
                continue
            if requirement.status not in ("not_met", "not_yet_applicable", "accepted"):
                continue
            reach: Reach = ("now", None) if requirement.status == "not_met" else ("later", requirement.binds_from)
            if "accepted" in (requirement.status, requirement.underlying):
                reach = ("accepted", None)
            for row in requirement.rows:
                if row.verdict == "fail" and not row.warning_only and row.control not in requirement.warnings:
                    found[row.control] = min(found.get(row.control, reach), reach, key=_nearness)
    return found


def _nearness(reach: Reach) -> tuple[int, date]:
    return (REACHES.index(reach[0]), reach[1] or date.max)


def _cited(assessment: Assessment) -> dict[str, list[tuple[str, Text]]]:
    """For each control, the provisions it bears on that are not set aside."""
    cited: dict[str, dict[str, Text]] = {}
    for framework in assessment.frameworks:
        for requirement in framework.requirements:
            if requirement.status == "not_applicable":
                continue
            name = Text(*(named(framework.short.of(language), requirement.citation.of(language)) for language in LANGUAGES))
            for row in requirement.rows:
                cited.setdefault(row.control, {})[requirement.reference] = name
    return {key: list(references.items()) for key, references in cited.items()}


def _text(catalog: Catalog, key: str, name: str, words: Words) -> str:
    text = catalog.text("controls", key, name)
    return words.text(text) if text else ""
