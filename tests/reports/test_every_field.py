"""What stands in names of components, sites and flows of a real example comes out of every format: very long words, letters no font draws, whatever the tongue."""

import re
import shutil
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from compliance.reports.pdf_typst import render
from tests.gate.command import comply
from tests.reports.test_typst_input import DAY

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "melanoma-saas"
LONG = "x" * 100_000
KINDS = ("json", "html", "pdf", "docx", "xlsx", "md")
UNDRAWN = {"ounce": "Dosage en onces (\u2125)", "cyrillic": "\u0514\u051e", "samaritan": "".join(map(chr, range(0x800, 0x816))) * 2, "chinese": "肺炎", "circle": "\u25cb 肺"}


def with_names(folder: Path, place: str, text: str) -> Path:
    """The example with the name of one component, site or flow replaced, in a folder of its own."""
    path = folder / "melanoma-saas" / "system.yaml"
    path.parent.mkdir()
    shutil.copytree(EXAMPLE.parent / "editeur", folder / "editeur")
    told = (EXAMPLE / "system.yaml").read_text(encoding="utf-8")
    head, section, rest = told.partition(f"\n{place}:")
    assert section
    path.write_text(head + section + re.sub(r"\{id: ([\w-]+),(?: name: [^,]+,)?", f'{{id: \\1, name: "{text}",', rest, count=1), encoding="utf-8")
    return path


@pytest.mark.parametrize("place", ["components", "sites", "flows"])
@pytest.mark.parametrize("text", [LONG, UNDRAWN["ounce"]], ids=["100 kB", "ounce"])
def test_every_format_is_written(place: str, text: str, tmp_path: Path) -> None:
    pytest.importorskip("typst")
    from pypdf import PdfReader

    path = with_names(tmp_path, place, text)
    told = comply("assess", path, "--out", tmp_path / "out", *(word for kind in KINDS for word in ("--write", kind)))
    assert told.code == 0, told.err
    written = {file.name: file.read_bytes() for file in (tmp_path / "out").iterdir()}
    assert {Path(name).suffix[1:] for name in written} == set(KINDS)
    assert len(PdfReader(BytesIO(written["gap-analysis.pdf"])).pages) > 10
    if place == "sites":  # the figure alone names sites, as far as there is room
        return
    word = text[:24]
    assert word in written["report.html"].decode()
    assert word[:10] in written["gap-analysis.md"].decode()
    assert word[:10] in ZipFile(BytesIO(written["gap-analysis.docx"])).read("word/document.xml").decode()


@pytest.mark.parametrize("name", UNDRAWN)
def test_letters_that_no_font_draws_are_marked_and_nothing_else_is(name: str) -> None:
    pytest.importorskip("typst")
    from pypdf import PdfReader

    page = f"<html lang='fr'><head><title>T {UNDRAWN[name]}</title></head><body><h1>avant {UNDRAWN[name]} après</h1><p>✓ ○ ⬓ …</p></body></html>"
    told = PdfReader(BytesIO(render(page, DAY))).pages[0].extract_text()
    assert "avant" in told
    assert "après" in told
    assert [letter for letter in told if letter in "✓○⬓"] == [*([] if name != "circle" else ["○"]), "✓", "○", "⬓"]


def test_the_list_of_drawn_letters_is_that_of_the_fonts() -> None:
    ttlib = pytest.importorskip("fontTools.ttLib")
    from compliance.base.resources import shipped

    folder = shipped("templates") / "fonts"
    drawn = set.intersection(*(set(ttlib.TTFont(path).getBestCmap()) for path in sorted(folder.glob("*.otf"))))
    listed: set[int] = set()
    for line in (folder / "covered.txt").read_text(encoding="ascii").split():
        first, _, last = line.partition("-")
        listed |= set(range(int(first, 16), int(last or first, 16) + 1))
    assert listed == drawn
