"""What the house puts on its workbooks: the logo on the first sheet, and a line at the head and the foot of every printed page."""

from io import BytesIO
from typing import Any

from compliance.reports.brand import Brand
from compliance.reports.docx_logo import picture_of
from compliance.reports.typography import clean

LINE = 120  # characters; a spreadsheet allows 255 for a whole head or foot
LOGO_HEIGHT = 48  # pixels


def dress_sheet(page: Any, brand: Brand) -> None:
    """Name and confidentiality mark at the head of the printed pages, footer and page numbers at their foot."""
    head, mark, foot = (_plain(text) for text in (brand.name, brand.confidentiality, brand.footer))
    if head or mark:
        page.set_header(f"&L{head}&R{mark}")
    page.set_footer(f"&L{foot}&R&P / &N")


def place_logo(page: Any, brand: Brand, column: int) -> None:
    """The logo at the top of a sheet, to the right of the first lines; nothing where it cannot be drawn."""
    from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
    from docx.image.image import Image

    picture = picture_of(brand.logo_address)
    if not picture:
        return
    try:
        tall = Image.from_blob(picture).px_height
    except (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError):
        return
    scale = LOGO_HEIGHT / max(tall, 1)
    options = {"image_data": BytesIO(picture), "x_scale": scale, "y_scale": scale, "x_offset": 8, "y_offset": 4, "description": clean(brand.name), "decorative": not brand.name}
    page.insert_image(0, column, "logo.png", options)


def _plain(text: str) -> str:
    """A text that cannot be read as a command of the head or the foot."""
    return clean(text)[:LINE].replace("&", "&&")
