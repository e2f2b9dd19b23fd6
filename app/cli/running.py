"""``cauce journey pause``, ``resume``, ``stop``, ``archive``, ``restore``, ``impact``: what is done while it runs."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

import click
from sqlalchemy.orm import Session

from app.cli.console import say_json
from app.errors import InvalidError, NotFoundError
from app.flow import impact, lifecycle
from app.flow.lifecycle import LONGEST_RAMP, Timers
from app.installation import Installation, opened
from app.models import Change, Journey
from app.queue import Job
from app.store import audit, changes, drafts, journeys
from journeys.changes import Act, Move

LONGEST_NUMBER = 19  # digits of an id, and one more

NAME = click.argument("name")
REASON = click.option("--reason", default="From the command line.", show_default=True, help="Why; kept in the trail.")
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")


def find(session: Session, name: str) -> int:
    """The id of a journey by its name or number.

    Raises:
        NotFoundError: there is none.
    """
    numbered = name.isascii() and name.isdecimal() and len(name) < LONGEST_NUMBER
    journey_id = int(name) if numbered else drafts.named(session, name)
    if journey_id is None or session.get(Journey, journey_id) is None:
        raise NotFoundError(f"There is no journey {name!r}.")
    return journey_id


@click.command()
@NAME
@REASON
@AS_JSON
def pause(name: str, reason: str, *, as_json: bool) -> None:
    """Keep everybody on a journey, by its name or number, where they are."""
    with _acting(name) as (installation, session, journey_id):
        lifecycle.pause(session, journey_id, reason=reason, now=installation.clock.now())
        _record(installation, session, journey_id, "journey.paused", {"reason": reason})
        said = _life(session, journey_id)
    _say(said, as_json=as_json)


@click.command()
@NAME
@click.option(
    "--timers",
    type=click.Choice(["shift", "keep"]),
    default="shift",
    show_default=True,
    help="Make every wait longer by the pause, or keep its end.",
)
@click.option(
    "--ramp",
    type=click.IntRange(0, LONGEST_RAMP),
    default=0,
    show_default=True,
    help="Minutes of business time over which whoever is due at once is spread.",
)
@AS_JSON
def resume(name: str, timers: Timers, ramp: int, *, as_json: bool) -> None:
    """Let everybody on a paused journey, by its name or number, go on."""
    with _acting(name) as (installation, session, journey_id):
        now = installation.clock.now()
        change = lifecycle.resume(session, journey_id, timers=timers, ramp_minutes=ramp, user_id=None, now=now)
        details = {"timers": timers, "ramp_minutes": ramp}
        _record(installation, session, journey_id, "journey.resumed", details)
        said = _life(session, journey_id, change)
    _say(said, as_json=as_json)


@click.command()
@NAME
@REASON
@AS_JSON
def stop(name: str, reason: str, *, as_json: bool) -> None:
    """Take everybody off a journey, by its name or number, and cancel what is not sent yet."""
    with _acting(name) as (installation, session, journey_id):
        now = installation.clock.now()
        change = lifecycle.stop(session, journey_id, reason=reason, user_id=None, now=now)
        _record(installation, session, journey_id, "journey.stopped", {"reason": reason})
        said = _life(session, journey_id, change)
    _say(said, as_json=as_json)


@click.command()
@NAME
@REASON
@AS_JSON
def archive(name: str, reason: str, *, as_json: bool) -> None:
    """Put a journey, by its name or number, out of the way that was never published or is stopped."""
    with _acting(name) as (installation, session, journey_id):
        lifecycle.archive(session, journey_id, reason=reason, now=installation.clock.now())
        _record(installation, session, journey_id, "journey.archived", {"reason": reason})
        said = _life(session, journey_id)
    _say(said, as_json=as_json)


@click.command()
@NAME
@AS_JSON
def restore(name: str, *, as_json: bool) -> None:
    """Bring an archived journey, by its name or number, back."""
    with _acting(name) as (installation, session, journey_id):
        lifecycle.restore(session, journey_id, now=installation.clock.now())
        _record(installation, session, journey_id, "journey.restored", {})
        said = _life(session, journey_id)
    _say(said, as_json=as_json)


@click.command(name="impact")
@NAME
@AS_JSON
def show_impact(name: str, *, as_json: bool) -> None:
    """Say what publishing the saved draft of a journey, by its name or number, means for the people inside."""
    with opened() as installation, installation.db.read() as session:
        found = impact.of_draft(session, find(session, name), installation.clock.now())
    if as_json:
        say_json(asdict(found))
        return
    click.echo(f"{found.people} inside.")
    for node in found.nodes:
        click.echo(f"  {node.people} on {node.node} of version {node.version}, {node.change}: {node.sentence['en']}")


def moves_of(session: Session, journey_id: int, wanted: tuple[str, ...]) -> list[Move]:
    """The moves of ``--move NODE=stay|leave|TARGET``, for that node of every version that has it.

    Raises:
        InvalidError: it is not written like that, or no version has that node.
    """
    versions = journeys.numbered(session, journey_id)
    moves = []
    for word in wanted:
        node, separator, act = word.partition("=")
        if not (node and separator and act):
            raise InvalidError(f"--move {word!r} must be written like NODE=stay, NODE=leave or NODE=TARGET.")
        owners = [number for number, version in versions.items() if node in version.plan["nodes"]]
        if not owners:
            raise InvalidError(f"No published version of this journey has a step {node!r}.")
        moves += [_move(number, node, act) for number in owners]
    return moves


def of_change(change: Change | None) -> dict[str, Any] | None:
    """A change as JSON."""
    return None if change is None else {"id": change.id, "kind": change.kind, "total": change.total}


def _move(version: int, node: str, word: str) -> Move:
    known: dict[str, Act] = {"stay": "stay", "leave": "leave"}
    return Move(version, node, known[word]) if word in known else Move(version, node, "move", word)


@contextmanager
def _acting(name: str) -> Iterator[tuple[Installation, Session, int]]:
    """One transaction on a journey; workers are woken for the change that it begins."""
    with opened() as installation:
        with installation.db.write() as session:
            journey_id = find(session, name)
            yield installation, session, journey_id
            change = changes.running(session, [journey_id]).get(journey_id)
        if change is not None:
            installation.queue.wake(Job.change, change.id)


def _record(
    installation: Installation, session: Session, journey_id: int, action: str, details: dict[str, Any]
) -> None:
    wall = installation.clock.wall()
    audit.record(
        session, actor="cli", action=action, subject="journey", subject_id=journey_id, details=details, at=wall
    )


def _life(session: Session, journey_id: int, change: Change | None = None) -> dict[str, Any]:
    journey = session.get_one(Journey, journey_id)
    state = lifecycle.state_of(journey).value
    return {"journey": journey.id, "name": journey.name, "state": state, "change": of_change(change)}


def _say(said: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        say_json(said)
        return
    change = said["change"]
    todo = f"; {change['total']} people to go through" if change else ""
    click.echo(f"{said['name']!r} is {said['state']}{todo}.")


COMMANDS = (pause, resume, stop, archive, restore, show_impact)
