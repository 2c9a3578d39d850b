"""The story of the gate, told in French, through the real command line."""

import re
from pathlib import Path

import pytest
from pytest_bdd import given, parsers, scenarios, then, when

from tests.gate.command import EXAMPLES, Outcome, comply, plain
from tests.gate.conftest import forget, waive, weaken

scenarios("../features/gate.feature")


@pytest.fixture
def run() -> dict[str, Outcome]:
    """The last run of the command line."""
    return {}


@given("l’architecture de référence, en règle")
def reference(workplace: Path) -> None:
    assert (workplace / "secure-reference" / "system.yaml").is_file()


@given("le second facteur n’est exigé que pour les accès distants")
def weakened(workplace: Path) -> None:
    weaken(workplace)


@given("le second facteur est de nouveau exigé partout")
def mended(workplace: Path) -> None:
    text = (EXAMPLES / "secure-reference" / "organisation.yaml").read_text(encoding="utf-8")
    (workplace / "secure-reference" / "organisation.yaml").write_text(text, encoding="utf-8")


@given("personne ne dit pour quels accès le second facteur est exigé")
def forgotten(workplace: Path) -> None:
    forget(workplace)


@given("la description n’est plus un YAML lisible")
def broken(workplace: Path) -> None:
    (workplace / "secure-reference" / "system.yaml").write_text("@", encoding="utf-8")


@given("rien n’est prévu pour le contrôle humain")
def without_oversight(workplace: Path) -> None:
    path = workplace / "secure-reference" / "system.yaml"
    text = path.read_text(encoding="utf-8")
    changed = re.sub(r"design: \[designed_in[^]]*\]", "design: []", text)
    assert changed != text
    # Not yet on the market: a system from before the date of application would never be bound.
    later = re.sub(r"first_placed_date: \S+ in_service_date: \S+", "first_placed_date: 2028-09-01, in_service_date: 2028-09-01,", changed)
    assert later != changed
    path.write_text(later, encoding="utf-8")


@given(parsers.parse("une dérogation à {requirement} jusqu’au {day}"))
def waived(workplace: Path, requirement: str, day: str) -> None:
    path = waive(workplace, day)
    path.write_text(path.read_text(encoding="utf-8").replace("rgpd:art-32-1-b\n", f"{requirement}\n"), encoding="utf-8")


@given(parsers.parse("la politique « {text} »"))
def policy(workplace: Path, text: str) -> None:
    (workplace / "secure-reference" / "comply.yaml").write_text(text + "\n", encoding="utf-8")


@given("l’évaluation de cette version est gardée comme référence")
def kept(workplace: Path, system: Path) -> None:
    comply("gate", system, "--as-of", "2026-11-21", "--output", "json=baseline.json")


@when(parsers.re(r"la version se présente le (?P<day>\S+)$"))
def presented(run: dict[str, Outcome], system: Path, day: str) -> None:
    run["last"] = comply("gate", system, "--as-of", day)


@when(parsers.parse("la version se présente le {day} sans les dérogations"))
def presented_without(run: dict[str, Outcome], system: Path, day: str) -> None:
    run["last"] = comply("gate", system, "--as-of", day, "--ignore-waivers")


@when(parsers.parse("la version se présente le {day} au regard de la référence"))
def presented_beside(run: dict[str, Outcome], system: Path, day: str) -> None:
    run["last"] = comply("gate", system, "--as-of", day, "--baseline", "baseline.json")


@when(parsers.parse("« comply {command} » est lancé le {day}"))
def launched(run: dict[str, Outcome], system: Path, command: str, day: str) -> None:
    run["last"] = comply(*command.split(), system, "--as-of", day)


@then(parsers.parse("le code de sortie est {code:d}"))
def code_is(run: dict[str, Outcome], code: int) -> None:
    assert run["last"].code == code, run["last"]


@then(parsers.re(r"la dernière ligne (?P<how>commence par|finit par|contient|est) « (?P<text>.*) »$"))
def last_line(run: dict[str, Outcome], how: str, text: str) -> None:
    line = run["last"].last
    assert {"est": line == text, "commence par": line.startswith(text), "finit par": line.endswith(text), "contient": text in line}[how], line


@then(parsers.parse("le résultat montre « {text} »"))
def shown(run: dict[str, Outcome], text: str) -> None:
    assert text in plain(run["last"].out)


@then(parsers.parse("l’erreur montre « {text} »"))
def told(run: dict[str, Outcome], text: str) -> None:
    assert text in plain(run["last"].err)
