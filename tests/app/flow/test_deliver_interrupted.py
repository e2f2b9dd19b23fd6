"""Deliveries that are stopped, or lose the log or the database, half way."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import structlog
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from app.channels import Outgoing, Receipt
from app.clock import FixedClock
from app.errors import DeliveryError
from app.flow import deliver, prepare
from app.flow.deliver import LEASE, Delivery
from app.installation import Installation
from tests.app.flow.delivering import Script, states, written


def test_a_worker_that_is_told_to_stop_begins_no_further_message(installation: Installation) -> None:
    written(installation, 5)
    channel = Script()
    Delivery(installation, {"email": channel}, stopping=lambda: len(channel.tried) >= 2).run_batch()
    assert states(installation) == ["sent"] * 2 + ["queued"] * 3


def test_an_interrupted_batch_puts_back_what_was_not_begun(installation: Installation) -> None:
    written(installation, 4)

    class Dying(Script):
        def send(self, outgoing: Outgoing) -> Receipt:
            if len(self.tried) == 1:
                raise KeyboardInterrupt
            return super().send(outgoing)

    with pytest.raises(KeyboardInterrupt):
        Delivery(installation, {"email": Dying()}).run_batch()
    assert states(installation) == ["sent", "sending", "queued", "queued"]


def test_a_log_that_cannot_be_written_costs_no_knowledge(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(installation, 3)
    answers: list[DeliveryError | None] = [None, DeliveryError("550", permanent=True), None]
    with Path("/dev/full").open("wb", buffering=0) as disk:
        logger: Any = structlog.BytesLogger(disk)  # its type wants a buffered file
        monkeypatch.setattr(
            deliver,
            "log",
            structlog.wrap_logger(logger, processors=[structlog.processors.JSONRenderer(lambda *_, **__: b"x")]),
        )
        with pytest.raises(OSError, match="No space left"):
            Delivery(installation, {"email": Script(answers)}).run_batch()
    assert states(installation) == ["sent", "failed", "sent"]


class Outage(Script):
    """A channel during whose work the database goes away, for so many transactions."""

    def __init__(self, installation: Installation, transactions: int) -> None:
        super().__init__()
        self._left = transactions
        event.listen(installation.db.engine, "begin", self._begin)

    def _begin(self, connection: object) -> None:
        del connection
        if self.tried and self._left:
            self._left -= 1
            raise OperationalError("BEGIN", {}, ConnectionError("gone"))


def test_what_was_sent_is_recorded_once_the_database_is_back(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(installation, 3)
    monkeypatch.setattr(deliver, "RECORD_WAITS", (0.0, 0.0))
    Delivery(installation, {"email": Outage(installation, 2)}).run_batch()
    assert states(installation) == ["sent"] * 3


def test_a_database_that_stays_away_leaves_messages_to_be_asked_about(
    installation: Installation, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(installation, 2)
    monkeypatch.setattr(deliver, "RECORD_WAITS", (0.0,))
    channel = Outage(installation, 2)
    with pytest.raises(OperationalError):
        Delivery(installation, {"email": channel}).run_batch()
    assert states(installation) == ["sending"] * 2
    clock.advance(LEASE * 2)
    Delivery(installation, {"email": channel}).reconcile()
    assert states(installation) == ["sent"] * 2
    assert len(channel.tried) == 2


def test_what_is_being_sent_is_recorded_when_the_next_batch_cannot_be_prepared(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(installation, 4)
    left = [prepare.prepare]

    def once(*given: Any) -> Any:  # noqa: ANN401 - a batch
        return left.pop()(*given)

    monkeypatch.setattr(deliver, "prepare", once)
    with pytest.raises(IndexError):
        Delivery(installation, {"email": Script()}).run(lambda: False, 2)
    assert Counter(states(installation)) == {"sent": 2, "queued": 2}
