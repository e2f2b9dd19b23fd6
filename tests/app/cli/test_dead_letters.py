"""``cauce dead-letters``: list, replay, skip and end."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select, update

from app.cli import cauce
from app.errors import InvalidError, NotFoundError
from app.installation import Installation
from app.models import Act, Audit, Run, Step, StepState
from tests.app.flow.acting import order, states, waiting
from tests.app.flow.journeys import advance_all, let_in, publish_graph, reminder
from tests.app.flow.people import add_account

LATER = datetime(2100, 1, 1, tzinfo=UTC)  # a command reads the real time


@pytest.fixture
def step_id(here: Installation) -> int:
    """Somebody who could not be moved."""
    with here.db.write() as session:
        add_account(session)
    publish_graph(here.db, reminder())
    let_in(here.db)
    advance_all(here.db)
    with here.db.write() as session:
        session.execute(update(Step).values(state=int(StepState.failed), error="circle: "))
        return session.scalars(select(Step.id)).one()


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cauce, ["dead-letters", *map(str, arguments)])


def test_they_are_listed_with_reason_and_ways_out(step_id: int) -> None:
    listed = json.loads(run("list", "--json").output)
    assert listed["total"] == 1
    [line] = listed["items"]
    assert (line["id"], line["node"], line["ports"]) == (step_id, "answer", ["page_opened", "timeout"])
    assert line["reason"] == "The journey goes round in a circle without ever waiting."
    shown = run("list", "--language", "es", "--journey", "Prueba").output
    assert "El recorrido da vueltas sin esperar nunca." in shown
    assert "ways out: page_opened, timeout" in shown


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [(["replay"], None), (["skip", "--port", "page_opened"], "opened"), (["end", "--reason", "Wrong"], "left:hand")],
)
@pytest.mark.parametrize("whole", [False, True], ids=["by number", "a whole journey"])
def test_what_is_done_is_done_once(
    here: Installation, step_id: int, arguments: list[str], reason: str | None, *, whole: bool
) -> None:
    chosen: list[Any] = ["--journey", "1"] if whole else [step_id]
    assert json.loads(run(*arguments, *chosen, "--json").output) == {"count": 1}
    assert run(*arguments, *chosen).output == "There was nothing to do.\n"
    assert run("list").output == "There are none.\n"
    advance_all(here.db, LATER)
    with here.db.read() as session:
        assert session.scalars(select(Run.end_reason)).one() == reason
        assert session.scalars(select(Audit.actor)).one() == "cli"


def test_somebody_must_be_named(here: Installation) -> None:
    del here
    assert run("replay").exit_code == 2
    assert run("replay", 1, "--journey", "x").exit_code == 2
    assert isinstance(run("replay", "--journey", "Nothing").exception, NotFoundError)


def test_a_way_out_that_nobody_has_is_refused(step_id: int) -> None:
    refused = run("skip", step_id, "--port", "nowhere").exception
    assert isinstance(refused, InvalidError)
    assert "nowhere" in str(refused)


def test_acts_that_failed_are_listed_replayed_and_skipped(here: Installation) -> None:
    waiting(here.db, 2)
    first, second = order(here.db, "webhook")
    with here.db.write() as session:
        session.execute(update(Act).values(state="failed", error="webhook_refused: 410"))
    listed = json.loads(run("list", "--json").output)
    assert (listed["acts_total"], [act["id"] for act in listed["acts"]]) == (2, [second, first])
    assert listed["acts"][0]["reason"] == "The other system refused it (410)."
    assert "2 acts that could not be carried out; see replay-acts and skip-acts." in run("list").output
    assert json.loads(run("replay-acts", first, "--json").output) == {"count": 1}
    assert run("skip-acts", "--journey", "Prueba").output == "Done to 1.\n"
    assert states(here.db) == ["queued", "done"]
