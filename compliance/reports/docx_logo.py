"""Puts a logo or a drawn figure into a Word document, with the words for those who do not see it."""

from base64 import b64decode
from io import BytesIO
from typing import Any

from compliance.reports.pictures import png_of


def drawing(inline: Any, alternative: str) -> str:
    """The markup of a picture that the document already holds."""
    from lxml import etree  # type: ignore[import-untyped,unused-ignore,import-not-found]

    inline.docPr.set("descr", alternative)
    return f"<w:r><w:drawing>{etree.tostring(inline, encoding='unicode')}</w:drawing></w:r>"


def logo_inline(document: Any, address: str, tall: int, wide: int) -> Any:
    """A picture given as a data address, no taller and no wider than said (in English Metric Units); None when it cannot be drawn."""
    from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError

    picture = picture_of(address)
    if not picture:
        return None
    try:
        inline = document.part.new_pic_inline(BytesIO(picture), None, tall)
    except (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError):
        return None
    if inline.extent.cx > wide:
        inline = document.part.new_pic_inline(BytesIO(picture), wide, None)
    return inline


def picture_of(address: str) -> bytes:
    """The bytes of a picture given as a data address, an SVG one drawn as PNG; empty when it cannot be drawn."""
    head, _, content = address.partition(";base64,")
    picture = b64decode(content)
    if not head.endswith("svg+xml"):
        return picture
    return png_of(picture.decode("utf-8", "replace")) or b""
