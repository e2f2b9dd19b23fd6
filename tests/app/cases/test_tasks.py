"""Tasks for people: given by a journey, worked by an agent, heard by the journey, counted by the contact rules."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select, update

from app.cases import tasks as cases
from app.cases.flags import set_flag
from app.cases.tasks import AnswerError, Said, TakenError, Worker
from app.db import Database
from app.models import Account, Event, Journey, Promise, Role, Run, Step, Task, TaskState, User
from app.store import contacts, events
from journeys.contact import Contact
from tests.app.flow.journeys import advance_all, graph, let_in, publish_graph
from tests.app.flow.lives import DAY, HOUR, ends
from tests.app.flow.people import START, add_account

OUTCOMES = [{"id": name, "label": name.title()} for name in ("reached", "no_answer", "promise", "dispute", "call_back")]
TWO_DAYS = {"amount": 2, "unit": "days"}
ANA = Worker("user:ana", None)


def calling(exits: tuple[str, ...] = ("paid",), **settings: Any) -> Any:  # noqa: ANN401 - JSON
    """Call everybody; each outcome ends the journey under its own name."""
    whole = {"title": "Ring", "outcomes": OUTCOMES, "deadline": TWO_DAYS, **settings}
    names = [*(way["id"] for way in OUTCOMES), "overdue"]
    nodes = [("enter", "enter", {"audience": None}), ("call", "call_task", whole)]
    finals: list[tuple[str, str, Any]] = [(f"e_{name}", "end", {"reason": name}) for name in names]
    return graph(
        [*nodes, *finals], "enter.next>call " + " ".join(f"call.{name}>e_{name}" for name in names), exits=exits
    )


def given(database: Database, document: Any = None, people: int = 1) -> list[int]:  # noqa: ANN401 - JSON
    """The tasks that a journey gave, once everybody is in."""
    with database.write() as session:
        for _ in range(people):
            add_account(session)
    publish_graph(database, document or calling())
    let_in(database)
    advance_all(database)
    with database.read() as session:
        return list(session.scalars(select(Task.id).order_by(Task.id)))


def say(database: Database, task_id: int, said: Said, hours: float = 1) -> bool:
    with database.write() as session:
        return cases.complete(session, task_id, said, ANA, START + hours * HOUR)


def states(database: Database) -> list[str]:
    with database.read() as session:
        return list(session.scalars(select(Task.state).order_by(Task.id)))


def test_a_journey_gives_one_task_to_everybody_who_comes_by(database: Database) -> None:
    assert len(given(database, people=3)) == 3
    advance_all(database)
    with database.read() as session:
        task = session.scalars(select(Task).order_by(Task.id)).first()
        assert task is not None
        assert (task.kind, task.state, task.priority, task.due_at) == ("call", "open", 1, START + 2 * DAY)


def test_the_outcome_moves_the_person_at_once(database: Database) -> None:
    (task_id,) = given(database)
    assert say(database, task_id, Said("reached", "Muy amable"))
    advance_all(database, START + HOUR)
    with database.read() as session:
        assert ends(session) == ["reached"]
        task = session.get_one(Task, task_id)
        assert (task.state, task.outcome, task.note) == (TaskState.done, "reached", "Muy amable")
        event = session.scalars(select(Event).where(Event.kind == "task_done")).one()
        assert (event.data["node"], event.data["task_id"], event.data["outcome"]) == ("call", task_id, "reached")


def test_a_task_that_nobody_did_expires_with_its_deadline(database: Database) -> None:
    (task_id,) = given(database)
    advance_all(database, START + 2 * DAY)
    assert states(database) == ["expired"]
    with database.read() as session:
        assert ends(session) == ["overdue"]
    with pytest.raises(TakenError):
        say(database, task_id, Said("reached"), hours=49)


def test_an_exit_cancels_the_open_tasks_of_that_run_and_only_those(database: Database) -> None:
    first, second = given(database, calling(("disputed",)), people=2)
    with database.write() as session:
        set_flag(session, session.get_one(Task, first).account_id, "disputed", on=True, by="user:ana", now=START)
    advance_all(database, START + HOUR)
    assert states(database) == ["cancelled", "open"]
    with pytest.raises(TakenError):
        say(database, first, Said("reached"))
    assert say(database, second, Said("reached"))


def test_of_two_who_say_it_the_first_wins(database: Database) -> None:
    (task_id,) = given(database)
    say(database, task_id, Said("reached"))
    with pytest.raises(TakenError):
        say(database, task_id, Said("promise", amount=100, due_date=date(2026, 3, 9)))
    with database.read() as session:
        assert session.scalars(select(Promise)).all() == []


def test_a_task_that_somebody_has_is_theirs(database: Database) -> None:
    (task_id,) = given(database)
    with database.write() as session:
        pair = [
            User(email=f"{name}@cauce.test", name=name, role=Role.agent, password="", language="es", created_at=START)
            for name in ("ana", "bea")
        ]
        session.add_all(pair)
        session.flush()
        ana, bea = (user.id for user in pair)
        cases.claim(session, task_id, ana, START)
        cases.claim(session, task_id, ana, START)
        with pytest.raises(TakenError, match="ana has this task"):
            cases.claim(session, task_id, bea, START)
        with pytest.raises(TakenError):
            cases.release(session, task_id, bea, anyones=False)
        with pytest.raises(TakenError):
            cases.complete(session, task_id, Said("reached"), Worker("user:bea", bea), START)
        cases.release(session, task_id, bea, anyones=True)
        cases.claim(session, task_id, bea, START)
        assert cases.complete(session, task_id, Said("reached"), Worker("user:bea", bea), START)


def test_a_promise_is_written_down_and_heard(database: Database) -> None:
    (task_id,) = given(database)
    say(database, task_id, Said("promise", amount=20_000, due_date=date(2026, 3, 9)))
    advance_all(database, START + HOUR)
    with database.read() as session:
        promise = session.scalars(select(Promise)).one()
        assert (promise.amount, promise.currency, promise.due_date, promise.state, promise.made_by) == (
            20_000,
            "USD",
            date(2026, 3, 9),
            "open",
            "user:ana",
        )
        assert session.scalars(select(Event.kind).order_by(Event.id)).all() == ["task_done", "promise_made"]
        assert ends(session) == ["promise"]


def test_a_dispute_sets_the_flag(database: Database) -> None:
    (task_id,) = given(database)
    say(database, task_id, Said("dispute", reason="No es mi deuda"))
    advance_all(database, START + HOUR)
    with database.read() as session:
        assert session.scalars(select(Account)).one().disputed_at == START + HOUR
        assert ends(session) == ["dispute"]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (Said("sang"), "outcome"),
        (Said("overdue"), "outcome"),
        (Said("promise"), "promise.amount"),
        (Said("promise", amount=10**9, due_date=date(2026, 3, 9)), "promise.amount"),
        (Said("promise", amount=100, due_date=date(2026, 3, 1)), "promise.due_date"),
        (Said("call_back"), "call_back_at"),
        (Said("call_back", call_back_at=START), "call_back_at"),
    ],
)
def test_what_cannot_be_said_is_refused(database: Database, said: Said, field: str) -> None:
    (task_id,) = given(database)
    with pytest.raises(AnswerError) as caught:
        say(database, task_id, said)
    assert field in caught.value.texts
    assert states(database) == ["open"]


def test_a_call_to_be_made_again_stays_open_so_many_times(database: Database) -> None:
    (task_id,) = given(database, calling(call_backs=1))
    assert not say(database, task_id, Said("call_back", call_back_at=START + 5 * DAY))
    advance_all(database, START + 3 * DAY)  # the first deadline no longer holds
    assert states(database) == ["open"]
    with database.read() as session:
        task = session.get_one(Task, task_id)
        assert (task.not_before, task.due_at) == (START + 5 * DAY, START + 7 * DAY)
    assert say(database, task_id, Said("call_back"), hours=24 * 5)
    advance_all(database, START + 5 * DAY)
    with database.read() as session:
        assert ends(session) == ["call_back"]


def test_a_call_that_is_put_off_expires_after_its_new_deadline(database: Database) -> None:
    (task_id,) = given(database)
    say(database, task_id, Said("call_back", call_back_at=START + 5 * DAY))
    advance_all(database, START + HOUR)
    advance_all(database, START + 7 * DAY)
    assert states(database) == ["expired"]


def test_calls_count_as_contacts(database: Database) -> None:
    first, second = given(database, people=2)
    say(database, first, Said("call_back", call_back_at=START + 5 * DAY), hours=1)
    say(database, first, Said("reached"), hours=24 * 5)
    say(database, second, Said("no_answer"), hours=2)
    with database.read() as session:
        one, other = (session.get_one(Task, number) for number in (first, second))
        assert one.debtor_id is not None
        assert other.debtor_id is not None
        past = contacts.past(session, [one.debtor_id, other.debtor_id], START)
        assert past == {
            one.debtor_id: [
                Contact(START + HOUR, "call", one.account_id),
                Contact(START + 5 * DAY, "call", one.account_id, reached=True),
            ],
            other.debtor_id: [Contact(START + 2 * HOUR, "call", other.account_id)],
        }
        assert contacts.past(session, [one.debtor_id], START + 2 * DAY)[one.debtor_id][0].reached


def test_an_approval_is_answered(database: Database) -> None:
    asking = graph(
        [
            ("enter", "enter", {"audience": None}),
            ("ask", "approval", {"question": "May we?", "deadline": None}),
            ("yes", "end", {"reason": "yes"}),
            ("no", "end", {"reason": "no"}),
        ],
        "enter.next>ask ask.approved>yes ask.refused>no",
    )
    (task_id,) = given(database, asking)
    say(database, task_id, Said("refused"))
    advance_all(database, START + HOUR)
    with database.read() as session:
        assert ends(session) == ["no"]


def test_a_task_of_another_journey_is_not_heard(database: Database) -> None:
    first = given(database)
    publish_graph(database, calling())
    let_in(database)
    advance_all(database)
    with database.read() as session:
        both = list(session.scalars(select(Task.id).order_by(Task.id)))
    assert len(both) == 2
    say(database, first[0], Said("reached"))
    advance_all(database, START + HOUR)
    with database.read() as session:
        assert ends(session) == ["reached", None]
        assert len(list(session.scalars(select(Step)))) == 1


def test_the_account_of_the_run_hears_a_task_about_another_debt(database: Database) -> None:
    (task_id,) = given(database)
    with database.write() as session:
        other = add_account(session)
        session.execute(update(Task).values(account_id=other.id))
    say(database, task_id, Said("dispute"))
    advance_all(database, START + HOUR)
    with database.read() as session:
        assert ends(session) == ["dispute"]
        flagged = session.scalars(select(Account.id).where(Account.disputed_at.is_not(None))).all()
        assert flagged == [other.id]
        assert session.scalars(select(Run.account_id)).one() != other.id
        assert session.scalars(select(Journey)).one().id
    with database.write() as session:
        assert events.lock(session, other.id)
