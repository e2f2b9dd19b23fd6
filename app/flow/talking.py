"""What a message of a conversation says: made again as it was when it went out, for whoever answers it."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.channels import Outgoing
from app.config import Config
from app.flow.compose import Composed, compose, tokens_of
from app.store import claims, facts, templates


def said(session: Session, config: Config, channel: str, ref: str, now: datetime) -> Outgoing | None:
    """The message that was handed over under this name; None where there is none, or it cannot be made any more."""
    message = claims.handed_over(session, channel, ref)
    if message is None:
        return None
    used = templates.of_keys(session, [message.template])
    known = facts.load(session, [message.account_id], now, also=tokens_of([message], used))
    made = compose(config, message, used, known.get(message.account_id, {}), now)
    return made.outgoing if isinstance(made, Composed) else None
