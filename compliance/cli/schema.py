"""`comply schema`: JSON Schemas for editors, which then complete and underline while one types."""

from typing import Annotated

import typer

from compliance.cli.options import Lang


def schema(
    kind: Annotated[str, typer.Argument(metavar="system", help="Ce que décrit le schéma / what the schema describes.")] = "system",
    lang: Lang = None,
) -> None:
    """Écrire le schéma JSON de system.yaml, pour l’éditeur / Write the JSON Schema of system.yaml, for the editor."""
    import json

    from compliance.cli.choices import one_of
    from compliance.cli.options import language_of
    from compliance.system.json_schema import json_schema

    one_of(kind, ("system",))
    typer.echo(json.dumps(json_schema(language_of(lang)), ensure_ascii=False, indent=1))
