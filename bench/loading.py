"""Loading the catalog: from its compiled form, and from the YAML sources with every check."""

import time

from bench.table import Row
from compliance.base.resources import shipped
from compliance.catalog.build import build
from compliance.catalog.load import load_catalog
from compliance.catalog.sources import Sources


def measure() -> list[Row]:
    load_catalog()
    sources = Sources((shipped("controls").parent,))
    kept = []
    for _ in range(25):
        start = time.perf_counter()
        load_catalog()
        kept.append(time.perf_counter() - start)
    start = time.perf_counter()
    build(sources)
    built = time.perf_counter() - start
    return [
        Row("catalog from its compiled form", f"{min(kept) * 1000:.1f} ms", "under 12 ms"),
        Row("catalog verified from its sources", f"{built:.2f} s", "under 3 s"),
    ]
