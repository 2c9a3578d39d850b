"""Where a catalog is read from, and the digest under which its compiled form is kept."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from compliance.base.problems import InvalidInput, Position, Problem

# The form of the compiled data; a change of form makes earlier copies stale.
FORMAT = "7"


@dataclass(frozen=True, slots=True)
class Sources:
    """The folders a catalog is read from: the shipped one first, then the user's."""

    roots: tuple[Path, ...]

    def files(self) -> list[tuple[str, Path]]:
        """Every YAML file under `controls/` and `frameworks/`, by the name that messages use: the whole path for a user's catalog.

        Raises InvalidInput for a folder that is no catalog.
        """
        found = []
        for index, root in enumerate(dict.fromkeys(root.resolve() for root in self.roots)):
            folders = [folder for folder in ("controls", "frameworks") if (root / folder).is_dir()]
            if not folders:
                raise InvalidInput([Problem("catalog_folder_missing", Position(str(root)))])
            paths = [path for folder in folders for path in sorted((root / folder).rglob("*.yaml"))]
            found += [(path.relative_to(root).as_posix() if index == 0 else path.as_posix(), path) for path in paths]
        return found

    def inside(self, name: str) -> str:
        """The name of a file relative to its catalog."""
        prefixes = [f"{root.resolve().as_posix()}/" for root in self.roots[1:]]
        return next((name.removeprefix(prefix) for prefix in prefixes if name.startswith(prefix)), name)

    def digest(self) -> str:
        """SHA-256 over the names and contents of all files, and over the form of the compiled data."""
        total = hashlib.sha256(FORMAT.encode())
        for name, path in self.files():
            total.update(f"\0{name}\0".encode())
            total.update(path.read_bytes())
        return total.hexdigest()
