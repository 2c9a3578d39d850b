"""An assessment kept as JSON, read back: what a baseline and a comparison need of it, and nothing else."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from compliance.base.problems import InvalidInput, Position, Problem

FORMATS = (1,)
LOST = ("missing", "altered", "outside")


@dataclass(frozen=True, slots=True)
class SavedRequirement:
    """Where one requirement stood."""

    reference: str
    citation: str
    title: str
    status: str
    underlying: str
    binding: bool
    binds_from: str
    controls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SavedFinding:
    """The verdict of one control on one subject; `reads` holds the answers looked at, by path without list positions."""

    id: str
    control: str
    title: str
    severity: str
    verdict: str
    position: Position
    reads: Mapping[str, tuple[str, ...]]
    assurance: str = "declared"


@dataclass(frozen=True, slots=True)
class Saved:
    """One assessment as it was kept."""

    file: str
    system: str
    version: str
    source: str
    as_of: date
    rules: str
    engine: str
    input: str
    requirements: Mapping[str, SavedRequirement]
    findings: Mapping[str, SavedFinding]
    statements: Mapping[str, Any]
    lost_evidence: frozenset[tuple[str, str]]
    waivers: Mapping[str, str]
    policy: str = ""


def read_saved(path: Path) -> Saved:
    """Read an assessment kept with `--format json`.

    Raises InvalidInput when the file is no such assessment.
    """
    file = str(path)
    try:
        data = json.loads(path.read_bytes())
    except FileNotFoundError:
        raise InvalidInput([Problem("file_missing", Position(file))]) from None
    except OSError:
        raise InvalidInput([Problem("file_unreadable", Position(file))]) from None
    except UnicodeDecodeError:
        raise InvalidInput([Problem("not_utf8", Position(file))]) from None
    except json.JSONDecodeError as error:
        raise InvalidInput([Problem("saved_not_json", Position(file, error.lineno, error.colno))]) from None
    except RecursionError:
        raise InvalidInput([Problem("saved_not_assessment", Position(file))]) from None
    if not isinstance(data, dict) or "findings" not in data or "frameworks" not in data:
        raise InvalidInput([Problem("saved_not_assessment", Position(file))])
    if data.get("format") not in FORMATS:
        raise InvalidInput([Problem("saved_format", Position(file), values={"found": data.get("format"), "known": ", ".join(map(str, FORMATS))})])
    try:
        return from_data(data, file)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        raise InvalidInput([Problem("saved_not_assessment", Position(file))]) from None


def from_data(data: Mapping[str, Any], file: str) -> Saved:
    """The plain data of the JSON report in the form that comparisons use."""
    about = data["system"]
    requirements = {
        item["id"]: SavedRequirement(
            item["id"], item["citation"], item["title"], item["status"], item["underlying"], framework["binding"], item["binds_from"] or "",
            tuple(dict.fromkeys(row["control"] for row in item["controls"])),
        )
        for framework in data["frameworks"]
        for item in framework["requirements"]
    }  # fmt: skip
    lost = {(item["reference"] or item["title"], "stale") for item in data["evidence"] if item["stale"]}
    lost |= {(item["reference"] or item["title"], "attachment") for item in data["evidence"] if item.get("attached") in LOST}
    return Saved(
        file, about["name"], about["version"], about["file"], date.fromisoformat(data["as_of"]), data["rules"], data["engine"], data.get("input", ""),
        requirements, {item["id"]: _finding(item) for item in data["findings"]}, data.get("statements", {}), frozenset(lost),
        {item.get("finding") or item["requirement"]: item["state"] for item in data.get("waivers", [])},
        _policy(data.get("policy")),
    )  # fmt: skip


def _policy(policy: Mapping[str, Any] | None) -> str:
    """What a policy had set otherwise in the rules, in one comparable text."""
    return json.dumps([[item["of"], item["parameter"], item["chosen"]] for item in policy["changes"]]) if policy and policy["changes"] else ""


def _finding(item: Mapping[str, Any]) -> SavedFinding:
    reads: dict[str, set[str]] = {}
    for step in (item["applicability"], item["trace"]):
        for path, value in _leaves(step) if step else ():
            plain = ".".join(part for part in path.split(".") if not part.isdigit())
            reads.setdefault(plain, set()).add(json.dumps(value, ensure_ascii=False, sort_keys=True))
    position = Position(item["file"], item["line"], item["column"])
    read = {path: tuple(sorted(values)) for path, values in reads.items()}
    return SavedFinding(item["id"], item["control"], item["title"], item["severity"], item["verdict"], position, read, item.get("assurance", "declared"))


def _leaves(step: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The answers at the ends of a trace: path and value."""
    if "read" in step:
        yield from step["read"]
    elif "steps" in step:
        for child in step["steps"]:
            yield from _leaves(child)
    elif "path" in step:
        yield step["path"], step.get("found")
