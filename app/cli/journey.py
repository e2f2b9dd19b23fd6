"""``cauce journey``: check and publish a journey without the browser; ``running`` and ``portable`` have the rest."""

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from app import config
from app.channels import configured
from app.cli.console import say_json
from app.cli.portable import COMMANDS as PORTABLE
from app.cli.running import COMMANDS as RUNNING
from app.cli.running import moves_of, of_change
from app.db import not_set_up
from app.errors import ConflictError, InvalidError
from app.flow.publish import check_graph
from app.flow.publish import publish as publish_draft
from app.installation import Installation, opened
from app.jobs import wake
from app.models import Journey
from app.queue import Job
from app.store import audit, changes, drafts
from app.store.contacts import KIND_OF as ADDRESSED
from journeys.check import publishable
from journeys.problems import Problem

LANGUAGE = click.option(
    "--language", type=click.Choice(["es", "en"]), default="en", show_default=True, help="Language of the messages."
)
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")


@click.group()
def journey() -> None:
    """Check, publish, export and import journeys, and say what becomes of those that run."""


for command in (*RUNNING, *PORTABLE):
    journey.add_command(command)


@journey.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@LANGUAGE
@AS_JSON
def check(file: Path, language: str, *, as_json: bool) -> None:
    """List the problems of a journey file. Exit code 0 only when it can be published."""
    try:
        graph = _read(file)
    except InvalidError as error:
        if as_json:
            say_json([{"code": "unreadable", "severity": "error", "node": None, "message": str(error)}])
        raise
    problems = _problems(graph)
    _report(problems, language, as_json=as_json)
    if not publishable(problems):
        sys.exit(1)


def _problems(graph: object) -> list[Problem]:
    """The problems on this installation; where there is none yet, those that every installation would have."""
    settings = config.load(serving=False)
    file = make_url(settings.database_url).database or ""
    if not settings.database_url.startswith("sqlite") or Path(file).exists():
        try:
            with opened(settings) as installation, installation.db.read() as session:
                return check_graph(session, graph, configured(settings), config=settings)
        except SQLAlchemyError as error:
            if not not_set_up(error):
                raise
    click.echo("No installation is set up here; checked against what every one of them has.", err=True)
    return check_graph(None, graph, configured(settings) | set(ADDRESSED), config=settings)


@journey.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--reason", default="Published from the command line.", help="Why; kept with the version.")
@click.option(
    "--move",
    "moves",
    multiple=True,
    metavar="NODE=stay|leave|TARGET",
    help="What becomes of the people on a node of older versions; they stay on theirs unless told otherwise.",
)
@LANGUAGE
@AS_JSON
def publish(file: Path, reason: str, moves: tuple[str, ...], language: str, *, as_json: bool) -> None:
    """Publish a journey file: a new version of the journey with that name, or a new journey."""
    graph = _read(file)
    with opened() as installation:
        if installation.config.four_eyes:
            raise ConflictError("CAUCE_FOUR_EYES is set: ask for the publication in the studio or the API.")
        result = _publish(installation, graph, reason, moves)
    if isinstance(result, list):
        _report(result, language, as_json=as_json)
        sys.exit(1)
    if as_json:
        say_json(result)
    else:
        click.echo(f"Published {result['name']!r}, version {result['version']}.")


def _publish(
    installation: Installation, graph: object, reason: str, moves: tuple[str, ...]
) -> dict[str, Any] | list[Problem]:
    """Publish a graph; its problems where it cannot be."""
    now = installation.clock.now()
    channels = configured(installation.config)
    with installation.db.write() as session:
        problems = check_graph(session, graph, channels, config=installation.config)
        if not publishable(problems) or not isinstance(graph, dict):
            return problems
        found = _drafted(session, graph, now, installation.clock.wall())
        version = publish_draft(
            session,
            found.id,
            reason=reason,
            user_id=None,
            now=now,
            channels=channels,
            moves=moves_of(session, found.id, moves),
        )
        change = changes.running(session, [found.id]).get(found.id)
        audit.record(
            session,
            actor="cli",
            action="journey.published",
            subject="journey",
            subject_id=str(found.id),
            details={"version": version.number, "reason": reason},
            at=installation.clock.wall(),
        )
        result = {"journey": found.id, "name": found.name, "version": version.number, "hash": version.hash}
        result["change"] = of_change(change)
    if change is not None:
        installation.queue.wake(Job.change, change.id)
    wake(installation.queue, Job.advance)
    return result


def _drafted(session: Session, graph: dict[str, Any], now: datetime, wall: datetime) -> Journey:
    """The journey of this name with this graph as its draft; a new one where there is none."""
    journey_id = drafts.named(session, graph["name"])
    if journey_id is None:
        return drafts.add(session, name=graph["name"], draft=graph, user_id=None, now=now)
    found, _, _, _ = drafts.get(session, journey_id)
    drafts.save(session, journey_id, graph=graph, revision=found.revision, user_id=None, now=now, wall=wall)
    return found


def _read(file: Path) -> object:
    """A journey file; anything that is JSON is handed to the checker as it is."""
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise InvalidError(f"{file} is not UTF-8 text.") from None
    except (json.JSONDecodeError, RecursionError) as error:
        raise InvalidError(f"{file} is not JSON: {error}.") from None


def _report(problems: list[Problem], language: str, *, as_json: bool) -> None:
    if as_json:
        say_json([problem.to_dict() for problem in problems])
        return
    for problem in problems:
        where = f" at {problem.node}" if problem.node else ""
        click.echo(f"{problem.severity}{where}: {problem.message[language]} {problem.hint[language]}".rstrip())
    if not problems:
        click.echo("No problems." if language == "en" else "Sin problemas.")
