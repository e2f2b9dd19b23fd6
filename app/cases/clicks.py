"""What is recorded when somebody follows a link of a mail or opens it: what people do apart from what programs do.

Security scanners follow the links of a mail before anybody reads it, mail programs load its pictures whether or not
somebody looks. What they do is kept, under kinds of its own that journeys do not hear and no figure of people counts.
"""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.cases.wake import wake
from app.installation import Installation
from app.store import events, handover, receipts, tracked
from app.store.receipts import Reported
from app.store.tracked import CLICKED, SCANNED, Click
from renderers.tracking import Address

BURST = timedelta(seconds=2)  # wall time in which nobody follows so many links
MANY = 3  # different links; of a mail with two, both
OPENED, OPENED_BY_MACHINE = "opened", "opened_by_machine"


def follow(installation: Installation, address: Address, *, machine: bool) -> Reported | None:
    """Record that a link was followed: once an hour for each link of a message, machines apart from people.

    Returns the message, None where there is none any more. Whoever follows many different links within two seconds is
    a machine, and so was whoever followed the first of them; a journey that is quicker than that has heard it already.
    """
    now = installation.clock.now()
    with installation.db.write() as session:
        found = _of_somebody(session, address.message_id)
        if found is None:
            return None
        events.lock(session, found.account_id)
        burst = _in_burst(session, found, address, now - BURST * installation.clock.speed)
        tracked.set_apart(session, burst)
        why = "burst" if burst else "program" if machine else ""
        data = {**handover.about(found), "link": address.ordinal, "label": address.label}
        recorded = events.record(
            session,
            account_id=found.account_id,
            kind=SCANNED if why else CLICKED,
            at=now,
            message_id=found.id,
            dedup=_dedup("scan" if why else "click", found.id, address.ordinal, now),
            data={**data, "scanner": True, "why": why} if why else data,
        )
    if recorded is not None and not why:
        wake(installation)
    return found


def opened(installation: Installation, message_id: int, *, machine: bool) -> None:
    """Record that a mail's picture was loaded: once for each message, machines apart from people."""
    now = installation.clock.now()
    with installation.db.write() as session:
        found = _of_somebody(session, message_id)
        if found is None:
            return
        what = OPENED_BY_MACHINE if machine else OPENED
        event = handover.event_of(what, found.id, found.account_id, now, handover.about(found))
        (recorded,) = events.record_many(session, [event])
    if recorded is not None and not machine:
        wake(installation)


def _of_somebody(session: Session, message_id: int) -> Reported | None:
    """A message that went to somebody; of a person who was erased nothing more is recorded."""
    found = receipts.get(session, message_id)
    return None if found is None or found.recipient is None else found


def _in_burst(session: Session, message: Reported, address: Address, since: datetime) -> list[Click]:
    """The clicks of a moment ago which with this one are more than a person makes; none where they are not."""
    clicks = tracked.recent(session, message.account_id, message.id, since)
    links = {address.ordinal, *(one.link for one in clicks)}
    return clicks if len(links) >= max(min(address.total, MANY), 2) else []


def _dedup(what: str, message_id: int, link: int, now: datetime) -> str:
    return f"{what}:{message_id}:{link}:{now:%Y-%m-%dT%H}"
