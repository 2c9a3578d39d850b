"""Documents attached to a description: is the file there, and is it still the one whose digest was noted."""

import hashlib
from pathlib import Path, PurePosixPath

from compliance.assessment.model import Attached
from compliance.system.load import LoadedSystem
from compliance.system.model.supply import Document

CHUNK = 1 << 20
ADDRESSES = ("http:", "https:", "urn:", "doi:", "ftp:", "mailto:")


def state_of(document: Document, system: LoadedSystem) -> Attached:
    """Whether the file of a document is verified, altered, missing or outside the folder tree; `elsewhere` when the description notes no digest of a file.

    A reference is a path relative to the file that states it; like a shared organisation file, it stands in the folder that holds the system's folder, or below it.
    """
    reference, digest = document.reference, document.sha256
    if not digest or digest == "none" or not reference or reference.startswith(ADDRESSES):
        return "elsewhere"
    path = place_of(reference, document, system)
    if path is None:
        return "outside"
    found = digest_of(path)
    if found is None:
        return "missing"
    return "verified" if found == digest.strip().lower() else "altered"


def place_of(reference: str, document: Document, system: LoadedSystem) -> Path | None:
    """The file a reference names, None when it leaves the folder tree."""
    if "\\" in reference or PurePosixPath(reference).is_absolute() or Path(reference).is_absolute():
        return None
    root = Path(system.file).resolve().parent.parent
    try:
        path = (Path(system.position(document.location).file).resolve().parent / reference).resolve()
    except (OSError, ValueError):
        return None
    return path if path.is_relative_to(root) else None


def digest_of(path: Path) -> str | None:
    """SHA-256 of a file in lower-case hexadecimal, None when it cannot be read."""
    total = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while block := file.read(CHUNK):
                total.update(block)
    except OSError:
        return None
    return total.hexdigest()
