"""Writes one of our own HTML pages as Markdown: headings, lists, tables and boxes, with every character of the text kept as text."""

import re

from compliance.reports.tree import INLINE, Node, read_page

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")
_LEADING = re.compile(r"^(\s*\d*)([-+.)])(?=\s)")
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5}
LINE = re.compile(r"[ \t\r\n]+")


def markdown(page: str) -> str:
    """The page as Markdown, ending in a line break."""
    blocks = _blocks(read_page(page).body)
    return "\n\n".join(block for block in blocks if block.strip()) + "\n"


def escaped(text: str) -> str:
    """A text in which no character is read as markup."""
    return _SPECIAL.sub(r"\\\1", text).replace("&", "&amp;")


def _inline(node: Node | str) -> str:
    if isinstance(node, str):
        return escaped(node)
    if node.tag == "br":
        return "<br>"
    if node.tag in ("wbr", "img"):
        return ""
    inside = "".join(_inline(child) for child in node.children)
    if not inside.strip():
        return inside
    if node.tag == "strong":
        return f"**{inside.strip()}**"
    if node.tag == "em":
        return f"*{inside.strip()}*"
    if node.tag == "a":
        address = node.attributes.get("href", "")
        return f"[{inside}](<{address}>)" if address.startswith("http") and not set("<>\n") & set(address) else inside
    return inside


def _line(children: tuple[Node | str, ...]) -> str:
    return LINE.sub(" ", "".join(_inline(child) for child in children)).strip()


def _paragraph(children: tuple[Node | str, ...]) -> str:
    """A line that can never be read as the beginning of a list."""
    return _LEADING.sub(r"\1\\\2", _line(children))


def _blocks(node: Node) -> list[str]:
    found: list[str] = []
    loose: list[Node | str] = []
    for child in (*node.children, None):
        if child is not None and (isinstance(child, str) or child.tag in INLINE):
            loose.append(child)
            continue
        if loose:
            found.append(_paragraph(tuple(loose)))
            loose = []
        if child is not None:
            found += _block(child)
    return found


def _block(node: Node) -> list[str]:
    if node.tag in HEADINGS:
        return [f"{'#' * HEADINGS[node.tag]} {_line(node.children)}"]
    if node.tag == "p":
        return [_paragraph(node.children)]
    if node.tag in ("ul", "ol"):
        return ["\n".join(_list(node, 0))]
    if node.tag == "dl":
        return ["\n".join(f"- {_pair(node, index)}" for index in range(0, len(node.children) - 1, 2))]
    if node.tag == "table":
        return _table(node)
    if node.tag == "svg":
        return [f"*{escaped(node.attributes.get('alt', ''))}*"]
    if node.has("contents"):
        return []
    if node.has("box"):
        return ["\n".join(f"> {line}".rstrip() for block in _blocks(node) for line in (*block.split("\n"), ""))[: -len("\n>")]]
    return _blocks(node)


def _pair(node: Node, index: int) -> str:
    name, value = (child for child in node.children[index : index + 2] if isinstance(child, Node))
    return f"{_line(name.children)}: **{_line(value.children)}**"


def _list(node: Node, depth: int) -> list[str]:
    lines = []
    for number, item in enumerate((child for child in node.children if isinstance(child, Node)), 1):
        lead = f"{number}." if node.tag == "ol" else "-"
        inline = tuple(child for child in item.children if isinstance(child, str) or (child.tag in INLINE and child.tag not in ("ul", "ol")))
        lines.append(f"{'  ' * depth}{lead} {_paragraph(inline)}")
        for child in item.children:
            if isinstance(child, Node) and child.tag in ("ul", "ol"):
                lines += _list(child, depth + 1)
            elif isinstance(child, Node) and child.tag not in INLINE:
                lines += [f"{'  ' * (depth + 1)}{line}" for block in _block(child) for line in block.split("\n")]
    return lines


def _cell(node: Node) -> str:
    return "<br>".join(block.replace("\n", "<br>") for block in _blocks(node) if block.strip()) or " "


def _table(node: Node) -> list[str]:
    caption = next((child for child in node.children if isinstance(child, Node) and child.tag == "caption"), None)
    rows = [line for part in node.children if isinstance(part, Node) and part.tag in ("thead", "tbody") for line in part.children if isinstance(line, Node)]
    lines = ["| " + " | ".join(_cell(cell) for cell in row.children if isinstance(cell, Node)) + " |" for row in rows]
    width = len([cell for cell in rows[0].children if isinstance(cell, Node)]) if rows else 0
    lines.insert(1, "|" + " --- |" * width)
    return [*([f"**{_line(caption.children)}**"] if caption else []), "\n".join(lines)]
