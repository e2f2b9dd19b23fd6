"""Letting people in and moving them."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, select, update
from sqlalchemy.orm import Session

from app.db import Database
from app.flow import advance, going
from app.flow.advance import Terms
from app.flow.enter import enter
from app.flow.gate import Gate
from app.installation import Installation
from app.models import Account, ContactPoint, History, Journey, Message, Refusal, Run, Step, StepState
from app.store import dead_letters, events, halts, journeys
from journeys.interpreter import Position
from tests.app.flow.journeys import advance_all, graph, let_in, nodes, publish_graph, reminder
from tests.app.flow.people import START, add_account

DAY = timedelta(days=1)
BROKEN = 666


def people(database: Database, count: int = 1, **values: Any) -> list[int]:  # noqa: ANN401 - any column
    with database.write() as session:
        return [add_account(session, **values).id for _ in range(count)]


def tell(database: Database, account_id: int, kind: str, at: Any) -> int | None:  # noqa: ANN401 - a datetime
    with database.write() as session:
        return events.record(session, account_id=account_id, kind=kind, at=at)


def pay(database: Database, account_id: int, at: Any, *, left: int = 0) -> None:  # noqa: ANN401 - a datetime
    with database.write() as session:
        events.lock(session, account_id)
        session.execute(update(Account).where(Account.id == account_id).values(balance=left))
        events.record(session, account_id=account_id, kind="paid", at=at)


def history(session: Session) -> list[str]:
    return [f"{row.node}.{row.port}" for row in session.scalars(select(History).order_by(History.id))]


def test_who_matches_enters_once_in_the_order_of_ids(database: Database) -> None:
    spanish = people(database, 3)
    people(database, 1, debtor_language="en")
    publish_graph(database, reminder({"field": "debtor.language", "op": "eq", "value": "es"}))
    assert (let_in(database), let_in(database)) == (3, 0)
    with database.read() as session:
        assert session.scalars(select(Run.account_id).order_by(Run.id)).all() == spanish
        assert session.scalars(select(Step.account_id).order_by(Step.id)).all() == spanish
        assert {(step.node, step.due_at) for step in session.scalars(select(Step))} == {("enter", START)}


def test_whoever_is_imported_later_enters_later(database: Database) -> None:
    people(database)
    publish_graph(database, reminder())
    assert let_in(database) == 1
    people(database, 2)
    assert let_in(database) == 2


def test_nobody_enters_twice_even_after_the_end(database: Database) -> None:
    people(database)
    publish_graph(database, reminder())
    let_in(database)
    for day in (0, 3, 6):
        advance_all(database, START + day * DAY)
    with database.read() as session:
        assert session.scalars(select(Run.end_reason)).all() == ["silent"]
    assert let_in(database, START + 7 * DAY) == 0


def test_who_owes_nothing_does_not_enter_a_journey_that_ends_on_payment(database: Database) -> None:
    people(database, balance=0)
    publish_graph(database, reminder())
    assert let_in(database) == 0


def test_people_enter_in_batches(database: Database) -> None:
    ids = people(database, 5)
    publish_graph(database, reminder())
    after, sizes = 0, []
    for _ in range(3):
        with database.write() as session:
            version = journeys.hold_live(session, journeys.live_ids(session)[0])
            assert version is not None
            done = enter(session, version, START, after, 2)
            sizes.append(done.count)
            after = done.last_id
    assert sizes == [2, 2, 1]
    assert after == ids[-1]


def test_a_person_goes_as_far_as_possible_in_one_step(database: Database) -> None:
    (account_id,) = people(database)
    publish_graph(database, reminder())
    let_in(database)
    assert advance_all(database) == 1
    with database.read() as session:
        step = session.scalars(select(Step)).one()
        assert (step.node, step.state, step.due_at, step.until) == ("answer", 0, START + 3 * DAY, START + 3 * DAY)
        assert (step.seq, step.waits) == (2, " page_opened paid ")
        message = session.scalars(select(Message)).one()
        assert (message.account_id, message.node, message.visit) == (account_id, "mail", 1)
        assert (message.state, message.template, message.due_at) == ("queued", "payment_reminder", START)
        assert history(session) == ["enter.next", "mail.next"]


def test_silence_leads_on_after_the_time_limit(database: Database) -> None:
    people(database)
    publish_graph(database, reminder())
    let_in(database)
    advance_all(database)
    assert advance_all(database, START + 3 * DAY - timedelta(seconds=1)) == 0
    advance_all(database, START + 3 * DAY)
    with database.read() as session:
        assert nodes(session) == ["rest"]
        assert session.scalars(select(Message.template).order_by(Message.id)).all() == [
            "payment_reminder",
            "second_notice",
        ]


def test_an_answer_wakes_the_person_at_once(database: Database) -> None:
    (account_id,) = people(database)
    publish_graph(database, reminder())
    let_in(database)
    advance_all(database)
    tell(database, account_id, "page_opened", START + DAY)
    assert advance_all(database, START + DAY) == 1
    with database.read() as session:
        assert nodes(session) == []
        run = session.scalars(select(Run)).one()
        assert (run.state, run.end_reason, run.ended_at) == ("ended", "opened", START + DAY)
        assert history(session)[2:] == ["answer.page_opened", "opened.end:opened"]


def test_an_event_from_before_the_entry_is_no_answer(database: Database) -> None:
    (account_id,) = people(database)
    tell(database, account_id, "page_opened", START)
    publish_graph(database, reminder())
    let_in(database)
    advance_all(database)
    with database.read() as session:
        assert nodes(session) == ["answer"]


def test_payment_ends_the_journey_wherever_the_person_stands(database: Database) -> None:
    (account_id,) = people(database)
    publish_graph(database, reminder())
    let_in(database)
    advance_all(database)
    advance_all(database, START + 3 * DAY)
    pay(database, account_id, START + 4 * DAY)
    advance_all(database, START + 4 * DAY)
    with database.read() as session:
        run = session.scalars(select(Run)).one()
        assert (run.end_reason, run.ended_at) == ("exit:paid", START + 4 * DAY)
        assert history(session)[-1] == "rest.exit:paid"


def test_messages_that_are_not_handed_over_are_cancelled_by_an_exit(database: Database) -> None:
    (account_id,) = people(database)
    publish_graph(database, reminder())
    let_in(database)
    advance_all(database)
    pay(database, account_id, START)
    advance_all(database)
    with database.read() as session:
        message = session.scalars(select(Message)).one()
        assert message.state == "cancelled"
        assert message.error


def test_part_of_the_debt_does_not_end_the_journey_nor_shorten_the_wait(database: Database) -> None:
    (account_id,) = people(database)
    publish_graph(database, reminder())
    let_in(database)
    advance_all(database)
    pay(database, account_id, START + DAY, left=5)
    assert advance_all(database, START + DAY) == 1
    with database.read() as session:
        step = session.scalars(select(Step)).one()
        assert (step.node, step.due_at) == ("answer", START + 3 * DAY)


def test_a_wait_without_a_limit_listens(database: Database) -> None:
    (account_id,) = people(database)
    settings = {"events": ["page_opened"], "timeout": None}
    publish_graph(
        database,
        graph(
            [
                ("enter", "enter", {"audience": None}),
                ("answer", "wait_event", settings),
                ("done", "end", {"reason": "x"}),
            ],
            "enter.next>answer answer.page_opened>done",
        ),
    )
    let_in(database)
    advance_all(database)
    assert advance_all(database, START + 900 * DAY) == 0
    with database.read() as session:
        assert session.scalars(select(Step.state)).one() == StepState.listening
    tell(database, account_id, "page_opened", START + 901 * DAY)
    advance_all(database, START + 901 * DAY)
    with database.read() as session:
        assert session.scalars(select(Run.end_reason)).one() == "x"


def test_who_cannot_be_moved_does_not_hold_up_the_others(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = people(database, 3)
    publish_graph(database, reminder())
    let_in(database)
    real = going.step

    def fragile(plan: Any, position: Position, facts: Any, now: Any) -> Any:  # noqa: ANN401 - the interpreter's
        if facts.fields["account.balance"] == BROKEN:
            raise ZeroDivisionError("sums")
        return real(plan, position, facts, now)

    monkeypatch.setattr(going, "step", fragile)
    with database.write() as session:
        session.execute(update(Account).where(Account.id == ids[1]).values(balance=BROKEN))
        session.execute(update(Step).where(Step.account_id == ids[2]).values(node="gone"))
    advance_all(database)
    with database.read() as session:
        steps = session.scalars(select(Step).order_by(Step.id)).all()
        assert [(step.node, step.state) for step in steps] == [("answer", 0), ("enter", 2), ("gone", 2)]
        assert [step.error for step in steps] == [None, "step_raised: ZeroDivisionError: sums", "no_node: "]
        assert len(session.scalars(select(Message)).all()) == 1
    assert advance_all(database) == 0, "the dead letter is not taken again by itself"
    monkeypatch.undo()
    with database.write() as session:
        assert [dead.id for dead in dead_letters.hold(session, [steps[1].id])] == [steps[1].id]
        assert not dead_letters.hold(session, [steps[0].id]), "only the dead letter can be replayed"
        dead_letters.replay(session, [steps[1].id], START)
    advance_all(database)
    with database.read() as session:
        assert nodes(session) == ["answer", "answer", "gone"]


def test_a_plan_that_cannot_be_run_goes_to_the_dead_letter(database: Database) -> None:
    people(database)
    version = publish_graph(database, reminder())
    let_in(database)
    with database.write() as session:
        session.execute(update(type(version)).values(plan={**version.plan, "plan_version": 99}))
    advance_all(database)
    with database.read() as session:
        step = session.scalars(select(Step)).one()
        assert step.state == StepState.failed
        assert "99" in (step.error or "")


def test_when_somebody_failed_is_kept(database: Database) -> None:
    people(database)
    publish_graph(database, reminder())
    let_in(database)
    with database.write() as session:
        session.execute(update(Step).values(node="gone"))
    advance_all(database, START + DAY)
    with database.read() as session:
        step = session.scalars(select(Step)).one()
        assert (step.state, step.due_at) == (StepState.failed, START + DAY)


def test_due_people_of_a_halted_journey_are_held_as_they_are(database: Database) -> None:
    people(database, 2)
    version = publish_graph(database, reminder())
    let_in(database)
    halt(database, version.journey_id, "paused")
    assert advance_all(database, START + DAY) == 2
    with database.read() as session:
        steps = session.scalars(select(Step)).all()
        assert {(step.node, step.state, step.due_at) for step in steps} == {("enter", StepState.held, START)}
        assert not session.scalars(select(Message)).all()
    assert advance_all(database, START + DAY) == 0, "who is held is not taken again"
    halt(database, version.journey_id, None)
    with database.write() as session:
        assert halts.let_go(session, 10) == 2
    assert advance_all(database, START + DAY) == 2
    with database.read() as session:
        assert nodes(session) == ["answer", "answer"]


def test_a_halted_journey_does_not_hold_up_the_others(database: Database) -> None:
    people(database)
    halted = publish_graph(database, reminder())
    publish_graph(database, reminder())
    let_in(database)
    halt(database, halted.journey_id, "paused")
    assert advance_all(database) == 2
    with database.read() as session:
        assert nodes(session) == ["enter", "answer"]


def test_a_mail_written_at_night_is_due_in_the_morning(installation: Installation) -> None:
    with installation.db.write() as session:
        add_account(session, debtor_time_zone="America/Bogota")  # where it is four in the morning
        add_account(session, debtor_time_zone="Europe/Madrid")
    publish_graph(installation.db, reminder())
    let_in(installation.db)
    with installation.db.write() as session:
        assert advance.advance_batch(session, START, 100, Terms(Gate(installation.config))) == 2
    with installation.db.read() as session:
        messages = session.scalars(select(Message).order_by(Message.id)).all()
        assert [message.due_at for message in messages] == [START + timedelta(hours=4), START]
        refusal = session.scalars(select(Refusal)).one()
        assert (refusal.message_id, refusal.until) == (messages[0].id, START + timedelta(hours=4))
        assert nodes(session) == ["answer", "answer"], "the journey does not wait for the morning"


def test_what_may_never_go_out_is_left_to_whoever_hands_it_over(installation: Installation) -> None:
    with installation.db.write() as session:
        account = add_account(session)
        session.execute(update(ContactPoint).values(opted_out_at=START))
        debtor_id = account.debtor_id
    publish_graph(installation.db, reminder())
    let_in(installation.db)
    with installation.db.write() as session:
        advance.advance_batch(session, START, 100, Terms(Gate(installation.config)))
    with installation.db.read() as session:
        message = session.scalars(select(Message)).one()
        assert (message.state, message.due_at, message.debtor_id) == ("queued", START, debtor_id)


def test_a_journey_that_would_send_the_same_again_is_paused_and_nobody_moves(database: Database) -> None:
    people(database, 3)
    same = {"template": "payment_reminder"}
    document = graph(
        [
            ("enter", "enter", {"audience": None}),
            ("mail", "send_email", same),
            ("again", "send_email", same),
            ("done", "end", {"reason": "x"}),
        ],
        "enter.next>mail mail.next>again again.next>done",
    )
    version = publish_graph(database, document)
    publish_graph(database, reminder())
    let_in(database)
    assert advance_all(database) == 6
    with database.read() as session:
        kept = session.get_one(Journey, version.journey_id)
        assert (kept.halt, str(kept.halt_reason).partition(":")[0]) == ("paused", "guard_same_template")
        held = session.scalars(select(Step).where(Step.version_id == version.id)).all()
        assert {(step.node, step.state) for step in held} == {("enter", StepState.held)}
        assert {row.journey_id for row in session.scalars(select(Message))} != {version.journey_id}
        assert len(session.scalars(select(Message)).all()) == 3, "the other journey goes on"


def test_whoever_answered_is_taken_before_the_backlog(database: Database) -> None:
    (answering,) = people(database)
    publish_graph(database, reminder())
    let_in(database)
    advance_all(database)
    people(database, 5)
    let_in(database, START)
    tell(database, answering, "page_opened", START + DAY)
    with database.write() as session:
        assert advance.advance_batch(session, START + DAY, 4) == 1, "they are moved alone, and at once"
        assert session.scalars(select(Run.end_reason).where(Run.account_id == answering)).one() == "opened"
    assert advance_all(database, START + DAY) == 5


def test_what_became_due_late_is_found_by_a_process_that_came_further(database: Database) -> None:
    people(database, 4)
    publish_graph(database, reminder())
    let_in(database)
    with database.write() as session:
        late, *others = session.scalars(select(Step.id).order_by(Step.id)).all()
        session.execute(update(Step).where(Step.id == late).values(state=StepState.held, due_at=START - DAY))
        session.execute(update(Step).where(Step.id.in_(others)).values(due_at=START + DAY))
    with database.write() as session:
        assert advance.advance_batch(session, START + DAY, 2) == 2
    with database.write() as session:
        session.execute(update(Step).where(Step.id == late).values(state=StepState.due))
    assert advance_all(database, START + DAY) == 2


def halt(database: Database, journey_id: int, why: str | None) -> None:
    with database.write() as session:
        session.execute(update(Journey).where(Journey.id == journey_id).values(halt=why))


def test_the_queries_of_a_batch_do_not_grow_with_the_people(installation: Installation) -> None:
    database = installation.db
    terms = Terms(Gate(installation.config))
    publish_graph(database, reminder({"field": "account.balance", "op": "gt", "value": 0}))
    counts = []
    for size in (5, 60):
        ids = people(database, size)
        let_in(database)
        for account_id in ids[::2]:
            tell(database, account_id, "verified", START)
        seen: list[str] = []

        def note(connection: object, cursor: object, statement: str, *rest: object, seen: list[str] = seen) -> None:
            del connection, cursor, rest
            seen.append(statement)

        event.listen(database.engine, "before_cursor_execute", note)
        with database.write() as session:
            assert advance.advance_batch(session, START, terms=terms) == size
        event.remove(database.engine, "before_cursor_execute", note)
        counts.append(len([line for line in seen if line != "BEGIN"]))
    first, second = counts
    assert second <= first <= 20
