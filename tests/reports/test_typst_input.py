"""What Typst is given of a page: few runs, each with its look; links that lead somewhere; words as words, whatever stands in them."""

import json
from datetime import date
from io import BytesIO
from typing import Any

import pytest

from compliance.reports.tree import read_page
from compliance.reports.typst_input import BREAK, LONG_CELL, breakable, typst_input
from tests.reports.test_hostile import HOSTILE

DAY = date(2026, 11, 21)


def given(body: str) -> dict[str, Any]:
    return typst_input(read_page(f"<html lang='fr'><head><title>T</title></head><body>{body}</body></html>").body)


def blocks(data: dict[str, Any]) -> list[dict[str, Any]]:
    """The blocks that stand in the page itself."""
    return [data["blocks"][number] for number in data["body"]]


def looks(data: dict[str, Any], node: dict[str, Any] | list[Any]) -> list[tuple[tuple[str, ...], Any]]:
    """The runs of an element, with their looks in place of numbers."""
    runs = node if isinstance(node, list) else node["children"] if "children" in node else [node["text"]]
    return [((), run) if isinstance(run, str) else (tuple(data["looks"][run[0]]), *run[1:]) for run in runs]


def test_words_of_one_look_are_one_run() -> None:
    data = given("<p>un<wbr>deux <span>trois</span> <strong>quatre</strong><strong>cinq</strong><br>six</p>")
    (paragraph,) = blocks(data)
    assert looks(data, paragraph) == [((), f"un{BREAK}deux trois "), (("strong",), "quatrecinq"), ((), "\nsix")]


def test_a_look_names_the_elements_around_the_words() -> None:
    data = given('<p>a <span class="tally unknown">2 <span class="mark">?</span></span> <span class="note"><em>b</em></span></p>')
    found = looks(data, blocks(data)[0])
    assert [look for look, _ in found] == [(), ("span.tally.unknown",), ("span.tally.unknown", "span.mark"), (), ("span.note", "em")]


def test_a_mark_in_a_status_is_one_run_with_it() -> None:
    data = given('<p><span class="status fail"><span class="mark">✗</span> non satisfait</span></p>')
    assert looks(data, blocks(data)[0]) == [(("span.status.fail",), "✗ non satisfait")]


def test_a_link_leads_to_an_anchor_or_to_the_web_or_is_words_alone() -> None:
    links = '<a href="#there">1</a><a href="#gone">2</a><a href="https://example.org/x">3</a><a href="javascript:alert(1)">4</a><a href="file:///etc/passwd">5</a><a>6</a>'
    data = given(f'<p>{links}</p><section id="there"><p>x</p></section>')
    assert looks(data, blocks(data)[0]) == [(("a",), "1", "#there"), ((), "2"), (("a",), "3", "https://example.org/x"), ((), "456")]


def test_in_a_cell_only_links_to_the_web_are_kept() -> None:
    data = given('<h2 id="there">x</h2><table><tbody><tr><td>a <a href="#there">b</a> <a href="https://example.org">c</a></td></tr></tbody></table>')
    ((row,),) = [part["children"] for part in blocks(data)[1]["children"]]
    assert looks(data, row["children"][0]) == [((), "a b "), (("a",), "c", "https://example.org")]


def test_a_row_of_marked_controls_is_broken_before_a_mark() -> None:
    pytest.importorskip("typst")
    from pypdf import PdfReader

    from compliance.reports.pdf_typst import render

    row = " ".join(f'<wbr><span class="bearing unknown"><span class="mark">?</span>\u00a0GOV-{number:02}</span>' for number in range(40))
    table = f'<table><colgroup><col style="width: 80%"><col style="width: 20%"></colgroup><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>x</td><td>{row}</td></tr></tbody></table>'
    page = PdfReader(BytesIO(render(f'<html lang="fr"><head><title>x</title></head><body><h1>A</h1>{table}</body></html>', DAY))).pages[0]
    lines: set[int] = set()
    page.extract_text(visitor_text=lambda text, at, *_: lines.add(round(at[5])))
    assert len(lines) > 8  # five to a line at most


def test_a_table_of_contents_may_hold_a_line_that_leads_nowhere() -> None:
    pytest.importorskip("typst")
    from pypdf import PdfReader

    from compliance.reports.pdf_typst import render

    page = '<html lang="fr"><head><title>x</title></head><body><nav><ol><li>Sans page</li><li><a href="#a">Avec</a></li></ol></nav><h1 id="a">A</h1></body></html>'
    text = " ".join(PdfReader(BytesIO(render(page, DAY))).pages[0].extract_text().split())
    assert "Sans page" in text
    assert "Avec" in text


def test_a_link_over_several_looks_is_one_link() -> None:
    data = given('<p><a href="https://example.org"><strong>a</strong> b</a></p>')
    ((number, runs, address),) = blocks(data)[0]["children"]
    assert (data["looks"][number], address) == (("a",), "https://example.org")
    assert looks(data, runs) == [(("a", "strong"), "a"), (("a",), " b")]


def test_the_mark_of_a_step_stands_beside_its_words() -> None:
    data = given(
        '<ul class="trace"><li class="no"><span class="mark">✗</span> un<ul class="trace"><li class="open"><span class="mark">?</span> deux</li></ul></li><li>trois</li></ul>'
    )
    first, second = blocks(data)[0]["children"]
    words, inner = first["children"]
    assert (first["mark"][1], words) == ("✗", "un")
    assert data["blocks"][inner]["children"][0]["mark"][1] == "?"
    assert "mark" not in second
    assert second["text"] == "trois"


