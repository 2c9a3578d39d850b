"""The routes of data, on a screen and as JSON."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from compliance.assessment.journeys import Hop, Journey
from compliance.reports.reserves_json import plain
from compliance.reports.terminal import safe
from compliance.reports.terminal_waivers import show_reserves
from compliance.reports.view_reserves import NONE, Reserves
from compliance.reports.words import Words

if TYPE_CHECKING:
    from rich.console import Console

FORMAT = 2  # from 2 on an object, so that waivers and lost evidence have their place


def as_json(found: Sequence[Journey], beside: Reserves = NONE) -> str:
    """The routes as JSON, with the waivers and the lost evidence of the system where it has any."""
    routes = [{**asdict(journey), "hops": [_hop(hop) for hop in journey.hops]} for journey in found]
    return json.dumps({"format": FORMAT, "routes": routes, **plain(beside)}, ensure_ascii=False, indent=1)


def _hop(hop: Hop) -> dict[str, Any]:
    place = hop.position
    plain_hop = {key: value for key, value in asdict(hop).items() if key != "position"}
    return {**plain_hop, "file": place.file, "line": place.line, "column": place.column}


def show(found: Sequence[Journey], words: Words, console: "Console", beside: Reserves = NONE) -> None:
    """Print each route as a line of components, below it what each hop crosses, then the waivers and the lost evidence."""
    from rich.markup import escape

    if not found:
        console.print(words.say("routes.none"))
    for journey in found:
        kind = words.say(f"routes.personal.{_answer(journey.personal)}") + (f", {words.say('routes.health')}" if journey.health else "")
        line = " → ".join([journey.hops[0].source, *(hop.destination for hop in journey.hops)])
        console.print(f"\n[bold]{escape(safe(journey.category))}[/bold] ({kind})  {escape(safe(line))}", highlight=False, soft_wrap=True)
        for hop in journey.hops:
            style = "red" if hop.leaves_eea or hop.encrypted is False else "yellow" if None in (hop.leaves_eea, hop.encrypted) else "dim"
            console.print(f"  [{style}]{escape(safe(_told(hop, words)))}[/{style}]", highlight=False, soft_wrap=True)
    show_reserves(beside, words, console)


def _answer(value: bool | None) -> str:
    return {True: "yes", False: "no", None: "unknown"}[value]


def _told(hop: Hop, words: Words) -> str:
    parts = [
        words.say(f"routes.leaves.{_answer(hop.leaves_eea)}"),
        words.say(f"routes.encrypted.{_answer(hop.encrypted)}"),
        words.say(f"routes.crosses.{_answer(hop.crosses_parties)}"),
    ]
    country = f" ({hop.country})" if hop.country else ""
    return f"{hop.flow}: {hop.source} → {hop.destination}{country} · {' · '.join(parts)} · {hop.position}"
