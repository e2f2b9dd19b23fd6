"""What people do with acts that failed: have them tried again, or let them be.

Each works through any number of them in transactions of ``CHUNK`` acts, each with its line in the audit trail, and
passes over whatever has not failed any more.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from app.installation import Installation
from app.queue import Job
from app.store import audit, failed_acts
from app.store.acts import Ordered
from app.store.dead_letters import Chosen

__all__ = ["CHUNK", "Chosen", "replay", "skip"]

CHUNK = 500


def replay(installation: Installation, chosen: Chosen, *, actor: str) -> int:
    """Have them carried out again; how many. Whoever left their step by “failed” does not come back to it."""
    count = _each(installation, chosen, failed_acts.replay, "replayed", actor)
    if count:
        installation.queue.wake(Job.perform)
    return count


def skip(installation: Installation, chosen: Chosen, *, actor: str) -> int:
    """Let them be, and whoever waits for them go on as if they had been done; how many."""
    count = _each(installation, chosen, failed_acts.skip, "skipped", actor)
    if count:
        installation.queue.wake(Job.advance)
    return count


def _each(
    installation: Installation,
    chosen: Chosen,
    do: Callable[[Session, Sequence[Ordered], datetime], None],
    done: str,
    actor: str,
) -> int:
    total, last = 0, 0
    while True:
        with installation.db.write() as session:
            held, last = failed_acts.hold(session, chosen, last, CHUNK)
            if held:
                do(session, held, installation.clock.now())
                audit.record(
                    session,
                    actor=actor,
                    action=f"acts.{done}",
                    subject="journey" if chosen.journey_id is not None else "acts",
                    subject_id=chosen.journey_id,
                    details={"count": len(held), "acts": [act.id for act in held]},
                    at=installation.clock.wall(),
                )
        total += len(held)
        if not last:
            return total
