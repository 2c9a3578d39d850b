"""Seven findings that naive sets miss, each on a tiny system read through the whole pipeline.

Every case first gives the answer that lets a hasty reader through, and shows that the neighbouring control is content; then it shows the finding, the duty it
touches, and that putting the one thing right ends it.
"""

from copy import deepcopy
from typing import Any

import pytest

from compliance.assessment.model import Assessment
from compliance.catalog.load import Catalog
from compliance.pipeline import assess
from tests.fragments import AS_OF, system

# A hospital, its host, its vendor; one store of health data, one model.
BASE: dict[str, Any] = {
    "system": {"name": "Aide à la lecture", "version": "2.1", "status": "in_service", "countries": ["FR"]},
    "organisation": {"name": "CHU", "country": "FR", "sectors": ["healthcare_provider"], "roles": {"rgpd": ["controller"]}},
    "parties": [
        {"id": "chu", "country": "FR", "roles": ["own_organisation"]},
        {"id": "nuage", "name": "Nuage SA", "country": "FR", "roles": ["supplier"]},
        {"id": "mesure", "name": "Mesure Inc.", "country": "US", "roles": ["supplier"]},
    ],
    "sites": [
        {"id": "salle", "provider": "chu", "country": "FR", "for_third_party": False, "deployment": ["on_premises"]},
        {"id": "virginie", "provider": "mesure", "country": "US"},
    ],
    "data": [{"id": "images", "kinds": ["health"], "subjects": ["patients"], "identifiability": "identified", "linking_identifier": "constant", "health_origin": "care"}],
    "components": [
        {"id": "pacs", "kind": "data_store", "operated_by": "chu", "hosted_at": "salle", "holds": ["images"]},
        {"id": "modele", "kind": "model", "operated_by": "chu", "hosted_at": "salle"},
        {"id": "collecte", "kind": "external", "operated_by": "mesure", "hosted_at": "virginie"},
    ],
    "flows": [{"id": "lecture", "source": "pacs", "destination": "modele", "carries": ["images"], "purpose": "inference"}],
    "processing_activities": [
        {"id": "soins", "phase": "deployment_care", "secondary": False, "legal_basis": "6-1-e", "special_category": True, "art9_condition": "9-2-h", "route": "none"}
    ],
}
HDS = {
    "certified": True, "version": "v2", "valid_until": "2028-05-01", "activities": ["1", "2", "3", "4"], "activities_needed": ["1", "2", "3", "4"],
    "services": ["machines virtuelles"], "holder": "Nuage SA", "evidence": ["certificate_copy"],
}  # fmt: skip
HOST = {"id": "paris", "provider": "nuage", "country": "FR", "for_third_party": True, "deployment": ["commercial_cloud"], "services_used": ["machines virtuelles"], "hds": HDS}


def merged(base: Any, more: Any) -> Any:
    """The base with more said: mappings are joined, lists replace."""
    if isinstance(base, dict) and isinstance(more, dict):
        return {
            key: merged(base[key], more[key]) if key in base and key in more else deepcopy(more.get(key, base.get(key)))
            for key in (*base, *(key for key in more if key not in base))
        }
    return deepcopy(more)


def found(catalog: Catalog, *more: dict[str, Any]) -> Assessment:
    data = BASE
    for one in more:
        data = merged(data, one)
    return assess(system(data), catalog, AS_OF, traces=False)


def verdicts(assessment: Assessment, control: str) -> dict[str, str]:
    return {finding.subject: finding.verdict for finding in assessment.findings if finding.control == control}


def verdict(assessment: Assessment, finding: str) -> str:
    return {one.id: one.verdict for one in assessment.findings}[finding]


def status(assessment: Assessment, reference: str) -> str:
    return {one.reference: one.status for framework in assessment.frameworks for one in framework.requirements}[reference]


LOGGED = {
    "logging": {
        "access": {
            "events": ["read", "write", "export", "delete", "login", "admin", "authentication_failure"],
            "fields": ["actor", "organisation", "subject", "data_category", "timestamp", "origin"],
        },
        "alerting": ["siem", "mass_export"],
        "review_frequency_days": 7,
    }
}


def test_logs_written_but_never_reviewed(catalog: Catalog) -> None:
    never = found(catalog, LOGGED, {"logging": {"last_review_date": "none"}})
    assert verdict(never, "LOG-01@pacs") == "pass"
    assert verdict(never, "LOG-05@system") == "fail"
    assert verdict(found(catalog, LOGGED, {"logging": {"last_review_date": "2026-03-02"}}), "LOG-05@system") == "fail"
    assert verdict(found(catalog, LOGGED), "LOG-05@system") == "unknown"
    assert verdict(found(catalog, LOGGED, {"logging": {"last_review_date": "2026-11-16"}}), "LOG-05@system") == "pass"


def test_mfa_absent_on_remote_and_privileged_access(catalog: Catalog) -> None:
    def mfa(scope: list[str]) -> Assessment:
        return found(catalog, {"security": {"access": {"authentication_methods": ["password", "mfa"], "mfa_scope": scope}}})

    for scope in (["health_data"], ["health_data", "remote"], ["health_data", "privileged"]):
        assert verdict(mfa(scope), "IAM-03@pacs") == "fail", scope
    assert verdict(mfa(["health_data", "remote", "privileged"]), "IAM-03@pacs") == "pass"
    assert verdict(found(catalog, {"security": {"access": {"authentication_methods": ["password", "mfa"]}}}), "IAM-03@pacs") == "unknown"


