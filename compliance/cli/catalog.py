"""`comply catalog`: check, list and show the law as data."""

from typing import Annotated

import typer

from compliance.cli.coverage import coverage
from compliance.cli.options import Catalogs, Lang

app = typer.Typer(no_args_is_help=True, help="Vérifier, lister et montrer les contrôles et les référentiels / check, list and show controls and frameworks.")


@app.command(short_help="vérifier tout le catalogue / check the whole catalog")
def check(
    paths: Annotated[list[str] | None, typer.Argument(metavar="[PATH]...", help="Ne montrer que les problèmes de ces fichiers / show the problems of these files only.")] = None,
    lang: Lang = None,
    catalog: Catalogs = None,
) -> None:
    """Vérifier tout le catalogue : chemins, valeurs, langues, exemples, renvois / Check the whole catalog: paths, values, languages, examples, references.

    Codes de sortie : 0 rien à redire, 2 des problèmes. / Exit codes: 0 clean, 2 problems.
    """
    from compliance.base.problems import InvalidInput
    from compliance.base.resources import shipped
    from compliance.catalog.build import build, in_paths
    from compliance.catalog.sources import Sources
    from compliance.cli.catalog_examples import example_problems
    from compliance.cli.options import language_of
    from compliance.reports.words import say

    sources = Sources((shipped("controls").parent, *(catalog or ())))
    plain, texts, problems = build(sources)
    problems += example_problems(plain, texts, problems, sources, tuple(paths or ()))
    found = in_paths(problems, paths or (), sources)
    if found:
        raise InvalidInput(found)
    language = language_of(lang)
    rows = sum(len(framework["rows"]) for framework in plain["frameworks"].values())
    requirements = sum(len(framework["requirements"]) for framework in plain["frameworks"].values())
    typer.echo(say("catalog.clean", language, controls=len(plain["controls"]), frameworks=len(plain["frameworks"]), provisions=requirements, rows=rows, terms=len(plain["terms"])))


@app.command("list", short_help="lister contrôles, référentiels, exigences ou faits / list controls, frameworks, requirements or facts")
def list_(
    what: Annotated[str, typer.Argument(metavar="controls|frameworks|requirements|facts", help="Ce qu’il faut lister / what to list.")] = "controls",
    framework: Annotated[str | None, typer.Option("--framework", metavar="ID", help="Référentiel / framework.")] = None,
    lang: Lang = None,
    catalog: Catalogs = None,
) -> None:
    """Lister contrôles, référentiels, exigences ou faits dérivés / List controls, frameworks, requirements or derived facts."""
    from compliance.catalog.load import load_catalog
    from compliance.cli.choices import one_of, some_of
    from compliance.cli.options import language_of
    from compliance.facts.registry import all_facts
    from compliance.reports.words import Words

    one_of(what, ("controls", "frameworks", "requirements", "facts"))
    rules = load_catalog(catalog or ())
    words = Words(language_of(lang), rules.terms)
    wanted = some_of([framework] if framework else [], rules.frameworks) or list(rules.frameworks)
    if what == "controls":
        for control in rules.controls.values():
            typer.echo(f"{control.id}  {words.say('severity.' + control.severity):<9}  {words.text(control.title)}")
    elif what == "facts":
        for name in sorted(all_facts()):
            typer.echo(f"{name}  {words.fact(name)}")
    else:
        for key in wanted:
            known = rules.frameworks[key]
            if what == "frameworks":
                typer.echo(f"{key:<14} {words.text(known.title)} – {words.say('framework.' + known.status)}")
            else:
                for requirement in known.requirements.values():
                    typer.echo(f"{requirement.reference}  {words.text(requirement.citation)}  {words.text(requirement.title)}")


@app.command(short_help="montrer un contrôle ou une exigence / show a control or a requirement")
def show(
    name: Annotated[str, typer.Argument(metavar="CONTROL|FRAMEWORK:REQUIREMENT", help="Identifiant / identifier.")],
    lang: Lang = None,
    catalog: Catalogs = None,
) -> None:
    """Montrer un contrôle ou une exigence / Show a control or a requirement."""
    from compliance.cli.explain import explain

    explain(name, None, lang, None, catalog)


app.command("coverage", short_help="compter ce que couvre le catalogue / count what the catalog covers")(coverage)
