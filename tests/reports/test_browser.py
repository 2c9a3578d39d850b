"""The report for the screen as a reader uses it, in Chromium: mouse, keyboard, screen reader, paper, phone, and hostile files."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from unicodedata import normalize
from warnings import warn

import pytest

from compliance.assessment.aipd import draft
from compliance.assessment.flow_chart import flow_chart
from compliance.assessment.model import Assessment
from compliance.catalog.load import Catalog
from compliance.facts.world import World
from compliance.pipeline import assess
from compliance.reports.aipd_document import html_page
from compliance.reports.brand import Brand
from compliance.reports.html import report_page
from compliance.reports.words import Words
from compliance.system.load import load_system
from tests.fragments import system
from tests.reports import chromium, sample
from tests.reports.chromium import Opened, axe_violations, opened
from tests.reports.test_hostile import HOSTILE
from tests.reports.test_screen import SYSTEM, chart

if chromium.missing():
    warn(f"the report is not tested in a browser: {chromium.missing()}", stacklevel=1)
pytestmark = pytest.mark.skipif(bool(chromium.missing()), reason=chromium.missing())

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
AS_OF = date(2026, 11, 21)
PAGES = [(name, language) for name in ("hospital-data-warehouse", "pneumonia-federated") for language in ("fr", "en")]
# Lines of one list with the same outcome are made alike: one of each kind is enough for the accessibility checker, and thirty times as quick.
THIN = """() => {
  for (const parent of new Set(Array.from(document.querySelectorAll('[data-item]'), (node) => node.parentElement))) {
    const seen = {};
    for (const node of Array.from(parent.children)) {
      if (!node.matches('[data-item]')) continue;
      const kind = node.dataset.status + node.dataset.verdict;
      seen[kind] = (seen[kind] || 0) + 1;
      if (seen[kind] > 1) node.remove();
    }
  }
  for (const section of Array.from(document.querySelectorAll('#findings section section, #requirements > section'))) {
    const alike = Array.from(section.parentElement.children).filter((node) => node.matches('section'));
    if (alike.indexOf(section) > 2) section.remove();
  }
}"""
STATE = """() => ({
  counts: ['requirements', 'findings', 'questions'].map((list) => Array.from(document.querySelectorAll('#' + list + ' [data-item]')).filter((node) => node.checkVisibility()).length),
  grave: Array.from(new Set(Array.from(document.querySelectorAll('#findings summary .severity')).filter((node) => node.checkVisibility()).map((node) => node.textContent))),
  told: document.querySelector('#told').textContent.replaceAll('\u00a0', ' '),
  weight: Array.from(document.querySelectorAll('#findings [data-item]')).filter((node) => node.checkVisibility()).reduce((sum, node) => sum + Number(node.dataset.n), 0),
})"""
SEEN = "list => Array.from(document.querySelectorAll('#' + list + ' [data-item]')).filter((node) => node.checkVisibility())"
# Words in pictures, against the last shape drawn beneath them: the accessibility checker does not look there.
PALE = """() => {
  const parts = (colour) => colour.match(/[\\d.]+/g).slice(0, 3).map(Number);
  const light = (colour) => {
    const [r, g, b] = parts(colour).map((part) => part / 255).map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const pale = [];
  for (const svg of document.querySelectorAll('svg')) {
    const shapes = Array.from(svg.querySelectorAll('rect, circle, text'));
    for (const text of shapes.filter((node) => node.tagName === 'text')) {
      const box = text.getBBox();
      const over = (node) => { const b = node.getBBox(); const y = box.y + box.height / 2; return b.x <= box.x + 1 && box.x + 1 <= b.x + b.width && b.y <= y && y <= b.y + b.height; };
      const beneath = shapes.slice(0, shapes.indexOf(text)).filter((node) => node.tagName !== 'text' && getComputedStyle(node).fill !== 'none' && over(node)).pop();
      const ground = beneath ? getComputedStyle(beneath).fill : getComputedStyle(document.documentElement).backgroundColor;
      const [high, low] = [light(getComputedStyle(text).fill), light(ground)].sort((a, b) => b - a);
      const contrast = (high + 0.05) / (low + 0.05);
      if (contrast < 4.5) pale.push(text.textContent + ' ' + contrast.toFixed(2));
    }
  }
  return pale;
}"""


class Report(NamedTuple):
    """One report, and what it was written from."""

    file: Path
    assessment: Assessment
    language: str


@pytest.fixture(scope="session")
def started() -> Iterator[Any]:
    with chromium.browser() as running:
        yield running


@pytest.fixture(scope="session")
def written(catalog: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Report]:
    """Writes the report of one example in one language, once."""
    return cache(lambda name, language: write(name, language, catalog, tmp_path_factory))


@pytest.fixture(params=PAGES, ids="-".join)
def report(request: pytest.FixtureRequest, written: Callable[[str, str], Report]) -> Report:
    """Both examples in both languages."""
    return written(*request.param)


@pytest.fixture(params=[PAGES[0], PAGES[3]], ids="-".join)
def either(request: pytest.FixtureRequest, written: Callable[[str, str], Report]) -> Report:
    """One example in each language, for what does not hang on the language."""
    return written(*request.param)


def write(name: str, language: Any, catalog: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Report:
    described = load_system(EXAMPLES / name / "system.yaml")
    assessment = assess(described, catalog, AS_OF)
    file = tmp_path_factory.mktemp(f"{name}-{language}") / "report.html"
    file.write_text(report_page(assessment, catalog, Words(language, catalog.terms)), encoding="utf-8")
    return Report(file, assessment, language)


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory, rules: Catalog) -> Path:
    """A small report with every state, evidence, flows and a brand."""
    brand = Brand(name="Cabinet Exemple", footer="Pied de page", confidentiality="Confidentiel", accent="#7a1f5c")
    file = tmp_path_factory.mktemp("small") / "report.html"
    file.write_text(report_page(replace(sample.assessment(), flows=chart()), rules, sample.WORDS["fr"], brand), encoding="utf-8")
    return file


def seen(shown: Opened, part: str) -> int:
    return int(shown.page.evaluate(f"list => ({SEEN})(list).length", part))


def test_filters_change_what_is_seen_and_say_how_much(report: Report, started: Any) -> None:
    requirements = [item for framework in report.assessment.frameworks for item in framework.requirements if item.status != "not_applicable"]
    findings = [item for item in report.assessment.findings if item.verdict != "not_applicable"]
    questions = report.assessment.questions
    of = {"fr": "sur", "en": "of"}[report.language]
    with opened(started, report.file) as shown:
        page = shown.page
        everything = page.evaluate(STATE)
        assert everything["counts"][0] == len(requirements)
        assert everything["weight"] == len(findings)
        assert everything["counts"][2] == len(questions)
        assert page.locator("#told").get_attribute("role") == "status"
        assert everything["told"] == {"fr": "Tout est montré.", "en": "Everything is shown."}[report.language]
        for name in ("framework", "status", "verdict", "severity", "role"):
            values = page.locator(f"select[data-filter={name}] option").evaluate_all("options => options.map((option) => option.value)")
            assert len(values) > 1, name
            for value in filter(None, values):
                page.select_option(f"select[data-filter={name}]", value)
                left = page.evaluate(STATE)
                assert sum(left["counts"]) > 0, (name, value)
                if name in ("framework", "status"):
                    assert left["counts"][0] == sum(getattr(item, name) == value for item in requirements), (name, value)
                if name == "verdict":
                    assert left["weight"] == sum(item.verdict == value for item in findings)
                if name == "severity":
                    assert left["weight"] == sum(item.severity == value for item in findings)
                    assert left["grave"] == [Words(report.language).say(f"severity.{value}")] * bool(left["weight"])  # type: ignore[arg-type]
                if name == "role":
                    assert left["counts"][2] == sum(question.asked_of == value for question in questions)
                assert f"{left['counts'][0]} {of} {len(requirements)} ·" in left["told"]
                assert f"{left['weight']} {of} {len(findings)} ·" in left["told"]
                assert left["told"].endswith(f"{left['counts'][2]} {of} {len(questions)}")
            page.select_option(f"select[data-filter={name}]", "")
            assert page.evaluate(STATE) == everything
        assert shown.trouble == []


def test_filters_join_and_are_cleared(either: Report, started: Any) -> None:
    with opened(started, either.file) as shown:
        page = shown.page
        total = seen(shown, "findings")
        page.select_option("#f-verdict", "fail")
        failed = seen(shown, "findings")
        page.select_option("#f-framework", "rgpd")
        both = seen(shown, "findings")
        assert 0 <= both <= failed < total
        assert all(node == "rgpd" for node in page.evaluate(f"() => ({SEEN})('requirements').map((node) => node.dataset.framework)"))
        page.fill("#search", "zzzz-nothing")
        shown.until("document.querySelectorAll('[data-nothing]:not([hidden])').length === 3")
        assert "0" in shown.told()
        page.click("#reset")
        assert seen(shown, "findings") == total
        assert page.locator("[data-nothing]:visible").count() == 0
        assert page.evaluate("document.activeElement.id") == "search"


def test_search_reads_words_without_accents_or_capitals(report: Report, started: Any) -> None:
    words = {"fr": ("DONNEES", "données"), "en": ("DATA", "data")}[report.language]
    with opened(started, report.file) as shown:
        page = shown.page
        before = shown.told()
        page.click("#search")
        page.keyboard.type(words[0])
        shown.until("before => document.querySelector('#told').textContent !== before", before)
        texts = page.evaluate(f"() => [...({SEEN})('requirements'), ...({SEEN})('findings'), ...({SEEN})('questions')].map((node) => node.textContent.toLowerCase())")
        assert texts
        assert all(words[1] in text or words[0].lower() in text for text in texts)
        page.keyboard.press("Escape")
        assert shown.told() == before
        assert page.input_value("#search") == ""


def test_steps_unfold_by_keyboard_alone(either: Report, started: Any) -> None:
    with opened(started, either.file) as shown:
        page = shown.page
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        assert page.locator(".skip").bounding_box()["x"] >= 0  # seen once it has the focus
        reached = []
        for _ in range(30):
            page.keyboard.press("Tab")
            reached.append(page.evaluate("document.activeElement.id"))
        assert [name for name in reached if name in CONTROLS] == CONTROLS
        finding = page.locator("#findings details[data-item]").first
        finding.locator("> summary").focus()
        steps = finding.locator("details.steps").first
        assert not steps.is_visible()
        page.keyboard.press("Enter")
        assert steps.is_visible()
        for _ in range(8):  # links of the entry may come first
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.parentElement.className") == "steps":
                break
        page.keyboard.press("Space")
        assert finding.locator("details.steps .trace").first.is_visible()
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        page.locator("#unfold").focus()
        page.keyboard.press("Enter")
        assert page.locator("#unfold").get_attribute("aria-pressed") == "true"
        assert page.locator("main details:not([open])").count() == 0
        page.keyboard.press("Enter")
        assert page.locator("main details[open]").count() == 0
        assert shown.trouble == []


CONTROLS = ["search", "f-framework", "f-status", "f-verdict", "f-severity", "f-role", "reset", "unfold", "theme"]


def test_an_address_opens_what_it_names(either: Report, started: Any) -> None:
    failed = next(finding.control for finding in either.assessment.findings if finding.verdict == "fail")
    with opened(started, either.file, f"#control-{failed}") as shown:
        named = shown.page.locator(f"#control-{failed}")
        assert named.get_attribute("open") is not None
        top = named.bounding_box()["y"]
        assert shown.page.locator(".bar").bounding_box()["height"] <= top < 400  # below the bar that stays
        shown.page.select_option("#f-verdict", "unknown")
        assert not named.is_visible()
        shown.page.evaluate("name => { location.hash = ''; location.hash = name; }", f"control-{failed}")
        named.wait_for(state="visible")
    with opened(started, either.file, "#%E0%A4%A") as shown:
        assert shown.trouble == []


def test_reads_whole_without_its_script(either: Report, started: Any) -> None:
    with opened(started, either.file, java_script_enabled=False) as shown:
        page = shown.page
        assert not page.locator("#filters").is_visible()
        assert page.locator("[data-item]").count() > 100
        assert page.locator("[data-item][hidden]").count() == 0
        assert page.locator("[data-item]").last.is_visible()
        finding = page.locator("#findings details[data-item]").first
        finding.locator("> summary").click()
        finding.locator("details.steps > summary").first.click()
        assert finding.locator("details.steps .trace").first.is_visible()
        assert page.locator("nav [data-count=questions]").inner_text() == str(len(either.assessment.questions))
        page.emulate_media(media="print")
        assert page.locator("#findings .remedy").last.is_visible()  # unfolded on paper all the same


def test_no_accessibility_violation_by_day(report: Report, started: Any, deep: bool) -> None:
    look_for_violations(report, started, deep, "light")


def test_no_accessibility_violation_by_night(either: Report, started: Any, deep: bool) -> None:
    look_for_violations(either, started, deep, "dark")


def look_for_violations(report: Report, started: Any, deep: bool, scheme: str) -> None:
    with opened(started, report.file, color_scheme=scheme, bypass_csp=True) as shown:
        if not deep:
            shown.page.evaluate(THIN)
        shown.page.click("#unfold")
        assert axe_violations(shown.page) == []
        assert shown.page.evaluate(PALE) == []


@pytest.mark.parametrize("settings", [{}, {"color_scheme": "dark"}, {"width": 320}, {"forced_colors": "active"}], ids=["light", "dark", "phone", "forced"])
def test_no_accessibility_violation_in_any_state(small: Path, started: Any, settings: dict[str, Any]) -> None:
    with opened(started, small, bypass_csp=True, **settings) as shown:
        shown.page.click("#unfold")
        assert axe_violations(shown.page) == []
        shown.page.fill("#search", "zzzz-nothing")
        shown.until("document.documentElement.classList.contains('filtered')")
        assert axe_violations(shown.page) == []


def test_the_button_turns_to_dark_and_back(small: Path, started: Any) -> None:
    with opened(started, small, color_scheme="light") as shown:
        page = shown.page
        ground = "getComputedStyle(document.documentElement).backgroundColor"
        light = page.evaluate(ground)
        page.click("#theme")
        assert page.evaluate(ground) != light
        assert page.evaluate(PALE) == []
        page.click("#theme")
        assert page.evaluate(ground) == light


def test_paper_is_white_whole_and_without_buttons(either: Report, started: Any) -> None:
    from io import BytesIO

    from pypdf import PdfReader

    with opened(started, either.file, color_scheme="dark") as shown:
        page = shown.page
        page.click("#theme")
        page.click("#theme")
        page.emulate_media(media="print")
        assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
        assert page.evaluate("getComputedStyle(document.body).color") == "rgb(28, 39, 51)"
        assert not page.locator(".bar").is_visible()
        page.emulate_media(media="null")
        page.select_option("#f-verdict", "fail")
        told, folded = shown.told(), page.locator("main details[open]").count()
        printed = PdfReader(BytesIO(page.pdf(format="A4")))
        text = "".join(sheet.extract_text() for sheet in printed.pages)
        remedy = page.locator("#findings details[data-item]:not([hidden]) .remedy").first.text_content()
        assert squeezed(remedy) in squeezed(text)
        assert squeezed(told) in squeezed(text)  # a part only is printed, and says so
        assert squeezed({"fr": "Tout montrer", "en": "Show all"}[either.language]) not in squeezed(text)
        assert page.locator("main details[open]").count() == folded
        wide = {round(float(sheet.mediabox.width)) for sheet in printed.pages}
        assert wide in ({595}, {594}, {596})


def squeezed(text: str | None) -> str:
    """The letters alone: a PDF has ligatures, and breaks lines where it will."""
    return "".join(normalize("NFKC", text or "").split())


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_is_wider_than_the_window(report: Report, started: Any, width: int) -> None:
    with opened(started, report.file, width=width) as shown:
        assert shown.wide() == 0
        shown.page.click("#unfold")
        assert shown.wide() == 0
        boxes = shown.page.evaluate("""() => Array.from(document.querySelectorAll('main *')).filter((node) => node.checkVisibility()
          && ['auto', 'scroll'].includes(getComputedStyle(node).overflowX) && node.scrollWidth > node.clientWidth + 1).map((node) => node.tabIndex + ' ' + node.ariaLabel)""")
        assert all(box.startswith("0 ") and not box.endswith(" null") for box in boxes), boxes
        assert shown.trouble == []


@pytest.mark.parametrize(("name", "language"), [PAGES[0], PAGES[3]], ids=["warehouse-fr", "pneumonia-en"])
def test_the_draft_impact_assessment_in_the_browser(name: str, language: Any, catalog: Catalog, tmp_path: Path, started: Any) -> None:
    described = load_system(EXAMPLES / name / "system.yaml")
    found = draft(assess(described, catalog, AS_OF), described, catalog)
    file = tmp_path / "aipd.html"
    file.write_text(html_page(found, Words(language, catalog.terms)), encoding="utf-8")
    with opened(started, file, bypass_csp=True) as shown:
        assert axe_violations(shown.page) == []
        assert shown.wide() == 0
        shown.page.set_viewport_size({"width": 320, "height": 800})
        assert shown.wide() == 0
        assert shown.trouble == []


def test_hostile_words_do_nothing(tmp_path: Path, rules: Catalog, catalog: Catalog, started: Any) -> None:
    text = " ".join(value for name, value in HOSTILE.items() if not name.startswith("long_"))
    described = system(SYSTEM.replace("Images", "Images <script>alert(2)</script>").replace("Modèle", "Modèle <img src=x onerror=alert(3)>")).description
    flows = flow_chart(described, World(described, AS_OF, catalog.parameters_on(AS_OF)))
    brand = Brand(name=text, footer=text, confidentiality=text)
    assessment = replace(sample.assessment(text, text), flows=flows, file=f"{HOSTILE['attribute']}.yaml")
    file = tmp_path / "report.html"
    file.write_text(report_page(assessment, rules, sample.WORDS["fr"], brand), encoding="utf-8")
    with opened(started, file, width=320) as shown:
        page = shown.page
        page.click("#unfold")
        for box in page.locator("main summary, main a[href^='#']").all()[:60]:
            box.dispatch_event("mouseover")
        page.fill("#search", "<script>")
        shown.until("document.documentElement.classList.contains('filtered')")
        assert page.locator("script").count() == 1
        assert page.locator("h1").is_visible()
        assert "<script>alert(1)</script>" in page.locator("h1").inner_text()
        assert page.locator("img").count() == 0
        assert shown.wide() == 0
        assert shown.trouble == []


def test_the_page_runs_no_script_but_its_own(small: Path, tmp_path: Path, started: Any) -> None:
    file = tmp_path / "report.html"
    added = '<script>document.title = "broken"</script><img src=x onerror="document.title = \'broken\'"><link rel=stylesheet href=http://localhost/x.css><form action=http://localhost/>'
    file.write_text(small.read_text(encoding="utf-8").replace("</main>", added + "</main>"), encoding="utf-8")
    with opened(started, file) as shown:
        assert shown.page.title() != "broken"
        assert any("Content Security Policy" in line for line in shown.trouble)
        assert [address.split(":")[0] for address in shown.arrived] == ["file"]
        assert not any(line.startswith("dialog") for line in shown.trouble)
