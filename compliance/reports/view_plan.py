"""The action plan: what fails first, then what nobody has said, then documents to renew; with who does it and by when where the description states it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from compliance.assessment.model import Assessment, Assignment
from compliance.catalog.load import Catalog
from compliance.catalog.model import SEVERITIES
from compliance.reports.citations import named
from compliance.reports.places import place
from compliance.reports.view_findings import REACHES, ControlEntries, Domain
from compliance.reports.words import Words, long_date
from compliance.system.vocabulary import role_label, word_of

OPEN = ("not_met", "unknown", "not_yet_applicable", "accepted")


@dataclass(frozen=True, slots=True)
class Settled:
    """The requirements of one text that an action would settle, by their citations."""

    short: str
    citations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do.

    `kind` is `fix`, `mark` (only a figure of ours is missed), `answer` or `renew`; `settles` are the texts and citations of the requirements that it would settle, by text;
    `asked` are the roles that hold the missing answers, `answers` how many; `owner` and `due` are empty where nobody has been named yet.
    """

    kind: str
    id: str
    title: str
    todo: str
    severity: str
    effort: str
    consequence: str
    bites: date | None
    settles: tuple[Settled, ...]
    subjects: tuple[str, ...]
    asked: tuple[str, ...]
    answers: int
    owner: str
    due: date | None
    place: str


@dataclass(frozen=True, slots=True)
class Group:
    """The actions of one kind, the gravest first."""

    kind: str
    actions: tuple[Action, ...]


def plan(assessment: Assessment, catalog: Catalog, failed: Sequence[Domain], unknown: Sequence[Domain], words: Words) -> tuple[Group, ...]:
    """Every action by kind, in the order in which they are best taken."""
    settles = _settled(assessment, words)
    given = {item.target: item for item in reversed(assessment.assignments)}
    broken = [control for domain in failed for control in domain.controls]
    known = {control.id for control in broken}
    open_ = [control for domain in unknown for control in domain.controls if control.id not in known]

    def made(kind: str, controls: Iterable[ControlEntries]) -> Group:
        found = [_action(kind, control, settles.get(control.id, ()), _given(control.id, catalog, given), assessment, words) for control in sorted(controls, key=_order)]
        return Group(kind, tuple(found))

    groups = (
        made("fix", (control for control in broken if not control.warning_only)),
        made("answer", open_),
        made("mark", (control for control in broken if control.warning_only)),
        Group("renew", tuple(_renewal(assessment, words))),
    )
    return tuple(group for group in groups if group.actions)


def _order(control: ControlEntries) -> tuple[int, int, int, str]:
    return (REACHES.index(control.reach), SEVERITIES.index(control.severity), -len(control.requirements), control.id)


def _action(kind: str, control: ControlEntries, settles: tuple[Settled, ...], given: Assignment | None, assessment: Assessment, words: Words) -> Action:
    missing = [location for entry in control.entries for location in entry.finding.missing] if kind == "answer" else []
    paths = dict.fromkeys(".".join(part for part in location if isinstance(part, str)) for location in missing)
    roles = tuple(dict.fromkeys(role_label(word_of(path).asked_of).of(words.language) for path in paths))
    subjects = tuple(dict.fromkeys(subject.name for entry in control.entries for subject in entry.subjects))
    first = control.entries[0].finding.position
    decided = given or Assignment("", "", None, "", first)
    return Action(
        kind, control.id, control.title, decided.action or control.remedy, control.severity, control.effort, control.consequence, control.bites,
        settles, subjects, roles, len(paths), decided.owner, decided.due, place(first, assessment.file),
    )  # fmt: skip


def _given(control: str, catalog: Catalog, given: Mapping[str, Assignment]) -> Assignment | None:
    """What somebody has decided about a control, named by its id or its title."""
    title = catalog.controls[control].title
    return next((given[name] for name in (control, title.fr, title.en) if name in given), None)


def _settled(assessment: Assessment, words: Words) -> dict[str, tuple[Settled, ...]]:
    """For each control, the requirements that are open because of it; those of binding texts first."""
    found: dict[str, dict[str, dict[str, None]]] = {}
    for framework in sorted(assessment.frameworks, key=lambda framework: not framework.binding):
        short = words.text(framework.short)
        for requirement in framework.requirements:
            if requirement.status not in OPEN or requirement.underlying not in OPEN:
                continue
            cited = words.text(requirement.citation)
            for row in requirement.rows:
                if row.verdict in ("fail", "unknown"):
                    found.setdefault(row.control, {}).setdefault(short, {})[cited] = None
    return {
        control: tuple(Settled(short, tuple(named(short, text) if not index else text for index, text in enumerate(cited))) for short, cited in texts.items())
        for control, texts in found.items()
    }


def _renewal(assessment: Assessment, words: Words) -> Iterable[Action]:
    for item in assessment.evidence:
        if item.stale:
            day = _day(item.expires, words)
            yield Action("renew", item.reference, item.title, day, "", "", "", None, (), (), (), 0, "", None, place(item.position, assessment.file))


def _day(text: str, words: Words) -> str:
    try:
        return long_date(date.fromisoformat(text), words.language)
    except ValueError:
        return text
