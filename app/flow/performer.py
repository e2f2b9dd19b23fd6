"""The contract of a performer, which carries out one kind of act, and the registry of them all."""

import importlib
import pkgutil
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from importlib.metadata import entry_points
from typing import Any, ClassVar, Self

from sqlalchemy.orm import Session

from app.config import Config
from app.errors import CauceError
from app.flow import performers as own
from app.store.acts import Ordered

ENTRY_POINTS = "cauce.performers"


class PerformerError(CauceError):
    """A performer cannot be registered."""


@dataclass(frozen=True, slots=True)
class Done:
    """The act was carried out.

    The journey is told ``ok`` and ``result``, which is small plain JSON without anything personal.
    """

    ok: bool = True
    result: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Later:
    """It could not be carried out now and is tried again, ever more rarely; ``why`` is a reason of ``app.reasons``."""

    why: str


@dataclass(frozen=True, slots=True)
class Failed:
    """It can never be carried out as it is: the journey is told that it is not ok, and people find it in a list.

    ``why`` is a reason of ``app.reasons``, ``result`` as in ``Done``.
    """

    why: str
    result: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Busy:
    """Somebody else holds what it takes: it is asked for again in a moment, which counts as no attempt."""


Settled = Done | Later | Failed
Answer = Settled | Busy


class Inside(ABC):
    """Carries out acts in the database, in the very transaction that records that they are done.

    Put an instance of a subclass, named ``PERFORMER``, into a file of ``app/flow/performers``.
    """

    name: ClassVar[str]

    def knowing(self, config: Config) -> Self:
        """This performer with what it takes of an installation's settings; most need none."""
        del config
        return self

    def hold(self, session: Session, acts: Sequence[Ordered]) -> None:
        """Take the locks that come before those of accounts, journeys by id; most performers need none."""
        del session, acts

    @abstractmethod
    def perform(self, session: Session, act: Ordered, now: datetime) -> Answer:
        """Carry out one act. Its account is held; what raises is undone, and tried again later."""

    def perform_many(self, session: Session, acts: Sequence[Ordered], now: datetime) -> Mapping[int, Answer]:
        """Carry out several acts; what became of each, by its id.

        Override it to do so in a number of queries that does not grow with the acts. When it raises, all it did is
        undone, and ``perform`` is asked for each of them.
        """
        return {act.id: self.perform(session, act, now) for act in acts}


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds while acts are prepared: business time, wall time and the settings."""

    now: datetime
    wall: datetime
    config: Config


class Outside(ABC):
    """Carries out acts by calling somebody outside, while no transaction is open. An instance is named ``PERFORMER``.

    After a crash, the same act may be called again: whoever is called knows it again by its id.
    """

    name: ClassVar[str]

    @abstractmethod
    def prepare(self, session: Session, acts: Sequence[Ordered], terms: Terms) -> Mapping[int, Any]:
        """What each call takes, by the id of its act; a ``Settled`` in its place says that none is made."""

    @abstractmethod
    def call(self, prepared: Any) -> Settled:  # noqa: ANN401 - what prepare gave
        """Make one call; several threads do so at once. It must answer within ``app.flow.calling.LONGEST``."""

    def keep(self, session: Session, act: Ordered, answer: Settled, now: datetime) -> Settled:
        """Write what a call brought, when it is recorded; the act's account is held. The answer that is recorded."""
        del session, act, now
        return answer


Performer = Inside | Outside


@cache
def performers() -> Mapping[str, Performer]:
    """Every performer by name: Cauce's own, then those of installed packages.

    Raises:
        PerformerError: two have the same name, or an entry point gives something else than a performer.
    """
    return register([*_own(), *_installed()])


def register(found: Iterable[Performer]) -> dict[str, Performer]:
    """Performers by name; refuses two of one name."""
    registry: dict[str, Performer] = {}
    for performer in found:
        if performer.name in registry:
            raise PerformerError(f"Two performers are named {performer.name!r}.")
        registry[performer.name] = performer
    return registry


def knowing(known: Mapping[str, Performer], config: Config) -> dict[str, Performer]:
    """The performers of an installation with these settings."""
    return {name: one.knowing(config) if isinstance(one, Inside) else one for name, one in known.items()}


def inside(known: Mapping[str, Performer]) -> dict[str, Inside]:
    """Those that work inside the database."""
    return {name: one for name, one in known.items() if isinstance(one, Inside)}


def outside(known: Mapping[str, Performer]) -> dict[str, Outside]:
    """Those that call somebody outside."""
    return {name: one for name, one in known.items() if isinstance(one, Outside)}


def _own() -> list[Performer]:
    names = sorted(info.name for info in pkgutil.iter_modules(own.__path__))
    return [importlib.import_module(f"{own.__name__}.{name}").PERFORMER for name in names]


def _installed() -> list[Performer]:
    found: list[Performer] = []
    for point in entry_points(group=ENTRY_POINTS):
        performer = point.load()
        if not isinstance(performer, Inside | Outside):
            raise PerformerError(f"The entry point {point.name!r} ({point.value}) does not give a performer.")
        found.append(performer)
    return found
