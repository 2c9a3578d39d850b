"""Judges many systems in one run: the rules are read once, the files shared among processes, and a broken file fails alone."""

import gc
import os
import pickle
from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from compliance import pipeline
from compliance.assessment.saved import Saved
from compliance.assessment.waivers import Waiver
from compliance.base.problems import InvalidInput, Position, Problem
from compliance.catalog.load import Catalog, load_catalog
from compliance.gate.decide import decide
from compliance.gate.model import Judged, Policy
from compliance.gate.parameters import rules_under
from compliance.gate.waivers_file import in_scope, matches
from compliance.system.load import LoadedSystem, load_system

FEW = 12  # below this, starting processes costs more than it saves
ROUNDS = 6  # parts of the work for each process, so that none waits long for another


@dataclass(frozen=True, slots=True)
class Job:
    """One system file with what it is judged by; `reports` says that the whole assessment, with its traces, is wanted back."""

    file: Path
    policy: Policy
    waivers: tuple[Waiver, ...]
    baseline: Saved | None
    reports: bool


_RULES: list[tuple[tuple[Path, ...], Catalog]] = []


def judge_all(jobs: Sequence[Job], extra: Sequence[Path], as_of: date, processes: int | None = None) -> list[Judged]:
    """Judge every file, in the order given; in several processes when there are many."""
    workers = min(processes or processors(), len(jobs))
    rules(extra)
    if workers < 2 or len(jobs) < FEW:
        return [judge(job, extra, as_of) for job in jobs]
    first, rest = judge(jobs[0], extra, as_of), jobs[1:]  # the conditions are then compiled before the processes part
    size = max(1, -(-len(rest) // (workers * ROUNDS)))
    parts = [rest[start : start + size] for start in range(0, len(rest), size)]
    gc.freeze()
    with ProcessPoolExecutor(workers, initializer=_prepare, initargs=(tuple(extra),)) as pool:
        running = [pool.submit(_judge_part, part, tuple(extra), as_of) for part in parts]
        return [first, *(judged for part, result in zip(parts, running, strict=True) for judged in _returned(part, result))]


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def rules(extra: Iterable[Path]) -> Catalog:
    """The catalog, read once in each process; a forked one finds it already there."""
    key = tuple(extra)
    for known, catalog in _RULES:
        if known == key:
            return catalog
    catalog = load_catalog(key)
    _RULES[:] = [(key, catalog)]
    return catalog


def _prepare(extra: tuple[Path, ...]) -> None:
    rules(extra)
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def _judge_part(jobs: Sequence[Job], extra: tuple[Path, ...], as_of: date) -> list[bytes]:
    """Each result already in the bytes that travel: one that cannot travel is then a fault of its file alone."""
    return [_packed(judge(job, extra, as_of), str(job.file)) for job in jobs]


def _packed(judged: Judged, name: str) -> bytes:
    try:
        return pickle.dumps(judged, pickle.HIGHEST_PROTOCOL)
    except Exception as fault:
        if os.environ.get("COMPLY_DEBUG"):
            raise
        return pickle.dumps(_faulty(name, fault), pickle.HIGHEST_PROTOCOL)


def _returned(jobs: Sequence[Job], result: Future[list[bytes]]) -> list[Judged]:
    """The results of one part; the files of a process that ended before it could answer are told as faulty."""
    try:
        return [pickle.loads(content) for content in result.result()]  # noqa: S301  these are our own bytes
    except Exception as fault:
        if os.environ.get("COMPLY_DEBUG"):
            raise
        return [_faulty(str(job.file), fault) for job in jobs]


def _faulty(name: str, fault: Exception) -> Judged:
    return Judged(name, problems=(Problem("internal_fault", Position(name), values={"kind": type(fault).__name__, "detail": str(fault)[:200]}),))


def judge(job: Job, extra: Iterable[Path], as_of: date) -> Judged:
    """Judge one file; whatever is wrong with it is told as its problems and stops nobody else."""
    name = str(job.file)
    try:
        return _judged(job, load_system(job.file), rules_under(rules(extra), job.policy), as_of)
    except InvalidInput as error:
        return Judged(name, problems=error.problems)
    except RecursionError:
        return Judged(name, problems=(Problem("too_deep", Position(name), values={"limit": ""}),))
    except Exception as fault:
        if os.environ.get("COMPLY_DEBUG"):
            raise
        return _faulty(name, fault)


def _judged(job: Job, system: LoadedSystem, catalog: Catalog, as_of: date) -> Judged:
    about = system.description.system
    mine = in_scope(job.waivers, (about.name if about else None) or "", system.file)
    steps = job.reports or bool(job.policy.assurance)
    only = job.policy.frameworks or (() if job.reports else tuple(key for key, framework in catalog.frameworks.items() if framework.binding))
    # Waivers are looked for among all findings; without any, what binds later than the policy looks need not be examined.
    until = None if job.reports or mine else as_of + timedelta(days=job.policy.look_ahead_days)
    assessment = pipeline.assess(system, catalog, as_of, only, traces=steps, answers=job.reports, waivers=tuple(mine.values()), until=until)
    decision = decide(assessment, job.policy, job.baseline)
    if not decision.controls:
        return Judged(system.file, problems=(Problem("gate_nothing_evaluated", Position(system.file)),))
    return Judged(system.file, decision, (), assessment if job.reports else None, dict(matches(mine, assessment)))
