"""Answers that only count beside another one: a scope beside a method, evidence beside a tool, one pace for all accounts."""

import pytest

from compliance.catalog.load import Catalog
from compliance.pipeline import assess
from tests.fragments import AS_OF, system

STORE = """\
system: {name: T}
organisation: {country: FR}
data: [{id: records, kinds: [health], subjects: [patients], identifiability: identified, linking_identifier: constant, health_origin: care}]
components: [{id: pacs, kind: data_store, holds: [records]}]
"""
FLOW = """\
system: {name: T}
parties: [{id: chu, country: FR, roles: [own_organisation]}, {id: editeur, country: US, roles: [supplier]}]
sites: [{id: salle, provider: chu, country: FR}, {id: oregon, provider: editeur, country: US}]
data: [{id: incidents, kinds: [health], subjects: [patients], identifiability: pseudonymised}]
components: [{id: modele, kind: model, operated_by: chu, hosted_at: salle}, {id: support, kind: external, operated_by: editeur, hosted_at: oregon}]
"""


def verdict(text: str, control: str, catalog: Catalog) -> tuple[str, bool]:
    assessment = assess(system(text), catalog, AS_OF, traces=False, answers=False)
    (finding,) = [found for found in assessment.findings if found.control == control]
    return finding.verdict, finding.warning_only


@pytest.mark.parametrize(
    ("access", "expected"),
    [
        ("mfa_scope: [all], authentication_methods: [password, mfa]", "pass"),
        ("mfa_scope: [all], authentication_methods: [password]", "fail"),
        ("mfa_scope: [all]", "unknown"),
        ("authentication_methods: [password, mfa]", "unknown"),
        ("mfa_scope: [none]", "fail"),
    ],
)
def test_a_scope_without_a_second_factor_is_no_measure(access: str, expected: str, catalog: Catalog) -> None:
    assert verdict(f"{STORE}security: {{access: {{{access}}}}}\n", "IAM-03", catalog)[0] == expected


@pytest.mark.parametrize(
    ("ground", "expected"),
    [
        ("transfer_tool: none", "fail"),
        ("transfer_tool: none, transfer_tool_evidence: [dpf_listed]", "fail"),
        ("transfer_tool: dpf, transfer_tool_evidence: [dpf_listed]", "pass"),
        ("transfer_tool: dpf", "unknown"),
        ("transfer_tool_evidence: [dpf_listed]", "unknown"),
    ],
)
def test_a_flow_said_to_rest_on_nothing_fails_without_a_word_on_evidence(ground: str, expected: str, catalog: Catalog) -> None:
    text = f"{FLOW}flows: [{{id: tickets, source: modele, destination: support, carries: [incidents], {ground}}}]\n"
    assert verdict(text, "HOS-03", catalog)[0] == expected


@pytest.mark.parametrize(("days", "expected"), [(90, ("pass", False)), (91, ("fail", True)), (181, ("fail", True))])
def test_the_pace_for_privileged_accounts_is_a_convention_of_its_own(days: int, expected: tuple[str, bool], catalog: Catalog) -> None:
    access = f"review_frequency_days: {days}, revocation_max_hours: 24, procedures: [authorisation, clearance]"
    assert verdict(f"{STORE}security: {{access: {{{access}}}}}\n", "IAM-05", catalog) == expected


def test_published_bounds_are_guidance_with_their_source(catalog: Catalog) -> None:
    bounds = catalog.parameters_on(AS_OF)["privacy_bounds"]
    assert bounds["bulyan"] == {"factor": 4, "constant": 3}
    details = catalog.texts["parameters"]["privacy_bounds"]["details"]
    assert len(details) == len(bounds)
    assert all(entry["basis"] == "guidance" and entry["citation"] for entry in details)
