"""Text and attribute values as XML writes them; the library's own module for it loads a whole web client."""

_ATTRIBUTE = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def escape(text: str) -> str:
    """A text between two tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def quoteattr(text: str) -> str:
    """The value of an attribute, with its quotation marks."""
    return f'"{text.translate(_ATTRIBUTE)}"'
