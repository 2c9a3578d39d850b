"""How many systems a second one process classifies: 1,000 systems, the vectors of the tests each without one to three of their answers.

`python -m bench.classification` measures it alone. Beside the time on the clock stands the time of the processor, which other work on the machine does not stretch.
"""

import json
import random
import time
from datetime import date
from pathlib import Path
from typing import Any

from bench.table import Row, show
from compliance.assessment.ai_act import classify
from compliance.base.source import Document, parse_yaml, read_yaml
from compliance.catalog.load import load_catalog
from compliance.facts.world import World
from compliance.system.load import from_document

COUNT = 1000
AS_OF = date(2026, 11, 21)
WANTED = 300
TIMES = 3
VECTORS = Path(__file__).parent.parent / "tests/ai_act/vectors.yaml"


def nested(facts: dict[str, Any]) -> dict[str, Any]:
    """A description from dotted facts."""
    data: dict[str, Any] = {}
    for path, value in facts.items():
        *groups, name = path.split(".")
        inner = data
        for group in groups:
            inner = inner.setdefault(group, {})
        inner[name] = value
    return data


def systems(count: int) -> list[dict[str, Any]]:
    """The vectors over and over, each time without one to three of their answers."""
    data = read_yaml(VECTORS).data
    chance = random.Random(1)
    found = []
    for index in range(count):
        vector = data["vectors"][index % len(data["vectors"])]
        facts = {path: value for path, value in {**data["base"], **(vector["facts"] or {})}.items() if value is not None}
        for path in chance.sample(sorted(facts), k=chance.randint(1, 3)):
            del facts[path]
        found.append(nested({**facts, "system.name": f"{vector['id']}-{index}"}))
    return found


def rate(what: str, work: Any) -> Row:
    """How many systems a second, the best of three runs."""
    clock, processor = [], []
    for _ in range(TIMES):
        start, used = time.perf_counter(), time.process_time()
        work()
        clock.append(time.perf_counter() - start)
        processor.append(time.process_time() - used)
    value = f"{COUNT / min(clock):.0f} systems/s on the clock, {COUNT / min(processor):.0f}/s of processor"
    return Row(f"{COUNT} classifications in one process, {what}", value, f"over {WANTED} systems/s")


def measure() -> list[Row]:
    """Three rows: labels and duties alone, with the steps of every row, and with each system read from YAML first."""
    catalog = load_catalog()
    rules, framework = catalog.classifications["ai-act"], catalog.frameworks["ai-act"]
    parameters = catalog.parameters_on(AS_OF)
    plain = systems(COUNT)
    texts = [json.dumps(data, ensure_ascii=False, indent=1, default=str) for data in plain]
    descriptions = [from_document(Document("system.yaml", data)).description for data in plain]
    classify(World(descriptions[0], AS_OF, parameters), rules, framework)

    def verdicts() -> None:
        for description in descriptions:
            classify(World(description, AS_OF, parameters), rules, framework, traces=False)

    def traces() -> None:
        for description in descriptions:
            classify(World(description, AS_OF, parameters), rules, framework)

    def files() -> None:
        for text in texts:
            classify(World(from_document(parse_yaml(text, "system.yaml")).description, AS_OF, parameters), rules, framework, traces=False)

    return [rate("labels, roles and duties", verdicts), rate("with every step", traces), rate("read from YAML too", files)]


if __name__ == "__main__":
    show(measure())
