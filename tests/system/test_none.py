"""Not stated, said to be absent, stated: each kind of answer knows its three states."""

from datetime import date
from typing import Any

import pytest

from compliance.base.problems import InvalidInput
from tests.fragments import system

TEXT, FLAG, WHOLE, TALLY, AMOUNT, DAY, COUNTRY, CHOICE, CHOICE_WITH_NONE, LIST, LIST_WITH_NONE, REFERENCES, GROUP = (
    "organisation.security_officer", "organisation.is_employer", "organisation.headcount", "security.access.shared_accounts", "organisation.turnover_eur",
    "organisation.policies_last_review", "organisation.country", "system.status", "organisation.roles.nis2", "organisation.certificates", "security.pqc",
    "components.holds", "privacy.dp",
)  # fmt: skip


def answer(path: str, value: str) -> Any:
    names = path.split(".")
    nested = f"{names[-1]}: {value}"
    for name in reversed(names[:-1]):
        nested = f"{name}: [{{id: x, {nested}}}]" if name == "components" else f"{name}: {{{nested}}}"
    found: Any = system(nested).description
    for name in names:
        found = getattr(found[0] if isinstance(found, list) else found, name)
    return found


@pytest.mark.parametrize(
    ("path", "written", "expected"),
    [
        (TEXT, "none", "none"), (TEXT, "1.10", "1.10"), (TEXT, "007", "007"), (TEXT, '" "', None), (TEXT, '""', None), (TEXT, "", None), (TEXT, "~", None),
        (FLAG, "false", False), (FLAG, "", None),
        (WHOLE, "none", "none"), (WHOLE, "0", 0), (WHOLE, "12.0", 12), (WHOLE, "", None),
        (TALLY, "none", 0), (TALLY, "0", 0), (TALLY, "3", 3), (TALLY, "", None),
        (AMOUNT, "none", "none"), (AMOUNT, "0", 0.0), (AMOUNT, "1e-5", 1e-5), (AMOUNT, "", None),
        (DAY, "none", "none"), (DAY, "2026-02-28", date(2026, 2, 28)), (DAY, '"2026-02-28"', date(2026, 2, 28)), (DAY, "", None),
        (COUNTRY, "NO", "NO"), (COUNTRY, "", None),
        (CHOICE, "", None), (CHOICE_WITH_NONE, "none", "none"),
        (LIST, "[]", []), (LIST, "", None), (LIST_WITH_NONE, "[none]", ["none"]), (LIST_WITH_NONE, "[]", []),
        (REFERENCES, "[]", []), (REFERENCES, "[none]", ["none"]),
        (GROUP, "", None),
    ],
)  # fmt: skip
def test_is_read_as(path: str, written: str, expected: Any) -> None:
    found = answer(path, written)
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(
    ("path", "written", "code"),
    [
        (FLAG, "none", "expected_flag"), (COUNTRY, "none", "expected_country"), (CHOICE, "none", "not_one_of"), (LIST, "none", "expected_list"),
        (LIST, "[none]", "not_one_of"), (LIST_WITH_NONE, "[none, plan]", "none_alone"), (LIST_WITH_NONE, "none", "expected_list"),
        (REFERENCES, "[none, none]", "none_alone"), (GROUP, "none", "expected_group"), (GROUP, "[]", "expected_group"),
        (WHOLE, "None", "expected_whole"), (WHOLE, "NONE", "expected_whole"), (DAY, "false", "expected_day"), (WHOLE, "true", "expected_whole"),
        (AMOUNT, "true", "expected_amount"),
        (TEXT, "false", "expected_text"), (WHOLE, "1.5", "expected_whole"), (DAY, "20260228", "expected_day"), (AMOUNT, ".inf", "expected_amount"),
        (WHOLE, "9" * 30, "expected_whole"), (WHOLE, "0x" + "f" * 5000, "expected_whole"), (AMOUNT, "9" * 390, "expected_amount"), (AMOUNT, "0x" + "f" * 5000, "expected_amount"),
    ],
)  # fmt: skip
def test_is_refused(path: str, written: str, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        answer(path, written)
    assert [problem.code for problem in refused.value.problems] == [code]


@pytest.mark.parametrize("section", ["components", "data", "parties", "sites"])
def test_nothing_is_called_none(section: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        system(f"{section}: [{{id: none}}]")
    assert [problem.code for problem in refused.value.problems] == ["expected_identifier"]


@pytest.mark.parametrize("text", ['sites: [{id: a, support_languages: [fr, ""]}]', 'documents: [{id: a, supports: [" "]}]', 'components: [{id: a, holds: [""]}]'])
def test_a_blank_word_in_a_list_is_told(text: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        system(text)
    assert [problem.code for problem in refused.value.problems] == ["blank_item"]
