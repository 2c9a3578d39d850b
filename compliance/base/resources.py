"""Where the files that ship with the project stand: beside the package in a checkout, under it in an installed wheel."""

import os
import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent
_BUNDLED = _PACKAGE / "_bundled"


def package_file(name: str) -> Path:
    """A file that belongs to the package itself, named relative to it."""
    return _PACKAGE / name


def shipped(folder: str) -> Path:
    """The shipped folder `controls`, `frameworks`, `templates` or `examples`."""
    bundled = _BUNDLED / folder
    return bundled if bundled.is_dir() else _PACKAGE.parent / folder


def cache_folder() -> Path:
    """Where compiled catalogs are kept between runs; `COMPLY_CACHE` overrides the place the system reserves for caches."""
    if chosen := os.environ.get("COMPLY_CACHE"):
        return Path(chosen)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = str(Path.home() / "Library" / "Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "comply"
