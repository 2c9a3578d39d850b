"""Turns our SVG pictures into PNG for the formats that cannot show them as they are."""

from typing import Any

from compliance.base.resources import shipped

TEMPLATE = b'#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.picture), format: "svg")'
RESOLUTION = 200


def png_of(svg: str) -> bytes | None:
    """The picture as PNG; None when the engine that draws it is not installed."""
    try:
        import typst
    except (ImportError, OSError):
        return None
    fonts: list[Any] = [shipped("templates") / "fonts"]
    drawn = typst.compile(TEMPLATE, font_paths=fonts, ignore_system_fonts=True, format="png", ppi=RESOLUTION, sys_inputs={"picture": svg})
    return drawn if isinstance(drawn, bytes) else None
