"""The sample assessment and the formats made from it."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from compliance.catalog.load import Catalog
from tests.reports import sample

GOLD = Path(__file__).parent.parent / "gold"


@pytest.fixture(scope="session")
def rules() -> Catalog:
    return sample.catalog()


@pytest.fixture
def gold() -> Callable[[str, bytes], None]:
    """Compares a report with the one kept; with COMPLY_GOLD set it is kept anew, to be looked at before it is committed."""

    def compare(name: str, content: bytes) -> None:
        path = GOLD / name
        if os.environ.get("COMPLY_GOLD"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        assert path.is_file(), f"run COMPLY_GOLD=1 pytest tests/reports, then look at {path}"
        assert content.decode() == path.read_text(encoding="utf-8")

    return compare
