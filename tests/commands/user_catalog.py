"""Writes the catalog of a user: one control, one framework with its rows, rows for a shipped framework, a dated parameter, a notion and a group to count."""

from pathlib import Path

CONTROL = """\
id: LOC-01
domain: LOC
title: {fr: Charte locale signée, en: Local charter signed}
gist: {fr: Une charte d’usage est signée., en: A charter of use is signed.}
why: {fr: "Sans charte, personne ne connaît les règles.", en: Without a charter nobody knows the rules.}
severity: major
when: {processes_personal_data: true}
parameters:
  longest: {value: 12, unit: months, basis: convention, source: {fr: usage, en: usage}}
  bound: {value: 2, unit: count, basis: law, source: {fr: le texte, en: the text}}
require:
  all:
    - {part: written, organisation.policies: {includes: usage_charter}}
    - {part: reviewed, organisation.policies_last_review: {within: $longest}}
remedy: {first: {fr: Faire signer la charte., en: Have the charter signed.}, effort: days}
evidence: [{fr: charte signée, en: signed charter}]
remainder: {fr: La charte est-elle comprise ?, en: Is the charter understood?}
source: local
examples:
  pass: {data: [{id: d, kinds: [identity], subjects: [patients], identifiability: identified}], organisation: {policies: [usage_charter], policies_last_review: 2026-06-15}}
  fail: {data: [{id: d, kinds: [identity], subjects: [patients], identifiability: identified}], organisation: {policies: [security]}}
  unknown: {data: [{id: d, kinds: [identity], subjects: [patients], identifiability: identified}]}
  not_applicable: {data: []}
"""
FRAMEWORK = """\
id: chu
title: {fr: Politique du CHU, en: Hospital policy}
short: {fr: CHU, en: Hospital}
instrument: {fr: "Décision 12 du 3 mars 2026", en: "Decision 12 of 3 March 2026"}
url: https://chu.example/politique
text_version: {fr: version du 3 mars 2026, en: version of 3 March 2026}
as_of: 2026-10-01
status: in_force
last_change: {date: 2026-03-03, text: {fr: première version, en: first version}}
applies_when: {processes_personal_data: true}
addressees:
  everybody: {label: {fr: tous, en: everybody}}
"""
REQUIREMENTS = """\
requirements:
  - id: art-1
    kind: obligation
    citation: {fr: art. 1, en: art. 1}
    url: https://chu.example/politique#1
    title: {fr: Signer la charte, en: Sign the charter}
    gist: {fr: Chacun signe., en: Everybody signs.}
    addressees: [everybody]
    in_force: [{from: 2026-03-03}]
    remainder: {fr: Comprise ?, en: Understood?}
    verified: read
  - id: art-2
    kind: obligation
    citation: {fr: art. 2, en: art. 2}
    url: https://chu.example/politique#2
    title: {fr: Déclarer sous une heure, en: Report within an hour}
    gist: {fr: Déclarer., en: Report.}
    addressees: [everybody]
    in_force: [{from: 2027-01-01}]
    no_check: {fr: affaire d’organisation, en: a matter of organisation}
    verified: from memory
"""
MAPPING = """\
rows:
  - requirement: art-1
    control: LOC-01
    relation: subset_of
    rationale: {fr: "=SOMME(1)", en: "=SUM(1)"}
    confidence: high
    basis: functional
"""
ROWS_OF_RGPD = """\
rows:
  - requirement: art-24
    control: LOC-01
    relation: intersects_with
    part: written
    rationale: {fr: une charte est une mesure d’organisation, en: a charter is an organisational measure}
    confidence: low
    basis: semantic
"""
PARAMETER = """\
id: chu_clocks
title: {fr: Délais du CHU, en: Hospital clocks}
values:
  - key: chu_report
    clock: notification
    value: 1
    unit: hours
    hours: 1
    from: 2026-03-03
    requirement: "chu:art-2"
    citation: {fr: art. 2, en: art. 2}
    starts: {fr: constat, en: finding}
"""
TERMS = """\
terms:
  - name: chu_has_charter
    label: {fr: charte en place, en: charter in place}
    how: {fr: la charte figure parmi les politiques, en: the charter is among the policies}
    holds_when: {organisation.policies: {includes: usage_charter}}
"""
GROUPS = """\
groups:
  - {id: all, title: {fr: Articles, en: Articles}, prefix: art-, expected: 2}
"""
FILES = {
    "controls/LOC/LOC-01-local-charter.yaml": CONTROL,
    "frameworks/chu/framework.yaml": FRAMEWORK,
    "frameworks/chu/requirements.yaml": REQUIREMENTS,
    "frameworks/chu/mapping.yaml": MAPPING,
    "frameworks/chu/terms.yaml": TERMS,
    "frameworks/chu/coverage.yaml": GROUPS,
    "frameworks/rgpd/mapping.yaml": ROWS_OF_RGPD,
    "frameworks/parameters/chu-clocks.yaml": PARAMETER,
}


def write_catalog(root: Path, **changed: str) -> Path:
    """Write the catalog under `root`."""
    for name, text in {**FILES, **changed}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root
