"""Evaluation in a warm process: 200 controls on 20 subjects each, and whole assessments of the examples."""

import time
from datetime import date
from typing import Any

from bench.table import Row
from compliance.assessment import controls
from compliance.base.source import parse_yaml
from compliance.catalog.load import load_catalog
from compliance.catalog.model import Control
from compliance.facts.world import World
from compliance.pipeline import assess
from compliance.system.load import from_document, load_system

DAY = date(2026, 11, 21)
EXAMPLES = ("pneumonia-federated", "secure-reference")


def measure() -> list[Row]:
    catalog = load_catalog()
    rows = [Row("200 controls x 20 subjects, verdicts, warm", f"{_verdicts(catalog) * 1000:.1f} ms", "under 15 ms")]
    for name in EXAMPLES:
        system = load_system(f"examples/{name}/system.yaml")
        assess(system, catalog, DAY)
        rows.append(Row(f"whole assessment with traces, warm, {name}", f"{_best(lambda system=system: assess(system, catalog, DAY)) * 1000:.0f} ms"))
    return rows


def _best(run: Any, times: int = 5) -> float:
    found = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        found.append(time.perf_counter() - start)
    return min(found)


def _verdicts(catalog: Any) -> float:
    components = "".join(f"  - {{id: store-{index}, kind: data_store, holds: [records], hosted_at: here, environment: production}}\n" for index in range(20))
    text = (
        "organisation: {country: FR}\nsystem: {countries: [FR]}\nsites: [{id: here, country: FR}]\n"
        "data: [{id: records, kinds: [health], identifiability: pseudonymised, health_origin: care, subjects: [patients]}]\n"
        "security: {access: {mfa_scope: [remote, privileged], model: rbac}, encryption_at_rest: {algorithm: AES-256-GCM, key_bits: 256, scope: [database]}}\n"
        "components:\n" + components
    )
    description = from_document(parse_yaml(text, "bench")).description
    per_component = [control for control in catalog.controls.values() if control.for_each in ("components", "data_stores")]
    chosen: list[Control] = [per_component[index % len(per_component)] for index in range(200)]

    def run() -> None:
        world = World(description, DAY, catalog.parameters_on(DAY))
        count = sum(1 for control in chosen for _ in controls.run(control, world))
        assert count == 200 * 20, count

    run()
    return _best(run)