def test_what_stands_in_a_cell_looks_as_the_head_or_the_cell_and_its_row_say() -> None:
    row = '<tr class="subtotal"><th scope="row">a</th><td class="number fail">1</td></tr><tr><td>b</td><td>' + "c " * LONG_CELL + "</td></tr>"
    data = given(f"<table><thead><tr><th>x</th><th>y</th></tr></thead><tbody>{row}</tbody></table>")
    head, body = blocks(data)[0]["children"]
    first, second = body["children"]
    assert looks(data, head["children"][0]["children"][0]) == [(("head",), "x")]
    assert [looks(data, cell)[0][0] for cell in first["children"]] == [("th.subtotal",), ("td.number.fail.subtotal",)]
    assert second["children"][0] == {"tag": "td", "text": "b"}
    assert second["children"][1]["long"] is True


def test_very_long_words_may_be_broken() -> None:
    assert breakable("x" * 29) == "x" * 29
    assert breakable("a " + "x" * 40).replace(BREAK, "") == "a " + "x" * 40
    assert max(map(len, breakable("x" * 400).split(BREAK))) == 8


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_hostile_words_are_text_and_nothing_else(name: str) -> None:
    from html import escape

    plain, hostile = (given(f'<p class="note">a{escape(text)}z <a href="{escape(text)}">x</a></p>') for text in ("mot", HOSTILE[name]))
    assert shape(plain) == shape(hostile)
    assert shape(json.loads(json.dumps(hostile))) == shape(hostile)


def shape(data: Any) -> Any:
    """Data with its texts left out: what can steer the layout."""
    if isinstance(data, dict):
        return {key: "…" if key == "href" else shape(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [shape(item) for item in data]
    return "…" if isinstance(data, str) and data.split(".")[0] not in ("p", "a", "span") else data


def drawn(body: str) -> str:
    pytest.importorskip("typst")
    from pypdf import PdfReader

    from compliance.reports.pdf_typst import render

    made = PdfReader(BytesIO(render(f"<html lang='fr'><head><title>T</title></head><body>{body}</body></html>", DAY)))
    return "".join(page.extract_text() for page in made.pages)


def test_lists_have_bullets_where_the_page_shows_them() -> None:
    words = drawn('<ul><li>premier</li><li>second</li></ul><div class="box"><ul><li>encadré</li></ul></div><ul class="plain"><li>nu</li></ul>')
    assert words.count("•") == 2
    assert words.count("–") == 1


def test_steps_are_marked_each_with_its_own_mark() -> None:
    step = '<li class="{}"><span class="mark">{}</span> {}</li>'
    words = drawn(f'<ul class="trace">{step.format("no", "✗", "faux")}{step.format("open", "?", "ignoré")}{step.format("yes", "✓", "vrai")}</ul>')
    assert [letter for letter in words if letter in "✗?✓"] == ["✗", "?", "✓"]
    assert "•" not in words


@pytest.mark.parametrize("text", ["e\u0301te\u0301", "été", "a -> b", "\u0323x"])
def test_letters_of_two_characters_are_drawn(text: str) -> None:
    from unicodedata import normalize

    assert normalize("NFC", text) in normalize("NFC", drawn(f"<p>{text.replace('>', '&gt;')}</p>"))


def test_a_place_to_break_is_no_run_of_its_own() -> None:
    data = given('<p><span class="bearing pass"><span class="mark">✓</span> GOV-02</span> <wbr><span class="bearing pass">GOV-03</span></p>')
    assert looks(data, blocks(data)[0]) == [(("span.bearing.pass",), "✓ GOV-02"), ((), f" {BREAK}"), (("span.bearing.pass",), "GOV-03")]


def pages(rows: str) -> list[str]:
    """What each page shows of a table of two columns under a paragraph that fills most of the first page."""
    pytest.importorskip("typst")
    from pypdf import PdfReader

    from compliance.reports.pdf_typst import render

    table = f"<table><thead><tr><th>Tête</th><th>B</th></tr></thead><tbody>{rows}</tbody></table>"
    page = f"<html lang='fr'><head><title>T</title></head><body><h1>T</h1>{'<p>x</p>' * 34}{table}</body></html>"
    return [read.extract_text() for read in PdfReader(BytesIO(render(page, DAY))).pages]


def test_a_row_stands_whole_on_one_page() -> None:
    tall = " ".join(f"mot{number}" for number in range(120))
    for count in range(1, 9):
        found = pages("<tr><td>court</td><td>y</td></tr>" * count + f"<tr><td>début</td><td>{tall}</td></tr>")
        assert [page for page in found if "début" in page] == [page for page in found if "mot0" in page] == [page for page in found if "mot119" in page]


def test_the_head_of_a_group_is_never_alone_at_the_foot_of_a_page() -> None:
    group = '<tr class="group"><th colspan="2">Groupe</th></tr>'
    row = "<tr><td>suite</td><td>" + "y " * 200 + "</td></tr>"
    seen = set()
    for count in range(1, 14):
        found = pages("<tr><td>avant</td><td>y</td></tr>" * count + group + row)
        (at,) = [number for number, page in enumerate(found) if "Groupe" in page]
        assert "suite" in found[at]
        seen.add(at)
    assert seen == {0, 1}


def test_the_heads_of_table_and_group_stand_again_on_the_next_page() -> None:
    found = pages('<tr class="group"><th colspan="2">Groupe</th></tr>' + "<tr><td>suite</td><td>y</td></tr>" * 60)
    assert all("Tête" in page and "Groupe" in page for page in found if "suite" in page)
    assert len(found) > 1
