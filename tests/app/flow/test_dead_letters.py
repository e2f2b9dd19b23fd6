"""Dead letters: replayed, skipped or taken off by people, once each, with the counters and the trail in step."""

import threading
from collections import Counter as Count
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, func, select, update

from app.db import Database
from app.flow import dead_letters, routes
from app.flow.dead_letters import Chosen
from app.installation import Installation
from app.models import Audit, History, Journey, Message, Run, Step, StepState
from app.store import tallies
from journeys import kinds as registry
from journeys import plan as plans
from journeys.kinds import Kind
from journeys.steps.wait import Wait
from tests.app.flow.journeys import THREE_DAYS, advance_all, graph, let_in, nodes, publish_graph, reminder
from tests.app.flow.people import START, add_account

DAY = timedelta(days=1)
ACTOR = "user:ana@cauce.test"


def failed(database: Database, count: int = 1, node: str = "answer") -> list[int]:
    """People who stand on a node in the dead letter; the ids of their steps."""
    with database.write() as session:
        for _ in range(count):
            add_account(session)
    publish_graph(database, reminder())
    let_in(database)
    advance_all(database)
    with database.write() as session:
        values = {"state": int(StepState.failed), "error": "no_node: ", "attempt": 3, "node": node}
        session.execute(update(Step).values(values))
        return list(session.scalars(select(Step.id).order_by(Step.id)))


def counters(database: Database) -> dict[tuple[str, str], int]:
    """What the counters say of the only journey, by node and what."""
    with database.read() as session:
        return {(row.node, row.what): row.n for row in tallies.of_journey(session, 1)}


def changes(before: Mapping[tuple[str, str], int], after: Mapping[tuple[str, str], int]) -> dict[tuple[str, str], int]:
    return {key: n for key in {**before, **after} if (n := after.get(key, 0) - before.get(key, 0))}


def test_a_replay_is_taken_again_at_once_as_if_it_had_never_been_tried(installation: Installation) -> None:
    (step_id,) = failed(installation.db)
    assert dead_letters.replay(installation, Chosen([step_id]), actor=ACTOR) == 1
    with installation.db.read() as session:
        step = session.scalars(select(Step)).one()
        assert (step.state, step.due_at, step.attempt, step.error) == (StepState.due, START, 0, None)
        assert (step.node, step.until) == ("answer", START + 3 * DAY), "it stays where it was, with its time limit"
    assert installation.queue.rq.count == 1, "a worker is woken"
    assert dead_letters.replay(installation, Chosen([step_id]), actor=ACTOR) == 0


def test_whoever_skips_goes_on_by_the_chosen_way_without_doing_what_the_node_does(installation: Installation) -> None:
    (step_id,) = failed(installation.db, node="second")
    before = counters(installation.db)
    with installation.db.write() as session:
        session.execute(update(Step).values(mark=77, seq=4))
    assert dead_letters.skip(installation, Chosen([step_id]), "next", actor=ACTOR) == dead_letters.Skipped(1, 0)
    with installation.db.read() as session:
        step = session.scalars(select(Step)).one()
        assert (step.node, step.seq, step.mark, step.until, step.waits) == ("rest", 5, 77, None, None)
        assert (step.state, step.due_at, step.error) == (StepState.due, START, None)
        last = session.scalars(select(History).order_by(History.id.desc())).first()
        assert last is not None
        assert (last.node, last.port, last.at) == ("second", "skipped:next", START)
    assert changes(before, counters(installation.db)) == {
        ("second", "here"): -1,
        ("second", "port:skipped:next"): 1,
        ("rest", "here"): 1,
    }
    advance_all(installation.db)
    with installation.db.read() as session:
        assert nodes(session) == ["rest"]
        assert session.scalars(select(Message.template)).all() == ["payment_reminder"], "the second was not written"


def test_whoever_skips_to_an_end_ends_as_everybody_does_there(installation: Installation) -> None:
    (step_id,) = failed(installation.db, node="rest")
    dead_letters.skip(installation, Chosen([step_id]), "next", actor=ACTOR)
    advance_all(installation.db)
    with installation.db.read() as session:
        assert session.scalars(select(Run.end_reason)).all() == ["silent"]


