"""Turns our SVG pictures into PNG for the formats that cannot show them as they are."""

import json
from typing import Any

from compliance.base.resources import shipped

TEMPLATE = b'#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.picture), format: "svg")'
TRIAL = b'#set page(width: auto, height: auto)\n#image(bytes(json(bytes(sys.inputs.picture))), format: "%s")'
RESOLUTION = 200


def drawable(picture: bytes, kind: str) -> bool:
    """Whether a picture of ours can be drawn; `kind` is `png`, `jpg` or `svg`. True where no engine is there to try."""
    try:
        import typst
    except (ImportError, OSError):
        return True
    try:
        typst.compile(TRIAL % kind.encode(), ignore_system_fonts=True, format="svg", sys_inputs={"picture": json.dumps(list(picture))})
    except typst.TypstError:
        return False
    return True


def png_of(svg: str) -> bytes | None:
    """The picture as PNG; None when the engine that draws it is not installed."""
    try:
        import typst
    except (ImportError, OSError):
        return None
    fonts: list[Any] = [shipped("templates") / "fonts"]
    drawn = typst.compile(TEMPLATE, font_paths=fonts, ignore_system_fonts=True, format="png", ppi=RESOLUTION, sys_inputs={"picture": svg})
    return drawn if isinstance(drawn, bytes) else None
