"""``cauce migrate``."""

import click

from app.installation import opened
from migrations import upgrade


@click.command()
def migrate() -> None:
    """Bring the database to the newest version. Running it twice does no harm."""
    with opened() as installation:
        upgrade(installation.db.engine)
    click.echo("The database is up to date.")
