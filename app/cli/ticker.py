"""``cauce ticker``: the process that wakes the workers."""

import click

from app import logs
from app.cli.signals import stopped_by_signal
from app.installation import open_installation
from app.jobs.ticker import Ticker


@click.command()
def ticker() -> None:
    """Wake the workers when something is due. Several may run; one at a time is active."""
    logs.write("ticker")
    Ticker(open_installation(serving=True)).run_forever(stopped_by_signal())
