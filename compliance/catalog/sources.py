"""Where a catalog is read from, and the digest that names one state of it."""

import hashlib
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from compliance.base.compiled import keep, kept
from compliance.base.problems import InvalidInput, Position, Problem

FOLDERS = ("controls", "frameworks")
# A file written less than this many seconds ago may change again without its time changing.
SETTLED = 2.0


@dataclass(frozen=True, slots=True)
class Sources:
    """The folders a catalog is read from: the shipped one first, then the user's."""

    roots: tuple[Path, ...]

    def files(self) -> list[tuple[str, Path]]:
        """Every YAML file under `controls/` and `frameworks/`, by the name that messages use: the whole path for a user's catalog.

        Raises InvalidInput for a folder that is no catalog.
        """
        return [(name, Path(entry.path)) for name, entry in self._entries()]

    def _entries(self) -> list[tuple[str, os.DirEntry[str]]]:
        found = []
        for index, root in enumerate(dict.fromkeys(root.resolve() for root in self.roots)):
            folders = [folder for folder in FOLDERS if (root / folder).is_dir()]
            if not folders:
                raise InvalidInput([Problem("catalog_folder_missing", Position(str(root)))])
            whole = "" if index == 0 else f"{root.as_posix()}/"
            found += [(whole + name, entry) for folder in folders for name, entry in _yaml_files(str(root / folder), folder)]
        return found

    def inside(self, name: str) -> str:
        """The name of a file relative to its catalog."""
        prefixes = [f"{root.resolve().as_posix()}/" for root in self.roots[1:]]
        return next((name.removeprefix(prefix) for prefix in prefixes if name.startswith(prefix)), name)

    def named(self, path: str) -> str:
        """The name that messages use for a path given by hand: from the folder one is in, or inside the shipped catalog."""
        here = Path(path).resolve()
        if not here.exists():
            return path.rstrip("/")
        shipped = self.roots[0].resolve()
        return ("" if here == shipped else here.relative_to(shipped).as_posix()) if here.is_relative_to(shipped) else here.as_posix()

    def digest(self) -> str:
        """SHA-256 over the names and contents of all files.

        Contents are read again only when a name, a size or a time of change is another than when they were last read.
        """
        entries = self._entries()
        seen = hashlib.sha256()
        newest = 0.0
        for name, entry in entries:
            about = entry.stat()
            seen.update(f"\0{name}\0{about.st_size}\0{about.st_mtime_ns}\0{about.st_ctime_ns}\0{about.st_ino}".encode())
            newest = max(newest, about.st_mtime)
        known = kept("sources", seen.hexdigest())
        if isinstance(known, str):
            return known
        total = hashlib.sha256()
        for name, entry in entries:
            total.update(f"\0{name}\0".encode())
            total.update(Path(entry.path).read_bytes())
        if newest < time.time() - SETTLED:
            keep("sources", seen.hexdigest(), total.hexdigest())
        return total.hexdigest()


def _yaml_files(folder: str, name: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """The YAML files below a folder, files and folders in the order of their names."""
    with os.scandir(folder) as listed:
        entries = sorted(listed, key=lambda entry: entry.name)
    for entry in entries:
        if entry.is_dir():
            yield from _yaml_files(entry.path, f"{name}/{entry.name}")
        elif entry.name.endswith(".yaml"):
            yield f"{name}/{entry.name}", entry
