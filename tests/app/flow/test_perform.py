"""Acts inside the database: carried out once, in the transaction that wakes the step, whatever goes wrong."""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from sqlalchemy import event, select, text, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app.db import Database
from app.errors import ConflictError
from app.flow import perform
from app.flow.perform import BACKOFF, perform_batch
from app.flow.performer import Answer, Done, Failed, Inside, Later, Outside, PerformerError, performers, register
from app.models import Account, ActState, Event, Step, StepState
from app.reasons import code_of, reason
from app.store import acts, tallies
from app.store.acts import Became, NewAct, Ordered
from tests.app.flow.acting import Noting, Ringing, acts_of, known, order, perform_all, states, waiting
from tests.app.flow.people import START, add_account

HOUR = timedelta(hours=1)


def told(database: Database) -> list[tuple[int, dict[str, object]]]:
    with database.read() as session:
        rows = session.scalars(select(Event).where(Event.kind == "act_done").order_by(Event.id))
        return [(row.account_id, row.data) for row in rows]


def fees(database: Database) -> list[int]:
    with database.read() as session:
        return list(session.scalars(select(Account.fees).order_by(Account.id)))


def charge(session: Session, act: Ordered) -> Answer:
    """What a performer may do: something that shows when it is done twice."""
    session.execute(update(Account).where(Account.id == act.account_id).values(fees=Account.fees + 1))
    return Done(result={"fee": 1})


def test_an_act_is_carried_out_and_wakes_the_step_that_waits_for_it(database: Database) -> None:
    waiting(database)
    (act_id,) = order(database, "noting", amount=5)
    assert perform_all(database, performers=known(Noting(charge))) == 1
    (act,) = acts_of(database)
    assert (act.id, act.state, act.done_at, act.result, act.details) == (
        act_id,
        "done",
        START,
        {"fee": 1},
        {"amount": 5},
    )
    data = {"run_id": 1, "node": "answer", "visit": 2, "act": "noting", "ok": True, "result": {"fee": 1}}
    assert told(database) == [(act.account_id, data)]
    assert fees(database) == [1_001]
    with database.read() as session:
        step = session.scalars(select(Step)).one()
        assert (step.state, step.due_at) == (StepState.due, START)
        assert {row.what: row.n for row in tallies.of_journey(session, 1) if row.what.startswith("act:")} == {
            "act:done": 1
        }


def test_the_same_act_is_written_once(database: Database) -> None:
    waiting(database)
    order(database, "noting")
    order(database, "noting", other=True)
    assert [act.details for act in acts_of(database)] == [{}]


def test_an_act_waits_for_its_time_and_for_its_performer(database: Database) -> None:
    waiting(database)
    order(database, "noting", START + HOUR)
    assert perform_all(database, performers=known(Noting())) == 0
    assert perform_all(database, START + HOUR, known()) == 0, "nobody here knows how to do it"
    with database.read() as session:
        assert not acts.any_due(session, START + HOUR, set(), START)
        assert acts.any_due(session, START + HOUR, {"noting"}, START)
    assert perform_all(database, START + HOUR, known(Noting())) == 1


@pytest.mark.parametrize("count", [3, 40])
def test_the_number_of_queries_does_not_grow_with_the_acts(
    database: Database, count: int, counted_queries: Callable[[Database], AbstractContextManager[list[str]]]
) -> None:
    waiting(database, count)
    order(database, "noting")
    with counted_queries(database) as seen, database.write() as session:
        assert perform_batch(session, START, known=known(Noting())) == count
    assert len(seen) <= 12, "\n".join(seen)


def test_a_performer_that_raises_costs_only_its_own_act(database: Database) -> None:
    waiting(database, 3)
    first, second, third = order(database, "noting")

    def how(session: Session, act: Ordered) -> Answer:
        charge(session, act)
        if act.id == second:
            raise ValueError("Lucía Ortega")
        return Done()

    performer = Noting(how)
    perform_all(database, performers=known(performer))
    assert states(database) == ["done", "queued", "done"]
    assert fees(database) == [1_001, 1_000, 1_001], "what the one that raised did is undone, the others count once"
    assert performer.seen == [first, second, first, second, third]
    again = acts_of(database)[1]
    assert (again.attempt, code_of(again.error or "")) == (1, "act_raised")
    assert START < again.due_at < START + timedelta(seconds=10)
    assert "Lucía" not in (again.error or "")


def test_an_act_that_keeps_failing_fails_and_tells_the_journey(database: Database) -> None:
    waiting(database)
    order(database, "noting")
    stubborn = known(Noting(Later(reason("act_raised", "x"))))
    delays = []
    now = START
    for _ in range(BACKOFF.attempts):
        assert perform_all(database, now, stubborn) == 1
        (act,) = acts_of(database)
        delays.append(act.due_at - now)
        now = act.due_at
    assert (act.state, act.attempt, act.error) == ("failed", 5, "act_raised: x")
    assert delays[:4] == sorted(delays[:4])
    assert delays[1] > delays[0]
    assert [data["ok"] for _, data in told(database)] == [False]
    assert perform_all(database, now + HOUR, stubborn) == 0


def test_what_can_never_be_done_fails_at_once(database: Database) -> None:
    waiting(database)
    order(database, "noting")
    perform_all(database, performers=known(Noting(Failed("act_raised: x", {"code": 410}))))
    (act,) = acts_of(database)
    assert (act.state, act.attempt, act.result) == ("failed", 1, {"code": 410})
    assert [(data["ok"], data["result"]) for _, data in told(database)] == [(False, {"code": 410})]


