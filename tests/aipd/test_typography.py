"""The typography of every French text that is generated: no-break spaces before ; : ? ! and inside « », and the printer's apostrophe."""

import json
import re
from collections.abc import Iterator

import pytest

from compliance.assessment.register import entries
from compliance.catalog.load import Catalog
from compliance.reports import register_formats
from compliance.reports.brand import PLAIN
from compliance.reports.markdown import markdown_document
from compliance.reports.pages import strings
from compliance.reports.register_view import sheets
from compliance.reports.words import Words
from tests.aipd.asking import draft_of, example, page_of
from tests.aipd.pia import exported_example, plain, rich
from tests.fragments import AS_OF

EXAMPLES = ("secure-reference", "pneumonia-federated", "hospital-data-warehouse", "oncology-telemonitoring", "consultation-scribe")
# Addresses, places in files and paths of the description are written as they are; so are the signs of Markdown, and the mark of what is not known.
NOT_PROSE = re.compile(r"\? (?=[A-Z]{3}-\d\d)|(?<=[;|-] )\? |\]\([^)]*\)|<[^>]+>|\\?\[(?:[^\[\]]|\[[^\[\]]*\])*\\?\]|https?://\S+|^\|? ?(---|:--).*$|\bsha256:\S+", re.MULTILINE)
FAULTS = {
    "an ordinary space before a high sign": re.compile(r"[^\s|–(]\** [;:?!»%](?=[\s*|.,)]|$)"),
    "no space before a high sign": re.compile(r"[^\W\d_](?:\*\*)?[;?!»](?=[\s*|]|$)|[^\W\d_](?:\*\*)?:(?= |$)"),
    "an ordinary space or none inside quotation marks": re.compile(r"«(?![\u00a0\u202f])|(?<![\u00a0\u202f])»"),
    "a typewriter apostrophe": re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])"),
}


def texts_of(name: str, catalog: Catalog) -> Iterator[tuple[str, str]]:
    """Every French text that an example gives, with where it stands."""
    words, t = Words("fr", catalog.terms), strings("aipd", "fr", PLAIN)
    for layout in ("cnil", "edpb"):
        made, page = page_of(name, catalog, "fr", layout)
        for node in page.body.nodes():
            if node.tag in ("p", "li", "h1", "h2", "h3", "h4", "h5", "td", "th", "caption", "dt", "dd", "figcaption") and not node.all("p") and not node.all("li"):
                yield f"page {layout}", node.text()
        yield "map", "\n".join(re.findall(r"<(?:title|desc)[^>]*>(.*?)</", made, re.DOTALL))
    yield "markdown", markdown_document(page_of(name, catalog)[0]).decode()
    pia = exported_example(name, catalog)
    for text in (*rich(pia), *plain(pia)):
        yield "file of the software", text
    told = sheets(entries(draft_of(name, catalog), example(name), catalog), words, t)
    yield "register", register_formats.markdown(told, AS_OF, words, t).decode()
    for entry in json.loads(register_formats.as_json(told, AS_OF, words))["entries"]:
        for field in entry["fields"]:
            for text in (field["title"], *field["values"], *field["to_complete"]):
                yield "register as data", text


@pytest.mark.parametrize("name", EXAMPLES)
def test_french_is_set_as_a_printer_sets_it(name: str, catalog: Catalog) -> None:
    found = []
    for where, text in texts_of(name, catalog):
        prose = NOT_PROSE.sub("", text)
        for fault, pattern in FAULTS.items():
            found += [(where, fault, prose[max(0, match.start() - 40) : match.end() + 20]) for match in pattern.finditer(prose)]
    assert found[:12] == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Organisme : CHU", "an ordinary space before a high sign"),
        ("- **Organisme** : CHU", "an ordinary space before a high sign"),
        ("pourquoi ?", "an ordinary space before a high sign"),
        ("pourquoi?", "no space before a high sign"),
        ("Organisme: CHU", "no space before a high sign"),
        ("« oui »", "an ordinary space or none inside quotation marks"),
        ("l'organisme", "a typewriter apostrophe"),
    ],
)
def test_the_rules_see_each_fault(text: str, fault: str) -> None:
    assert FAULTS[fault].search(text)
    right = "«\u00a0oui\u00a0» pourquoi\u00a0? l’organisme\u00a0: CHU, 12\u00a0%"
    assert not FAULTS[fault].search(right)
