"""Critical section, a workflow pattern: two journeys share one person's limits, and never both use the last contact."""

from datetime import timedelta

from sqlalchemy import select

from app.channels.console import ConsoleChannel
from app.clock import FixedClock
from app.flow.deliver import Delivery
from app.installation import Installation
from app.models import Message, Refusal
from tests.app.flow.journeys import advance_all, graph, let_in, publish_graph
from tests.app.flow.people import add_account

NOON = timedelta(hours=8)  # after START it is noon in Bogotá


def mailing(template: str) -> dict[str, object]:
    nodes = [
        ("enter", "enter", {"audience": None}),
        ("mail", "send_email", {"template": template}),
        ("done", "end", {"reason": "over"}),
    ]
    return graph(nodes, "enter.next>mail mail.next>done")


def test_two_journeys_share_the_one_contact_a_day_that_colombia_allows(
    installation: Installation, clock: FixedClock
) -> None:
    with installation.db.write() as session:
        add_account(session, debtor_jurisdiction="CO", debtor_time_zone="America/Bogota")
    clock.advance(NOON)
    now = clock.now()
    publish_graph(installation.db, mailing("payment_reminder"), now)
    publish_graph(installation.db, mailing("second_notice"), now)
    assert let_in(installation.db, now) == 2
    advance_all(installation.db, now)
    channel = ConsoleChannel()
    Delivery(installation, {"email": channel}).run_batch()
    with installation.db.read() as session:
        states = session.execute(select(Message.state, Message.due_at).order_by(Message.id)).all()
        rules = set(session.scalars(select(Refusal.rule)))
    assert len(channel.sent) == 1
    assert sorted(state for state, _ in states) == ["queued", "sent"]
    assert all(due_at > now + timedelta(hours=12) for state, due_at in states if state == "queued")
    assert all(rule.startswith("CO/") for rule in rules)
    assert rules
