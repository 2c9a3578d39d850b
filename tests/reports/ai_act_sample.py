"""One small classification with a bit of everything, written by hand, so that the shape of its report is tested apart from the law."""

from dataclasses import replace
from datetime import date

from compliance.assessment.ai_act_model import (
    Caution,
    Change,
    Classification,
    DeviceClass,
    Duty,
    Fine,
    KeptOut,
    Missing,
    NearMiss,
    NodeResult,
    Reason,
    Role,
    RowResult,
)  # fmt: skip
from compliance.assessment.model import Assessment
from compliance.base.problems import Position
from compliance.base.text import Text
from compliance.conditions.step import Step
from tests.reports import sample

DAY = sample.DAY
LATER = date(2028, 8, 2)
TITLES = {
    "high_risk_annex_i": Text("haut risque par l’annexe I (produit)", "high-risk through Annex I (product)"),
    "high_risk_annex_iii": Text("haut risque par l’annexe III (usage)", "high-risk through Annex III (use)"),
    "high_risk_presumed": Text("haut risque présumé, faute d’un fait", "high risk presumed for want of a fact"),
    "transparency:50-2": Text("transparence : contenus de synthèse", "transparency: synthetic content"),
    "minimal": Text("aucune classe particulière", "no particular class"),
}
ROLES = {"provider": Text("fournisseur", "provider"), "deployer": Text("déployeur", "deployer")}
CITED = Text("art. 6, § 1", "Art. 6(1)")
FINE = Fine("ai_act_99_4", Text("règlement (UE) 2024/1689, art. 99, § 4", "Regulation (EU) 2024/1689, Art. 99(4)"), 15_000_000, 3, "higher", None)


def classification(text: str = "IIa") -> Classification:
    """Two labels, two roles of which the law shifted one, duties now, later, older and disputed; `text` is what the user wrote in a field."""
    known = Step("test", True, "device.mdr_class", "is", text, text, ("device", "mdr_class"))
    open_ = Step("test", None, "ai.annex_iii_use_cases", "includes", "5d", None, ("ai", "annex_iii_use_cases"))
    out = Step("test", False, "device.in_house_art_5_5", "is", True, False, ("device", "in_house_art_5_5"))
    hit = RowResult(
        "mdr-iia", CITED, Text("RDM, classe IIa", "MDR class IIa"), ("art-6-1-a",), "", True, "hit", "high_risk_annex_i", Step("all", True, children=(known,)), out
    )  # fmt: skip
    presumed = RowResult(
        "annex-iii-5-d", Text("annexe III, point 5 d)", "Annex III, point 5(d)"), Text("Appels d’urgence et tri", "Emergency calls and triage"), ("annex-iii-5-d",), "5d", None,
        "presumed", "high_risk_presumed", open_, None, (("ai", "annex_iii_use_cases"),),
    )  # fmt: skip
    shifted = RowResult("art-25-1-c", Text("art. 25, § 1, point c)", "Art. 25(1)(c)"), Text("Change la destination", "Changes the purpose"), (), "", True, "hit", "provider", known)
    none = RowResult("art-2-8", Text("art. 2, § 8", "Art. 2(8)"), Text("Avant le marché", "Before the market"), (), "", False, "out", "", out)
    questions = (
        ("Quels rôles tient l’organisme ?", "Which roles does the organisation hold?", True, (shifted,), True), ("Avant le marché ?", "Before the market?", True, (none,), False),
        ("Voie de l’annexe I ?", "Annex I route?", True, (hit,), True), ("Voie de l’annexe III ?", "Annex III route?", True, (presumed,), None),
        ("Rien jusqu’ici ?", "Nothing so far?", False, (), None),
    )  # fmt: skip
    nodes = tuple(NodeResult(f"n{number}", Text(fr, en), asked, truth, rows) for number, (fr, en, asked, rows, truth) in enumerate(questions))
    return Classification(
        "ai-act", Text("règlement (UE) 2024/1689", "Regulation (EU) 2024/1689"), DAY, ("high_risk_annex_i", "high_risk_presumed", "transparency:50-2"), TITLES, ROLES,
        {"high_risk_presumed": ("5d",)}, ("annex_iii:5d",), {"high_risk_presumed": ("high_risk_annex_iii",)}, {"high_risk_annex_i": ("A",)},
        {"5d": Text("Cumul discuté.", "Both routes are contested.")},
        (Role("deployer", "stated", "", Text("art. 3, point 4)", "Art. 3(4)")), Role("provider", "shifted", "art-25-1-c", Text("art. 25, § 1, point c)", "Art. 25(1)(c)"))),
        (Reason("art-25-1-c", Text("art. 25, § 1, point c)", "Art. 25(1)(c)")), Reason("art-2-6", Text("art. 2, § 6", "Art. 2(6)"), refused=True)),
        Text("autorité nationale", "national authority"), nodes,
        (
            Missing("ai.annex_iii_use_cases", ("ai", "annex_iii_use_cases"), ("annex-iii-5-d",), ("high_risk_presumed",),
                    (Change(("5d",), ("high_risk_annex_iii", "role:provider"), ("high_risk_presumed", "annex_iii:5d")), Change(("none",), (), ("annex_iii:5d",)))),
            Missing("ai.change.kind", ("ai", "change", "kind"), ("art-25-1-b",), ()),
        ),
        (Caution("role_open", Text("Rien ne dit si l’organisme est devenu fournisseur.", "Nothing says whether the organisation became provider."), (CITED,)),),
        DeviceClass(text, "IIa", False, "rule", Text("Informations pour décider", "Information to decide"), Text("règle 11", "Rule 11"), known, (Text("Décision grave", "Grave decision"),)),
        _duties(),
        (NearMiss("row", CITED, Text("RDM, classe IIb", "MDR class IIb"), 1, (KeptOut("device.mdr_class", "is", "IIb", text, ("device", "mdr_class")),)),),
        None,
        {"device.mdr_class": Position(sample.FILE, 18), "device.in_house_art_5_5": Position(sample.FILE, 19)},
    )  # fmt: skip


