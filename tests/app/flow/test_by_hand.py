"""What somebody does to one person on a journey: once, with all that waits for them, the counters and the trail."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from app.db import Database
from app.errors import NotFoundError
from app.flow import advance, by_hand
from app.flow.by_hand import Done, ElsewhereError, Seen, WayError
from app.installation import Installation
from app.models import Audit, History, Journey, Message, Run, Step, StepState, Task, TaskState
from app.store import events, tallies
from journeys import memory
from tests.app.flow.journeys import THREE_DAYS, advance_all, graph, let_in, nodes, publish_graph, reminder
from tests.app.flow.people import START, add_account
from tests.app.flow.test_dead_letters import changes, counters

ACTOR = "user:ana@cauce.test"
DAY = timedelta(days=1)
CALL = {"title": "Llamar", "script": "", "outcomes": [{"id": "spoke", "label": "Se habló"}], "deadline": None}


def standing(database: Database, document: Any = None) -> Seen:  # noqa: ANN401 - JSON
    """Somebody who stands where the journey leads them at once, as whoever looks sees them."""
    with database.write() as session:
        add_account(session)
    publish_graph(database, document or reminder())
    let_in(database)
    advance_all(database)
    return seen(database)


def seen(database: Database) -> Seen:
    with database.read() as session:
        step = session.scalars(select(Step)).one()
        return Seen(step.run_id, step.node, step.seq, "Lo pidió por teléfono")


def calling() -> Any:  # noqa: ANN401 - JSON
    """A call, and a wait behind it."""
    return graph(
        [
            ("enter", "enter", {"audience": None}),
            ("call", "call_task", CALL),
            ("rest", "wait", {"duration": THREE_DAYS}),
            ("done", "end", {"reason": "done"}),
        ],
        "enter.next>call call.spoke>rest rest.next>done",
    )


def forked() -> Any:  # noqa: ANN401 - JSON
    """Two ways at once, each with something that waits."""
    return graph(
        [
            ("enter", "enter", {"audience": None}),
            ("both", "fork", {"arms": [{"id": "a", "label": "A"}, {"id": "b", "label": "B"}]}),
            ("call", "call_task", CALL),
            ("rest", "wait", {"duration": THREE_DAYS}),
            ("meet", "join", {"mode": "all"}),
            ("later", "wait", {"duration": THREE_DAYS}),
            ("done", "end", {"reason": "done"}),
        ],
        "enter.next>both both.a>call both.b>rest call.spoke>meet rest.next>meet meet.next>later later.next>done",
    )


def test_whoever_goes_on_leaves_by_the_chosen_way_and_is_moved_from_there_as_everybody_is(
    installation: Installation,
) -> None:
    person = standing(installation.db)
    before = counters(installation.db)
    assert by_hand.go_on(installation, person, "timeout", actor=ACTOR) == Done("second")
    with installation.db.read() as session:
        step = session.scalars(select(Step)).one()
        assert (step.node, step.seq, step.state, step.due_at) == ("second", person.visit + 1, StepState.due, START)
        assert (step.until, step.waits, step.error) == (None, None, None)
        last = session.scalars(select(History).order_by(History.id.desc())).first()
        assert last is not None
        assert (last.node, last.port, last.at) == ("answer", "skipped:timeout", START)
        assert session.scalars(select(Message.state)).all() == ["queued"], "what an earlier step wrote still goes out"
    assert changes(before, counters(installation.db)) == {
        ("answer", "here"): -1,
        ("answer", "port:skipped:timeout"): 1,
        ("second", "here"): 1,
    }
    assert installation.queue.rq.count == 1, "a worker is woken"
    advance_all(installation.db)
    with installation.db.read() as session:
        assert nodes(session) == ["rest"]
        assert session.scalars(select(Message.template).order_by(Message.id)).all()[1:] == ["second_notice"]


def test_going_on_closes_what_people_should_do_on_that_step(installation: Installation) -> None:
    person = standing(installation.db, calling())
    by_hand.go_on(installation, person, "spoke", actor=ACTOR)
    with installation.db.read() as session:
        assert session.scalars(select(Task.state)).all() == [TaskState.expired]


def test_whoever_is_moved_arrives_there_and_nothing_of_before_still_reaches_them(installation: Installation) -> None:
    person = standing(installation.db)
    before = counters(installation.db)
    assert by_hand.move(installation, person, "second", actor=ACTOR) == Done("second", messages=1)
    with installation.db.read() as session:
        [first] = session.scalars(select(Message)).all()
        assert (first.state, first.error) == ("cancelled", "placed: ")
        ports = session.scalars(select(History.port).order_by(History.id)).all()
        assert ports[-1] == "placed:second"
    assert changes(before, counters(installation.db)) == {
        ("answer", "here"): -1,
        ("answer", "port:placed:second"): 1,
        ("mail", "message:cancelled"): 1,
        ("second", "here"): 1,
    }
    advance_all(installation.db)
    with installation.db.read() as session:
        assert nodes(session) == ["rest"]
        states = session.execute(select(Message.template, Message.state).order_by(Message.id)).all()
        assert [tuple(row) for row in states] == [("payment_reminder", "cancelled"), ("second_notice", "queued")]
    advance_all(installation.db, START + 3 * DAY)
    with installation.db.read() as session:
        assert session.scalars(select(Run.end_reason)).one() == "silent"


def test_whoever_is_moved_back_gets_the_message_of_that_step_again(installation: Installation) -> None:
    person = standing(installation.db)
    by_hand.move(installation, person, "mail", actor=ACTOR)
    advance_all(installation.db)
    with installation.db.read() as session:
        assert nodes(session) == ["answer"]
        assert session.scalars(select(Message.state).order_by(Message.id)).all() == ["cancelled", "queued"]


def test_moving_cancels_the_tasks(installation: Installation) -> None:
    person = standing(installation.db, calling())
    assert by_hand.move(installation, person, "rest", actor=ACTOR) == Done("rest", tasks=1)
    with installation.db.read() as session:
        assert session.scalars(select(Task.state)).all() == [TaskState.cancelled]


def test_whoever_is_taken_off_ends_and_gets_nothing_more(installation: Installation) -> None:
    person = standing(installation.db)
    before = counters(installation.db)
    assert by_hand.remove(installation, person, actor=ACTOR) == Done(None, messages=1)
    with installation.db.read() as session:
        assert nodes(session) == []
        run = session.scalars(select(Run)).one()
        assert (run.state, run.end_reason, run.ended_at) == ("ended", "left:hand", START)
        assert session.scalars(select(Message.state)).all() == ["cancelled"]
    assert changes(before, counters(installation.db)) == {
        ("answer", "here"): -1,
        ("answer", "port:left:hand"): 1,
        ("", "ended:left:hand"): 1,
        ("mail", "message:cancelled"): 1,
    }


def test_whoever_is_on_two_ways_at_once_is_moved_as_a_whole(installation: Installation) -> None:
    person = standing(installation.db, forked())
    before = counters(installation.db)
    with pytest.raises(WayError):
        by_hand.go_on(installation, person, "a", actor=ACTOR)
    assert by_hand.move(installation, person, "later", actor=ACTOR) == Done("later", tasks=1)
    assert changes(before, counters(installation.db)) == {
        ("both", "here"): -1,
        ("both", "port:placed:later"): 1,
        ("call", "arm"): -1,
        ("rest", "arm"): -1,
        ("later", "here"): 1,
    }
    advance_all(installation.db)
    with installation.db.read() as session:
        step = session.scalars(select(Step)).one()
        assert (step.node, step.arms, step.memory) == ("later", None, None)


def test_whoever_goes_on_keeps_what_other_steps_remember_and_no_hold(installation: Installation) -> None:
    person = standing(installation.db)
    token = memory.Token("answer", person.visit, None, 0, notes={"answer": {"page_opened": 1}, "loop": 2})
    with installation.db.write() as session:
        kept = memory.write(token, memory.Hold("disputed", START))
        session.execute(update(Step).values(memory=kept, state=int(StepState.frozen)))
    by_hand.go_on(installation, person, "timeout", actor=ACTOR)
    with installation.db.read() as session:
        step = session.scalars(select(Step)).one()
        assert (step.memory, step.state) == ('{"notes":{"loop":2}}', StepState.due)


def test_who_did_it_and_why_stands_in_the_trail(installation: Installation) -> None:
    person = standing(installation.db)
    by_hand.go_on(installation, person, "timeout", actor=ACTOR)
    by_hand.move(installation, seen(installation.db), "rest", actor=ACTOR)
    by_hand.remove(installation, seen(installation.db), actor=ACTOR)
    with installation.db.read() as session:
        lines = session.scalars(select(Audit).where(Audit.subject == "run").order_by(Audit.id)).all()
        assert [(line.actor, line.action, line.subject_id) for line in lines] == [
            (ACTOR, f"run.{done}", str(person.run_id)) for done in ("went_on", "moved", "removed")
        ]
        about = {"journey": 1, "account": 1, "reason": "Lo pidió por teléfono"}
        assert [line.details for line in lines] == [
            {**about, "node": "answer", "port": "timeout", "to": "second"},
            {**about, "node": "second", "to": "rest", "messages": 1, "tasks": 0},
            {**about, "node": "rest", "messages": 0, "tasks": 0},
        ]


@pytest.mark.parametrize("target", ["nowhere", "enter", "answer"])
def test_nobody_is_put_where_they_cannot_stand(installation: Installation, target: str) -> None:
    person = standing(installation.db)
    with pytest.raises(WayError) as caught:
        by_hand.move(installation, person, target, actor=ACTOR)
    assert list(caught.value.texts) == ["target"]
    with pytest.raises(WayError):
        by_hand.go_on(installation, person, "nowhere", actor=ACTOR)
    with installation.db.read() as session:
        assert nodes(session) == ["answer"]
        assert session.scalars(select(Message.state)).all() == ["queued"]


ACTS: dict[str, Callable[[Installation, Seen], Done]] = {
    "go on": lambda here, person: by_hand.go_on(here, person, "timeout", actor=ACTOR),
    "move": lambda here, person: by_hand.move(here, person, "rest", actor=ACTOR),
    "remove": lambda here, person: by_hand.remove(here, person, actor=ACTOR),
}
acts = pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)


@acts
def test_nothing_is_done_to_somebody_whom_the_engine_moved_since_they_were_seen(
    installation: Installation, act: Callable[[Installation, Seen], Done]
) -> None:
    person = standing(installation.db)
    advance_all(installation.db, START + 3 * DAY)
    before = counters(installation.db)
    with pytest.raises(ElsewhereError) as caught:
        act(installation, person)
    assert caught.value.place is not None
    assert caught.value.place[1] == "rest"
    assert counters(installation.db) == before
    with installation.db.read() as session:
        assert nodes(session) == ["rest"]
        assert session.scalars(select(Audit).where(Audit.subject == "run")).all() == []


@acts
def test_nothing_is_done_to_somebody_whose_journey_is_over(
    installation: Installation, act: Callable[[Installation, Seen], Done]
) -> None:
    person = standing(installation.db)
    with installation.db.write() as session:
        events.record(session, account_id=1, kind="page_opened", at=START)
    advance_all(installation.db)
    with pytest.raises(ElsewhereError) as caught:
        act(installation, person)
    assert (caught.value.place, caught.value.ended) == (None, "opened")
    with pytest.raises(NotFoundError):
        act(installation, Seen(999, "answer", 1, "x"))


@acts
def test_whoever_acts_waits_for_the_batch_that_moves_the_person_and_then_sees_it(
    installation: Installation, act: Callable[[Installation, Seen], Done]
) -> None:
    person = standing(installation.db)
    caught: list[BaseException] = []
    began = threading.Event()

    def try_it() -> None:
        began.set()
        try:
            act(installation, person)
        except ElsewhereError as error:
            caught.append(error)

    thread = threading.Thread(target=try_it)
    with installation.db.write() as session:
        assert advance.advance_batch(session, START + 3 * DAY) == 1  # it holds the step, and nobody can see it yet
        thread.start()
        began.wait()
    thread.join(30)
    assert [type(error) for error in caught] == [ElsewhereError]
    with installation.db.read() as session:
        assert nodes(session) == ["rest"]


@acts
def test_two_people_who_act_on_the_same_person_do_it_once(
    installation: Installation, act: Callable[[Installation, Seen], Done]
) -> None:
    person = standing(installation.db)
    barrier = threading.Barrier(3)
    done: list[object] = []

    def work() -> None:
        barrier.wait()
        try:
            done.append(act(installation, person))
        except ElsewhereError:
            done.append("too late")

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert done.count("too late") == 2
    with installation.db.read() as session:
        assert len(session.scalars(select(Audit).where(Audit.subject == "run")).all()) == 1
        stood = sum(row.n for row in tallies.of_journey(session, 1) if row.what == tallies.HERE)
        assert stood == len(nodes(session))


def test_somebody_put_elsewhere_in_a_paused_journey_waits_there_until_it_runs(installation: Installation) -> None:
    person = standing(installation.db)
    with installation.db.write() as session:
        session.execute(update(Journey).values(halt="paused", halted_at=START))
    by_hand.move(installation, person, "second", actor=ACTOR)
    advance_all(installation.db)
    with installation.db.read() as session:
        step = session.scalars(select(Step)).one()
        assert (step.node, step.state) == ("second", StepState.held)
