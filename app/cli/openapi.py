"""The ``openapi`` command: the API's document, for those who generate clients from it."""

import json

import click

from app.api import document


@click.command("openapi")
def openapi() -> None:
    """Print the OpenAPI 3.1 document of the HTTP API."""
    click.echo(json.dumps(document(), indent=2, ensure_ascii=False, sort_keys=True))


if __name__ == "__main__":
    openapi()
