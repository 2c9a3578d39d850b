"""What all tests share: the `--deep` option, a cache of their own, and the shipped catalog read once."""

import os
import tempfile
from datetime import date

import pytest
from hypothesis import settings

from compliance.catalog.load import Catalog, load_catalog
from tests.fragments import AS_OF

if "PYTEST_XDIST_WORKER" not in os.environ:  # the workers share the cache of the process that starts them
    CACHE = tempfile.TemporaryDirectory(prefix="comply-tests-")  # removed when the interpreter ends
    os.environ["COMPLY_CACHE"] = CACHE.name

settings.register_profile("fast", max_examples=60, deadline=None)
settings.register_profile("deep", max_examples=3000, deadline=None)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--deep", action="store_true", help="run the long tests too, and the random ones at length")


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile("deep" if config.getoption("--deep") else "fast")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--deep"):
        for item in items:
            if "deep" in item.keywords:
                item.add_marker(pytest.mark.skip(reason="long run: pytest --deep"))


@pytest.fixture(scope="session")
def deep(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--deep"))


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return load_catalog()


@pytest.fixture(scope="session")
def parameters(catalog: Catalog) -> dict[str, dict[str, object]]:
    return catalog.parameters_on(AS_OF)


@pytest.fixture
def as_of() -> date:
    return AS_OF
