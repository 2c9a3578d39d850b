"""What is missing becomes questions: one for each path, asked of a role, the weightiest first."""

import pytest

from compliance.assessment.model import Assessment
from compliance.assessment.questions import questions
from compliance.catalog.load import Catalog
from compliance.pipeline import assess
from tests.fragments import AS_OF, system

TEXT = """\
system: {name: Retina, countries: [FR]}
organisation: {country: FR, roles: {rgpd: [controller]}}
data: [{id: images, kinds: [images], subjects: [patients], identifiability: pseudonymised, health_origin: care}]
sites: [{id: paris, country: FR}]
components: [{id: pacs, kind: data_store, holds: [images], hosted_at: paris}, {id: ris, kind: data_store, holds: [images], hosted_at: paris}]
flows: [{id: upload, source: ris, destination: pacs, carries: [images]}]
"""


@pytest.fixture(scope="module")
def assessment(catalog: Catalog) -> Assessment:
    return assess(system(TEXT), catalog, AS_OF)


def test_each_path_is_asked_once_in_words(assessment: Assessment) -> None:
    paths = [question.path for question in assessment.questions]
    assert len(paths) == len(set(paths)) > 50
    for question in assessment.questions:
        assert question.question.fr.endswith("?")
        assert question.label.en != question.path
        assert question.asked_of in ("dpo", "ciso", "management", "data_scientist", "vendor", "clinician")


def test_the_weightiest_come_first(assessment: Assessment) -> None:
    weights = [(-question.blocking, -question.verdicts, question.path) for question in assessment.questions]
    assert weights == sorted(weights)


def test_every_answer_a_finding_lacks_is_asked(assessment: Assessment) -> None:
    lacking = {".".join(part for part in location if isinstance(part, str)) for finding in assessment.findings for location in finding.missing}
    assert lacking
    assert lacking <= {question.path for question in assessment.questions}


def test_every_unknown_finding_lacks_something(assessment: Assessment) -> None:
    assert [finding.id for finding in assessment.findings if finding.verdict == "unknown" and not finding.missing] == []
    assert [finding.id for finding in assessment.findings if finding.verdict in ("pass", "fail", "not_applicable") and finding.missing] == []


def test_a_question_counts_its_verdicts_and_names_its_subjects(assessment: Assessment) -> None:
    encrypted = next(question for question in assessment.questions if question.path == "flows.encrypted")
    assert encrypted.subjects == ("flows[upload]",)
    assert encrypted.verdicts >= len(encrypted.controls) >= 1


def test_answering_what_is_asked_settles_it(assessment: Assessment, catalog: Catalog) -> None:
    answered = assess(system(TEXT.replace("carries: [images]", "carries: [images], encrypted: true, authenticated: mutual, protocol: mtls, end_to_end: true")), catalog, AS_OF)
    assert {"flows.encrypted", "flows.authenticated", "flows.end_to_end"}.isdisjoint(question.path for question in answered.questions)
    assert sum(len(finding.missing) for finding in answered.findings) < sum(len(finding.missing) for finding in assessment.findings)


def test_no_findings_no_questions() -> None:
    assert questions([], [], system("{}")) == ()
