"""The report for the screen: whole in itself, readable without its script, every finding and every step in it."""

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html import unescape

import pytest

from compliance.assessment.flow_chart import flow_chart
from compliance.assessment.flow_model import FlowChart
from compliance.base.text import LANGUAGES
from compliance.catalog.load import Catalog, load_catalog
from compliance.facts.world import World
from compliance.reports.figure_flows import flow_diagram
from compliance.reports.flow_map import flow_map
from compliance.reports.html import report_page
from compliance.reports.tree import read_page
from tests.fragments import system
from tests.reports import sample

SYSTEM = """
parties: [{id: lyon, country: FR}, {id: berlin, country: DE}, {id: labo, country: US}]
sites: [{id: salle, name: "Salle <b>1</b>", country: FR}]
data: [{id: images, name: Images}]
components:
  - {id: pacs, kind: data_store, operated_by_each: [lyon, berlin], holds: [images]}
  - {id: client, kind: service, operated_by_each: [lyon, berlin]}
  - {id: modele, name: Modèle, kind: model, operated_by: lyon, hosted_at: salle}
  - {id: mesure, kind: external, operated_by: labo}
  - {id: inconnu, kind: service}
flows:
  - {id: lecture, source: pacs, destination: client, carries: [images], encrypted: true}
  - {id: poids, source: client, destination: modele, carries: [images]}
  - {id: retour, source: modele, destination: client, carries: [images]}
  - {id: telemetrie, source: modele, destination: mesure, carries: [images], encrypted: false}
  - {id: ailleurs, source: modele, destination: inconnu, carries: [images]}
"""


def chart() -> FlowChart:
    described = system(SYSTEM)
    return flow_chart(described.description, World(described.description, sample.DAY, load_catalog().parameters_on(sample.DAY)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_same_input_same_page(language: str, rules: Catalog) -> None:
    given = (sample.assessment(), rules, sample.WORDS[language])
    assert report_page(*given) == report_page(*given)


@pytest.mark.parametrize("language", LANGUAGES)
def test_needs_no_other_file_and_allows_its_own_script_only(language: str, rules: Catalog) -> None:
    html = report_page(sample.assessment(), rules, sample.WORDS[language])
    scripts = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    assert len(scripts) == 1
    assert f"'sha256-{b64encode(sha256(scripts[0].encode()).digest()).decode()}'" in unescape(html)
    assert "default-src 'none'" in unescape(html)
    assert not re.search(r"<link|@import|url\(|\bsrc=|\bon\w+=", html)


def test_every_filter_finds_something(rules: Catalog) -> None:
    body = read_page(report_page(sample.assessment(), rules, sample.WORDS["fr"])).body
    items = [node for node in body.nodes() if "data-item" in node.attributes]
    assert len(body.all("select")) == 5
    for select in body.all("select"):
        name = f"data-{select.attributes['data-filter']}"
        for option in select.all("option"):
            if value := option.attributes["value"]:
                assert any(value in node.attributes.get(name, "").split() for node in items), (name, value)


def test_all_links_inside_lead_somewhere(rules: Catalog) -> None:
    body = read_page(report_page(sample.assessment(), rules, sample.WORDS["en"])).body
    anchors = [node.id for node in body.nodes() if node.id]
    assert len(anchors) == len(set(anchors))
    assert {node.attributes["href"][1:] for node in body.all("a") if node.attributes["href"].startswith("#")} <= set(anchors)


def test_each_finding_shows_all_its_steps(rules: Catalog) -> None:
    body = read_page(report_page(sample.assessment(), rules, sample.WORDS["fr"])).body
    failed = next(node for node in body.nodes() if node.id == "control-CRY-02")
    assert failed.tag == "details"
    assert len(failed.all("details")) >= 1
    assert "adresse" not in failed.text()
    assert sample.WORDS["fr"].say("group.any") in failed.text()


def test_flows_are_gathered_and_coloured() -> None:
    found = flow_map(chart(), sample.WORDS["fr"])
    assert {box.id: (box.copies, box.place.zone) for box in found.boxes} == {
        "pacs": (2, "inside"), "client": (2, "inside"), "modele": (1, "inside"), "mesure": (1, "outside"), "inconnu": (1, "unknown"),
    }  # fmt: skip
    assert [(arrow.name, arrow.leaves_eea, arrow.encrypted) for arrow in found.arrows] == [
        ("lecture", False, True), ("poids", False, None), ("retour", False, None), ("telemetrie", True, False), ("ailleurs", None, None),
    ]  # fmt: skip
    svg = flow_diagram(found, sample.WORDS["fr"])
    assert "<b>" not in svg
    assert "Salle &lt;b&gt;" in svg
    assert svg.count("marker-end") == 5
    assert svg.count("stroke-dasharray") >= 4
    assert svg == flow_diagram(found, sample.WORDS["fr"])


def test_the_report_lists_the_flows(rules: Catalog) -> None:
    body = read_page(report_page(replace(sample.assessment(), flows=chart()), rules, sample.WORDS["en"])).body
    section = next(node for node in body.nodes() if node.id == "flows")
    assert len(section.all("tr")) == 6
    assert section.first("svg") is not None


def test_nothing_to_draw_gives_no_picture() -> None:
    assert flow_diagram(flow_map(FlowChart(), sample.WORDS["fr"]), sample.WORDS["fr"]) == ""
