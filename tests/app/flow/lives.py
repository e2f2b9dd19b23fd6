"""What the tests of a journey's life do over and over."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db import Database
from app.flow import lifecycle
from app.flow.change import run_chunk
from app.models import Change, History, Journey, Message, Run, Step, StepState
from app.store import changes, halts
from tests.app.flow.people import START

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def pause(database: Database, journey_id: int, now: datetime = START) -> None:
    """Pause a journey."""
    with database.write() as session:
        lifecycle.pause(session, journey_id, reason="Prueba", now=now)


def resume(
    database: Database, journey_id: int, now: datetime, *, timers: lifecycle.Timers = "shift", ramp: int = 0
) -> int:
    """Ask for a journey to be resumed; the id of the change."""
    with database.write() as session:
        change = lifecycle.resume(session, journey_id, timers=timers, ramp_minutes=ramp, user_id=None, now=now)
        return change.id


def stop(database: Database, journey_id: int, now: datetime = START) -> int:
    """Ask for a journey to be stopped; the id of the change."""
    with database.write() as session:
        return lifecycle.stop(session, journey_id, reason="Prueba", user_id=None, now=now).id


def carry_out(database: Database, change_id: int, now: datetime = START, limit: int = 2_000) -> int:
    """Carry a change out to its end, then let go what is held; how many parts it took."""
    parts, more = 0, True
    while more:
        with database.write() as session:
            more = run_chunk(session, change_id, now, limit)
        parts += 1
    with database.write() as session:
        while halts.let_go(session, limit):
            pass
    return parts


def running(database: Database, journey_id: int) -> int:
    """The id of the change that is being carried out."""
    with database.read() as session:
        return changes.running(session, [journey_id])[journey_id].id


def change_of(database: Database, change_id: int) -> Change:
    """A change as it is now."""
    with database.read() as session:
        return session.get_one(Change, change_id)


def state(database: Database, journey_id: int) -> str:
    """The state of a journey."""
    with database.read() as session:
        return lifecycle.state_of(session.get_one(Journey, journey_id)).value


def steps(session: Session) -> list[Step]:
    """All steps, in their order."""
    return list(session.scalars(select(Step).order_by(Step.id)))


def held(session: Session) -> int:
    """How many steps are held."""
    return len(session.scalars(select(Step.id).where(Step.state == StepState.held)).all())


def messages(session: Session) -> list[str]:
    """The states of all messages."""
    return list(session.scalars(select(Message.state).order_by(Message.id)))


def ends(session: Session) -> list[str | None]:
    """Why each run ended; None where it did not."""
    return list(session.scalars(select(Run.end_reason).order_by(Run.id)))


def trail(session: Session, port: str) -> list[tuple[int, str]]:
    """(version, node) of everything that was left by this port."""
    rows = session.execute(select(History.version_id, History.node).where(History.port == port).order_by(History.id))
    return [(version_id, node) for version_id, node in rows]
