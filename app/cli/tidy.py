"""``cauce tidy``: do now what the ticker has done once a day."""

from dataclasses import asdict

import click

from app.cli.console import say_json
from app.installation import opened
from app.jobs import tidy as job


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print what was done as JSON.")
def tidy(*, as_json: bool) -> None:
    """Archive old history, delete old uploads, and erase people whose debts closed long ago, as the settings say."""
    with opened() as installation:
        done = job.tidy(installation)
    if as_json:
        say_json(asdict(done))
    else:
        gone = f"{done.acts} acts and {done.files} files deleted"
        click.echo(f"{done.archived} runs archived, {gone}, {done.erased} people erased.")
