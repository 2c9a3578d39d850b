"""Reads a file that a person wrote as text, and says what else it is where it is none."""

import stat
from pathlib import Path

from compliance.base.problems import InvalidInput, Position, Problem

MAX_BYTES = 5_000_000
# How files of other kinds begin.
BEGINNINGS = (
    (b"%PDF", "file_is_pdf"), (b"PK\x03\x04", "file_is_office"), (b"\xd0\xcf\x11\xe0", "file_is_office"),
    (b"\x89PNG", "file_is_binary"), (b"\xff\xd8\xff", "file_is_binary"), (b"\x7fELF", "file_is_binary"), (b"\x1f\x8b", "file_is_binary"),
)  # fmt: skip
BEGINS = 1024


def read_text(path: Path, file: str) -> str:
    """The text of a file in UTF-8, or in UTF-16 that says so; `file` is how messages call it.

    Raises InvalidInput when the file cannot be read, is too large or holds no text.
    """
    if not file.isascii() and file != (plain := file.encode("utf-8", "replace").decode()):  # every report names the file
        raise _refused("file_name_unreadable", plain)
    try:
        about = path.stat()
        if stat.S_ISDIR(about.st_mode):
            raise _refused("file_is_folder", file)
        if not stat.S_ISREG(about.st_mode):  # a pipe or a device would never end
            raise _refused("file_unreadable", file)
        if about.st_size > MAX_BYTES:
            raise InvalidInput([Problem("file_too_large", Position(file), values={"limit": MAX_BYTES // 1_000_000})])
        raw = path.read_bytes()
    except FileNotFoundError:
        raise _refused("file_missing", file) from None
    except (OSError, ValueError):
        raise _refused("file_unreadable", file) from None
    return _decoded(raw, file)


def _decoded(raw: bytes, file: str) -> str:
    wide = raw[:2] in (b"\xff\xfe", b"\xfe\xff")
    encoding = "utf-16" if wide else "utf-8"
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        if kind := next((code for beginning, code in BEGINNINGS if raw.startswith(beginning)), "file_is_binary" if b"\0" in raw[:BEGINS] and not wide else ""):
            raise _refused(kind, file) from None
        before = raw[: error.start].decode(encoding, errors="ignore")
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        raise InvalidInput([Problem("not_utf8", Position(file, line, column))]) from None


def _refused(code: str, file: str) -> InvalidInput:
    return InvalidInput([Problem(code, Position(file))])
