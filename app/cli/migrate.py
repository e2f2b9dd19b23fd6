"""``cauce migrate``."""

import click

from app.installation import open_installation
from migrations import upgrade


@click.command()
def migrate() -> None:
    """Bring the database to the newest version. Running it twice does no harm."""
    installation = open_installation()
    upgrade(installation.db.engine)
    click.echo("The database is up to date.")
