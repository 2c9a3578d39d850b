"""Writes the page as Markdown for wikis and pull requests: the same sentences as the PDF, and no markup of the user's comes through."""

import re
from collections.abc import Iterable

from compliance.reports.tree import INLINE, Node, read_page
from compliance.reports.typography import clean

SPECIAL = re.compile(r"([\\`*_\[\]<>#|~$])")
MENTION = re.compile(r"(?<!\w)@(?=\w)")  # what would call somebody on a forge
BARE_LINK = re.compile(r"\w+://|www\.", re.IGNORECASE)  # what would become a link of itself
LEADING = re.compile(r"^(\s*)([-+=]|\d+[.)])(?=\s|$)")
HEADINGS = {"h1": "#", "h2": "##", "h3": "###", "h4": "####", "h5": "#####"}
SAFE_LINK = re.compile(r"^https?://[^\s<>()\"']+$")


def markdown_document(page: str) -> bytes:
    """The page as UTF-8 Markdown ending in a line break."""
    body = read_page(page).body
    blocks = [block for block in _blocks(body.children) if block.strip()]
    return ("\n\n".join(blocks) + "\n").encode()


def _blocks(children: Iterable[Node | str]) -> list[str]:
    out: list[str] = []
    loose: list[Node | str] = []
    for child in children:
        if isinstance(child, str) or child.tag in INLINE:
            loose.append(child)
            continue
        out += [_line(loose)] if loose else []
        loose = []
        out += _block(child)
    return [*out, _line(loose)] if loose else out


def _block(node: Node) -> list[str]:
    if node.tag in HEADINGS:
        return [f"{HEADINGS[node.tag]} {_inline(node.children)}"]
    if node.tag in ("p", "figcaption"):
        return [_line(node.children)]
    if node.tag in ("ul", "ol"):
        return ["\n".join(_items(node, 0))]
    if node.tag == "nav":
        return []
    if node.tag == "dl":
        pairs = [child for child in node.children if isinstance(child, Node)]
        return ["\n".join(f"- **{_inline(term.children)}** – {_inline(told.children)}" for term, told in zip(pairs[::2], pairs[1::2], strict=True))]
    if node.tag == "table":
        return _table(node)
    if node.tag == "svg":
        return [escape(node.attributes.get("alt", ""))]
    if node.has("box") or node.has("written"):
        return ["\n>\n".join("\n".join(f"> {line}" for line in block.split("\n")) for block in _blocks(node.children) if block.strip())]
    blocks = _blocks(node.children)
    return [] if node.tag == "section" and all(block.startswith("#") for block in blocks if block) else blocks


def _items(node: Node, depth: int) -> list[str]:
    out = []
    for number, item in enumerate((child for child in node.children if isinstance(child, Node)), 1):
        sign = f"{number}." if node.tag == "ol" else "-"
        out.append(f"{'  ' * depth}{sign} {_inline(child for child in item.children if isinstance(child, str) or child.tag in INLINE)}")
        for child in item.children:
            if isinstance(child, Node) and child.tag in ("ul", "ol"):
                out += _items(child, depth + 1)
    return out


def _table(node: Node) -> list[str]:
    lines = [line for part in node.children if isinstance(part, Node) and part.tag in ("thead", "tbody") for line in part.children if isinstance(line, Node)]
    caption = next((child for child in node.children if isinstance(child, Node) and child.tag == "caption"), None)
    rows = []
    for line in lines:
        cells: list[str] = []
        for item in (child for child in line.children if isinstance(child, Node)):
            told = _cell(item)
            cells.append(f"**{told}**" if item.tag == "th" and told and line is not lines[0] else told)
            cells += [""] * (int(item.attributes.get("colspan", "1")) - 1)
        rows.append("| " + " | ".join(cells) + " |")
    columns = rows[0].count(" | ") + 1
    rows.insert(1, "|" + " --- |" * columns)
    return [*([f"**{_inline(caption.children)}**"] if caption else []), "\n".join(rows)]


def _cell(node: Node) -> str:
    pieces, loose = [], []
    for child in node.children:
        if isinstance(child, str) or child.tag in INLINE:
            loose.append(child)
        else:
            pieces += [_inline(loose)] if loose else []
            loose = []
            pieces += [_inline(inner) for inner in _leaves(child)]
    pieces += [_inline(loose)] if loose else []
    return "<br>".join(piece for piece in pieces if piece)


def _leaves(node: Node) -> list[tuple[Node | str, ...]]:
    if all(isinstance(child, str) or child.tag in INLINE for child in node.children):
        return [node.children]
    return [leaf for child in node.children if isinstance(child, Node) for leaf in _leaves(child)]


def _line(children: Iterable[Node | str]) -> str:
    return LEADING.sub(r"\1\\\2", _inline(children))


def _inline(children: Iterable[Node | str]) -> str:
    out = []
    for child in children:
        if isinstance(child, str):
            out.append(escape(child))
        elif child.tag == "strong":
            inner = _inline(child.children)
            out.append(f"**{inner}**" if inner.strip() else inner)
        elif child.tag == "em":
            inner = _inline(child.children)
            out.append(f"*{inner}*" if inner.strip() else inner)
        elif child.tag == "a":
            out.append(_link(child))
        elif child.tag == "br":
            out.append(" ")
        elif child.tag == "img":
            out.append(f"**{escape(child.attributes['alt'])}**" if child.attributes.get("alt") else "")
        elif child.tag != "wbr":
            apart = " " if child.has("below") and out and not out[-1].endswith(" ") else ""
            out.append(apart + _inline(child.children))
    return "".join(out).strip() if not out or not out[0].startswith(" ") else "".join(out)


def _link(node: Node) -> str:
    href, words = node.attributes.get("href", ""), _inline(node.children)
    return f"[{words}]({href})" if SAFE_LINK.match(href) else words


def escape(text: str) -> str:
    """A text whose characters mean nothing to a Markdown reader."""
    told = SPECIAL.sub(r"\\\1", clean(text).replace("&", "&amp;")).replace("\\<", "&lt;").replace("\\>", "&gt;")
    return MENTION.sub("&#64;", BARE_LINK.sub(lambda found: found[0].replace(":", "&#58;").replace(".", "&#46;"), told))
