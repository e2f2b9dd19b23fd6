"""``cauce dead-letters``: the people whom a fault keeps where they are, and what to do with them."""

from collections.abc import Callable
from typing import Any

import click
from sqlalchemy.orm import Session

from app.cli.console import say_json
from app.errors import InvalidError, NotFoundError
from app.flow import dead_letters, failed_acts
from app.flow.dead_letters import Chosen
from app.insights import failures
from app.insights.failures import FailedAct, Failure
from app.installation import Installation, opened
from app.store import drafts

ACTOR = "cli"
MOST = 100_000

JOURNEY = click.option("--journey", help="All of the journey of this name or number.")
IDS = click.argument("ids", nargs=-1, type=click.IntRange(min=1))
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
LANGUAGE = click.option("--language", type=click.Choice(["es", "en"]), default="en", show_default=True)


@click.group("dead-letters")
def group() -> None:
    """People who could not be moved: list them, try again, skip the step, or take them off.

    What journeys wanted done and could not be is listed, too.

    IDS are the numbers that `list` shows; --journey takes all of a journey instead.
    """


@group.command("list")
@JOURNEY
@click.option("--limit", type=click.IntRange(1, MOST), default=50, show_default=True, help="How many, newest first.")
@LANGUAGE
@AS_JSON
def list_them(journey: str | None, limit: int, language: str, *, as_json: bool) -> None:
    """List the people who could not be moved."""
    with opened() as installation, installation.db.read() as session:
        number = None if journey is None else _number(session, journey)
        found, total = failures.page(session, number, 0, limit)
        undone, acts_total = failures.acts(session, number, 0, limit)
    lines = [_line(failure, language) for failure in found]
    acts = [_act_line(one, language) for one in undone]
    if as_json:
        say_json({"items": lines, "total": total, "acts": acts, "acts_total": acts_total})
        return
    for line in lines:
        where = f"{line['journey']}, {line['node']} ({line['label']})"
        click.echo(f"{line['id']:>8}  {line['failed_at']}  {line['account']}  {where}: {line['reason']}")
        click.echo(f"{'':>8}  ways out: {', '.join(line['ports']) or '-'}")
    click.echo(f"{total} in all." if total else "There are none.")
    for act in acts:
        where = f"{act['journey']}, {act['node']} ({act['label']})"
        click.echo(f"{act['id']:>8}  {act['failed_at']}  {act['account']}  {where}: {act['reason']}")
    if acts_total:
        click.echo(f"{acts_total} acts that could not be carried out; see replay-acts and skip-acts.")


@group.command()
@IDS
@JOURNEY
@AS_JSON
def replay(ids: tuple[int, ...], journey: str | None, *, as_json: bool) -> None:
    """Try them again, on the step they stand on."""
    _act(ids, journey, as_json, lambda here, chosen: dead_letters.replay(here, chosen, actor=ACTOR))


@group.command()
@IDS
@JOURNEY
@click.option("--port", required=True, help="The way out to take, by its name.")
@AS_JSON
def skip(ids: tuple[int, ...], journey: str | None, port: str, *, as_json: bool) -> None:
    """Let them leave their step by a way out, without doing what it does."""

    def act(here: Installation, chosen: Chosen) -> int:
        skipped = dead_letters.skip(here, chosen, port, actor=ACTOR)
        if skipped.without and not skipped.count:
            raise InvalidError(f"None of these steps has a way out {port!r}.")
        return skipped.count

    _act(ids, journey, as_json, act)


@group.command("replay-acts")
@IDS
@JOURNEY
@AS_JSON
def replay_acts(ids: tuple[int, ...], journey: str | None, *, as_json: bool) -> None:
    """Carry out again what journeys wanted done and could not be; IDS are those of acts."""
    _act(ids, journey, as_json, lambda here, chosen: failed_acts.replay(here, chosen, actor=ACTOR))


@group.command("skip-acts")
@IDS
@JOURNEY
@AS_JSON
def skip_acts(ids: tuple[int, ...], journey: str | None, *, as_json: bool) -> None:
    """Let acts be that could not be carried out; whoever waits for one goes on as if it had been."""
    _act(ids, journey, as_json, lambda here, chosen: failed_acts.skip(here, chosen, actor=ACTOR))


@group.command()
@IDS
@JOURNEY
@click.option("--reason", required=True, help="Why; kept in the audit trail.")
@AS_JSON
def end(ids: tuple[int, ...], journey: str | None, reason: str, *, as_json: bool) -> None:
    """Take them off their journey, and cancel what was not sent yet."""
    _act(ids, journey, as_json, lambda here, chosen: dead_letters.end(here, chosen, reason, actor=ACTOR))


def _act(ids: tuple[int, ...], journey: str | None, as_json: bool, act: Callable[[Installation, Chosen], int]) -> None:
    if bool(ids) == (journey is not None):
        raise click.UsageError("Name either IDS or a --journey.")
    with opened() as installation:
        with installation.db.read() as session:
            number = None if journey is None else _number(session, journey)
        count = act(installation, Chosen(ids=ids, journey_id=number))
    if as_json:
        say_json({"count": count})
    else:
        click.echo(f"Done to {count}." if count else "There was nothing to do.")


def _number(session: Session, name: str) -> int:
    found = int(name) if name.isdigit() else drafts.named(session, name)
    if found is None:
        raise NotFoundError(f"There is no journey {name!r}.")
    return found


def _act_line(found: FailedAct, language: str) -> dict[str, Any]:
    act = found.act
    return {
        "id": act.id,
        "run": act.run_id,
        "kind": act.kind,
        "journey": found.journey,
        "version": found.version,
        "node": act.node,
        "label": found.label[language],
        "account": found.account_ref,
        "reason": found.reason[language],
        "attempts": act.attempt,
        "failed_at": (act.done_at or act.due_at).isoformat(timespec="seconds"),
    }


def _line(failure: Failure, language: str) -> dict[str, Any]:
    return {
        "id": failure.step.id,
        "run": failure.step.run_id,
        "journey": failure.journey,
        "version": failure.version,
        "node": failure.step.node,
        "label": failure.label[language],
        "account": failure.account_ref,
        "reason": failure.reason[language],
        "failed_at": failure.step.due_at.isoformat(timespec="seconds"),
        "ports": [name for name, _ in failure.ports],
    }
