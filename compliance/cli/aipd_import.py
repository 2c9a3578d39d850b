"""`comply aipd import`: the words our exports are written with, and the text of the description that comes out of a PIA file."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compliance.base.text import LANGUAGES

if TYPE_CHECKING:
    from compliance.reports.words import Words
    from compliance.system.from_marks import Lexicon

MONTHS = range(1, 13)


def lexicon() -> "Lexicon":
    """Months, yes and no, none, and the first line of our notes, in both languages."""
    from compliance.reports.words import long_date, say
    from compliance.system.from_marks import Lexicon

    months = {long_date(date(2000, number, 2), language).split()[1]: number for language in LANGUAGES for number in MONTHS}
    flags = {say(f"value.{value}", language): value == "true" for language in LANGUAGES for value in ("true", "false")}
    nothing = {say(key, language) for language in LANGUAGES for key in ("value.none", "value.empty")}
    notes = [say("pia.note", language) for language in LANGUAGES]
    return Lexicon(months, flags, frozenset(nothing), frozenset([*notes, *(note.replace("\u00a0", " ") for note in notes)]))


def starter_text(data: Mapping[str, Any], unread: Sequence[tuple[str, str]], file: str, words: "Words") -> str:
    """The description as YAML, with a head that says where it comes from and a list of what could not be read."""
    from compliance.reports.terminal import safe
    from compliance.system.write_yaml import comment, to_yaml

    head = comment(words.say("pia.head", file=safe(file)))
    tail = [comment(words.say("pia.left")), *(comment(f"- {where}: {text}") for where, text in unread)] if unread else []
    return "\n".join([head, to_yaml(dict(data)).rstrip("\n"), *tail]) + "\n"


def content_of(file: Path, limit: int) -> bytes:
    """The bytes of a file.

    Raises InvalidInput when it cannot be read or is too large.
    """
    from compliance.base.problems import InvalidInput, Position, Problem

    name = str(file)
    try:
        if file.stat().st_size > limit:
            raise InvalidInput([Problem("file_too_large", Position(name), values={"limit": limit // 1_000_000})])
        return file.read_bytes()
    except FileNotFoundError:
        raise InvalidInput([Problem("file_missing", Position(name))]) from None
    except IsADirectoryError:
        raise InvalidInput([Problem("file_is_folder", Position(name))]) from None
    except (OSError, ValueError):
        raise InvalidInput([Problem("file_unreadable", Position(name))]) from None
