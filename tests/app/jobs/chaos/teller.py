"""Records what debtors do, while everything around it breaks: ``python -m tests.app.jobs.chaos.teller JOURNAL SEED``.

Payments that settle an account and opened pages, of accounts drawn at random, each under a name of its own so that
one whose commit nobody confirmed can be told again. Whatever was confirmed is written to the journal, with the
business time at which it surely was: nothing that stands there may be missing afterwards.
"""

import json
import random
import signal
import sys
import threading
from pathlib import Path

from sqlalchemy import select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from app.installation import Installation, open_installation
from app.models import Account
from app.store import events

PAUSE = 0.01  # seconds between two events
AGAIN = 0.2  # seconds after an error
PAYING = 0.3  # the share of payments
LOOK_AGAIN = 50  # events after which new accounts are looked for


def tell(session: Session, installation: Installation, account_id: int, kind: str, name: str) -> None:
    """Record one event, and settle the account where it is a payment."""
    events.lock(session, account_id)
    if kind == "paid":
        session.execute(update(Account).where(Account.id == account_id).values(balance=0))
    events.record(session, account_id=account_id, kind=kind, at=installation.clock.now(), dedup=name)


def accounts(installation: Installation) -> list[int]:
    """All accounts there are."""
    with installation.db.read() as session:
        return list(session.scalars(select(Account.id).order_by(Account.id)))


def run(installation: Installation, journal: Path, dice: random.Random, stop: threading.Event) -> None:
    """Tell until stopped."""
    number = len(journal.read_text().splitlines()) if journal.exists() else 0
    number += dice.randrange(10**9)  # a teller that was killed may have told what the journal does not hold
    ids: list[int] = []
    todo: tuple[int, str, str] | None = None
    with journal.open("a", encoding="utf-8", buffering=1) as out:
        while not stop.wait(PAUSE):
            try:
                if todo is None:
                    number += 1
                    if not ids or number % LOOK_AGAIN == 0:
                        ids = accounts(installation)
                    if not ids:
                        continue
                    todo = (dice.choice(ids), "paid" if dice.random() < PAYING else "page_opened", f"teller:{number}")
                with installation.db.write() as session:
                    tell(session, installation, *todo)
            except SQLAlchemyError:
                stop.wait(AGAIN)
                continue
            line = {"account": todo[0], "kind": todo[1], "name": todo[2], "done": installation.clock.now().isoformat()}
            out.write(json.dumps(line) + "\n")
            todo = None


def main() -> None:
    """Tell until SIGTERM."""
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    installation = open_installation()
    run(installation, Path(sys.argv[1]), random.Random(int(sys.argv[2])), stop)  # noqa: S311 - lots, not secrets
    installation.close()


if __name__ == "__main__":
    main()
