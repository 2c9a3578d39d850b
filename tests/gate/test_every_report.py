"""Every command that tells something of a system reads its waivers as the gate does, lists them with who answers for them, and says which evidence no longer supports anything."""

import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.gate.command import DAY, Outcome, comply, plain
from tests.gate.conftest import weaken

LATE = "2026-12-20"
WAIVERS = """waivers:
  - requirement: rgpd:art-32-1-b
    scope: all
    reason: Cartes CPS livrées le 15 décembre
    owner: RSSI
    approver: Directrice générale
    created: 2026-11-10
    expires: 2026-12-05
  - requirement: ai-act:art-4-1
    scope: all
    reason: Formation prévue le 1er décembre
    owner: Responsable formation
    approver: Directeur médical
    created: 2026-11-10
    expires: 2026-12-15
"""
DATA = {"rgpd:art-32-1-b": ("Cartes CPS livrées", "RSSI", "Directrice générale"), "ai-act:art-4-1": ("Formation prévue", "Responsable formation", "Directeur médical")}
BOTH = tuple(DATA)
LAW, ACT = ("rgpd:art-32-1-b",), ("ai-act:art-4-1",)
# Each form that a command writes, and the waivers that touch what it shows; it lists the others as well.
FORMS: list[tuple[tuple[str, ...], str, tuple[str, ...]]] = [
    *((("evidence", "verify"), form, BOTH) for form in ("text", "json")),
    *((("aipd",), form, LAW) for form in ("md", "html", "docx", "pdf", "cnil-json")),
    *((("register",), form, BOTH) for form in ("md", "json", "xlsx")),
    *((("deadlines",), form, BOTH) for form in ("text", "json", "ics")),
    *((("flows",), form, BOTH) for form in ("text", "json")),
    (("explain", "IAM-03"), "", LAW),
    (("explain", "rgpd:art-32-1-b"), "", LAW),
    (("explain", "ai-act:art-4-1"), "", ACT),
    *((("classify",), form, ACT) for form in ("text", "json", "md", "html", "docx", "pdf")),
    *((("draft", "list"), form, ACT) for form in ("text", "json")),
    *((("draft", "fria"), form, ACT) for form in ("text", "json", "md", "html", "docx", "pdf")),
]

PLAIN = {command: form for command, form, _ in FORMS if form not in ("docx", "xlsx", "pdf")}  # each command, in a form that it prints


def identifier(value: object) -> str:
    return "-".join(value).replace(":", ".") if isinstance(value, tuple) else str(value)


@pytest.fixture
def accepted(workplace: Path) -> Path:
    """The reference, with two obligations broken and accepted."""
    weaken(workplace)
    path = workplace / "secure-reference" / "organisation.yaml"
    text = path.read_text(encoding="utf-8")
    changed = re.sub(r"ai_literacy: \[[^]]*\]", "ai_literacy: []", text)
    assert changed != text
    path.write_text(changed, encoding="utf-8")
    (workplace / "secure-reference" / "waivers.yaml").write_text(WAIVERS, encoding="utf-8")
    return workplace


def told(command: tuple[str, ...], form: str, folder: Path, *more: str, day: str = DAY) -> tuple[Outcome, str]:
    """What a command writes, as plain words."""
    if form == "pdf":
        pytest.importorskip("typst")
    out = folder / f"made.{form}"
    where = ("--format", form, "--out", str(out)) if form in READ else ("--format", form) if form else ()
    outcome = comply(*command, "secure-reference/system.yaml", *where, *more, "--as-of", day)
    if form in READ:
        return outcome, _words(READ[form](out.read_bytes())) if out.exists() else ""
    return outcome, _words(outcome.out)


def _words(text: str) -> str:
    return re.sub(r"\s+", " ", plain(text).replace("\u200b", "").replace("\r\n ", "").replace("\\", ""))


def _archive(content: bytes) -> str:
    with ZipFile(io.BytesIO(content)) as archive:
        names = [name for name in archive.namelist() if name.startswith(("word/document", "xl/sharedStrings"))]
        return " ".join(re.sub(r"<[^>]+>", "", archive.read(name).decode()) for name in names)


def _pdf(content: bytes) -> str:
    from pypdf import PdfReader

    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