def test_who_has_no_such_way_out_stays(installation: Installation) -> None:
    first, second = failed(installation.db, 2)
    with installation.db.write() as session:
        session.execute(update(Step).where(Step.id == second).values(node="second"))
    skipped = dead_letters.skip(installation, Chosen([first, second]), "timeout", actor=ACTOR)
    assert skipped == dead_letters.Skipped(1, 1)
    with installation.db.read() as session:
        steps = session.scalars(select(Step).order_by(Step.id)).all()
        assert [(step.node, step.state) for step in steps] == [("second", 0), ("second", 2)]


def test_whoever_is_taken_off_ends_and_gets_nothing_more(installation: Installation) -> None:
    (step_id,) = failed(installation.db)
    before = counters(installation.db)
    assert dead_letters.end(installation, Chosen([step_id]), "Wrong data", actor=ACTOR) == 1
    with installation.db.read() as session:
        assert session.scalars(select(Step.id)).all() == []
        run = session.scalars(select(Run)).one()
        assert (run.state, run.end_reason, run.ended_at) == ("ended", "left:hand", START)
        assert session.scalars(select(Message.state)).all() == ["cancelled"]
        line = session.scalars(select(Audit)).one()
        assert (line.actor, line.action, line.subject) == (ACTOR, "dead_letters.ended", "dead_letters")
        assert line.details == {"reason": "Wrong data", "count": 1, "steps": [step_id]}
    assert changes(before, counters(installation.db)) == {
        ("answer", "here"): -1,
        ("answer", "port:left:hand"): 1,
        ("", "ended:left:hand"): 1,
        ("mail", "message:cancelled"): 1,
    }


def test_only_dead_letters_are_touched(installation: Installation) -> None:
    (step_id,) = failed(installation.db)
    with installation.db.write() as session:
        session.execute(update(Step).values(state=int(StepState.due)))
    chosen = Chosen([step_id, 999])
    assert dead_letters.replay(installation, chosen, actor=ACTOR) == 0
    assert dead_letters.skip(installation, chosen, "timeout", actor=ACTOR) == dead_letters.Skipped(0, 0)
    assert dead_letters.end(installation, chosen, "x", actor=ACTOR) == 0
    with installation.db.read() as session:
        assert session.scalar(select(func.count()).select_from(Audit)) == 0
    assert installation.queue.rq.count == 0


def test_a_whole_journey_is_dealt_with_in_parts_each_with_its_line(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dead_letters, "CHUNK", 2)
    ids = failed(installation.db, 5)
    other = publish_graph(installation.db, reminder())
    with installation.db.write() as session:
        run = session.scalars(select(Run).order_by(Run.id.desc())).first()
        assert run is not None
        session.execute(update(Step).where(Step.id == ids[4]).values(version_id=other.id))
    assert dead_letters.replay(installation, Chosen(journey_id=1), actor=ACTOR) == 4
    with installation.db.read() as session:
        states = session.scalars(select(Step.state).order_by(Step.id)).all()
        assert states == [0, 0, 0, 0, 2], "the one of another journey stays"
        lines = session.scalars(select(Audit).order_by(Audit.id)).all()
        assert [(line.subject, line.subject_id, line.details["steps"]) for line in lines] == [
            ("journey", "1", ids[:2]),
            ("journey", "1", ids[2:4]),
        ]


ACTS: dict[str, Callable[[Installation, Chosen], object]] = {
    "replay": lambda here, chosen: dead_letters.replay(here, chosen, actor=ACTOR),
    "skip": lambda here, chosen: dead_letters.skip(here, chosen, "timeout", actor=ACTOR),
    "end": lambda here, chosen: dead_letters.end(here, chosen, "x", actor=ACTOR),
}


