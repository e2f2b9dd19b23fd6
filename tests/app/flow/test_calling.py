"""Acts that call somebody outside: marked before, recorded after, called again under the same number after a crash."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app.clock import FixedClock
from app.db import Database
from app.flow import calling
from app.flow.calling import BACKOFF, LEASE, call_batch, give_back
from app.flow.performer import Answer, Done, Failed, Later, Terms
from app.installation import Installation
from app.models import Account, Act, Event
from app.reasons import code_of
from app.store import acts
from app.store.acts import Ordered
from tests.app.flow.acting import Ringing, acts_of, known, order, states, waiting


@pytest.fixture
def calls(installation: Installation) -> list[int]:
    """Three acts that are to be called."""
    waiting(installation.db, 3)
    return order(installation.db, "ringing", installation.clock.now())


def told(database: Database) -> list[bool]:
    with database.read() as session:
        rows = session.scalars(select(Event).where(Event.kind == "act_done").order_by(Event.id))
        return [row.data["ok"] for row in rows]


def test_a_call_is_made_while_no_transaction_is_open_and_then_recorded(
    installation: Installation, calls: list[int]
) -> None:
    seen: list[list[str]] = []

    def ring(number: int) -> Answer:
        seen.append(states(installation.db))
        with installation.db.write() as session:  # SQLite's only writer is free
            session.execute(update(Account).values(fees=Account.fees + number))
        return Done(result={"status": 200})

    performer = Ringing(ring)
    assert call_batch(installation, known=known(performer)) == 3
    assert seen == [["doing"] * 3] * 3, "the marks are committed"
    assert sorted(performer.rung) == calls
    assert {(act.state, act.claimed_at, act.attempt) for act in acts_of(installation.db)} == {("done", None, 1)}
    assert told(installation.db) == [True] * 3
    assert call_batch(installation, known=known(performer)) == 0


def test_what_cannot_be_done_now_is_tried_again_ever_more_rarely_and_then_fails(
    installation: Installation, clock: FixedClock, calls: list[int]
) -> None:
    performer = Ringing(Later("act_raised: 500"))
    for attempt in range(1, BACKOFF.attempts):
        assert call_batch(installation, known=known(performer)) == 3
        found = acts_of(installation.db)
        assert {(act.state, act.attempt, act.error) for act in found} == {("queued", attempt, "act_raised: 500")}
        waits = [act.due_at - clock.now() for act in found]
        usual = timedelta(seconds=min(30 * 2 ** (attempt - 1), 3_600))
        assert all(usual * 0.75 <= wait <= usual * 1.25 for wait in waits)
        assert len(set(waits)) == 3, "they do not come back all at once"
        clock.advance(usual * 1.25)
    assert call_batch(installation, known=known(performer)) == 3
    assert states(installation.db) == ["failed"] * 3
    assert told(installation.db) == [False] * 3
    assert len(performer.rung) == 3 * BACKOFF.attempts
    assert set(performer.rung) == set(calls)


def test_a_caller_that_raises_costs_only_its_own_act_a_later_attempt(
    installation: Installation, calls: list[int]
) -> None:
    def ring(number: int) -> Answer:
        if number == calls[1]:
            raise ValueError("Lucía")
        return Failed("act_raised: 410") if number == calls[2] else Done()

    assert call_batch(installation, known=known(Ringing(ring))) == 3
    assert states(installation.db) == ["done", "queued", "failed"]
    assert code_of(acts_of(installation.db)[1].error or "") == "act_raised"


def test_a_preparation_may_answer_by_itself(installation: Installation, calls: list[int]) -> None:
    class Choosy(Ringing):
        def prepare(self, session: Session, acts: Sequence[Ordered], terms: Terms) -> Mapping[int, Any]:
            del session, terms
            return {act.id: Failed("act_raised: no") if act.id == calls[0] else act.id for act in acts}

    performer = Choosy()
    call_batch(installation, known=known(performer))
    assert sorted(performer.rung) == calls[1:]
    assert states(installation.db) == ["failed", "done", "done"]


def test_what_a_call_brought_is_kept_in_the_transaction_that_records_it(
    installation: Installation, calls: list[int]
) -> None:
    class Keeping(Ringing):
        def keep(self, session: Session, act: Ordered, answer: Answer, now: Any) -> Answer:  # noqa: ANN401 - a datetime
            del now
            session.execute(update(Account).where(Account.id == act.account_id).values(fees=7))
            return answer

    call_batch(installation, known=known(Keeping()))
    with installation.db.read() as session:
        assert set(session.scalars(select(Account.fees))) == {7}
    assert len(calls) == 3


def test_a_death_after_the_call_makes_the_same_call_again_under_the_same_number(
    installation: Installation, clock: FixedClock, calls: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    performer = Ringing()

    def die(*given: object) -> None:
        raise KeyboardInterrupt(str(len(given)))

    with monkeypatch.context() as patch:
        patch.setattr(calling, "_record", die)
        with pytest.raises(KeyboardInterrupt):
            call_batch(installation, known=known(performer))
    assert states(installation.db) == ["doing"] * 3
    assert call_batch(installation, known=known(performer)) == 0
    assert give_back(installation) == 0, "whoever began may still be at it"
    clock.advance(LEASE + timedelta(seconds=1))
    with installation.db.read() as session:
        assert acts.any_due(session, clock.now(), {"ringing"}, clock.wall() - LEASE)
    assert give_back(installation) == 3
    assert call_batch(installation, known=known(performer)) == 3
    assert sorted(performer.rung) == sorted(calls * 2)
    assert {(act.state, act.attempt) for act in acts_of(installation.db)} == {("done", 2)}
    assert told(installation.db) == [True] * 3


@pytest.mark.parametrize("fatal", range(16))
def test_a_death_between_any_two_statements_neither_loses_nor_doubles_an_answer(
    installation: Installation, clock: FixedClock, calls: list[int], fatal: int
) -> None:
    performer = known(Ringing())
    left = fatal

    def die(*call: object) -> None:
        nonlocal left
        if left == 0:
            raise KeyboardInterrupt(str(call[2]))
        left -= 1

    event.listen(installation.db.engine, "before_cursor_execute", die)
    try:
        call_batch(installation, known=performer)
    except KeyboardInterrupt:
        pass
    else:
        assert fatal > 8, "the batch took that many statements"
    finally:
        event.remove(installation.db.engine, "before_cursor_execute", die)
    clock.advance(LEASE + timedelta(seconds=1))
    give_back(installation)
    call_batch(installation, known=performer)
    assert states(installation.db) == ["done"] * len(calls)
    assert told(installation.db) == [True] * len(calls)


def test_one_that_was_frozen_changes_nothing_once_another_has_tried_again(
    installation: Installation, clock: FixedClock, calls: list[int]
) -> None:
    def ring(number: int) -> Answer:
        if number == calls[0] and len(performer.rung) <= 3:
            clock.advance(LEASE + timedelta(seconds=1))
            give_back(installation)
            call_batch(installation, known=known(Ringing(Done(result={"by": "other"}))))
        return Done(result={"by": "frozen"})

    performer = Ringing(ring)
    call_batch(installation, known=known(performer))
    assert [act.result for act in acts_of(installation.db)] == [{"by": "other"}] * 3
    assert told(installation.db) == [True] * 3


def test_a_database_that_is_away_for_a_moment_is_waited_for(
    installation: Installation, calls: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    real, tries = calling._record, []

    def record(*given: Any) -> None:  # noqa: ANN401 - as the real one
        tries.append(1)
        if len(tries) < 3:
            raise OperationalError("SELECT", {}, ConnectionError("gone"), connection_invalidated=True)
        real(*given)

    monkeypatch.setattr(calling, "RECORD_WAITS", (0.0, 0.0))
    monkeypatch.setattr(calling, "_record", record)
    call_batch(installation, known=known(Ringing()))
    assert states(installation.db) == ["done"] * len(calls)
    tries[:] = []
    monkeypatch.setattr(calling, "RECORD_WAITS", (0.0,))
    with installation.db.write() as session:
        session.execute(update(Act).values(state="queued"))
    with pytest.raises(OperationalError):
        call_batch(installation, known=known(Ringing()))


def test_two_callers_share_the_acts(installation: Installation, calls: list[int]) -> None:
    def ring(number: int) -> Answer:
        if number == calls[0]:
            assert call_batch(installation, known=known(other)) == 1
        return Done()

    other, performer = Ringing(), Ringing(ring)
    assert call_batch(installation, limit=2, known=known(performer)) == 2
    assert (sorted(performer.rung), other.rung) == (calls[:2], calls[2:])
    assert states(installation.db) == ["done"] * 3
