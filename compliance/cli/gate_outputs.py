"""Where the formats of `comply gate --output` go, and writing them."""

import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from compliance.catalog.load import Catalog
from compliance.cli.choices import one_of
from compliance.cli.errors import CommandError
from compliance.cli.write import write_file
from compliance.gate.model import Judged
from compliance.reports.words import Words

FORMATS = ("sarif", "junit", "github", "gitlab", "codequality", "jsonl", "json")
STDOUT = "-"


@dataclass(frozen=True, slots=True)
class Destination:
    """One format and the file it goes to; `-` is the standard output."""

    format: str
    file: str

    @property
    def stdout(self) -> bool:
        """Whether it goes to the standard output."""
        return self.file == STDOUT


def destinations(given: Iterable[str], files: int) -> list[Destination]:
    """The destinations that `--output format=file` asks for.

    Raises CommandError for another form, an unknown format, or two formats in one place.
    """
    found: list[Destination] = []
    for text in given:
        form, equals, file = text.partition("=")
        if not equals or not file:
            raise CommandError("gate_output_form", value=text)
        if form == "json" and files > 1:
            raise CommandError("gate_output_one")
        if any(known.file == file for known in found):
            raise CommandError("gate_stdout_twice" if file == STDOUT else "gate_output_twice", value=text)
        found.append(Destination(one_of(form, FORMATS), file))
    return found


def write_outputs(wanted: Sequence[Destination], judged: Sequence[Judged], catalog: Catalog, words: Words) -> None:
    """Write every format asked for, each file whole or not at all."""
    contents = [(destination, render(destination.format, judged, catalog, words)) for destination in wanted]
    for destination, content in contents:
        if destination.stdout:
            sys.stdout.buffer.write(content)
            sys.stdout.flush()
        else:
            write_file(Path(destination.file), content)


def render(form: str, judged: Sequence[Judged], catalog: Catalog, words: Words) -> bytes:
    """One format of a whole run."""
    from compliance.reports.continuous import Run

    decisions = {one.file: _plain(one) for one in judged}
    run = Run(
        tuple(one.assessment for one in judged if one.assessment is not None),
        {one.file: one.problems for one in judged if one.problems},
        decisions,
        Path.cwd().as_posix(),
        _source(),
    )
    if form == "sarif":
        from compliance.reports.sarif import render as sarif

        return sarif(run, catalog, words)
    if form == "junit":
        from compliance.reports.junit import render as junit

        return junit(run, words)
    if form in ("github", "gitlab"):
        from compliance.reports import annotations

        return annotations.github(run, words) if form == "github" else annotations.gitlab(run, words)
    if form == "codequality":
        from compliance.reports.codequality import render as codequality

        return codequality(run, words)
    if form == "jsonl":
        from compliance.reports.jsonl import render as jsonl

        return jsonl(run, words)
    from compliance.reports.json_report import render as whole

    return b"".join(whole(assessment, words) for assessment in run.assessments)


def _source() -> str:
    """Where GitLab shows the files of the version examined; empty elsewhere."""
    project, commit = os.environ.get("CI_PROJECT_URL", ""), os.environ.get("CI_COMMIT_SHA", "")
    return f"{project}/-/blob/{commit}" if project.startswith(("https://", "http://")) and commit else ""


def _plain(one: Judged) -> dict[str, object]:
    """A decision as plain data, for machines."""
    if one.decision is None:
        return {"code": one.code}
    names = ("kind", "severity", "reference", "detail")
    reasons = [{**{name: getattr(reason, name) for name in names}, "findings": list(reason.findings)} for reason in one.decision.reasons]
    return {
        "code": one.code, "obligations": one.decision.obligations, "controls": one.decision.controls, "accepted": one.decision.accepted, "known": one.decision.known,
        "reasons": reasons,
    }  # fmt: skip