READ: dict[str, Callable[[bytes], str]] = {"docx": _archive, "xlsx": _archive, "pdf": _pdf}


def holds(text: str, said: str) -> bool:
    """Whether a text says something; spaces aside, where lines are broken by the layout."""
    return re.sub(r"\s+", "", said) in re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", text))


@pytest.mark.parametrize(("command", "form"), [form[:2] for form in FORMS], ids=identifier)
def test_every_report_lists_the_waivers(accepted: Path, command: tuple[str, ...], form: str) -> None:
    outcome, text = told(command, form, accepted)
    assert outcome.code == 0, outcome.err
    for target, (reason, owner, approver) in DATA.items():
        assert holds(text, target), target
        for said in (reason, owner, approver):
            assert holds(text, said), said


@pytest.mark.parametrize(("command", "form"), PLAIN.items(), ids=identifier)
def test_waivers_are_ignored_on_request(accepted: Path, command: tuple[str, ...], form: str) -> None:
    ignored, text = told(command, form, accepted, "--ignore-waivers")
    assert ignored.code == 0
    assert "dérogations ignorées à la demande : 2" in plain(ignored.err)
    (accepted / "secure-reference" / "waivers.yaml").unlink()
    bare, same = told(command, form, accepted)
    assert text == same
    assert not holds(text, "Cartes CPS livrées")
    assert not holds(text, "Formation prévue")
    assert "ignorées" not in bare.err


@pytest.mark.parametrize(("command", "form"), PLAIN.items(), ids=identifier)
@pytest.mark.parametrize(
    ("target", "message"),
    [("finding: IAM-03@pac", "`IAM-03@pac` ne correspond à aucun constat ni à aucune obligation"), ("finding: IAM-3@pacs", "aucun contrôle ne s’appelle `IAM-3`")],
)
def test_a_waiver_that_names_nothing_is_refused(accepted: Path, command: tuple[str, ...], form: str, target: str, message: str) -> None:
    (accepted / "secure-reference" / "waivers.yaml").write_text(WAIVERS.replace("requirement: rgpd:art-32-1-b", target), encoding="utf-8")
    outcome, _ = told(command, form, accepted)
    assert outcome.code == 2
    assert message in plain(outcome.err)
    assert "secure-reference/waivers.yaml:2:" in outcome.err
    assert not outcome.out


@pytest.mark.parametrize(("command", "form"), PLAIN.items(), ids=identifier)
def test_another_file_of_waivers_may_be_named(accepted: Path, command: tuple[str, ...], form: str) -> None:
    (accepted / "secure-reference" / "waivers.yaml").rename(accepted / "risques.yaml")
    _, without = told(command, form, accepted)
    assert not holds(without, "Directrice générale")
    assert not holds(without, "Directeur médical")
    _, text = told(command, form, accepted, "--waivers", "risques.yaml")
    assert any(holds(text, name) for name in ("Directrice générale", "Directeur médical"))


EVIDENCE = [entry for entry in FORMS if entry[0] != ("explain", "ai-act:art-4-1")]


@pytest.mark.parametrize(("command", "form", "touching"), EVIDENCE, ids=identifier)
def test_every_report_says_which_evidence_is_stale_or_lost(accepted: Path, command: tuple[str, ...], form: str, touching: tuple[str, ...]) -> None:
    path = accepted / "secure-reference" / "system.yaml"
    text = path.read_text(encoding="utf-8")
    changed = text.replace("reference: PEN-2026-05,", f"reference: preuves/absent.pdf, sha256: {'a' * 64},")
    assert changed != text
    path.write_text(changed, encoding="utf-8")
    _, late = told(command, form, accepted, "--ignore-waivers", day=LATE)
    assert holds(late, "Rapport hebdomadaire du centre de supervision"), "stale"
    assert holds(late, "preuves/absent.pdf"), "lost"


