"""Whom contact rules keep waiting on a journey."""

from datetime import timedelta

from app.db import Database
from app.insights import counts
from app.models import Journey, Message, Refusal
from app.store import deferrals
from app.store.deferrals import Deferred
from tests.app.flow.journeys import let_in, publish_graph, reminder
from tests.app.flow.outbox import put
from tests.app.flow.people import START, add_account

HOUR = timedelta(hours=1)


def refuse(message: Message, *, hours: int | None) -> Refusal:
    """A rule says no to a message: for so many hours, or for good."""
    until = None if hours is None else START + hours * HOUR
    return Refusal(message_id=message.id, debtor_id=message.debtor_id, at=START, rule="CO/window", until=until)


def test_who_waits_for_a_contact_rule_is_counted_by_node(database: Database) -> None:
    with database.write() as session:
        people = [add_account(session).id for _ in range(3)]
    journey_id = publish_graph(database, reminder()).journey_id
    let_in(database)
    with database.write() as session:
        early = put(session, people[0], due_at=START + 2 * HOUR)
        twice = [put(session, people[1], due_at=START + hours * HOUR) for hours in (5, 9)]
        elsewhere = put(session, people[2], due_at=START + HOUR)
        elsewhere.node = "again"
        put(session, people[2], due_at=START + 30 * HOUR)  # it waits for something else
        now = put(session, people[2], due_at=START)  # its time has come
        never = put(session, people[2], due_at=START + HOUR, state="refused")
        session.add_all([refuse(one, hours=1) for one in (early, *twice, *twice, elsewhere, now)])
        session.add(refuse(never, hours=None))
    with database.read() as session:
        found = deferrals.of_journey(session, journey_id, START)
    assert found == {
        "mail": Deferred(2, START + 2 * HOUR, START + 9 * HOUR),
        "again": Deferred(1, START + HOUR, START + HOUR),
    }
    with database.read() as session:
        told = counts.of_journey(session, journey_id, START)
        assert {name: node.deferred for name, node in told.nodes.items() if node.deferred} == found
        assert deferrals.of_journey(session, journey_id, START + 9 * HOUR) == {}


def test_another_journey_s_people_are_not_counted(database: Database) -> None:
    with database.write() as session:
        account_id = add_account(session).id
    publish_graph(database, reminder())
    let_in(database)
    with database.write() as session:
        session.add(refuse(put(session, account_id, due_at=START + HOUR), hours=1))
        other = Journey(name="Other", draft={}, saved_at=START, created_at=START)
        session.add(other)
        session.flush()
        assert deferrals.of_journey(session, other.id, START) == {}
