"""A sender that sleeps until everybody takes it for dead, and then goes on where it was."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.channels import Outgoing, Receipt
from app.channels.console import ConsoleChannel
from app.clock import FixedClock
from app.errors import DeliveryError
from app.flow import deliver
from app.flow.deliver import LEASE, Delivery
from app.installation import Installation
from app.models import Event, Message
from app.store import messages
from tests.app.flow.journeys import advance_all, let_in, publish_graph, reminder
from tests.app.flow.people import add_account

ASLEEP = LEASE + timedelta(seconds=1)


class Sleepy(ConsoleChannel):
    """A channel in which the process sleeps: ``meanwhile`` happens before the first message is answered for."""

    def __init__(self, meanwhile: Callable[[], None], answer: DeliveryError | None = None) -> None:
        super().__init__()
        self._meanwhile: Callable[[], None] | None = meanwhile
        self._answer = answer

    def send(self, outgoing: Outgoing) -> Receipt:
        """Sleep once, then answer."""
        meanwhile, self._meanwhile = self._meanwhile, None
        if meanwhile is not None:
            meanwhile()
        if self._answer is not None:
            raise self._answer
        return super().send(outgoing)


def written(installation: Installation, count: int = 3) -> None:
    with installation.db.write() as session:
        for _ in range(count):
            add_account(session)
    publish_graph(installation.db, reminder())
    let_in(installation.db)
    advance_all(installation.db)


def states(installation: Installation) -> list[str]:
    with installation.db.read() as session:
        return list(session.scalars(select(Message.state).order_by(Message.id)))


def settle(installation: Installation) -> None:
    """Somebody says that everything of unknown fate did not go out."""
    with installation.db.write() as session:
        ids = session.scalars(select(Message.id)).all()
        messages.settle(session, ids, sent=False, now=installation.clock.now())


def test_one_that_slept_before_its_first_message_hands_none_over(
    installation: Installation, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(installation)
    console, prepare = ConsoleChannel(), deliver.prepare

    def slept(*given: object) -> object:
        batch = prepare(*given)  # type: ignore[arg-type]
        clock.advance(ASLEEP)
        Delivery(installation, {"email": console}).reconcile()
        return batch

    monkeypatch.setattr(deliver, "prepare", slept)
    Delivery(installation, {"email": console}).run_batch()
    assert console.sent == []
    assert states(installation) == ["unknown"] * 3


def test_one_that_slept_with_a_message_in_its_hands_says_what_became_of_it_and_leaves_the_rest(
    installation: Installation, clock: FixedClock
) -> None:
    written(installation)

    def meanwhile() -> None:
        clock.advance(ASLEEP)
        Delivery(installation, {"email": ConsoleChannel()}).reconcile()
        assert states(installation) == ["unknown"] * 3

    sleepy = Sleepy(meanwhile)
    Delivery(installation, {"email": sleepy}).run_batch()
    assert len(sleepy.sent) == 1
    assert states(installation) == ["sent", "unknown", "unknown"]
    with installation.db.read() as session:
        assert session.scalars(select(Event.kind)).all() == ["message_sent"]


@pytest.mark.parametrize(
    "answer",
    [DeliveryError("451", permanent=False), DeliveryError("550", permanent=True), None],
    ids=["refused-for-now", "refused-for-good", "taken"],
)
def test_what_one_that_slept_knows_of_its_own_attempt_does_not_disturb_a_later_one(
    installation: Installation, clock: FixedClock, answer: DeliveryError | None
) -> None:
    """Somebody settled the messages by hand meanwhile, and another worker has them in its hands just now."""
    written(installation)
    other = ConsoleChannel()

    def meanwhile() -> None:
        clock.advance(ASLEEP)
        Delivery(installation, {"email": ConsoleChannel()}).reconcile()
        settle(installation)
        busy = deliver.prepare(installation, ["email"], 100)
        assert len(busy.composed) == 3

    Delivery(installation, {"email": Sleepy(meanwhile, answer)}).run_batch()
    assert states(installation) == ["sending" if answer else "sent", "sending", "sending"]
    Delivery(installation, {"email": other}).run_batch()
    assert other.sent == [], "nobody takes what is in another's hands"


def test_what_one_that_slept_handed_over_does_not_go_out_again_though_it_was_queued_meanwhile(
    installation: Installation, clock: FixedClock
) -> None:
    written(installation, 1)
    other = ConsoleChannel()

    def meanwhile() -> None:
        clock.advance(ASLEEP)
        Delivery(installation, {"email": other}).reconcile()
        settle(installation)
        assert states(installation) == ["queued"]

    Delivery(installation, {"email": Sleepy(meanwhile)}).run_batch()
    Delivery(installation, {"email": other}).run_batch()
    assert states(installation) == ["sent"]
    assert other.sent == []
