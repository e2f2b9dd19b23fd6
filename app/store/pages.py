"""Which landing page a link opens: that of its message's template, or the installation's."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Message
from app.store import templates
from renderers.gallery import TemplateFile

PAGE = "page"
BUILT_IN = "page_pay"
"""The finished page that opens where nobody chose another."""


def page_of(session: Session, message_id: int | None, usual: str) -> TemplateFile:
    """The page that a message's link opens; ``usual`` where its template names none."""
    for key in (_named(session, message_id), usual):
        found = templates.of_keys(session, [key]).get(key) if key else None
        if found is not None and found.channel == PAGE:
            return found
    return built_in(session)


def built_in(session: Session) -> TemplateFile:
    """The page that always works, in the colours of the installation's usual brand."""
    return templates.finished(session)[BUILT_IN]


def _named(session: Session, message_id: int | None) -> str:
    """The page that the template of a message names; empty where it names none."""
    if message_id is None:
        return ""
    template = session.scalar(select(Message.template).where(Message.id == message_id))
    found = templates.of_keys(session, [template]).get(template) if template else None
    return found.page if found is not None else ""
