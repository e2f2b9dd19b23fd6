"""``cauce worker``: what the steps of journeys and their messages are worked on by."""

import click

from app import worker as rq_worker


@click.command()
def worker() -> None:
    """Work on the queue until stopped. Start as many as the machine has cores, on as many machines as needed."""
    rq_worker.main()
