"""The blast guard: which journeys it pauses, and which it leaves alone."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select, update

from app.db import Database
from app.flow import guard
from app.flow.guard import Guard
from app.models import Audit, Journey, JourneyVersion, Message, MessageState, Step
from app.reasons import read
from app.store.messages import NewMessage
from app.store.tallies import fold
from tests.app.flow.journeys import advance_all, graph, let_in, nodes, publish_graph, reminder
from tests.app.flow.lives import DAY, HOUR, carry_out, held, pause, resume, state
from tests.app.flow.people import START, add_account, add_many


def loop(hours: int) -> Any:  # noqa: ANN401 - JSON
    """The same mail, again and again."""
    return graph(
        [
            ("enter", "enter", {"audience": None}),
            ("which", "branch", {"branches": [_never()]}),
            ("mail", "send_email", {"template": "payment_reminder"}),
            ("wait", "wait", {"duration": {"amount": hours, "unit": "hours"}}),
            ("end", "end", {"reason": "done"}),
        ],
        "enter.next>which which.never>end which.else>mail mail.next>wait wait.next>which",
    )


def _never() -> dict[str, Any]:
    when = {"field": "account.balance", "op": "lt", "value": 0}
    return {"id": "never", "label": "Never", "when": when}


def live(database: Database, document: Any, people: int, **limits: int) -> int:  # noqa: ANN401 - JSON
    """A live journey with this audience, and limits of its own."""
    with database.write() as session:
        for _ in range(people):
            add_account(session)
    journey_id = publish_graph(database, document).journey_id
    limit(database, journey_id, **limits)
    return journey_id


def limit(database: Database, journey_id: int, **limits: int) -> None:
    with database.write() as session:
        guard.store(session.get_one(Journey, journey_id), Guard(**limits))


def halt_reason(database: Database, journey_id: int) -> str:
    with database.read() as session:
        return session.get_one(Journey, journey_id).halt_reason or ""


def written(database: Database) -> int:
    with database.read() as session:
        return len(session.scalars(select(Message.id)).all())


def test_a_journey_that_sends_the_same_mail_again_too_soon_is_paused_before_it_does(database: Database) -> None:
    journey_id = live(database, loop(1), 3)
    let_in(database)
    advance_all(database)
    assert (state(database, journey_id), written(database)) == ("live", 3)
    assert advance_all(database, START + HOUR) == 3
    assert (state(database, journey_id), written(database)) == ("paused", 3)
    kept = halt_reason(database, journey_id)
    assert guard.is_ours(kept)
    assert "payment_reminder" in (read(kept) or {})["es"]
    with database.read() as session:
        assert (held(session), nodes(session)) == (3, ["wait"] * 3), "nobody was moved"
        line = session.scalars(select(Audit).where(Audit.action == "journey.paused")).one()
        assert (line.actor, line.subject_id, line.details) == ("guard", str(journey_id), {"reason": kept})
    assert advance_all(database, START + DAY) == 0


def test_the_same_mail_after_long_enough_is_no_blast(database: Database) -> None:
    journey_id = live(database, loop(21), 3)
    let_in(database)
    for step in range(4):
        advance_all(database, START + step * 21 * HOUR)
    assert (state(database, journey_id), written(database)) == ("live", 12)


def test_hours_of_zero_let_the_same_mail_come_at_any_time(database: Database) -> None:
    journey_id = live(database, loop(1), 2, same_template_hours=0)
    let_in(database)
    for hour in range(5):
        advance_all(database, START + hour * HOUR)
    assert (state(database, journey_id), written(database)) == ("live", 10)


def test_a_mail_that_was_taken_back_does_not_count(database: Database) -> None:
    journey_id = live(database, loop(1), 2)
    let_in(database)
    advance_all(database)
    with database.write() as session:
        session.execute(update(Message).values(state=MessageState.cancelled))
    advance_all(database, START + HOUR)
    assert (state(database, journey_id), written(database)) == ("live", 4)


def test_the_same_mail_twice_at_once_is_a_blast(database: Database) -> None:
    journey_id = live(database, reminder(), 1)
    twice = [NewMessage(1, journey_id, 1, node, 0, "email", "payment_reminder") for node in ("mail", "second")]
    with database.write() as session:
        assert list(guard.check(session, twice, START)) == [journey_id]
        assert guard.check(session, twice[:1], START) == {}
        assert guard.check(session, [], START) == {}


def test_a_journey_whose_audience_grew_tenfold_is_paused(database: Database) -> None:
    journey_id = live(database, reminder(), 5, floor=10)
    with database.write() as session:
        add_many(session, 45)
    let_in(database)
    advance_all(database)
    assert (state(database, journey_id), written(database)) == ("paused", 0)
    assert halt_reason(database, journey_id) == "guard_volume: 50 > 15"
    with database.read() as session:
        assert held(session) == 50


def test_a_journey_that_does_what_was_foreseen_runs(database: Database) -> None:
    journey_id = live(database, reminder(), 40, floor=0, factor=1)
    let_in(database)
    assert advance_all(database) == 40
    assert (state(database, journey_id), written(database)) == ("live", 40)


def test_a_little_more_than_foreseen_is_no_blast_below_the_floor(database: Database) -> None:
    journey_id = live(database, reminder(), 1)
    with database.write() as session:
        add_many(session, 60)
    let_in(database)
    advance_all(database)
    assert (state(database, journey_id), written(database)) == ("live", 61)


@pytest.mark.parametrize("folded", [False, True])
def test_the_messages_of_a_day_are_added_up_over_batches_and_begin_anew_the_next_day(
    database: Database, *, folded: bool
) -> None:
    journey_id = live(database, reminder(), 10, floor=10, factor=1)
    with database.write() as session:
        session.execute(update(JourneyVersion).values(forecast={"people": 1, "messages_per_day": 1}))
    let_in(database)
    advance_all(database)
    if folded:
        with database.write() as session:
            fold(session)
    with database.write() as session:
        add_account(session)
    let_in(database, START + HOUR)
    with database.write() as session:  # what this process remembers is not what decides
        assert list(guard.check(session, [_another(journey_id)], START + HOUR)) == [journey_id]
        guard._days.clear()
        assert list(guard.check(session, [_another(journey_id)], START + HOUR)) == [journey_id]
        assert guard.check(session, [_another(journey_id)], START + DAY) == {}


def _another(journey_id: int) -> NewMessage:
    return NewMessage(99, journey_id, 1, "mail", 0, "email", "payment_reminder")


def test_a_message_that_a_rule_forbids_is_not_counted(database: Database) -> None:
    journey_id = live(database, reminder(), 1, floor=0, factor=1)
    with database.write() as session:
        session.execute(update(JourneyVersion).values(forecast={"people": 0, "messages_per_day": 0}))
    refused = NewMessage(99, journey_id, 1, "mail", 0, "email", "x", state=MessageState.refused)
    with database.write() as session:
        assert guard.check(session, [refused], START) == {}
        assert list(guard.check(session, [_another(journey_id)], START)) == [journey_id]


def test_a_version_from_before_there_were_forecasts_is_not_measured_by_one(database: Database) -> None:
    live(database, reminder(), 30, floor=0)
    with database.write() as session:
        session.execute(update(JourneyVersion).values(forecast=None))
    let_in(database)
    advance_all(database)
    assert written(database) == 30


def test_after_a_wider_limit_a_paused_journey_goes_on(database: Database) -> None:
    journey_id = live(database, loop(1), 3)
    let_in(database)
    advance_all(database)
    advance_all(database, START + HOUR)
    limit(database, journey_id, same_template_hours=1)
    now = START + 2 * HOUR
    carry_out(database, resume(database, journey_id, now, timers="keep"), now)
    advance_all(database, now)
    assert (state(database, journey_id), written(database)) == ("live", 6)


def test_the_other_journeys_of_a_batch_go_on(database: Database) -> None:
    with database.write() as session:
        add_many(session, 4)
    bad = publish_graph(database, loop(1)).journey_id
    good = publish_graph(database, reminder()).journey_id
    let_in(database)
    advance_all(database)
    with database.write() as session:
        session.execute(delete(Step).where(Step.node == "answer", Step.id % 2 == 0))
        session.execute(update(Step).where(Step.node == "answer").values(due_at=START + HOUR, until=START + HOUR))
    advance_all(database, START + HOUR)
    assert (state(database, bad), state(database, good)) == ("paused", "live")
    with database.read() as session:
        assert sorted(set(nodes(session))) == ["rest", "wait"]


def test_a_journey_that_is_halted_already_is_not_paused_again(database: Database) -> None:
    journey_id = live(database, reminder(), 1)
    pause(database, journey_id)
    with database.write() as session:
        assert not guard.pause(session, journey_id, "guard_volume: 2 > 1", now=START, wall=START)
    assert halt_reason(database, journey_id) == "Prueba"


def test_asking_takes_as_many_queries_however_many_messages_there_are(
    database: Database,
    counted_queries: Any,  # noqa: ANN401 - a fixture's function
) -> None:
    journey_id = live(database, reminder(), 1, floor=10_000)
    new = [NewMessage(number, journey_id, 1, "mail", 0, "email", "x") for number in range(500)]
    with counted_queries(database) as seen, database.write() as session:
        assert guard.check(session, new, START) == {}
        assert len(seen) == 3
        assert guard.check(session, new, START + timedelta(minutes=1)) == {}
    assert len(seen) == 5, "the day is not counted again while there is plenty of room"
