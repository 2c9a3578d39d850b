"""How errors leave the program: every problem of a file at once, an excerpt on a terminal, one line each elsewhere; exit code 2."""

import errno
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from compliance.base.text import Language

if TYPE_CHECKING:
    from compliance.base.problems import Problem

EXCERPT = 160  # characters of a line that an excerpt shows
OPEN, BLOCKED, INVALID, UNKNOWNS, EXPIRED = 0, 1, 2, 3, 4


class CommandError(Exception):
    """Raised by a command for a mistake of use; holds the code of its message in `messages.yaml` and what fills it."""

    def __init__(self, code: str, **values: object) -> None:
        self.code, self.values = code, values
        super().__init__(code)


def guarded(run: Callable[[], object], debug: bool = False, language: Language | None = None) -> int:
    """Run a command and turn what it raises into messages and an exit code."""
    from compliance.base.problems import InvalidInput, messages

    language = language or chosen_language()
    try:
        left = run()
        if isinstance(left, int) and not isinstance(left, bool):
            return left
    except InvalidInput as error:
        tell(error.problems, language)
        return INVALID
    except CommandError as error:
        print(messages()[error.code].with_values(error.values).of(language), file=sys.stderr)
        return INVALID
    except KeyboardInterrupt:
        return 130
    except SystemExit as leave:
        return leave.code if isinstance(leave.code, int) else OPEN
    except Exception as fault:
        from compliance.cli import usage

        if usage.is_usage(fault):
            return usage.tell(fault, language)
        if type(fault).__name__ == "Abort":
            return 130
        if isinstance(fault, OSError) and fault.errno in (errno.ENOSPC, errno.EPIPE, errno.EIO) and fault.filename is None:
            print(messages()["output_refused"].with_values({"detail": fault.strerror or ""}).of(language), file=sys.stderr)
            return INVALID
        if debug:
            raise
        print(messages()["internal_fault"].with_values({"kind": type(fault).__name__, "detail": str(fault)[:200]}).of(language), file=sys.stderr)
        return INVALID
    return OPEN


def chosen_language() -> Language:
    """The language of messages: `--lang`, else COMPLY_LANG, else that of the system, French by default."""
    import os

    arguments = sys.argv
    for index, word in enumerate(arguments):
        if word == "--lang" and index + 1 < len(arguments) and arguments[index + 1] in ("fr", "en"):
            return "fr" if arguments[index + 1] == "fr" else "en"
        if word in ("--lang=fr", "--lang=en"):
            return "fr" if word.endswith("fr") else "en"
    for name in ("COMPLY_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "").lower()
        if value.startswith("en"):
            return "en"
        if value.startswith("fr"):
            return "fr"
    return "fr"


def tell(problems: "tuple[Problem, ...]", language: Language) -> None:
    """Print problems on the error stream: with the line and an underline on a terminal, on one line each elsewhere."""
    on_terminal = sys.stderr.isatty()
    for problem in problems:
        print(problem.line(language), file=sys.stderr)
        if on_terminal and (excerpt := _excerpt(problem)):
            print(excerpt, file=sys.stderr)
    from compliance.base.problems import messages

    key = "problems_one" if len(problems) == 1 else "problems_count"
    print(messages()[key].with_values({"count": len(problems)}).of(language), file=sys.stderr)


def _excerpt(problem: "Problem") -> str:
    from pathlib import Path

    try:
        raw = Path(problem.position.file).read_bytes()
        lines = raw.decode("utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig").splitlines()
        line = lines[problem.position.line - 1]
    except (OSError, UnicodeDecodeError, IndexError):
        return ""
    # Of a long line, what stands around the place.
    column = problem.position.column - 1
    start = max(0, column - EXCERPT // 2) if len(line) > EXCERPT else 0
    shown = "".join(letter if letter.isprintable() else " " for letter in line[start : start + EXCERPT])
    number = f"{problem.position.line:>5} | "
    before, meant = shown[: column - start], shown[column - start : column - start + max(1, problem.position.length)]
    return f"{number}{shown}\n{' ' * (len(number) + _wide(before))}{'^' * max(1, _wide(meant))}"


def _wide(text: str) -> int:
    """How many columns a text takes on a terminal."""
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(letter) else 2 if east_asian_width(letter) in ("W", "F") else 1 for letter in text)
