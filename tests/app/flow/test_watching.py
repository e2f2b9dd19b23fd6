"""Exits and holds are looked at once more when a message is handed over."""

from typing import Any

import pytest
from sqlalchemy import select

from app.channels.console import ConsoleChannel
from app.clock import FixedClock
from app.flow.deliver import Delivery
from app.installation import Installation
from app.models import Account, Debtor, Message
from tests.app.flow.journeys import advance_all, graph, let_in, publish_graph
from tests.app.flow.lives import HOUR
from tests.app.flow.people import START, add_account

COLUMNS = {
    "disputed": (Account, "disputed_at"),
    "recalled": (Account, "recalled_at"),
    "deceased": (Debtor, "deceased_at"),
    "insolvent": (Debtor, "insolvent_at"),
    "vulnerable": (Debtor, "vulnerable_at"),
    "cease_contact": (Debtor, "cease_contact_at"),
}
every_flag = pytest.mark.parametrize("flag", COLUMNS)
RICH = {"id": "rich", "label": "Mucho", "when": {"field": "account.balance", "op": "gt", "value": 100_000}}


def mailing(exits: tuple[Any, ...], holds: tuple[Any, ...]) -> Any:  # noqa: ANN401 - JSON
    nodes = [
        ("enter", "enter", {"audience": None}),
        ("mail", "send_email", {"template": "payment_reminder"}),
        ("done", "end", {"reason": "over"}),
    ]
    return {**graph(nodes, "enter.next>mail mail.next>done", exits=exits), "holds": list(holds)}


@pytest.fixture
def channel(installation: Installation) -> ConsoleChannel:
    """Somebody owes something; nothing is handed over yet."""
    with installation.db.write() as session:
        add_account(session)
    return ConsoleChannel()


def written(installation: Installation, *exits: Any, holds: tuple[Any, ...] = ()) -> None:  # noqa: ANN401 - exits
    publish_graph(installation.db, mailing(exits, holds))
    let_in(installation.db)
    advance_all(installation.db)


def flag_silently(installation: Installation, flag: str, *, on: bool) -> None:
    """As an import or another program would: the journey hears nothing."""
    model, column = COLUMNS[flag]
    with installation.db.write() as session:
        setattr(session.scalars(select(model)).one(), column, START if on else None)


def message(installation: Installation) -> Message:
    with installation.db.read() as session:
        return session.scalars(select(Message)).one()


@every_flag
def test_an_exit_that_holds_by_now_cancels_the_message(
    installation: Installation, channel: ConsoleChannel, flag: str
) -> None:
    written(installation, "paid", flag)
    flag_silently(installation, flag, on=True)
    assert Delivery(installation, {"email": channel}).run_batch() == 1
    assert (message(installation).state, message(installation).error) == ("cancelled", f"exit: {flag}")
    assert channel.sent == []


@every_flag
def test_a_hold_keeps_the_message_until_it_is_lifted(
    installation: Installation, clock: FixedClock, channel: ConsoleChannel, flag: str
) -> None:
    written(installation, "paid", holds=(flag,))
    flag_silently(installation, flag, on=True)
    delivery = Delivery(installation, {"email": channel})
    assert delivery.run_batch() == 1
    assert (message(installation).state, message(installation).error) == ("queued", f"on_hold: {flag}")
    assert delivery.run_batch() == 0
    flag_silently(installation, flag, on=False)
    clock.advance(HOUR)
    assert delivery.run_batch() == 1
    assert message(installation).state == "sent"
    assert len(channel.sent) == 1


def test_a_condition_of_ones_own_counts_too(installation: Installation, channel: ConsoleChannel) -> None:
    written(installation, RICH)
    with installation.db.write() as session:
        session.scalars(select(Account)).one().balance = 200_000
    Delivery(installation, {"email": channel}).run_batch()
    assert (message(installation).state, message(installation).error) == ("cancelled", "exit: rich")


def test_a_journey_without_exits_sends(installation: Installation, channel: ConsoleChannel) -> None:
    written(installation)
    Delivery(installation, {"email": channel}).run_batch()
    assert message(installation).state == "sent"
