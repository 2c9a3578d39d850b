"""References: every address leads to the text itself, and every dated value starts when the provision it comes from does."""

import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from compliance.base.resources import shipped
from compliance.catalog.load import Catalog

FRAMEWORKS = shipped("frameworks")
# How the official sites write the address of a text, and of one of its articles.
OFFICIAL = {
    "eur-lex.europa.eu": r"/eli/(reg|dir|reg_impl)/\d{4}/\d+/oj(#(art|anx|cct|sec|rct)_[A-Za-z0-9_.]+)?|/legal-content/FR/TXT/\?uri=(CELEX:\d{5}[A-Z]{1,2}\d{4}|OJ:[A-Z]_\d+)",
    "www.legifrance.gouv.fr": r"/(jorf|loda)/id/JORFTEXT\d{12}(#LEGI[A-Z]+\d{12})?/?|/loda/article_lc/LEGIARTI\d{12}|/codes/(article_lc/LEGIARTI|texte_lc/LEGITEXT|section_lc/LEGITEXT\d{12}/LEGISCTA)\d{12}/?|/cnil/id/CNILTEXT\d{12}|/eli/loi/\d{4}/\d+/\d+/[A-Z0-9-]+/jo/(texte|article_\d+)",
    "www.ecfr.gov": r"/current/title-(21|42|45)/section-\d+\.\d+",
}
# The clocks of the AI Act's article 73 start with the letter of article 113; the duty itself waits for a high-risk class that applies.
EARLIER = {"ai_serious", "ai_death", "ai_widespread_or_critical"}


@cache
def requirements() -> dict[str, dict[str, Any]]:
    found = {}
    for path in sorted(FRAMEWORKS.glob("*/requirements*.yaml")) + sorted(FRAMEWORKS.glob("*/requirements/*.yaml")):
        framework = path.relative_to(FRAMEWORKS).parts[0]
        found.update({f"{framework}:{item['id']}": item for item in yaml.safe_load(path.read_text("utf-8"))["requirements"]})
    return found


def values() -> list[tuple[Path, dict[str, Any]]]:
    files = sorted((FRAMEWORKS / "parameters").glob("*.yaml"))
    return [(path, item) for path in files for item in yaml.safe_load(path.read_text("utf-8"))["values"]]


def host_and_rest(url: str) -> tuple[str, str]:
    scheme, _, rest = url.partition("://")
    assert scheme == "https", url
    host, slash, path = rest.partition("/")
    return host, slash + path


def test_addresses_of_official_texts_are_well_formed() -> None:
    wrong = []
    for key, item in requirements().items():
        host, rest = host_and_rest(item["url"])
        if rest.strip("/") and host in OFFICIAL and not re.fullmatch(OFFICIAL[host], rest):
            wrong.append((key, item["url"]))
    assert wrong == []


def test_addresses_lead_to_a_text_not_to_a_home_page() -> None:
    assert [(key, item["url"]) for key, item in requirements().items() if not host_and_rest(item["url"])[1].strip("/")] == []


def test_an_address_names_the_article_of_the_citation() -> None:
    wrong = []
    for key, item in requirements().items():
        cited = re.match(r"Art\. (\d+)", item["citation"]["en"])
        linked = re.search(r"/eli/reg/(\d{4}/\d+)/oj#art_(\d+)", item["url"])
        own = {"rgpd": "2016/679", "ai-act": "2024/1689"}.get(key.split(":")[0])
        if cited and linked and linked[1] == own and cited[1] != linked[2]:
            wrong.append((key, item["citation"]["en"], item["url"]))
        section = re.match(r"45 CFR (\d+\.\d+)", item["citation"]["en"])
        if section and not item["url"].endswith(f"section-{section[1]}"):
            wrong.append((key, item["citation"]["en"], item["url"]))
    assert wrong == []


def test_a_dated_value_starts_with_the_provision_it_comes_from() -> None:
    checked = 0
    for path, item in values():
        if "requirement" not in item:
            continue
        provision = requirements()[item["requirement"]]
        starts = [window["from"] for window in provision["in_force"]]
        if item["key"] in EARLIER:
            assert date(2026, 8, 2) == item["from"] < min(starts)
            continue
        assert not starts or item["from"] in starts, (path.name, item["key"], item["from"], starts)
        checked += 1
    assert checked >= 55


@pytest.mark.parametrize("key", ["fr-sante:loi-2018-133-art-6", "fr-sante:loi-2018-133-art-7"])
def test_the_act_that_binds_until_the_directive_is_transposed_stands_among_binding_texts(key: str, catalog: Catalog) -> None:
    assert catalog.frameworks["fr-sante"].binding
    assert not catalog.frameworks["nis2-fr"].binding
    assert (requirements()[key]["kind"], requirements()[key]["addressees"]) == ("obligation", ["ose"])
    assert requirements()["nis2-fr:loi-2018-133"]["kind"] == "scope"


def test_windows_of_a_provision_follow_one_another() -> None:
    for key, item in requirements().items():
        starts = [window["from"] for window in item["in_force"]]
        assert starts == sorted(starts), key
        assert all(window["until"] >= window["from"] for window in item["in_force"] if "until" in window), key