def test_a_waiver_in_force_never_makes_a_duty_met(accepted: Path) -> None:
    data = json.loads(comply("classify", "secure-reference/system.yaml", "--format", "json", "--as-of", DAY).out)
    duty = next(duty for duty in data["duties"] if duty["reference"] == "ai-act:art-4-1")
    assert (duty["shown"], duty["breach"]) == ("accepted", False)
    assert data["waivers"][0]["requirements"] == ["ai-act:art-4-1"]
    assert "non satisfaite" in data["waivers"][0]["told"][0]
    assert [waiver["requirement"] for waiver in data["other_waivers"]] == ["rgpd:art-32-1-b"]
    page = comply("classify", "secure-reference/system.yaml", "--format", "md", "--as-of", DAY).out
    assert "sans la dérogation : non satisfaite" in plain(page)
    assert "n’est démontrée comme non satisfaite" not in page
    late = plain(comply("classify", "secure-reference/system.yaml", "--format", "md", "--as-of", LATE).out)
    assert "1 dérogation est échue : ce qu’elle acceptait n’est plus accepté par personne." in late
    assert "rouverte" in late


def test_the_report_of_an_assessment_says_it_as_classify_does(accepted: Path) -> None:
    assert comply("assess", "secure-reference/system.yaml", "--as-of", DAY, "--out", "out", "--write", "md").code == 0
    assert (accepted / "out" / "ai-act.md").read_text(encoding="utf-8") == comply("classify", "secure-reference/system.yaml", "--format", "md", "--as-of", DAY).out


def test_the_end_of_a_waiver_is_a_date_of_the_calendar(accepted: Path) -> None:
    ends = json.loads(comply("deadlines", "secure-reference/system.yaml", "--format", "json", "--as-of", DAY).out)["ends"]
    assert [(end["date"], end["days"], end["line"]) for end in ends if end["path"] in DATA] == [("2026-12-05", 14, 2), ("2026-12-15", 24, 9)]
    assert [end["date"] for end in ends] == sorted(end["date"] for end in ends)
    calendar = comply("deadlines", "secure-reference/system.yaml", "--format", "ics", "--as-of", DAY).out
    events = [event for event in calendar.replace("\r\n ", "").split("BEGIN:VEVENT") if "CATEGORIES:Dérogation" in event]
    assert ["DTSTART;VALUE=DATE:20261205" in events[0], "DTSTART;VALUE=DATE:20261215" in events[1], len(events)] == [True, True, 2]
    assert "Directrice générale" in events[0]
    screen = plain(comply("deadlines", "secure-reference/system.yaml", "--as-of", DAY).out)
    assert re.search(r"5 décembre 2026 \(dans 14 jours\)\n    fin de la dérogation : rgpd:art-32-1-b", screen)


def test_one_file_of_waivers_may_serve_several_systems(accepted: Path) -> None:
    """A finding of one system only is not unmatched because another system of the record has no such thing."""
    other = accepted / "other" / "system.yaml"
    other.parent.mkdir()
    other.write_text("system: {name: Autre système}\n", encoding="utf-8")
    shared = accepted / "risques.yaml"
    shared.write_text(WAIVERS.replace("requirement: rgpd:art-32-1-b", "finding: IAM-03@pacs"), encoding="utf-8")
    both = ("register", "secure-reference/system.yaml", str(other), "--waivers", "risques.yaml", "--as-of", DAY)
    outcome = comply(*both)
    assert outcome.code == 0, outcome.err
    assert "IAM-03@pacs" in outcome.out
    shared.write_text(WAIVERS.replace("requirement: rgpd:art-32-1-b", "finding: IAM-03@pac"), encoding="utf-8")
    refused = comply(*both)
    assert refused.code == 2
    assert refused.err.count("`IAM-03@pac` ne correspond") == 1


def test_an_accepted_failure_is_said_beside_its_verdict(accepted: Path) -> None:
    explained = plain(comply("explain", "IAM-03", "secure-reference/system.yaml", "--as-of", DAY).out)
    assert re.search(r"non satisfait  pacs .*accepté jusqu’au 5 décembre 2026 par Directrice générale", explained)
    requirement = plain(comply("explain", "rgpd:art-32-1-b", "secure-reference/system.yaml", "--as-of", DAY).out)
    assert "risque accepté (sans la dérogation : non satisfaite)" in requirement
    page = plain(comply("aipd", "secure-reference/system.yaml", "--as-of", DAY).out)
    assert "accepté jusqu’au 5 décembre 2026 par Directrice générale" in page.split("Risques acceptés")[0]
