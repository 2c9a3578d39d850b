"""An assessment kept as JSON, read back: what a baseline and a comparison need of it, and nothing else."""

import json
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from compliance.assessment.model import LOST
from compliance.assessment.saved_beside import SavedAttestation, SavedProof, SavedWaiver, saved_attestation, saved_proof, saved_waiver
from compliance.base.problems import InvalidInput, Position, Problem
from compliance.base.text import one_line

FORMATS = (1,)
MAX_BYTES = 100_000_000
DATED = ("within", "before", "after")  # operators whose outcome depends on the day


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
    framework: str = ""
    attestation: SavedAttestation | None = None


@dataclass(frozen=True, slots=True)
class SavedFinding:
    """The verdict of one control on one subject.

    `reads` holds the answers looked at, by path without list positions; `dated` names those that turn on a day.
    """

    id: str
    control: str
    title: str
    severity: str
    verdict: str
    position: Position
    reads: Mapping[str, tuple[str, ...]]
    assurance: str = "declared"
    dated: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Saved:
    """One assessment as it was kept; `policy` holds what a policy had set otherwise in the rules, `versions` the version of each text, both in plain words."""

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
    waivers: tuple[SavedWaiver, ...]
    proofs: tuple[SavedProof, ...]
    policy: Mapping[str, str] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)
    language: str = ""


def read_saved(path: Path) -> Saved:
    """Read what a comparison needs of an assessment kept with `--format json`.

    Raises InvalidInput when the file is no such assessment.
    """
    file = str(path)
    data = data_of(content_of(path), file)
    try:
        return from_data(data, file)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        raise InvalidInput([Problem("saved_not_assessment", Position(file))]) from None


def content_of(path: Path) -> bytes:
    """The bytes of a kept assessment.

    Raises InvalidInput when the file cannot be read or is too large to be one.
    """
    file = str(path)
    try:
        about = path.stat()
        if stat.S_ISDIR(about.st_mode):
            raise InvalidInput([Problem("saved_is_folder", Position(file))])
        if not stat.S_ISREG(about.st_mode):  # a pipe or a device would never end
            raise InvalidInput([Problem("file_unreadable", Position(file))])
        if about.st_size > MAX_BYTES:
            raise InvalidInput([Problem("saved_too_large", Position(file), values={"limit": MAX_BYTES // 1_000_000})])
        return path.read_bytes()
    except FileNotFoundError:
        raise InvalidInput([Problem("file_missing", Position(file))]) from None
    except (OSError, ValueError):
        raise InvalidInput([Problem("file_unreadable", Position(file))]) from None


def data_of(content: bytes, file: str) -> dict[str, Any]:
    """The plain data of a kept assessment.

    Raises InvalidInput for what is no JSON, no assessment, or of a format that this version does not know.
    """
    try:
        data = json.loads(content, parse_constant=_refused)
    except UnicodeDecodeError:
        raise InvalidInput([Problem("not_utf8", Position(file))]) from None
    except json.JSONDecodeError as error:
        raise InvalidInput([Problem("saved_not_json", Position(file, error.lineno, error.colno))]) from None
    except (ValueError, RecursionError):
        raise InvalidInput([Problem("saved_not_assessment", Position(file))]) from None
    if not isinstance(data, dict) or "findings" not in data or "frameworks" not in data:
        raise InvalidInput([Problem("saved_not_assessment", Position(file))])
    if data.get("format") not in FORMATS:
        raise InvalidInput([Problem("saved_format", Position(file), values={"found": one_line(str(data.get("format"))), "known": ", ".join(map(str, FORMATS))})])
    return data


def _refused(name: str) -> None:
    """JSON knows neither infinity nor a number that is none."""
    raise ValueError(name)


def from_data(data: Mapping[str, Any], file: str) -> Saved:
    """The plain data of the JSON report in the form that comparisons use."""
    about = data["system"]
    requirements = {
        item["id"]: SavedRequirement(
            item["id"], item["citation"], item["title"], item["status"], item["underlying"], framework["binding"], item["binds_from"] or "",
            tuple(dict.fromkeys(row["control"] for row in item["controls"])), framework["id"], saved_attestation(item.get("attestation")),
        )
        for framework in data["frameworks"]
        for item in framework["requirements"]
    }  # fmt: skip
    lost = {(item["reference"] or item["title"], "stale") for item in data["evidence"] if item["stale"]}
    lost |= {(item["reference"] or item["title"], "attachment") for item in data["evidence"] if item.get("attached") in LOST}
    return Saved(
        file, about["name"], about["version"], about["file"], date.fromisoformat(data["as_of"]), data["rules"], data["engine"], data.get("input", ""),
        requirements, {item["id"]: _finding(item) for item in data["findings"]}, data.get("statements", {}), frozenset(lost),
        tuple(map(saved_waiver, data.get("waivers", []))), tuple(map(saved_proof, data["evidence"])),
        _policy(data.get("policy")), {framework["id"]: framework.get("text_version", "") for framework in data["frameworks"]}, data.get("language", ""),
    )  # fmt: skip


def _policy(policy: Mapping[str, Any] | None) -> dict[str, str]:
    """What a policy had set otherwise in the rules: the figure or severity chosen, by what it is of."""
    changes = policy["changes"] if policy else ()
    return {" ".join(part for part in (item["of"], item["parameter"]) if part): json.dumps(item["chosen"], ensure_ascii=False) for item in changes}


def _finding(item: Mapping[str, Any]) -> SavedFinding:
    reads: dict[str, set[str]] = {}
    dated: dict[str, None] = {}
    for step in (item["applicability"], item["trace"]):
        for path, value, operator in _leaves(step) if step else ():
            plain = ".".join(part for part in path.split(".") if not part.isdigit())
            reads.setdefault(plain, set()).add(json.dumps(value, ensure_ascii=False, sort_keys=True))
            if operator in DATED or _is_day(value):
                dated[plain] = None
    position = Position(item["file"], item["line"], item["column"])
    read = {path: tuple(sorted(values)) for path, values in reads.items()}
    return SavedFinding(
        item["id"], item["control"], item["title"], item["severity"], item["verdict"], position, read, item.get("assurance", "declared"), tuple(dated),
    )  # fmt: skip


def _is_day(value: Any) -> bool:
    return isinstance(value, str) and len(value) == 10 and value[4] == value[7] == "-" and value.replace("-", "").isdigit()


def _leaves(step: Mapping[str, Any]) -> Iterator[tuple[str, Any, str]]:
    """The answers at the ends of a trace: path, value, and the operator they are compared by."""
    if "read" in step:
        for path, value in step["read"]:
            yield path, value, ""
    elif "steps" in step:
        for child in step["steps"]:
            yield from _leaves(child)
    elif "path" in step:
        yield step["path"], step.get("found"), step.get("operator", "")
