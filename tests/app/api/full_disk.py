"""A web application and a worker whose database cannot grow any more, and then can again.

``python -m tests.app.api.full_disk URL HOME``. A process of its own, because the limit holds for everything that it
writes.
"""

import json
import resource
import signal
import sys
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from app import jobs
from app.channels.console import ConsoleChannel
from app.config import DEMO_SECRET, Config
from app.db import trouble
from app.factory import create_app
from app.installation import Installation, open_installation
from app.jobs import advance
from app.models import Journey, Message, Role, User
from app.store import leases, passwords
from tests.app.api.browsers import PASSWORD, Browser
from tests.app.flow.journeys import publish_graph, reminder
from tests.app.flow.people import add_many

EMAIL = "admin@cauce.test"
PEOPLE = 1_000
ROOM = 128 * 1024  # bytes
BODY = {"name": "x" * 150}


def opened(url: str, home: Path) -> Installation:
    """The installation, with somebody who may do everything."""
    config = Config(
        mode="test",
        home=home,
        database_url=url,
        redis_url="redis://127.0.0.1:1/0",
        secret_key=DEMO_SECRET,
        public_url="http://cauce.test",
        port=8000,
        smtp_url="",
        mail_from="Cobros <cobros@cauce.test>",
        workers=1,
    )
    installation = open_installation(config)
    stored, now = passwords.make_hash(PASSWORD), installation.clock.wall()
    user = User(email=EMAIL, name="Ana", role=Role.admin.value, password=stored, language="es", created_at=now)
    with installation.db.write() as session:
        session.add(user)
        add_many(session, PEOPLE)
    publish_graph(installation.db, reminder())
    jobs.use(installation, {"email": ConsoleChannel()})
    return installation


def journeys(installation: Installation) -> int:
    """How many journeys were kept."""
    with installation.db.read() as session:
        return session.scalar(select(func.count()).select_from(Journey)) or 0


def moved(installation: Installation) -> str:
    """What comes of a worker's job: how many messages it wrote, or what is wrong with the database."""
    try:
        advance.run()
    except SQLAlchemyError as error:
        return str(trouble(error))
    with installation.db.read() as session:
        return str(session.scalar(select(func.count()).select_from(Message)))


def limit(size: int) -> None:
    """Let no file grow beyond this."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def main() -> None:
    """Fill the disk, look at what is answered, make room, and try once more."""
    url, home = sys.argv[1:]
    installation = opened(url, Path(home))
    browser = Browser(create_app(installation).test_client())
    assert browser.sign_in(EMAIL).status_code == 200
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    with installation.db.engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    limit(ROOM)
    response = browser.post("/journeys", BODY)
    for _ in range(1_000):
        if response.status_code != 201:
            break
        response = browser.post("/journeys", BODY)
    before = journeys(installation)
    assert browser.post("/journeys", BODY).status_code == response.status_code
    assert browser.get("/journeys").status_code == 200, "reading goes on"
    kept = journeys(installation) - before
    works = [moved(installation)]
    limit(resource.RLIM_INFINITY)
    again = browser.post("/journeys", BODY)
    with installation.db.write() as session:
        leases.release(session, leases.ENTRY)  # as its time would end, of whoever looked for people in vain
    works.append(moved(installation))
    refused = [response.status_code, response.json["type"].rpartition(":")[2]]
    told = {"refused": refused, "kept": kept, "afterwards": again.status_code, "worker": works}
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
