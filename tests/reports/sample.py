"""One small assessment with a bit of everything, written by hand, so that the shape of the reports is tested apart from the law."""

from datetime import date
from pathlib import Path
from typing import Any

from compliance.assessment.model import (
    STATUSES,
    Assessment,
    AttestationResult,
    EvidenceResult,
    Finding,
    FrameworkResult,
    Question,
    RequirementResult,
    RowResult,
    Stop,
    WaiverResult,
)
from compliance.base.problems import Position
from compliance.base.text import Text
from compliance.catalog.load import Catalog, from_plain
from compliance.catalog.model import Override, RulesPolicy
from compliance.catalog.sources import Sources
from compliance.conditions.step import Step
from compliance.reports.words import Words

DAY = date(2026, 11, 21)
FILE = "chu/system.yaml"
WORDS = {language: Words(language) for language in ("fr", "en")}  # type: ignore[arg-type]


def catalog() -> Catalog:
    """Two controls, three frameworks, five requirements, with their texts."""
    controls = {
        key: {
            "id": key, "domain": key[:3], "title": title, "severity": severity, "core": True, "for_each": "flows", "when": None, "require": {"encrypted": True},
            "parameters": {"max_age": [12, "months", "convention"]} if key == "CRY-02" else {}, "effort": "days", "file": f"controls/{key}.yaml",
        }
        for key, title, severity in (
            ("CRY-02", ["Chiffrement en transit", "Encryption in transit"], "blocking"), ("GOV-05", ["Analyse d’impact", "Impact assessment"], "major"),
            ("LOG-01", ["Journal des accès", "Access logging"], "minor"),
        )
    }  # fmt: skip
    plain = {
        "controls": controls,
        "frameworks": {name: _framework(name, *about) for name, *about in FRAMEWORKS},
        "parameters": {},
        "terms": [],
    }
    texts = {
        "controls": {
            key: {
                "gist": ["Tout flux est chiffré ; sans exception.", "Every flow is encrypted; without exception."],
                "why": ["Un poste compromis écoute.", "A compromised machine listens."],
                "remedy": ["Exiger TLS 1.2.", "Require TLS 1.2."],
                "parameters": {"max_age": ["usage retenu", "chosen practice"]},
            }
            for key in controls
        },
        "frameworks": {name: {"status_note": ["Note.", "Note."]} for name, *_ in FRAMEWORKS},
        "requirements": {
            "rgpd:art-32": {"gist": ["Sécurité.", "Security."], "remainder": ["Le niveau est-il adapté ?", "Is the level suited?"]},
            "rgpd:art-7": {"no_check": ["Question de fait.", "A question of fact."]},
        },
        "rows": {},
        "terms": {},
    }
    return from_plain(plain, "d" * 64, Sources((Path(),)), [texts])


FRAMEWORKS: tuple[tuple[str, list[str], str, bool, bool | None], ...] = (
    ("rgpd", ["RGPD", "GDPR"], "in_force", True, True),
    ("bill", ["Projet de loi", "Bill"], "proposed", False, True),
    ("hipaa", ["HIPAA", "HIPAA"], "in_force", True, False),
)


def _framework(name: str, short: list[str], status: str, binding: bool, applies: bool | None) -> dict[str, Any]:
    return {
        "id": name, "title": [f"{short[0]} en toutes lettres", f"{short[1]} in full"], "short": short, "url": "https://example.org/",
        "text_version": ["JO du 4 mai 2016", "OJ of 4 May 2016"],
        "as_of": "2026-11-01", "status": status, "binding": binding, "applies_when": None, "addressees": {}, "requirements": [], "rows": [],
    }  # fmt: skip


def assessment(name: str = "Détection de nodules", organisation: str = "CHU de Référence") -> Assessment:
    """The assessment; every text of the user's can be replaced by a hostile one."""
    return Assessment(
        system=name,
        version="2.1",
        organisation=organisation,
        file=FILE,
        as_of=DAY,
        rules_digest="d" * 64,
        engine="0.1.0",
        frameworks=tuple(_result(*about, name) for about in FRAMEWORKS),
        findings=_findings(name),
        questions=(
            Question(
                "flows.protocol",
                Text("protocole du flux", "protocol of the flow"),
                Text("Quel est le protocole ?", "Which protocol?"),
                "ciso",
                Position(FILE, 12, 3),
                4,
                2,
                ("CRY-02",),
                (),
            ),
        ),
        evidence=(
            EvidenceResult(name, "test_report", "REF-1", "2026-01-02", "2027-01-02", ("security.access",), "measured", False, Position(FILE, 40), "verified"),
            EvidenceResult("Ancien rapport", "", "REF-2", "2020-01-02", "2021-01-02", ("privacy",), "documented", True, Position(FILE, 44)),
        ),
        facts={"processes_health_data": True, "federated": False, "large_scale": None},
        waivers=(
            WaiverResult(
                "CRY-02@export",
                "finding",
                "in_force",
                name,
                "RSSI",
                "Direction",
                date(2026, 6, 1),
                date(2027, 6, 1),
                192,
                (),
                ("CRY-02@export",),
                ("rgpd:art-33",),
                Position("waivers.yaml", 3),
            ),
            WaiverResult(
                "rgpd:art-5",
                "requirement",
                "expired",
                name,
                name,
                name,
                date(2026, 3, 1),
                date(2026, 10, 1),
                -51,
                (name,),
                (),
                ("rgpd:art-5",),
                Position("waivers.yaml", 9),
            ),
        ),
        input_digest="e" * 64,
        policy=RulesPolicy(
            "comply.yaml", (Override("CRY-02", "max_age", 12, 6, "months", Position("comply.yaml", 4)), Override("LOG-01", "", "minor", "major", "", Position("comply.yaml", 6)))
        ),
    )


