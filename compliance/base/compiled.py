"""Keeps YAML that ships with the package as JSON between runs, under the digest of its sources; never pickle."""

import gc
import hashlib
import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from compliance.base.resources import cache_folder


@contextmanager
def uncollected() -> Iterator[None]:
    """Make much plain data at once without looking in between for what could be freed: all of it stays."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def kept(name: str, digest: str) -> Any:
    """What an earlier run kept under `name` for sources of this digest; None when missing, stale or damaged."""
    try:
        # ASCII text: the bytes are gone before the data are made, and a text of accents would weigh twice as much.
        data = json.loads((cache_folder() / f"{name}-{digest[:32]}.json").read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None
    return data.get("data") if isinstance(data, dict) and data.get("digest") == digest else None


def keep(name: str, digest: str, data: Any) -> None:
    """Keep plain data for later runs: written beside, then renamed. A folder that cannot be written is no error; older copies are removed."""
    folder = cache_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        target = folder / f"{name}-{digest[:32]}.json"
        beside = target.with_name(f"{target.name}.{os.getpid()}")
        beside.write_text(json.dumps({"digest": digest, "data": data}, separators=(",", ":")), encoding="ascii")
        beside.replace(target)
        for old in sorted(folder.glob(f"{name}-*.json"), key=lambda path: path.stat().st_mtime, reverse=True)[4:]:
            old.unlink(missing_ok=True)
    except OSError:
        return


def compiled_json(name: str, files: Sequence[Path], join: Callable[[list[Any]], Any]) -> Any:
    """The data of some YAML files, joined; read from the kept form when its digest fits."""
    total = hashlib.sha256(name.encode())
    for path in files:
        total.update(path.name.encode() + b"\0" + path.read_bytes())
    digest = total.hexdigest()
    if (data := kept(name, digest)) is not None:
        return data
    from compliance.base.source import read_yaml

    data = join([read_yaml(path).data for path in files])
    keep(name, digest, data)
    return data
