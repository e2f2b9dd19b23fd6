"""``cauce journey``: check, publish and export a journey without the browser."""

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from sqlalchemy.orm import Session

from app.channels import configured
from app.cli.console import say_json
from app.errors import InvalidError, NotFoundError
from app.flow.publish import check_graph
from app.flow.publish import publish as publish_draft
from app.installation import open_installation
from app.models import Journey
from app.queue import Job
from app.store import audit, drafts
from journeys.check import publishable
from journeys.problems import Problem

LANGUAGE = click.option(
    "--language", type=click.Choice(["es", "en"]), default="en", show_default=True, help="Language of the messages."
)
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")


@click.group()
def journey() -> None:
    """Check, publish and export journeys."""


@journey.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@LANGUAGE
@AS_JSON
def check(file: Path, language: str, *, as_json: bool) -> None:
    """List the problems of a journey file. Exit code 0 only when it can be published."""
    installation = open_installation()
    graph = _read(file)
    with installation.db.read() as session:
        problems = check_graph(session, graph, configured(installation.config))
    _report(problems, language, as_json=as_json)
    if not publishable(problems):
        sys.exit(1)


@journey.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--reason", default="Published from the command line.", help="Why; kept with the version.")
@LANGUAGE
@AS_JSON
def publish(file: Path, reason: str, language: str, *, as_json: bool) -> None:
    """Publish a journey file: a new version of the journey with that name, or a new journey."""
    installation = open_installation()
    graph = _read(file)
    now = installation.clock.now()
    channels = configured(installation.config)
    with installation.db.write() as session:
        problems = check_graph(session, graph, channels)
        if not publishable(problems) or not isinstance(graph, dict):
            _report(problems, language, as_json=as_json)
            sys.exit(1)
        found = _drafted(session, graph, now)
        version = publish_draft(session, found.id, reason=reason, user_id=None, now=now, channels=channels)
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
    installation.queue.enqueue(Job.advance)
    if as_json:
        say_json(result)
    else:
        click.echo(f"Published {result['name']!r}, version {result['version']}.")


@journey.command()
@click.argument("name")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path, allow_dash=True), default="-")
@click.option("--draft", is_flag=True, help="The draft instead of the published version.")
def export(name: str, file: Path, *, draft: bool) -> None:
    """Write a journey, by its name or number, to FILE (standard output by default)."""
    installation = open_installation()
    with installation.db.read() as session:
        journey_id = int(name) if name.isdigit() else drafts.named(session, name)
        if journey_id is None:
            raise NotFoundError(f"There is no journey {name!r}.")
        found, version, _, _ = drafts.get(session, journey_id)
        graph = found.draft if draft or version is None else version.graph
    text = json.dumps(graph, ensure_ascii=False, indent=2) + "\n"
    if str(file) == "-":
        click.echo(text, nl=False)
    else:
        file.write_text(text, encoding="utf-8")


def _drafted(session: Session, graph: dict[str, Any], now: datetime) -> Journey:
    """The journey of this name with this graph as its draft; a new one where there is none."""
    journey_id = drafts.named(session, graph["name"])
    if journey_id is None:
        return drafts.add(session, name=graph["name"], draft=graph, user_id=None, now=now)
    found, _, _, _ = drafts.get(session, journey_id)
    drafts.save(session, journey_id, graph=graph, revision=found.revision, user_id=None, now=now)
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
