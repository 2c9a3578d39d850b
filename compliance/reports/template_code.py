"""Keeps the compiled form of the shipped templates beside the compiled form of the program's own modules, under the same conditions as Python keeps those."""

import hashlib
import os
import sys
from pathlib import Path
from typing import Any

import jinja2
from jinja2.bccache import Bucket, BytecodeCache

import compliance
from compliance.base.resources import package_file

FOLDER = "__pycache__/templates"


class TemplateCode(BytecodeCache):
    """The compiled templates of one report in one language; one that is stale or damaged is compiled anew.

    Nothing is written where Python writes no bytecode of its own, unless `always`, nor where the package's folder cannot be written.
    """

    def __init__(self, report: str, language: str, always: bool = False) -> None:
        self._always = always
        # What a compiled template depends on besides its source, whose digest it carries: constants in it are set by the rules of typography.
        rules = package_file("reports/typography.py").stat().st_mtime_ns
        about = (report, language, jinja2.__version__, compliance.__version__, rules, sys.implementation.cache_tag)
        self._prefix = hashlib.sha256(repr(about).encode()).hexdigest()[:12]

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take up what is kept, if it is of the same source."""
        try:
            with self._path(bucket).open("rb") as file:
                bucket.load_bytecode(file)
        except (OSError, EOFError, ValueError, TypeError):
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a compiled template: written beside, then renamed."""
        if sys.dont_write_bytecode and not self._always:
            return
        path = self._path(bucket)
        beside = path.with_name(f"{path.name}.{os.getpid()}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with beside.open("wb") as file:
                bucket.write_bytecode(file)
            beside.replace(path)
        except OSError:
            return

    def _path(self, bucket: Bucket) -> Path:
        return package_file(FOLDER) / f"{self._prefix}-{bucket.key}"


def compile_all() -> None:
    """Compile every shipped template, so that the first document of a run does not wait for it."""
    from compliance.base.resources import shipped
    from compliance.base.text import LANGUAGES
    from compliance.reports.brand import PLAIN
    from compliance.reports.pages import environment_of

    for report in sorted({path.parent.name for path in shipped("templates").glob("*/document.html.j2")}):
        for language in LANGUAGES:
            environment: Any = environment_of(report, language, PLAIN)
            environment.bytecode_cache = TemplateCode(report, language, always=True)
            for folder in (report, "common"):
                for path in sorted(path for path in (shipped("templates") / folder).iterdir() if path.suffix in (".j2", ".css")):
                    environment.get_template(path.name)
