"""Attached documents: verified, altered, missing, outside; stale in its own right."""

import hashlib
from pathlib import Path

import pytest

from tests.gate.command import DAY, comply, plain

CONTENT = b"rapport du test d'intrusion"
DIGEST = hashlib.sha256(CONTENT).hexdigest()


def attach(folder: Path, reference: str, digest: str = DIGEST) -> None:
    path = folder / "secure-reference" / "system.yaml"
    text = path.read_text(encoding="utf-8")
    changed = text.replace("reference: PEN-2026-05,", f'reference: "{reference}", sha256: {digest},')
    assert changed != text
    path.write_text(changed, encoding="utf-8")


@pytest.fixture
def report(workplace: Path) -> Path:
    path = workplace / "secure-reference" / "preuves" / "pentest.pdf"
    path.parent.mkdir()
    path.write_bytes(CONTENT)
    return path


def test_a_verified_document_lets_the_release_pass(workplace: Path, system: Path, report: Path) -> None:
    attach(workplace, "preuves/pentest.pdf", DIGEST.upper())
    assert comply("gate", system, "--as-of", DAY).code == 0
    outcome = comply("evidence", "verify", system, "--as-of", DAY)
    assert outcome.code == 0
    assert "vérifié" in outcome.out


@pytest.mark.parametrize(
    ("reference", "content", "word"),
    [
        ("preuves/pentest.pdf", b"autre", "modifiée"),
        ("preuves/absent.pdf", CONTENT, "introuvable"),
        ("../../ailleurs.pdf", CONTENT, "hors du dossier"),
        ("/etc/hostname", CONTENT, "hors du dossier"),
    ],
)
def test_a_lost_document_closes_the_gate_under_its_own_code(workplace: Path, system: Path, report: Path, reference: str, content: bytes, word: str) -> None:
    report.write_bytes(content)
    attach(workplace, reference)
    outcome = comply("gate", system, "--as-of", DAY)
    assert outcome.code == 4
    assert word in outcome.out
    assert outcome.last == "fermé : 1 preuve jointe manquante ou modifiée"
    assert comply("evidence", "verify", system, "--as-of", DAY).code == 4
    (workplace / "comply.yaml").write_text("gate: {evidence: {missing: warn}}\n", encoding="utf-8")
    warned = comply("gate", system, "--as-of", DAY)
    assert warned.code == 0
    assert "preuve jointe" in warned.out


def test_a_link_that_leaves_the_folder_is_not_followed(workplace: Path, system: Path, report: Path) -> None:
    report.unlink()
    outside = workplace.parent / "outside.pdf"
    outside.write_bytes(CONTENT)
    report.symlink_to(outside)
    attach(workplace, "preuves/pentest.pdf")
    assert "hors du dossier" in comply("gate", system, "--as-of", DAY).out


def test_verify_tells_the_digest_to_note(workplace: Path, system: Path, report: Path) -> None:
    path = workplace / "secure-reference" / "system.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("reference: PEN-2026-05,", "reference: preuves/pentest.pdf,"), encoding="utf-8")
    outcome = comply("evidence", "verify", system, "--as-of", DAY)
    assert outcome.code == 0
    assert f"sha256: {DIGEST}" in plain(outcome.out)


def test_stale_evidence_is_told_and_may_be_a_warning(workplace: Path, system: Path) -> None:
    assert comply("evidence", "verify", system, "--as-of", "2026-12-20").code == 4
    (workplace / "comply.yaml").write_text("gate: {evidence: {stale: warn}}\n", encoding="utf-8")
    outcome = comply("gate", system, "--as-of", "2026-12-20")
    assert outcome.code == 0
    assert "preuve périmée le 16 décembre 2026" in plain(outcome.out)


def test_the_policy_may_ask_for_more_than_a_word(workplace: Path, system: Path) -> None:
    (workplace / "comply.yaml").write_text("gate: {assurance: {blocking: measured}}\n", encoding="utf-8")
    outcome = comply("gate", system, "--as-of", DAY)
    assert outcome.code == 4
    assert "insuffisamment étayés" in outcome.last
    assert "attendu : mesuré" in plain(outcome.out)


def test_what_was_too_weak_before_is_known(workplace: Path, system: Path) -> None:
    (workplace / "comply.yaml").write_text("gate: {assurance: {blocking: measured}}\n", encoding="utf-8")
    comply("gate", system, "--as-of", DAY, "--output", "json=old.json")
    outcome = comply("gate", system, "--as-of", DAY, "--baseline", "old.json")
    assert outcome.code == 0
    assert "déjà connus" in outcome.last
