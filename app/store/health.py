"""Whether the database answers."""

from sqlalchemy import select
from sqlalchemy.orm import Session


def ask(session: Session) -> None:
    """Ask the database for something that costs nothing; raises what the driver raises when it does not answer."""
    session.execute(select(1))
