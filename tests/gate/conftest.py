"""A system in order, copied where a test may change it, as the working folder."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.gate.command import EXAMPLES, inside


@pytest.fixture
def workplace(tmp_path: Path) -> Iterator[Path]:
    shutil.copytree(EXAMPLES / "secure-reference", tmp_path / "secure-reference")
    with inside(tmp_path):
        yield tmp_path


@pytest.fixture
def system(workplace: Path) -> Path:
    """The file of the system, relative to the working folder."""
    return Path("secure-reference/system.yaml")


def weaken(folder: Path) -> None:
    """Ask for the second factor on remote access only: art. 32 of the GDPR is then not met."""
    path = folder / "secure-reference" / "organisation.yaml"
    text = path.read_text(encoding="utf-8")
    changed = text.replace("mfa_scope: [all, phishing_resistant_privileged]", "mfa_scope: [remote]")
    assert changed != text
    path.write_text(changed, encoding="utf-8")


def forget(folder: Path) -> None:
    """Leave the scope of the second factor unsaid."""
    path = folder / "secure-reference" / "organisation.yaml"
    lines = [line for line in path.read_text(encoding="utf-8").splitlines(keepends=True) if "mfa_scope:" not in line]
    path.write_text("".join(lines), encoding="utf-8")


WAIVER = """waivers:
  - requirement: rgpd:art-32-1-b
    scope: {scope}
    reason: Cartes CPS livrées le 15 décembre ; accès internes surveillés d’ici là
    owner: RSSI
    approver: Directrice générale
    created: 2026-11-10
    expires: {expires}
"""


def waive(folder: Path, expires: str = "2026-12-05", scope: str = "all") -> Path:
    """Write a waiver for the obligation that `weaken` breaks."""
    path = folder / "secure-reference" / "waivers.yaml"
    path.write_text(WAIVER.format(expires=expires, scope=scope), encoding="utf-8")
    return path
