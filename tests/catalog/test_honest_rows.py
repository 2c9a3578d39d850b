"""Mapping rows say no more than a control shows: a measure the law lets one replace is no breach, and a rationale speaks of its own row."""

from collections import Counter

from compliance.catalog.load import Catalog
from compliance.catalog.model import DUTIES

SHOWS = ("equal", "superset_of")


def test_a_measure_that_may_be_replaced_is_never_a_narrower_one(catalog: Catalog) -> None:
    """45 CFR 164.306(d)(3): instead of an addressable measure, an equivalent one may be adopted; a control that asks for the measure itself asks for more."""
    framework = catalog.frameworks["hipaa"]
    replaceable = {key for key, requirement in framework.requirements.items() if requirement.specification == "addressable"}
    assert len(replaceable) == 22
    narrower = [(row.requirement, row.control, row.relation) for row in framework.rows if row.requirement in replaceable and row.relation in ("equal", "subset_of")]
    assert narrower == []


def test_a_rationale_speaks_of_its_own_row(catalog: Catalog) -> None:
    for position, language in enumerate(("fr", "en")):
        told = Counter(text[position] for text in catalog.texts["rows"].values())
        repeated = [text for text, times in told.items() if times > 3]
        assert repeated == [], language
        assert all(len(text) >= 12 for text in told)


def test_what_a_person_must_judge_is_told_in_both_languages(catalog: Catalog) -> None:
    """Whatever no control shows alone says what is left to judge; whatever has no control says why."""
    judged = reasoned = 0
    for framework in catalog.frameworks.values():
        shown = {row.requirement for row in framework.rows if row.relation in SHOWS}
        mapped = {row.requirement for row in framework.rows}
        for key, requirement in framework.requirements.items():
            if requirement.kind not in framework.counted_kinds:
                continue
            texts = catalog.texts["requirements"][requirement.reference]
            if key not in mapped:
                told, reasoned = texts["no_check"], reasoned + 1
            elif key not in shown:
                told, judged = texts["remainder"], judged + 1
            else:
                continue
            french, english = told
            assert len(french.split()) >= 5, requirement.reference
            assert len(english.split()) >= 5, requirement.reference
            assert french != english, requirement.reference
    assert judged > 400
    assert 10 <= reasoned <= 20


def test_the_frameworks_that_bind_are_mostly_duties_with_a_control(catalog: Catalog) -> None:
    for framework in catalog.frameworks.values():
        if framework.binding:
            duties = [key for key, requirement in framework.requirements.items() if requirement.kind in DUTIES]
            controlled = {row.requirement for row in framework.rows}
            assert len(controlled.intersection(duties)) >= 0.9 * len(duties), framework.id
