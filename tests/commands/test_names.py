"""A name that is not known: what begins with it, what is near it, or where the names are listed."""

import pytest

from tests.gate.command import comply


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("rgpd:art-32", "there is no `rgpd:art-32`; what begins with it: rgpd:art-32-1, rgpd:art-32-1-a,"), ("hds", "what begins with it: hds:"),
        ("IAM-99", "did you mean `IAM-"), ("zzzz", "stand in `comply catalog list`"), ("", "stand in `comply catalog list`"),
    ],
)  # fmt: skip
def test_an_unknown_name_has_a_short_answer(name: str, expected: str) -> None:
    told = comply("explain", name, lang="en")
    assert told.code == 2
    assert expected in told.err
    assert len(told.err) < 400
    assert told.err == comply("explain", name, lang="en").err