@pytest.mark.parametrize("act", ACTS)
def test_the_queries_do_not_grow_with_the_people(installation: Installation, act: str) -> None:
    counts = []
    for size in (3, 40):
        with installation.db.write() as session:
            session.execute(update(Step).values(state=int(StepState.due)))
        ids = failed(installation.db, size)[-size:]
        seen: list[str] = []

        def note(connection: object, cursor: object, statement: str, *rest: object, seen: list[str] = seen) -> None:
            del connection, cursor, rest
            seen.append(statement)

        event.listen(installation.db.engine, "before_cursor_execute", note)
        ACTS[act](installation, Chosen(ids))
        event.remove(installation.db.engine, "before_cursor_execute", note)
        counts.append(len([line for line in seen if not line.startswith("BEGIN")]))
    assert counts[0] == counts[1] <= 14


@pytest.mark.parametrize("act", ACTS)
def test_two_people_who_do_it_at_once_do_it_once(installation: Installation, act: str) -> None:
    ids = failed(installation.db, 60)
    before = counters(installation.db)
    barrier = threading.Barrier(4)
    problems: list[BaseException] = []

    def work(order: list[int]) -> None:
        barrier.wait()
        try:
            ACTS[act](installation, Chosen(order))
        except BaseException as error:  # noqa: BLE001 - the test says what went wrong in a thread
            problems.append(error)

    threads = [threading.Thread(target=work, args=(ids[::way],)) for way in (1, -1, 1, -1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    with installation.db.read() as session:
        done = Count(step for line in session.scalars(select(Audit)) for step in line.details["steps"])
        assert done == dict.fromkeys(ids, 1)
        left = session.scalar(select(func.count()).where(Step.state == StepState.failed))
        assert left == 0
    changed = changes(before, counters(installation.db))
    assert changed.get(("answer", "here"), 0) == (0 if act == "replay" else -60)


class _Foreign(Wait):
    """A step kind that a package brings along."""

    name = "foreign_wait"


def _installed(monkeypatch: pytest.MonkeyPatch, *, there: bool) -> None:
    """What a restart of the workers does once a package was removed or came back."""
    known: dict[str, Kind] = {**registry.kinds(), **({"foreign_wait": _Foreign()} if there else {})}
    monkeypatch.setattr(plans, "kinds", lambda: known)
    forget_plans()


def forget_plans() -> None:
    """Forget the versions that this process has loaded."""
    routes._routes.clear()


def test_people_on_a_step_whose_package_is_gone_go_on_once_it_is_back(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = installation.db
    with database.write() as session:
        add_account(session)
    usual = [
        ("enter", "enter", {"audience": None}),
        ("rest", "wait", {"duration": THREE_DAYS}),
        ("done", "end", {"reason": "done"}),
    ]
    version = publish_graph(database, graph(usual, "enter.next>rest rest.next>done"))
    with database.write() as session:
        plan: dict[str, Any] = {**version.plan, "nodes": {**version.plan["nodes"]}}
        plan["nodes"]["rest"] = {**plan["nodes"]["rest"], "kind": "foreign_wait"}
        session.execute(update(type(version)).values(plan=plan))
    let_in(database)
    _installed(monkeypatch, there=False)
    advance_all(database)
    with database.read() as session:
        step = session.scalars(select(Step)).one()
        assert (step.node, step.state, step.error) == ("enter", StepState.failed, "kind_missing: foreign_wait")
    _installed(monkeypatch, there=True)
    assert dead_letters.replay(installation, Chosen(journey_id=1), actor=ACTOR) == 1
    advance_all(database)
    with database.read() as session:
        assert nodes(session) == ["rest"]
    advance_all(database, START + 3 * DAY)
    with database.read() as session:
        assert session.scalars(select(Run.end_reason)).all() == ["done"]
    forget_plans()


def test_a_replay_in_a_paused_journey_waits_until_it_runs_again(installation: Installation) -> None:
    (step_id,) = failed(installation.db)
    with installation.db.write() as session:
        session.execute(update(Journey).values(halt="paused", halted_at=START))
    assert dead_letters.replay(installation, Chosen([step_id]), actor=ACTOR) == 1
    advance_all(installation.db)
    with installation.db.read() as session:
        assert session.scalars(select(Step.state)).one() == StepState.held
