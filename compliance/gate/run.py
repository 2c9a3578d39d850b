"""Prepares a run of the gate: each system with its policy, its waivers and its baseline; and what the run says as a whole."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from compliance.assessment.model import Assessment
from compliance.assessment.saved import Saved
from compliance.assessment.waivers import Waiver
from compliance.base.problems import InvalidInput, Position, Problem
from compliance.catalog.load import Catalog
from compliance.gate.many import Job, judge_all
from compliance.gate.model import Judged, Note, Policy
from compliance.gate.parameters import rules_under
from compliance.gate.places import WAIVERS, policy_file, waivers_file
from compliance.gate.policy import read_policy
from compliance.gate.waivers_file import beyond, in_scope, matches, read_waivers, unmatched
from compliance.system.load import LoadedSystem

NAMED = 5  # waivers named in one note


@dataclass(frozen=True, slots=True)
class Choices:
    """What the command line says beside the files."""

    policy: Path | None = None
    waivers: Path | None = None
    ignore_waivers: bool = False
    baselines: tuple[Saved, ...] = ()
    reports: bool = False


def run(files: Sequence[Path], catalog: Catalog, extra: Sequence[Path], as_of: date, choices: Choices) -> tuple[list[Judged], list[Policy], int]:
    """Judge some files; the policies used, and how many waivers were ignored on request.

    Raises InvalidInput for a policy, a waiver or a baseline that cannot be used; a system that cannot be read is told in its result.
    """
    policies: dict[Path | None, Policy] = {}
    sets: dict[Path, tuple[Waiver, ...]] = {}
    problems: list[Problem] = []
    jobs: list[Job] = []
    chosen: list[Path | None] = []
    ignored = 0
    for file in files:
        try:
            where = policy_file(file, choices.policy)
            if where not in policies:
                policies[where] = read_policy(where, catalog)
            policy = policies[where]
            listed = _listed(file, policy, where, choices.waivers)
            if listed is not None and listed not in sets:
                sets[listed] = read_waivers(listed, rules_under(catalog, policy), policy.longest_days)
                ignored += len(sets[listed]) * choices.ignore_waivers
        except InvalidInput as error:
            problems += error.problems
            continue
        waivers = sets[listed] if listed is not None and not choices.ignore_waivers else ()
        chosen.append(listed if waivers else None)
        jobs.append(Job(file, policy, waivers, None, choices.reports))
    if problems:
        raise InvalidInput(problems)
    jobs = _with_baselines(jobs, choices.baselines)
    judged = judge_all(jobs, extra, as_of)
    found = [problem for path, waivers in sets.items() for problem in _unmatched(path, waivers, chosen, judged, catalog)]
    if found:
        raise InvalidInput(found)
    for path, waivers in sets.items():
        judged = _told_beyond(path, waivers, chosen, judged)
    return judged, list(policies.values()), ignored


def _told_beyond(path: Path, waivers: tuple[Waiver, ...], chosen: Sequence[Path | None], judged: list[Judged]) -> list[Judged]:
    """The results with a note, on the first that uses a file of waivers, of those in whose scope no system of the run is; nobody can tell when one could not be read."""
    used = [index for index, mine in enumerate(chosen) if mine == path]
    systems = [(decision.system, decision.file) for index in used if (decision := judged[index].decision) is not None]
    if not used or len(systems) < len(used) or not (found := beyond(path, waivers, systems)):
        return judged
    first = judged[used[0]]
    assert first.decision is not None
    number = "one" if len(found) == 1 else "many"
    note = Note(f"waiver_beyond.{number}", {"count": len(found), "list": ", ".join(waiver.target for waiver in found[:NAMED]) + "…" * (len(found) > NAMED)}, found[0].position)
    told = list(judged)
    told[used[0]] = replace(first, decision=replace(first.decision, notes=(*first.decision.notes, note)))
    return told


def _listed(file: Path, policy: Policy, where: Path | None, chosen: Path | None) -> Path | None:
    """The waivers of a system.

    Raises InvalidInput when its policy itself names a file that is neither beside the policy nor beside the system.
    """
    found = waivers_file(file, policy.waivers_file, where, chosen)
    if found is None and policy.waivers_named is not None and policy.waivers_file != WAIVERS:  # under its usual name it need not be there
        raise InvalidInput([Problem("gate_waivers_missing", policy.waivers_named, values={"file": policy.waivers_file})])
    return found


def waivers_of(system: LoadedSystem, catalog: Catalog, policy: Path | None = None, chosen: Path | None = None) -> tuple[Waiver, ...]:
    """The waivers in whose scope one system is, for commands that assess it without gating it.

    Raises InvalidInput for a policy or a waiver that cannot be used.
    """
    file = Path(system.file)
    where = policy_file(file, policy)
    read = read_policy(where, catalog)
    path = _listed(file, read, where, chosen)
    found = () if path is None else read_waivers(path, rules_under(catalog, read), read.longest_days)
    about = system.description.system
    return tuple(in_scope(found, (about.name if about else None) or "", system.file).values())


def all_matched(waivers: Sequence[Waiver], assessment: Assessment) -> None:
    """Hold that every waiver of one system names something its assessment looked at.

    Raises InvalidInput for those that name nothing.
    """
    table = dict(matches(dict(enumerate(waivers)), assessment))
    if problems := unmatched(tuple(waivers), [table], [finding.id for finding in assessment.findings]):
        raise InvalidInput(problems)


def _unmatched(path: Path, waivers: tuple[Waiver, ...], chosen: Sequence[Path | None], judged: Sequence[Judged], catalog: Catalog) -> list[Problem]:
    """The waivers of one file that match nothing; when a system of the run could not be read, nobody can tell yet."""
    mine = [one for one, used in zip(judged, chosen, strict=True) if used == path]
    if any(one.problems for one in mine):
        return []
    names = [name for one in mine if one.assessment for name in (finding.id for finding in one.assessment.findings)]
    return unmatched(waivers, (one.waivers for one in mine), [*names, *(one for table in mine if table.decision for reason in table.decision.reasons for one in reason.findings)])


def _with_baselines(jobs: list[Job], baselines: Iterable[Saved]) -> list[Job]:
    """Each job with the baseline that bears its file, or else its name; with a single file and a single baseline they go together."""
    listed = list(baselines)
    if len(jobs) == 1 and len(listed) == 1:
        return [Job(jobs[0].file, jobs[0].policy, jobs[0].waivers, listed[0], jobs[0].reports)]
    by_file = {Path(saved.source).as_posix(): saved for saved in listed}
    known = {job.file.as_posix() for job in jobs}
    strangers = [saved for source, saved in by_file.items() if source not in known]
    if strangers:
        raise InvalidInput([Problem("gate_baseline_systems", Position(saved.file), values={"file": saved.file, "found": saved.source}) for saved in strangers])
    return [Job(job.file, job.policy, job.waivers, by_file.get(job.file.as_posix()), job.reports) for job in jobs]
