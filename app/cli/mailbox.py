"""``cauce mailbox``: the demo's SMTP server."""

from urllib.parse import urlsplit

import click

from app import config
from app.channels import sink
from app.cli.signals import stopped_by_signal


@click.command()
def mailbox() -> None:
    """Take every mail and put it into the mailbox that the studio shows (the demo's SMTP server)."""
    settings = config.load(serving=False)
    server = sink.Sink(settings.home, port=urlsplit(settings.smtp_url).port or 0)
    server.start()
    stopped_by_signal().wait()
    server.stop()
