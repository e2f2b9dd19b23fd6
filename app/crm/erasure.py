"""Erasing a person (GDPR, article 17): from the database, and from the files that came with them or went to them.

Figures stay whole: what was owed, paid, sent and counted is left as it was, under a name that says nothing.
"""

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import ClassVar

import structlog
from sqlalchemy.exc import DBAPIError

from app import house
from app.channels import mailbox
from app.config import Config
from app.crm.leftovers import files_that_name
from app.errors import ConflictError, NotFoundError
from app.installation import Installation
from app.models import Debtor
from app.store import audit, erasure
from app.store.erasure import Marks
from app.wording import Text

log = structlog.get_logger(__name__)


class KeptError(ConflictError):
    """The law asks to keep the records of this person for now; ``texts`` says until when, and which rule asks it."""

    def __init__(self, until: datetime, rule: str, texts: Text) -> None:
        super().__init__(texts["en"])
        self.until = until
        self.rule = rule
        self.texts = texts


class ImportingError(ConflictError):
    """A file is being imported, which might bring the person back; try again when it is done."""

    texts: ClassVar[Text] = {
        "es": "Se está importando un archivo que podría traer de vuelta a la persona; inténtelo cuando termine.",
        "en": "A file is being imported, which might bring the person back; try again when it is done.",
    }


@dataclass(frozen=True, slots=True)
class Erased:
    """What an erasure did: how many runs it ended, and files and kept mails it deleted."""

    debtor_id: int
    runs: int
    files: int
    mails: int


def erase(  # noqa: PLR0913 - each is a choice of whoever asks for it
    installation: Installation, debtor_id: int, *, reason: str, actor: str, anyway: bool = False, clean: bool = True
) -> Erased:
    """Erase a person for good. One who is erased already is left as they are.

    ``anyway`` goes over a law that asks to keep the records. ``clean`` False leaves it to the caller to ``scour``
    the database afterwards, once for many people.

    Raises:
        NotFoundError: there is no such debtor.
        KeptError: their records must be kept for now.
        ImportingError: a file is being imported.
    """
    found = _look(installation, debtor_id, anyway=anyway)
    if found is None:
        return Erased(debtor_id, 0, 0, 0)
    # Files go first: were this interrupted, the database still knows what to look for the next time.
    files, mails = _delete_files(installation.config, found), _delete_mails(installation.config, found)
    now = installation.clock.now()
    with installation.db.write() as session:
        debtor = erasure.hold(session, debtor_id)
        if debtor is None or debtor.erased_at is not None:
            return Erased(debtor_id, 0, files, mails)
        runs = erasure.take_off(session, debtor_id, now)
        found = erasure.marks(session, debtor)
        erasure.erase(session, debtor, found, now)
        audit.record(
            session,
            actor=actor,
            action="debtor.erased",
            subject="debtor",
            subject_id=debtor_id,
            details={"reason": found.black_out(reason), "anyway": anyway, "runs": runs, "files": files},
            at=installation.clock.wall(),
        )
    mails += _delete_mails(installation.config, found)  # what went out meanwhile
    if clean:
        scour(installation)
    log.info("debtor_erased", debtor_id=debtor_id, runs=runs, files=files, mails=mails)
    return Erased(debtor_id, runs, files, mails)


def scour(installation: Installation) -> None:
    """Let the database forget rows that are gone; while others keep it busy, the daily tidying does it."""
    try:
        erasure.scour(installation.db)
    except (DBAPIError, sqlite3.Error) as error:
        log.warning("not_scoured", error=type(error).__name__)


def kept_until(installation: Installation, debtor: Debtor, last: datetime) -> KeptError | None:
    """What keeps a person's records, whose last activity is given; None where nothing does any more."""
    retention = house.rule_book(installation.config.house_policy).retention(debtor.jurisdiction)
    if retention is None:
        return None
    until = _years_after(last, retention.years)
    if until <= installation.clock.now():
        return None
    rule, source, day = retention.cited.rule, retention.cited.source, until.date().isoformat()
    texts = {
        "es": f"Los registros de esta persona deben conservarse hasta el {day} ({rule}: {source}).",
        "en": f"The records of this person must be kept until {day} ({rule}: {source}).",
    }
    return KeptError(until, rule, texts)


def _look(installation: Installation, debtor_id: int, *, anyway: bool) -> Marks | None:
    """What to look for; None where the person is erased already."""
    with installation.db.read() as session:
        debtor = session.get(Debtor, debtor_id)
        if debtor is None:
            raise NotFoundError(f"There is no debtor {debtor_id}.")
        if debtor.erased_at is not None:
            return None
        kept = kept_until(installation, debtor, erasure.last_activity(session, debtor))
        if kept is not None and not anyway:
            raise kept
        if erasure.importing(session):
            raise ImportingError
        return erasure.marks(session, debtor)


def _years_after(moment: datetime, years: int) -> datetime:
    try:
        return moment.replace(year=moment.year + years)
    except ValueError:  # the 29th of February
        return moment.replace(year=moment.year + years, month=3, day=1)


def _delete_files(config: Config, found: Marks) -> int:
    """Delete the uploads and rejects that name the person, whole."""
    named = files_that_name(config.home, found.words)
    for path in named:
        path.unlink(missing_ok=True)
    return len(named)


def _delete_mails(config: Config, found: Marks) -> int:
    """Delete what the mail sink kept of messages to the person."""
    place: Path = mailbox.folder(config.home)
    deleted = 0
    for ref in found.refs:
        key = mailbox.find(place, ref)
        if key is not None:
            (place / f"{key}.eml").unlink(missing_ok=True)
            deleted += 1
    return deleted
