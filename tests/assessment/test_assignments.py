"""Who does what by when is read from the description, and only where it says so."""

from datetime import date

from compliance.assessment.assignments import assignments
from tests.fragments import system

TEXT = """
system: {name: Essai}
privacy:
  dpia:
    evaluations:
      - {target: CRY-02, owner: RSSI, due: 2027-02-01}
      - {target: GOV-05, status: acceptable}
      - {owner: Personne}
      - {target: HOS-01, action: Changer d’hébergeur.}
"""


def test_decisions_are_read_with_their_place() -> None:
    found = assignments(system(TEXT))
    assert [(item.target, item.owner, item.due, item.action) for item in found] == [("CRY-02", "RSSI", date(2027, 2, 1), ""), ("HOS-01", "", None, "Changer d’hébergeur.")]
    assert [item.position.line for item in found] == [6, 9]


def test_silence_assigns_nothing() -> None:
    assert assignments(system("system: {name: Essai}")) == ()
