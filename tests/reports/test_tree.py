"""The reader of pages: what HTML lets a house leave out ends where it must, and no word or space is lost."""

import pytest

from compliance.reports.markdown import markdown_document
from compliance.reports.tree import Node, read_page


def body(html: str) -> Node:
    return read_page(f"<html lang='fr'><head><title>T</title></head><body>{html}</body></html>").body


def shape(node: Node) -> str:
    inner = ",".join(child if isinstance(child, str) else shape(child) for child in node.children)
    return f"{node.tag}({inner})"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>a<p>b<h2>c</h2>", "body(p(a),p(b),h2(c))"),
        ("<ul><li>a<li>b<ul><li>c</ul></ul><p>d", "body(ul(li(a),li(b,ul(li(c)))),p(d))"),
        ("<header><p>a</header><p>b</p>", "body(header(p(a)),p(b))"),
        ("<dl><dt>a<dd>b<dt>c<dd>d</dl>", "body(dl(dt(a),dd(b),dt(c),dd(d)))"),
        ("<table><tr><td>a<td>b<tr><td>c</table>e", "body(table(tr(td(a),td(b)),tr(td(c))),e)"),
        ("<table><thead><tr><th>a</thead><tbody><tr><td>b</table>", "body(table(thead(tr(th(a))),tbody(tr(td(b)))))"),
        ("<div><p>a", "body(div(p(a)))"),
        ("a</div></p> b", "body(a b)"),
        ("<p>a <b>b</b> c <i>d</i> H<sub>2</sub>O <small>e</small></p>", "body(p(a ,b(b), c ,i(d), H,sub(2),O ,small(e)))"),
    ],
)
def test_what_is_left_open_ends_where_it_must(html: str, expected: str) -> None:
    assert shape(body(html)) == expected


def test_words_after_something_left_open_are_kept() -> None:
    page = "<html><head><title>T</title></head><body><header><p>Cabinet Exemple, Lyon</header><h1>Titre</h1><p>suite</body></html>"
    told = markdown_document(page).decode()
    assert "Cabinet Exemple" in told
    assert "# Titre" in told
    assert told.endswith("suite\n")


@pytest.mark.parametrize("text", ["x" * 300, "partage/qualite/" + "dossiers-de-conformite/" * 10])
def test_a_long_word_stays_whole_in_markdown(text: str) -> None:
    broken = "\u200b".join(text[start : start + 24] for start in range(0, len(text), 24))
    assert markdown_document(f"<html><body><p>{broken}</p></body></html>").decode() == text + "\n"


def test_nobody_is_called_and_nothing_links_of_itself() -> None:
    told = markdown_document("<html><body><p>@ref a@b http://evil.example www.evil.example $x$ &amp;lt;b&amp;gt;</p></body></html>").decode()
    assert told == "&#64;ref a@b http&#58;//evil.example www&#46;evil.example \\$x\\$ &amp;lt;b&amp;gt;\n"