def _findings(name: str) -> tuple[Finding, ...]:
    false = Step("test", False, "flows.encrypted", "is", True, False, ("flows", 0, "encrypted"))
    unknown = Step("test", None, "flows.protocol", "not", "email", None, ("flows", 1, "protocol"))
    failed = Step("all", False, children=(false, Step("any", None, children=(unknown, unknown))))
    open_trace = Step("all", None, children=(unknown,))
    holds = Step("all", True, children=(Step("test", True, "flows.encrypted", "is", True, True, ("flows", 2, "encrypted")),))
    title = Text("Chiffrement en transit", "Encryption in transit")
    route = (Stop("source", name, Position(FILE, 8)), Stop("flow", "export", Position(FILE, 12)), Stop("destination", "labo", Position(FILE, 16)))
    common = ("CRY-02", title, "blocking")
    copies = tuple(
        Finding(f"CRY-02@lecture@{party}", *common, f"lecture@{party}", "unknown", Position(FILE, 14), ("flows", 1), (("flows", 1, "protocol"),), trace=open_trace)
        for party in ("lyon", "berlin")
    )  # fmt: skip
    return (
        Finding("CRY-02@export", *common, "export", "fail", Position(FILE, 12, 5), ("flows", 0, "encrypted"), applicability=holds, trace=failed, route=route),
        *copies,
        Finding(
            "GOV-05@system", "GOV-05", Text("Analyse d’impact", "Impact assessment"), "major", "system", "fail", Position(FILE, 3), (), warning_only=True, stale=True, trace=failed
        ),
        Finding("LOG-01@system", "LOG-01", Text("Journal des accès", "Access logging"), "minor", "system", "pass", Position(FILE, 5), (), assurance="measured", trace=holds),
    )


def _result(identifier: str, short: list[str], status: str, binding: bool, applies: bool | None, name: str) -> FrameworkResult:
    requirements = () if applies is False else _requirements(identifier, name)
    counts = {status: sum(item.status == status for item in requirements) for status in STATUSES}
    trace = Step("all", applies, children=(Step("test", applies, "system.countries", "includes", "US", ("FR",), ("system", "countries")),))
    return FrameworkResult(
        identifier, Text(f"{short[0]} en toutes lettres", f"{short[1]} in full"), Text(short[0], short[1]), status, binding,
        Text("JO du 4 mai 2016", "OJ of 4 May 2016"), date(2026, 11, 1), applies, trace, (), requirements, counts, 3,
    )  # fmt: skip


def _requirements(framework: str, name: str) -> tuple[RequirementResult, ...]:
    given = AttestationResult(name, "DPO", "2026-05-01", "2027-05-01", "met", name, in_force=True)

    def requirement(number: int, status: Any, verdict: Any, relation: str = "equal", **more: Any) -> RequirementResult:
        rows = (RowResult("CRY-02", relation, (), "high", verdict, warning_only=False),) if verdict else ()
        settings = {"underlying": status, "binds_from": None, "attestation": None, "warnings": ()} | more
        return RequirementResult(
            f"{framework}:art-{number}", framework, Text(f"art. {number}, § 1", f"Art. {number}(1)"), Text(f"Exigence {number}", f"Requirement {number}"),
            f"https://example.org/#art_{number}", "obligation", status, settings["underlying"], True, settings["binds_from"], rows, settings["warnings"], settings["attestation"],
        )  # fmt: skip

    if framework == "bill":
        return (requirement(1, "unknown", "unknown", "intersects_with", warnings=("CRY-02",)),)
    return (
        requirement(5, "not_met", "fail"),
        requirement(6, "unknown", "unknown"),
        requirement(7, "not_assessed", ""),
        requirement(32, "partly_shown", "pass", "subset_of"),
        requirement(33, "accepted", "fail", underlying="not_met"),
        requirement(35, "met", "pass", attestation=given),
        requirement(50, "not_yet_applicable", "fail", underlying="not_met", binds_from=date(2027, 8, 2)),
        requirement(60, "not_applicable", "not_applicable"),
        requirement(61, "not_applicable", "not_applicable"),
    )
