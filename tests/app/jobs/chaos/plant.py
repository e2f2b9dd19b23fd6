"""A whole installation of real processes, each of which may be killed at any moment.

PostgreSQL (or SQLite), Valkey, a mail server that cannot be relied on, ticker, workers, and one that records what
debtors do. The demo clock makes days pass in seconds.
"""

import contextlib
import signal
import socket
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import create_engine, func, select

from app.clock import DemoClock, start_demo
from app.config import DEMO_SECRET, Config
from app.flow import guard, lifecycle, publish
from app.flow.lifecycle import StateError
from app.installation import Installation, open_installation
from app.models import Account, Journey, Message, MessageState, Run, RunState, Step
from migrations import upgrade
from tests.app.flow.journeys import EMAIL, publish_graph
from tests.app.jobs.chaos.load import add_people, journey
from tests.app.jobs.chaos.servers import Postgres, Program, Server, Valkey, wait_until

SPEED = 86_400 / 5  # a day in five seconds
CHAOS = "tests.app.jobs.chaos"
OPEN = (MessageState.queued, MessageState.sending, MessageState.paused)


def free_port() -> int:
    """A port that nothing listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@dataclass
class Plant:
    """The processes, by what they do; ``seed`` decides what the mail server and the debtors do."""

    folder: Path
    seed: int
    faults: float = 0.03
    workers: int = 2
    postgres: Postgres | None = None
    servers: list[Server] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.home = self.folder / "home"
        self.home.mkdir()
        self.journal = self.home / "told.jsonl"
        self.clock: DemoClock = start_demo(self.home, SPEED)
        self.valkey = Valkey(self._room("valkey"))
        self.port = free_port()
        self.mailbox = self.home / "mailbox"
        self._starts = 0

    def _room(self, name: str) -> Path:
        room = self.folder / name
        room.mkdir()
        return room

    @property
    def config(self) -> Config:
        """What every process is told."""
        url = self.postgres.url if self.postgres else f"sqlite:///{self.home / 'cauce.db'}"
        return Config(
            mode="demo",
            home=self.home,
            database_url=url,
            redis_url=self.valkey.url,
            secret_key=DEMO_SECRET,
            public_url="http://cauce.test",
            port=8000,
            smtp_url=f"smtp://127.0.0.1:{self.port}",
            mail_from="Cobros <cobros@cauce.test>",
            workers=self.workers,
        )

    @property
    def environment(self) -> dict[str, str]:
        """The same, as a process reads it."""
        config = self.config
        return {
            "CAUCE_MODE": config.mode,
            "CAUCE_HOME": str(config.home),
            "DATABASE_URL": config.database_url,
            "REDIS_URL": config.redis_url,
            "SMTP_URL": config.smtp_url,
            "MAIL_FROM": config.mail_from,
        }

    def open(self) -> None:
        """Start everything, with a journey that is live and nobody on it yet."""
        if self.postgres is not None:
            self.postgres.make()
            self.postgres.start()
        engine = create_engine(self.config.database_url)
        upgrade(engine)
        engine.dispose()
        self.installation: Installation = open_installation(self.config)
        version = publish_graph(self.installation.db, journey(), self.clock.now())
        self.journey_id = version.journey_id
        with self.installation.db.write() as session:  # people come in crowds that no forecast foresaw
            guard.store(session.get_one(Journey, version.journey_id), guard.Guard(floor=10**9))
        self.valkey.start()
        self.provider = self._program("provider", "provider", str(self.port), str(self.mailbox), "{seed}", "{faults}")
        self.teller = self._program("teller", "teller", str(self.journal), "{seed}")
        self.tickers = [self._program(f"ticker-{n}", "process", "ticker") for n in range(2)]
        self.crew = [self._program(f"worker-{n}", "process", "worker") for n in range(self.workers)]
        self.servers = [self.provider, *self.tickers, *self.crew, self.teller]
        for server in self.servers:
            self.start(server)

    def _program(self, name: str, module: str, *arguments: str) -> Program:
        return Program(name, f"{CHAOS}.{module}", arguments, self.folder, **self.environment)

    def start(self, server: Server) -> None:
        """Start one of the programs; each start of the mail server and the teller draws other lots."""
        self._starts += 1
        server.values = {"seed": str(self.seed * 10_000 + self._starts), "faults": str(self.faults)}
        server.start()

    def revive(self) -> None:
        """Start whatever died."""
        for server in self.servers:
            if not server.alive:
                self.start(server)

    def close(self) -> None:
        """End everything."""
        for server in [*self.servers, self.valkey, *([self.postgres] if self.postgres else [])]:
            server.send(signal.SIGCONT)
            server.kill()
        self.installation.close()

    def add(self, people: int) -> None:
        """Put more people on the journey."""
        with self.installation.db.write() as session:
            add_people(session, people, self.clock.now())

    def publish(self) -> None:
        """Publish the journey again; whoever is inside stays on their version."""
        now = self.clock.now()
        with self.installation.db.write() as session:
            publish.publish(session, self.journey_id, reason="Otra vez", user_id=None, now=now, channels=EMAIL)

    def pause(self) -> None:
        """Hold everybody where they are."""
        with self.installation.db.write() as session:
            lifecycle.pause(session, self.journey_id, reason="Prueba", now=self.clock.now())

    def resume(self) -> None:
        """Let everybody go on, by a change that the ticker has carried out."""
        now = self.clock.now()
        with self.installation.db.write() as session:
            lifecycle.resume(session, self.journey_id, timers="keep", ramp_minutes=0, user_id=None, now=now)

    def settle(self, patience: float) -> None:
        """Let everything run undisturbed until nobody is on the journey and nothing waits to go out."""
        self.faults = 0.0
        self.provider.kill()
        self.teller.stop()
        self.servers.remove(self.teller)
        with contextlib.suppress(StateError):
            self.resume()
        try:
            wait_until(self._at_rest, "all is at rest", patience)
        except AssertionError as error:
            raise AssertionError(f"{error} {self._left()}") from None

    def _at_rest(self) -> bool:
        self.revive()
        entered = select(Run.id).where(Run.account_id == Account.id).exists()
        with self.installation.db.read() as session:
            outside = session.scalar(select(func.count(Account.id)).where(Account.balance > 0, ~entered))
            inside = session.scalar(select(func.count(Run.id)).where(Run.state == RunState.active))
            unsent = session.scalar(select(func.count(Message.id)).where(Message.state.in_(OPEN)))
        return not (outside or inside or unsent)

    def _left(self) -> str:
        """Who and what is left where, and what the workers said last."""
        with self.installation.db.read() as session:
            steps = session.execute(select(Step.node, Step.state, func.count()).group_by(Step.node, Step.state)).all()
            messages = session.execute(select(Message.state, func.count()).group_by(Message.state)).all()
        said = "\n".join(server.log.read_text()[-1_500:] for server in self.crew)
        return f"Steps: {steps}. Messages: {messages}. {said}"
