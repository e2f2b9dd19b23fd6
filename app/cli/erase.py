"""``cauce erase``: take a person out for good."""

from dataclasses import asdict

import click

from app.cli.console import say_json
from app.crm import erasure
from app.errors import NotFoundError
from app.installation import opened
from app.store import erasure as rows


@click.command()
@click.argument("ref")
@click.option("--reason", required=True, help="Why; kept in the audit trail. Do not name the person in it.")
@click.option("--anyway", is_flag=True, help="Even where a law asks to keep the records for now.")
@click.option("--json", "as_json", is_flag=True, help="Print what was done as JSON.")
def erase(ref: str, *, reason: str, anyway: bool, as_json: bool) -> None:
    """Erase the person with the debtor reference or account reference REF. This cannot be undone.

    Their name, document, addresses, messages' recipients and subjects, and the uploaded files that name them go;
    what was owed, paid and counted stays, under a reference that says nothing.
    """
    if not reason.strip():
        raise click.ClickException("Give a reason with --reason.")
    with opened() as installation:
        with installation.db.read() as session:
            debtor_id = rows.find(session, ref)
        if debtor_id is None:
            raise NotFoundError(f"There is no debtor or account {ref}.")
        done = erasure.erase(installation, debtor_id, reason=reason.strip()[:500], actor="cli", anyway=anyway)
    if as_json:
        say_json(asdict(done))
    else:
        click.echo(
            f"Erased debtor {done.debtor_id}: {done.runs} journeys ended, "
            f"{done.files} files and {done.mails} mails deleted."
        )
