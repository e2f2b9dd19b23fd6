"""Many rows with documents in one statement: new ones, and conditional changes of known ones."""

from sqlalchemy import select

from app.db import Database
from app.models import Counter, Event
from app.store.rows import table_of
from app.store.tallies import NO_DAY
from app.store.upserts import insert_new, update_where
from tests.app.flow.people import START, add_account

EVENTS = table_of(Event)
COUNTERS = table_of(Counter)


def events(database: Database, *dedups: str) -> None:
    with database.write() as session:
        account_id = session.scalar(select(Event.account_id)) or add_account(session).id
        same = {"account_id": account_id, "kind": "paid", "at": START, "message_id": None}
        insert_new(
            session, EVENTS, [{**same, "dedup": dedup, "data": {"n": dedup, "é": [1, None]}} for dedup in dedups]
        )


def test_new_rows_are_written_with_their_documents_and_known_ones_left_out(database: Database) -> None:
    events(database, "a", "b")
    events(database, "b", "c")
    events(database)
    with database.read() as session:
        found = session.execute(select(Event.dedup, Event.data, Event.at).order_by(Event.id)).all()
    assert [tuple(row) for row in found] == [(name, {"n": name, "é": [1, None]}, START) for name in "abc"]


def test_rows_get_their_own_values_where_a_condition_holds(database: Database) -> None:
    events(database, "a", "b", "c")
    with database.write() as session:
        ids = list(session.scalars(select(Event.id).order_by(Event.id)))
        rows = [{"id": number, "kind": f"k{number}", "data": {"n": number}, "dedup": None} for number in ids]
        assert update_where(session, EVENTS, rows, EVENTS.c.dedup != "b") == 2
        assert update_where(session, EVENTS, rows, EVENTS.c.kind == "other") == 0
        assert update_where(session, EVENTS, []) == 0
    with database.read() as session:
        found = [tuple(row) for row in session.execute(select(Event.kind, Event.data).order_by(Event.id))]
    one, two, three = ids
    assert found == [(f"k{one}", {"n": one}), ("paid", {"n": "b", "é": [1, None]}), (f"k{three}", {"n": three})]
    assert two


def test_dates_travel_too(database: Database) -> None:
    key = {"journey_id": 1, "version_id": 1, "node": "a", "what": "here", "day": NO_DAY}
    with database.write() as session:
        for n in (1, 2):
            insert_new(session, COUNTERS, [{**key, "n": n}])
    with database.read() as session:
        assert [tuple(row) for row in session.execute(select(Counter.day, Counter.n))] == [(NO_DAY, 1)]
