"""What is done to a plant: seeded kills, one after the other, while it works."""

import contextlib
import random
import signal
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from app.flow.lifecycle import StateError
from tests.app.jobs.chaos.plant import Plant
from tests.app.jobs.chaos.process import LEASE
from tests.app.jobs.chaos.servers import Server

CALM = (0.2, 1.2)  # seconds between two blows
AWAY = 0.8  # seconds for which something that was killed stays away, at most
ACTING = 0.15  # the share of blows beside which somebody in the studio does something to the journey


@dataclass
class Storm:
    """The blows dealt so far, by kind, and what was done in the studio meanwhile.

    ``stops`` are the seconds that workers took to end when told to.
    """

    plant: Plant
    dice: random.Random
    blows: Counter[str] = field(default_factory=Counter)
    acts: Counter[str] = field(default_factory=Counter)
    stops: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._frozen: list[threading.Timer] = []
        self._pause = threading.Event()

    def rage(self, count: int, people: int) -> None:
        """Deal this many blows, while so many people come in bit by bit."""
        kinds = self._kinds()
        names = [name for name, (weight, _) in kinds.items() for _ in range(weight)]
        for number in range(count):
            self.plant.add(people * (number + 1) // count - people * number // count)
            name = self.dice.choice(names)
            if self.dice.random() < ACTING:
                self._act()
            kinds[name][1]()
            self.blows[name] += 1
            self._pause.wait(self.dice.uniform(*CALM))
            self.plant.revive()
        for timer in self._frozen:
            timer.join()

    def _kinds(self) -> dict[str, tuple[int, Callable[[], None]]]:
        kinds: dict[str, tuple[int, Callable[[], None]]] = {
            "kill a worker": (6, lambda: self._kill(self.dice.choice(self.plant.crew))),
            "kill every worker": (2, self._kill_all),
            "kill a ticker": (2, lambda: self._kill(self.dice.choice(self.plant.tickers))),
            "kill the teller": (1, lambda: self._kill(self.plant.teller)),
            "kill the provider": (2, lambda: self._kill(self.plant.provider)),
            "kill Redis, keep its data": (1, lambda: self._kill_redis(empty=False)),
            "kill Redis, lose its data": (2, lambda: self._kill_redis(empty=True)),
            "FLUSHALL": (2, self.plant.valkey.flush),
            "stop a worker": (3, self._stop),
            "freeze a worker": (2, self._freeze),
        }
        if self.plant.postgres is not None:
            kinds["kill PostgreSQL"] = (2, lambda: self._postgres(signal.SIGKILL))
            kinds["stop PostgreSQL at once"] = (2, lambda: self._postgres(signal.SIGQUIT))
        return kinds

    def _act(self) -> None:
        """Publish the journey anew, pause it, or let it go on, if its state allows it."""
        act = self.dice.choice((self.plant.publish, self.plant.pause, self.plant.resume))
        with contextlib.suppress(StateError):
            act()
            self.acts[act.__name__] += 1

    def _away(self) -> None:
        self._pause.wait(self.dice.uniform(0, AWAY))

    def _kill(self, server: Server) -> None:
        server.kill()
        self._away()

    def _kill_all(self) -> None:
        for worker in self.plant.crew:
            worker.kill()
        self._away()

    def _kill_redis(self, *, empty: bool) -> None:
        self.plant.valkey.kill()
        self._away()
        self.plant.valkey.start(empty=empty)

    def _postgres(self, number: signal.Signals) -> None:
        """SIGKILL is a power cut; SIGQUIT is PostgreSQL's immediate shutdown, which recovers at the next start too."""
        assert self.plant.postgres is not None
        self.plant.postgres.stop(number)
        self._away()
        self.plant.postgres.start()

    def _stop(self) -> None:
        worker = self.dice.choice(self.plant.crew)
        worker.send(signal.SIGCONT)
        self.stops.append(worker.stop())

    def _freeze(self) -> None:
        """A worker that sleeps until everybody takes it for dead, and then goes on where it was."""
        worker = self.dice.choice(self.plant.crew)
        worker.send(signal.SIGSTOP)
        timer = threading.Timer(LEASE.total_seconds() + 1.5, worker.send, [signal.SIGCONT])
        timer.start()
        self._frozen.append(timer)
