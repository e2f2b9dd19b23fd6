"""The blast guard: pauses a journey that would send one person the same again, or far more than was foreseen.

It looks at what a batch is about to write, in the transaction that would write it, so that nothing of it goes out.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from app.store.messages import NewMessage

ACTOR = "guard"


def check(session: Session, new: Sequence[NewMessage], now: datetime) -> dict[int, str]:
    """The journeys that must not write these messages, each with the reason as ``app.reasons`` keeps it."""
    del session, new, now
    return {}


def pause(session: Session, journey_id: int, reason: str, *, now: datetime, wall: datetime) -> bool:
    """Pause a journey that ``check`` refused, with a line in the trail; False while somebody else holds it.

    It never waits, since its caller holds steps. Where it could not pause, the caller holds the people all the same:
    they are let go again, and looked at again.
    """
    del session, journey_id, reason, now, wall
    return False