def _duties() -> tuple[Duty, ...]:
    def duty(name: str, fr: str, en: str, owed: tuple[str, ...], label: str, day: date, status: str, **more: object) -> Duty:
        values = {"presumed": False, "legacy_if_unchanged": False, "legacy_until": None, "contested": None, "fine": None, "shown": None, **more}
        citation = Text(name, name.replace("art.", "Art."))
        return Duty(f"ai-act:{name}", citation, Text(fr, en), "https://example.org/#art_1", owed, (label,), day, ((label, day),), status, **values)  # type: ignore[arg-type]

    now = date(2026, 8, 2)
    return (
        duty("art. 4", "Maîtrise de l’IA", "AI literacy", ("deployer", "provider"), "any_in_scope", date(2025, 2, 2), "applies_now", shown="not_met"),
        duty("art. 50, § 2", "Marquer les contenus", "Mark content", ("provider",), "transparency:50-2", now, "applies_now", fine=FINE, shown="unknown"),
        duty("art. 26, § 1", "Suivre la notice", "Follow the instructions", ("deployer",), "high_risk_annex_i", LATER, "future", fine=FINE, shown="partly_shown"),
        duty("art. 27", "Analyse d’impact", "Impact assessment", ("deployer",), "high_risk_annex_iii", date(2027, 12, 2), "future", presumed=True),
        duty("art. 9", "Gestion des risques", "Risk management", ("provider",), "high_risk_annex_i", LATER, "legacy", legacy_if_unchanged=True, legacy_until=date(2030, 8, 2)),
        duty("art. 49, § 2", "Enregistrement", "Registration", ("provider",), "high_risk_annex_i", LATER, "contested", contested=Text("Date discutée.", "The date is contested.")),
        duty("art. 72", "Surveillance", "Monitoring", ("provider",), "high_risk_annex_i", LATER, "future", legacy_if_unchanged=True, legacy_until=date(2030, 8, 2)),
    )


def assessment(text: str = "IIa", name: str = "Détection de nodules", organisation: str = "CHU de Référence") -> Assessment:
    """The sample assessment with this classification."""
    return replace(sample.assessment(name, organisation), classification=classification(text))
