"""Files that hold one mistake each, and the exact messages their first lines promise."""

import re
from pathlib import Path

from compliance.base.problems import Problem
from compliance.base.resources import package_file
from compliance.base.text import Language


def expected(path: Path, language: Language) -> list[str]:
    """The messages promised by the lines `# en: ...` or `# fr: ...` of a file."""
    start = f"# {language}: ".encode()
    return [line.removeprefix(start).decode() for line in path.read_bytes().split(b"\n") if line.startswith(start)]


def told(problems: tuple[Problem, ...], path: Path, language: Language) -> list[str]:
    """Problems as these lines write them: without the name of the file itself."""
    return [problem.line(language).removeprefix(f"{path.name}:") for problem in problems]


def promises(path: Path) -> bool:
    """Whether a file begins with what is expected, in English and then in French."""
    lines = path.read_bytes().split(b"\n")
    return lines[0].startswith(b"# en: ") and lines[1].startswith(b"# fr: ")


def codes_of(*sections: str) -> set[str]:
    """The codes under some headings of `messages.yaml`."""
    found, wanted = set(), False
    for line in package_file("base/messages.yaml").read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            wanted = line.removeprefix("# ") in sections
        elif wanted and (key := re.match(r"\w+", line)):
            found.add(key[0])
    return found
