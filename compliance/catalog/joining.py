"""What catalogs may add to one another: rows to a known framework, groups to count, values that name a provision; the rest is refused at its place."""

from collections.abc import Iterator, Mapping
from typing import Any

from compliance.base.problems import Problem, closest
from compliance.base.source import Document
from compliance.catalog.reader import Section


def joining_problems(documents: Mapping[str, Document], plain: dict[str, Any], texts: dict[str, Any]) -> list[Problem]:
    """Problems of files that lean on others; reads the groups of `coverage.yaml` into the texts of their framework."""
    raise NotImplementedError
