"""Where the policy and the waivers of a system stand: under their usual names, near the system. Nothing is read here."""

from pathlib import Path

POLICY = "comply.yaml"
WAIVERS = "waivers.yaml"


def policy_file(system: Path, chosen: Path | None) -> Path | None:
    """The policy file of a system: the one chosen, else comply.yaml beside the system or in a folder above it, up to the working folder."""
    if chosen is not None:
        return chosen
    folder, stop = system.resolve().parent, Path.cwd().resolve()
    while True:
        if (found := folder / POLICY).is_file():
            return found.relative_to(stop) if found.is_relative_to(stop) else found
        if folder == stop or not folder.is_relative_to(stop):
            return None
        folder = folder.parent


def waivers_file(system: Path, name: str, policy: Path | None, chosen: Path | None) -> Path | None:
    """The waivers of a system: the file chosen, else the one the policy names, beside the policy or beside the system; None where there is none."""
    if chosen is not None:
        return chosen
    folders = [policy.parent] if policy is not None else []
    return next((path for folder in [*folders, system.parent] if (path := folder / name).is_file()), None)
