"""What supports an answer: the weakest of the documents behind what was read, and whether one of them has expired."""

from datetime import date

import pytest

from compliance.assessment.evidence import Support, register
from compliance.base.source import Location
from tests.fragments import AS_OF, system

KEYS: Location = ("components", 0, "keys", "custodian")
PENTEST: Location = ("security", "pentest", "last_date")
BASE = """\
components: [{id: lake, keys: {custodian: customer}}, {id: lake2, keys: {custodian: provider}}]
security: {pentest: {last_date: 2026-01-01}}
documents: [%s]
"""


def support(documents: str, *places: Location, as_of: date = AS_OF) -> tuple[str, bool]:
    return Support(system(BASE % documents), as_of).of(places)


@pytest.mark.parametrize(
    ("documents", "places", "expected"),
    [
        ("", [PENTEST], ("declared", False)),
        ("{id: a, supports: [security.pentest.last_date]}", [PENTEST], ("documented", False)),
        ("{id: a, supports: [security.pentest.last_date], assurance: measured}", [PENTEST], ("measured", False)),
        ("{id: a, supports: [security.pentest]}", [PENTEST], ("documented", False)),
        ("{id: a, supports: [security]}", [PENTEST], ("documented", False)),
        ("{id: a, supports: [security.pentest.scope]}", [PENTEST], ("declared", False)),
        ("{id: a, supports: [security.pentest]}", [], ("declared", False)),
        ('{id: a, supports: ["components[lake].keys"]}', [KEYS], ("documented", False)),
        ('{id: a, supports: ["components[lake]"]}', [KEYS], ("documented", False)),
        ('{id: a, supports: ["components[lake2]"]}', [KEYS], ("declared", False)),
        ('{id: a, supports: ["components[lake]"]}', [("components", 1, "keys", "custodian")], ("declared", False)),
        ("{id: a, supports: [components.keys]}", [KEYS], ("documented", False)),
        ("{id: a, supports: [components]}", [KEYS], ("documented", False)),
        ("{id: a, supports: [security.pentest]}", [PENTEST, KEYS], ("declared", False)),
        ('{id: a, supports: [security.pentest], assurance: measured}, {id: b, supports: ["components[lake]"]}', [PENTEST, KEYS], ("documented", False)),
        ("{id: a, supports: [security.pentest]}, {id: b, supports: [security.pentest], assurance: measured}", [PENTEST], ("measured", False)),
        ("{id: a, supports: [security.pentest], expires: 2026-11-20}", [PENTEST], ("declared", True)),
        ("{id: a, supports: [security.pentest], expires: 2026-11-21}", [PENTEST], ("documented", False)),
        ("{id: a, supports: [security.pentest], expires: none}", [PENTEST], ("documented", False)),
        ("{id: a, supports: [security.pentest], expires: 2026-01-01}, {id: b, supports: [security.pentest]}", [PENTEST], ("documented", True)),
        ("{id: a, supports: [security.pentest], date: 2026-11-22}", [PENTEST], ("declared", False)),
    ],
)
def test_the_weakest_support_counts_and_an_expired_one_none(documents: str, places: list[Location], expected: tuple[str, bool]) -> None:
    assert support(documents, *places) == expected


def test_what_was_good_then_is_stale_now() -> None:
    document = "{id: a, supports: [security.pentest], expires: 2026-11-20}"
    assert support(document, PENTEST, as_of=date(2026, 11, 20)) == ("documented", False)
    assert support(document, PENTEST, as_of=date(2026, 11, 21)) == ("declared", True)


def test_the_register_tells_every_document_that_supports_something() -> None:
    documents = "{id: a, title: Audit, kind: evidence, supports: [security], expires: 2026-11-20, date: 2025-11-20}, {id: b, title: Other}"
    found = register(system(BASE % documents), AS_OF)
    assert [(item.title, item.kind, item.supports, item.assurance, item.stale, item.date, item.expires) for item in found] == [
        ("Audit", "evidence", ("security",), "documented", True, "2025-11-20", "2026-11-20")
    ]
    assert str(found[0].position).startswith("system.yaml:3:")