def test_an_answer_may_be_no_without_being_a_failure(database: Database) -> None:
    waiting(database)
    order(database, "noting")
    perform_all(database, performers=known(Noting(Done(ok=False, result={"why": "on_it"}))))
    assert states(database) == ["done"]
    assert [data["ok"] for _, data in told(database)] == [False]


def test_a_performer_that_leaves_an_act_out_is_asked_for_each(database: Database) -> None:
    class Forgetful(Noting):
        def perform_many(self, session: Session, acts: object, now: object) -> dict[int, Answer]:
            del session, acts, now
            return {}

    waiting(database, 2)
    order(database, "noting")
    perform_all(database, performers=known(Forgetful()))
    assert states(database) == ["done", "done"]


def test_an_act_about_another_account_wakes_the_one_on_the_journey(database: Database) -> None:
    waiting(database)
    with database.write() as session:
        other = add_account(session).id
        step = session.scalars(select(Step)).one()
        step.waits = " act_done "
        acts.write(session, [NewAct(step.run_id, 1, 1, other, "answer", 2, "noting", f"accounts:{other}", {})], START)
        account_id = step.account_id
    perform_all(database, performers=known(Noting(charge)))
    assert fees(database) == [1_000, 1_001]
    assert [account for account, _ in told(database)] == [account_id]


STATEMENTS = range(14)


@pytest.mark.parametrize("fatal", STATEMENTS)
def test_a_death_between_any_two_statements_neither_loses_nor_doubles_an_act(database: Database, fatal: int) -> None:
    waiting(database, 2)
    order(database, "noting")
    performer = known(Noting(charge))
    left = fatal

    def die(*call: object) -> None:
        nonlocal left
        if left == 0:
            raise KeyboardInterrupt(str(call[2]))
        left -= 1

    event.listen(database.engine, "before_cursor_execute", die)
    try:
        with database.write() as session:
            perform_batch(session, START, known=performer)
    except KeyboardInterrupt:
        pass
    else:
        assert fatal > 9, "the batch took that many statements"
    finally:
        event.remove(database.engine, "before_cursor_execute", die)
    deadline = time.monotonic() + 30
    while states(database) != ["done", "done"]:  # the server lets go of a dead one's rows a moment after it is gone
        assert time.monotonic() < deadline
        perform_all(database, START, performer)
    assert fees(database) == [1_001, 1_001]
    assert len(told(database)) == 2


def test_a_database_in_trouble_ends_the_whole_transaction(database: Database) -> None:
    waiting(database, 2)
    order(database, "noting")

    def away(session: Session, act: Ordered) -> Answer:
        del session, act
        raise OperationalError("SELECT", {}, ConnectionError("gone"), connection_invalidated=True)

    with pytest.raises(OperationalError), database.write() as session:
        perform_batch(session, START, known=known(Noting(away)))
    assert [(act.state, act.attempt) for act in acts_of(database)] == [("queued", 0)] * 2


def test_two_workers_share_the_acts(postgres_url: str) -> None:
    database = Database(postgres_url)
    waiting(database, 10)
    order(database, "noting")
    performer = known(Noting(charge))
    with database.write() as first, database.write() as second:
        assert perform_batch(first, START, 6, known=performer) == 6
        assert perform_batch(second, START, 6, known=performer) == 4
    assert states(database) == ["done"] * 10
    assert fees(database) == [1_001] * 10
    database.close()


def test_an_account_that_somebody_else_holds_does_not_hold_up_the_others(postgres_url: str) -> None:
    database = Database(postgres_url)
    waiting(database, 2)
    order(database, "noting")
    with database.write() as other:
        other.execute(text("SELECT id FROM accounts ORDER BY id LIMIT 1 FOR NO KEY UPDATE"))
        assert perform_all(database, performers=known(Noting(charge))) == 2
        assert states(database) == ["queued", "done"]
    assert perform_all(database, performers=known(Noting(charge))) == 0, "it is asked for again in a moment"
    assert perform_all(database, START + perform.SOON, known(Noting(charge))) == 1
    assert fees(database) == [1_001, 1_001]
    database.close()


def test_what_somebody_else_settled_meanwhile_is_not_settled_again(database: Database) -> None:
    waiting(database)
    order(database, "noting")
    with database.write() as session:
        (act,) = acts.claim_inside(session, START, {"noting"}, 1)
    perform_all(database, performers=known(Noting()))
    with pytest.raises(ConflictError), database.write() as session:
        acts.finish(session, [Became(act, ActState.failed, 1, START, "act_raised: x")], START, was=ActState.queued)
    assert states(database) == ["done"]


def test_no_two_performers_have_the_same_name() -> None:
    with pytest.raises(PerformerError, match="noting"):
        register([Noting(), Noting()])
    assert all(isinstance(one, Inside | Outside) for one in performers().values())


class _Point:
    """An entry point of a package."""

    name, value = "ring", "acme:ring"

    def __init__(self, given: object) -> None:
        self.given = given

    def load(self) -> object:
        return self.given


@pytest.mark.parametrize(("given", "fits"), [(Ringing(), True), ("a text", False)])
def test_performers_of_packages_are_found(monkeypatch: pytest.MonkeyPatch, given: object, *, fits: bool) -> None:
    monkeypatch.setattr("app.flow.performer.entry_points", lambda group: [_Point(given)] * (group != ""))
    performers.cache_clear()
    try:
        if fits:
            assert performers()["ringing"] is given
        else:
            with pytest.raises(PerformerError, match="'ring'"):
                performers()
    finally:
        performers.cache_clear()
