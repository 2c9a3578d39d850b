"""A page of ours opened in Chromium as a reader would, everything that it should never do being written down."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from time import monotonic, sleep
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = ("--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND")
PATIENCE = 30.0  # seconds
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")


def found() -> str:
    """The path of a Chromium: that of COMPLY_CHROMIUM, else one that is installed; an empty text when there is none."""
    return os.environ.get("COMPLY_CHROMIUM") or next((path for name in NAMES if (path := shutil.which(name))), "")


def missing() -> str:
    """Why pages cannot be opened here; an empty text when they can."""
    if find_spec("playwright") is None or find_spec("axe_playwright_python") is None:
        return "playwright or axe-playwright-python is not installed"
    return "" if found() else "no Chromium found: apt-get install chromium, or set COMPLY_CHROMIUM"


@dataclass
class Opened:
    """One page in the browser; `trouble` lists requests, errors and dialogs, `arrived` what was read."""

    page: Any
    trouble: list[str] = field(default_factory=list)
    arrived: list[str] = field(default_factory=list)

    def wide(self) -> int:
        """By how many pixels the page is wider than the window."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))

    def until(self, expression: str, argument: Any = None) -> None:
        """Waits until the page answers true; asked from here, since the page itself evaluates no text as a program."""
        end = monotonic() + PATIENCE
        while not self.page.evaluate(expression, argument):
            assert monotonic() < end, expression
            sleep(0.02)

    def told(self) -> str:
        """What is announced to those who do not see the page."""
        return str(self.page.locator("#told").inner_text())


@contextmanager
def browser() -> Iterator[Any]:
    """Chromium, started once and left without a network."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found(), args=list(QUIET))
        try:
            yield started
        finally:
            started.close()


@contextmanager
def opened(started: Any, file: Path, anchor: str = "", width: int = 1280, **settings: Any) -> Iterator[Opened]:
    """A file of ours in a window of its own."""
    context = started.new_context(offline=True, viewport={"width": width, "height": 800}, **settings)
    context.set_default_timeout(60_000)
    try:
        shown = Opened(context.new_page())
        address = file.as_uri()
        shown.page.on("request", lambda request: None if request.url.partition("#")[0] == address else shown.trouble.append(f"request {request.url[:200]}"))
        shown.page.on("response", lambda answer: shown.arrived.append(answer.url[:200]))
        shown.page.on("console", lambda message: shown.trouble.append(f"console {message.text[:200]}"))
        shown.page.on("pageerror", lambda error: shown.trouble.append(f"error {str(error)[:200]}"))
        shown.page.on("dialog", lambda dialog: (shown.trouble.append(f"dialog {dialog.message[:200]}"), dialog.dismiss()))
        shown.page.goto(address + anchor)
        yield shown
    finally:
        context.close()


def axe_violations(page: Any) -> list[str]:
    """What the accessibility checker axe-core finds against the rules of WCAG 2.2, levels A and AA; the page lets its script in only with `bypass_csp`."""
    import axe_playwright_python

    page.evaluate(Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8"))
    result = page.evaluate("tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})", list(RULES))
    assert result["passes"], "axe-core looked at nothing"
    return [f"{found['id']}: {node['html'][:160]} – {node['failureSummary'][:300]}" for found in result["violations"] for node in found["nodes"][:3]]