CLAIMED = {"privacy": {"anonymisation": {"claimed": True, "tests": ["singling_out", "linkability", "inference"], "max_risk": 0.02, "k": 50}}}


def test_anonymised_with_a_constant_linking_identifier(catalog: Catalog) -> None:
    def called_anonymous(identifier: str) -> Assessment:
        data = [{"id": "images", "kinds": ["health"], "subjects": ["patients"], "identifiability": "anonymous", "linking_identifier": identifier, "health_origin": "care"}]
        parties = [{**party, "reidentification_means": False} for party in BASE["parties"]]
        return found(catalog, CLAIMED, {"data": data, "parties": parties})

    linked = called_anonymous("constant")
    assert verdict(linked, "PET-02@images") == "fail"
    applies = {framework.id: framework.applies for framework in linked.frameworks}
    assert applies["rgpd"] is True  # the claim takes nothing out of the Regulation
    assert verdict(called_anonymous("none"), "PET-02@images") == "pass"


def test_a_basis_for_development_and_none_for_operation(catalog: Catalog) -> None:
    training = {"id": "entrainement", "phase": "development", "secondary": True, "legal_basis": "6-1-e", "special_category": True, "art9_condition": "9-2-j", "route": "mr_004"}
    borrowed = {**BASE["processing_activities"][0], "art9_condition": "9-2-j", "route": "mr_004"}
    for activities in ([training], [training, borrowed]):  # no entry for care; an entry that lives on the research declaration
        assessment = found(catalog, {"processing_activities": activities})
        assert verdict(assessment, "LAW-01@entrainement") == "pass"
        assert verdict(assessment, "LAW-09@system") == "fail"
    assert verdict(found(catalog, {"processing_activities": [training, *BASE["processing_activities"]]}), "LAW-09@system") == "pass"


def test_over_extraction_in_a_migration(catalog: Catalog) -> None:
    def moved(**more: Any) -> Assessment:
        flow = {
            "id": "bascule", "source": "pacs", "destination": "modele", "carries": ["images"], "purpose": "migration", "protocol": "https", "encrypted": True, "min_tls": "1.3",
            "authenticated": "mutual", "frequency": "one_off", "temporary_copies_deleted": "2026-10-02", "extraction_scope": "listed_fields", **more,
        }  # fmt: skip
        return found(catalog, {"flows": [flow]})

    everything = moved(extraction_scope="whole_tables")
    assert verdict(everything, "CRY-02@bascule") == "pass"
    assert verdict(everything, "DAT-10@bascule") == "fail"
    assert verdict(moved(temporary_copies_deleted="none"), "DAT-10@bascule") == "fail"  # the copy that nobody deleted
    assert verdict(moved(), "DAT-10@bascule") == "pass"


def test_telemetry_as_the_only_third_country_transfer(catalog: Catalog) -> None:
    def measured(**more: Any) -> Assessment:
        data = [*BASE["data"], {"id": "usage", "kinds": ["technical", "health"], "subjects": ["patients"], "identifiability": "pseudonymised"}]
        flow = {"id": "telemetrie", "source": "modele", "destination": "collecte", "carries": ["usage"], "purpose": "telemetry", **more}
        return found(catalog, {"data": data, "flows": [*BASE["flows"], flow]})

    assessment = measured(transfer_tool="none", transfer_tool_evidence=[])
    assert verdicts(assessment, "HOS-03") == {"lecture": "not_applicable", "telemetrie": "fail"}  # every store is in the hospital: one flow leaves
    assert status(assessment, "rgpd:art-44") == "not_met"
    assert verdict(measured(transfer_tool="dpf", transfer_tool_evidence=[]), "HOS-03@telemetrie") == "fail"  # the list is invoked, the vendor is not on it
    assert verdict(measured(), "HOS-03@telemetrie") == "unknown"  # nobody has said: never a pass
    signed = measured(transfer_tool="scc", tia_date="2026-03-02", supplementary_measures=["pseudonymisation au CHU"])
    assert verdict(signed, "HOS-03@telemetrie") == "pass"
    assert verdict(signed, "HOS-12@telemetrie") != "pass"  # the tool does not settle the contract nor the content of the reports


@pytest.mark.parametrize(
    "wrong",
    [
        {"services_used": ["machines virtuelles", "inférence IA"], "deployment": ["commercial_cloud", "inference_endpoint"]},  # the service
        {"hds": {**HDS, "activities": ["1", "2"]}},  # the layer
        {"hds": {**HDS, "valid_until": "2026-11-20"}},  # the date
        {"hds": {**HDS, "version": "v1"}},  # the version, which proves nothing since 16 May 2026
        {"hds": {**HDS, "holder": "Mesure Inc."}},  # the holder
    ],
    ids=["service", "layer", "date", "version", "holder"],
)
def test_a_certificate_that_does_not_cover_what_is_used(wrong: dict[str, Any], catalog: Catalog) -> None:
    def hosted(site: dict[str, Any]) -> Assessment:
        components = [{**BASE["components"][0], "hosted_at": "paris"}, *BASE["components"][1:]]
        return found(catalog, {"sites": [*BASE["sites"], site], "components": components})

    assert verdict(hosted(HOST), "HOS-01@paris") == "pass"
    assert verdict(hosted({**HOST, **wrong}), "HOS-01@paris") == "fail"
    assert status(hosted({**HOST, **wrong}), "hds:csp-l-1111-8") == "not_met"
