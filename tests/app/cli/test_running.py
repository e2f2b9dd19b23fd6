"""``cauce journey pause``, ``resume``, ``stop``, ``archive``, ``restore``, ``impact`` and ``publish --move``."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from app.cli import cauce
from app.errors import InvalidError, NotFoundError
from app.flow.change import run_chunk
from app.flow.enter import enter
from app.flow.impact import MoveError
from app.flow.lifecycle import StateError
from app.installation import Installation
from app.models import Audit
from app.queue import Job
from app.store import journeys
from tests.app.flow.journeys import advance_all, reminder
from tests.app.flow.people import add_account


@pytest.fixture
def file(here: Installation, tmp_path: Path) -> Path:
    """A journey file, published, with somebody who waits for an answer."""
    with here.db.write() as session:
        add_account(session)
    path = tmp_path / "journey.json"
    path.write_text(json.dumps(reminder()), encoding="utf-8")
    assert run("publish", path).exit_code == 0
    with here.db.write() as session:
        version = journeys.hold_live(session, 1)
        assert version is not None
        enter(session, version, here.clock.now())
    advance_all(here.db, here.clock.now())
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cauce, ["journey", *map(str, arguments)])


def told(*arguments: object) -> Any:  # noqa: ANN401 - JSON
    result = run(*arguments, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def carry_out(here: Installation, change: dict[str, Any]) -> None:
    assert (change["id"],) in [job.args for job in here.queue.rq.jobs if job.func_name == Job.change.value]
    more = True
    while more:
        with here.db.write() as session:
            more = run_chunk(session, change["id"], here.clock.now())


def test_a_journey_is_paused_resumed_stopped_archived_and_restored(here: Installation, file: Path) -> None:
    del file
    assert told("pause", "Prueba", "--reason", "Queja")["state"] == "paused"
    resuming = told("resume", "1", "--timers", "keep", "--ramp", 30)
    assert (resuming["state"], resuming["change"]["kind"], resuming["change"]["total"]) == ("paused", "resume", 1)
    carry_out(here, resuming["change"])
    stopping = told("stop", "Prueba")
    assert stopping["state"] == "stopping"
    carry_out(here, stopping["change"])
    assert told("archive", "Prueba")["state"] == "archived"
    assert run("restore", "Prueba").output == "'Prueba' is stopped.\n"
    with here.db.read() as session:
        acts = session.scalars(select(Audit.action).where(Audit.actor == "cli").order_by(Audit.id)).all()
    assert acts == [f"journey.{act}" for act in ("published", "paused", "resumed", "stopped", "archived", "restored")]


def test_what_the_state_does_not_allow_is_one_sentence(file: Path) -> None:
    del file
    result = run("resume", "Prueba")
    assert isinstance(result.exception, StateError)
    assert str(result.exception) == "This journey is live: it cannot be resumed."


@pytest.mark.parametrize("name", ["Nobody", "77", "9" * 30, "²"])
def test_a_journey_that_is_not_there_is_not_found(here: Installation, name: str) -> None:
    del here
    assert isinstance(run("pause", name).exception, NotFoundError)


def test_the_report_names_who_stands_where(file: Path) -> None:
    del file
    found = told("impact", "Prueba")
    assert [(line["version"], line["node"], line["people"]) for line in found["nodes"]] == [(1, "answer", 1)]
    assert run("impact", "Prueba").output.splitlines()[:2] == [
        "1 inside.",
        "  1 on answer of version 1, same: Wait for: opened the page (at most 3 days)",
    ]


def test_publishing_moves_people_as_it_is_told(here: Installation, file: Path) -> None:
    moved = told("publish", file, "--move", "answer=rest", "--move", "enter=stay")
    assert (moved["version"], moved["change"]["kind"]) == (2, "migrate")
    carry_out(here, moved["change"])
    assert [(line["version"], line["node"]) for line in told("impact", "Prueba")["nodes"]] == [(2, "rest")]
    left = told("publish", file, "--move", "rest=leave")
    carry_out(here, left["change"])
    assert told("impact", "Prueba")["people"] == 0


@pytest.mark.parametrize(
    ("move", "error"),
    [("answer", InvalidError), ("=leave", InvalidError), ("nowhere=leave", InvalidError), ("answer=no", MoveError)],
)
def test_a_move_that_makes_no_sense_publishes_nothing(
    here: Installation, file: Path, move: str, error: type[Exception]
) -> None:
    assert isinstance(run("publish", file, "--move", move).exception, error)
    with here.db.read() as session:
        assert list(journeys.numbered(session, 1)) == [1]
