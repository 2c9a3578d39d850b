"""What people write in an assessment: opinions, lists, measures, evaluations, comments, and what they should not be able to do with them."""

from copy import deepcopy
from typing import Any

from tests.aipd.asking import NEUTRAL

SPOKEN: dict[str, Any] = {
    "system.name": "Aide au tri",
    "privacy.dpia": {
        "state": "validated",
        "category": "Santé",
        "created": "2026-03-02T08:15:30.250Z",
        "updated": "2026-09-11",
        "people": {"author": "A. Martin", "evaluator": "B. Petit", "validator": "D. Roux", "dpo": "C. Leroy", "subjects": "Association de patients"},
        "dpo_favourable": False,
        "dpo_opinion": "Pas avant d’avoir revu la base.",
        "views": {"sought": True, "opinion": "Utile, si le médecin garde la main.", "favourable": True},
        "refusal_reason": "Version précédente incomplète",
        "adjustments": "Bases revues",
        "answers": [{"question": "111", "text": "<p>Premier paragraphe.</p><ul><li>un point</li></ul>"}, {"question": "227", "text": "Aucun transfert prévu.\n\nÀ revoir si l’hébergeur change."}],
        "measures": [{"title": "Coffre fermé", "content": "au sous-sol & gardé", "family": "PIA_SEC_PHY"}],
        "risks": [
            {
                "risk": "access", "impacts": ["chantage", "< 3 jours d’arrêt & suites"], "measures": ["Coffre fermé", "Chiffrement maison"], "severity": "significant",
                "severity_reason": "parce que", "likelihood": "limited", "residual_severity": "limited", "residual_likelihood": "negligible",
                "confirmed_by": "A. Martin", "confirmed_on": "2026-09-01",
            }
        ],
        "evaluations": [
            {"target": "1.1", "status": "acceptable", "progress": "completed", "comment": "Clair.", "date": "2026-09-02"},
            {"target": "2.1.212", "status": "improvable", "progress": "started", "action": "revoir la base", "owner": "C. Leroy", "due": "2027-01-15"},
            {"target": "3.2", "status": "improvable", "action": "chiffrer"},
            {"target": "Coffre fermé", "status": "to_correct", "comment": "<p>Où est la <strong>clé</strong> ?</p>"},
        ],
        "comments": [{"question": "325", "text": "à revoir\n\navec le RSSI"}],
    },
}  # fmt: skip
CODE = (
    "<script>alert(1)</script>",
    "</textarea><img src=x onerror=alert(1)>",
    "<b>gras</b> & <i onmouseover=x>italique</i> &lt;b&gt; &amp;lt; A&B; 1 < 2 > 0",
    "« a » [system.yaml:1 · system.name] </em><strong>x</strong> <em>[f:1 · ai.is_llm=true]",
    "](javascript:alert(1)) | `code` | ![x](y) \\ * _ # <!-- -->",
    "{{ 7*7 }} {% raw %} #let x = 1 $ @a",
    '=cmd|"/c calc"!A1',
)


def hostile(code: str) -> dict[str, Any]:
    """A system that says the same thing everywhere where a person may write."""
    data: dict[str, Any] = deepcopy(NEUTRAL)
    data["system"] |= {"name": code, "version": code, "intended_purpose": code}
    data["organisation"] = {**data["organisation"], "name": code}
    for name in ("data", "components", "parties"):
        for item in data[name]:
            item["name"] = code
    data["data"][0]["fields"] = [{"name": code, "necessity": code}]
    data["processing_activities"][0]["route_reference"] = code
    dpia = {
        "people": dict.fromkeys(("author", "evaluator", "validator", "dpo", "subjects"), code), "dpo_opinion": code, "dpo_favourable": True, "category": code,
        "views": {"sought": False, "reason": code, "opinion": code}, "refusal_reason": code, "adjustments": code,
        "answers": [{"question": str(number), "text": code} for number in (111, 121, 227)],
        "measures": [{"title": code, "content": code, "family": code}],
        "risks": [{"risk": "access", "impacts": [code], "threats": [code], "sources": [code], "measures": [code], "severity": "maximum", "severity_reason": code, "confirmed_by": code}],
        "evaluations": [{"target": "1.1", "status": "improvable", "action": code, "comment": code, "owner": code}, {"target": code, "status": "acceptable", "comment": code}],
        "comments": [{"question": "111", "text": code}, {"question": code, "text": code}],
    }  # fmt: skip
    data["privacy"] = {**data.get("privacy", {}), "dpia": dpia}
    return data
