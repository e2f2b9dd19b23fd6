"""The life of a journey: pause, resume, stop, archive and restore.

A pause is one update of the journey's row. Nobody is touched: whoever falls due is held when a batch meets them. What
has to be done to everybody inside is left to a change (``app.flow.change``), until which the journey stays halted.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Literal

from sqlalchemy.orm import Session

from app.errors import ConflictError, NotFoundError
from app.models import Change, Halt, Journey
from app.store import changes, journeys

REASON_LENGTH = 500
LONGEST_RAMP = 7 * 24 * 60  # minutes

Timers = Literal["shift", "keep"]
Text = Mapping[str, str]


class State(StrEnum):
    """Where a journey is in its life."""

    draft = "draft"
    live = "live"
    paused = "paused"
    stopping = "stopping"
    stopped = "stopped"
    archived = "archived"


class Act(StrEnum):
    """What can be done to a journey."""

    publish = "publish"
    pause = "pause"
    resume = "resume"
    stop = "stop"
    archive = "archive"
    restore = "restore"


class StateError(ConflictError):
    """The state of the journey does not allow this; ``text`` says so in both languages."""

    def __init__(self, text: Text) -> None:
        super().__init__(text["en"])
        self.text = text


ALLOWED: Mapping[Act, frozenset[State]] = {
    Act.publish: frozenset({State.draft, State.live, State.paused, State.stopped}),
    Act.pause: frozenset({State.live}),
    Act.resume: frozenset({State.paused}),
    Act.stop: frozenset({State.live, State.paused}),
    Act.archive: frozenset({State.draft, State.stopped}),
    Act.restore: frozenset({State.archived}),
}


def state_of(journey: Journey) -> State:
    """The state of a journey."""
    return named(journey.halt, published=journey.live_version_id is not None)


def named(halt: str | None, *, published: bool) -> State:
    """The same from what the journey's row says."""
    if halt is not None:
        return State(halt)
    return State.live if published else State.draft


def hold(session: Session, journey_id: int, act: Act) -> Journey:
    """Hold a journey to which this can be done now.

    Raises:
        NotFoundError: there is no such journey.
        StateError: its state does not allow it, or a change has to be carried out first.
    """
    journey = journeys.locked(session, journey_id)
    if journey is None:
        raise NotFoundError("There is no such journey.")
    state = state_of(journey)
    if state not in ALLOWED[act]:
        raise StateError(_refusal(state, act))
    if act in {Act.publish, Act.resume} and changes.running(session, [journey_id]):
        raise StateError(_BUSY)
    return journey


def pause(session: Session, journey_id: int, *, reason: str, now: datetime) -> Journey:
    """Keep everybody where they are from now on, and let nobody in.

    Raises:
        NotFoundError: there is no such journey.
        StateError: it does not run.
    """
    journey = hold(session, journey_id, Act.pause)
    _halt(journey, Halt.paused, reason, now)
    return journey


def resume(  # noqa: PLR0913 - how and by whom
    session: Session, journey_id: int, *, timers: Timers, ramp_minutes: int, user_id: int | None, now: datetime
) -> Change:
    """Let everybody go on, once the change that this gives is carried out: enqueue ``Job.change`` after the commit.

    ``shift`` makes every wait longer by the pause, ``keep`` keeps its end. Whoever is due at once is spread evenly
    over ``ramp_minutes`` of business time.

    Raises:
        NotFoundError: there is no such journey.
        StateError: it is not paused, or a change has to be carried out first.
    """
    journey = hold(session, journey_id, Act.resume)
    settings = {
        "timers": timers,
        "ramp_minutes": min(max(ramp_minutes, 0), LONGEST_RAMP),
        "since": (journey.halted_at or now).isoformat(),
        "now": now.isoformat(),
    }
    return _change(session, journey_id, changes.Kind.resume, settings, user_id, now)


def stop(session: Session, journey_id: int, *, reason: str, user_id: int | None, now: datetime) -> Change:
    """Take everybody off and cancel what was written for them, by the change that this gives: see ``resume``.

    A change that is being carried out ends where it is.

    Raises:
        NotFoundError: there is no such journey.
        StateError: it was never published, or is stopped already.
    """
    journey = hold(session, journey_id, Act.stop)
    changes.overtake(session, journey_id, now)
    _halt(journey, Halt.stopping, reason, now)
    return _change(session, journey_id, changes.Kind.stop, {}, user_id, now)


def archive(session: Session, journey_id: int, *, reason: str, now: datetime) -> Journey:
    """Put a journey that nobody is on out of the way.

    Raises:
        NotFoundError: there is no such journey.
        StateError: it has to be stopped first.
    """
    journey = hold(session, journey_id, Act.archive)
    _halt(journey, Halt.archived, reason, now)
    return journey


def restore(session: Session, journey_id: int, *, now: datetime) -> Journey:
    """Bring an archived journey back: as a draft, or stopped if it was ever published.

    Raises:
        NotFoundError: there is no such journey.
        StateError: it is not archived.
    """
    journey = hold(session, journey_id, Act.restore)
    if journey.live_version_id is None:
        run_again(journey)
    else:
        _halt(journey, Halt.stopped, journey.halt_reason or "", now)
    return journey


def run_again(journey: Journey) -> None:
    """End the halt of a journey that the caller holds."""
    journey.halt = journey.halted_at = journey.halt_reason = None


def _halt(journey: Journey, halt: Halt, reason: str, now: datetime) -> None:
    journey.halt = halt.value
    journey.halted_at = now
    journey.halt_reason = reason[:REASON_LENGTH]


def _change(  # noqa: PLR0913, PLR0917 - the columns of a change
    session: Session,
    journey_id: int,
    kind: changes.Kind,
    settings: Mapping[str, object],
    user_id: int | None,
    now: datetime,
) -> Change:
    inside = changes.people(session, changes.versions(session, journey_id))
    return changes.add(session, journey_id, kind, settings, total=sum(inside.values()), user_id=user_id, now=now)


def _refusal(state: State, act: Act) -> Text:
    return {
        "es": f"Este recorrido {_STATES[state]['es']}: no se puede {_ACTS[act]['es']}.",
        "en": f"This journey {_STATES[state]['en']}: it cannot be {_ACTS[act]['en']}.",
    }


_STATES: Mapping[State, Text] = {
    State.draft: {"es": "es un borrador", "en": "is a draft"},
    State.live: {"es": "está en marcha", "en": "is live"},
    State.paused: {"es": "está en pausa", "en": "is paused"},
    State.stopping: {"es": "se está deteniendo", "en": "is being stopped"},
    State.stopped: {"es": "está detenido", "en": "is stopped"},
    State.archived: {"es": "está archivado", "en": "is archived"},
}
_ACTS: Mapping[Act, Text] = {
    Act.publish: {"es": "publicar", "en": "published"},
    Act.pause: {"es": "pausar", "en": "paused"},
    Act.resume: {"es": "reanudar", "en": "resumed"},
    Act.stop: {"es": "detener", "en": "stopped"},
    Act.archive: {"es": "archivar", "en": "archived"},
    Act.restore: {"es": "restaurar", "en": "restored"},
}
_BUSY: Text = {
    "es": "Se está aplicando un cambio a las personas de este recorrido; espere a que termine.",
    "en": "A change to the people on this journey is being carried out; wait until it is done.",
}
