"""Indexes on fields of one's own: made by a worker, used by counts, made again when they are gone."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from app.clock import FixedClock
from app.installation import Installation
from app.jobs import index
from app.jobs.ticker import PATROL_EVERY, Ticker
from app.models import CrmField, Search
from app.queue import Job
from app.store import conditions, field_indexes
from tests.app.flow.people import START, add_account, add_many

VALUES: dict[str, tuple[Any, dict[str, Any]]] = {
    "text": ("Norte", {"op": "eq", "value": "Norte"}),
    "number": (7, {"op": "gt", "value": 5}),
    "money": (900, {"op": "lte", "value": 1000}),
    "date": ("2026-01-15", {"op": "lt", "value": "2026-02-01"}),
    "boolean": (True, {"op": "eq", "value": True}),
}


def add_field(installation: Installation, kind: str, name: str = "it's") -> int:
    with installation.db.write() as session:
        field = CrmField(scope="account", name=name, type=kind, labels={}, personal=False, created_at=START)
        session.add(field)
        session.flush()
        field_indexes.order(session, field.id, Search.making)
        return field.id


def state(installation: Installation, number: int) -> tuple[str | None, str | None]:
    with installation.db.read() as session:
        field = session.get_one(CrmField, number)
        return field.search, field.search_error


def plan(installation: Installation, condition: dict[str, Any]) -> str:
    """How the database would find who matches, were there so many that reading all of them is not worth it."""
    query = conditions.open_accounts(condition, START)
    with installation.db.read() as session:
        compiled = query.compile(session.get_bind(), compile_kwargs={"literal_binds": True})
        if not installation.db.is_sqlite:
            session.execute(text("SET LOCAL enable_seqscan = off"))
            session.execute(text("DROP INDEX IF EXISTS ix_accounts_status_balance"))
        explain = "EXPLAIN QUERY PLAN " if installation.db.is_sqlite else "EXPLAIN "
        rows = session.connection().exec_driver_sql(explain + str(compiled)).all()
        session.rollback()
    return "\n".join(str(row[-1]) for row in rows)


@pytest.mark.parametrize("kind", VALUES)
def test_a_count_uses_the_index_of_a_field_of_each_type(working: Installation, kind: str) -> None:
    value, rule = VALUES[kind]
    with working.db.write() as session:
        chosen = add_account(session, custom={"it's": value}).id
        add_account(session, custom={"it's": [value]})
        add_many(session, 60)
    number = add_field(working, kind)
    index.run()
    assert state(working, number) == ("ready", None)
    condition = {"field": "account.it's", **rule}
    assert f"ix_own_{number}" in plan(working, condition)
    with working.db.read() as session:
        assert list(session.scalars(conditions.open_accounts(condition, START))) == [chosen]


def test_an_index_that_is_not_wanted_any_more_goes(working: Installation) -> None:
    number = add_field(working, "text")
    index.run()
    with working.db.write() as session:
        field_indexes.order(session, number, Search.removing)
    index.run()
    assert state(working, number) == (None, None)
    with working.db.read() as session:
        assert field_indexes.there(session) == set()


def test_what_was_interrupted_or_lost_is_taken_up_by_the_ticker(working: Installation, clock: FixedClock) -> None:
    number = add_field(working, "number")
    ticker = Ticker(working, channels=[])
    clock.advance(PATROL_EVERY + timedelta(seconds=1))
    assert _asked(working, ticker)
    index.run()
    clock.advance(PATROL_EVERY + timedelta(seconds=1))
    assert not _asked(working, ticker), "all is well"
    with working.db.write() as session:
        session.execute(text(f"DROP INDEX ix_own_{number}"))
    clock.advance(PATROL_EVERY + timedelta(seconds=1))
    assert _asked(working, ticker)
    index.run()
    with working.db.read() as session:
        assert field_indexes.there(session) == {f"ix_own_{number}"}


def test_one_worker_makes_indexes_at_a_time(working: Installation) -> None:
    if working.db.is_sqlite:
        return  # it has one writer
    number = add_field(working, "text")
    with field_indexes.turn(working.db) as ours:
        assert ours
        index.run()
        assert state(working, number) == ("making", None)
    index.run()
    assert state(working, number) == ("ready", None)


def test_an_index_that_cannot_be_made_is_said_and_may_be_ordered_again(
    working: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = add_field(working, "text")
    with monkeypatch.context() as broken:
        broken.setattr(field_indexes, "as_index", lambda *_: "no_such_function(custom)")
        index.run()
    became, error = state(working, number)
    assert became == "failed"
    assert error is not None
    assert "no_such_function" in error
    with working.db.write() as session:
        field_indexes.order(session, number, Search.making)
    index.run()
    assert state(working, number) == ("ready", None)


def _asked(installation: Installation, ticker: Ticker) -> bool:
    installation.queue.redis.flushall()
    ticker.run_once()
    return Job.index_fields.value in [job.func_name for job in installation.queue.rq.jobs]
