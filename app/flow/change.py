"""Carrying out a change to everybody on a journey, one part at a time.

Each part is one transaction that deals with some people and says how far it came, so that whoever is interrupted left
nothing half done, and another goes on. The journey is held meanwhile: no two work on one change at once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.flow import lifecycle
from app.models import Change, Halt, Journey, StepState
from app.reasons import reason
from app.store import changes, messages, runs, tallies, tasks
from app.store.changes import Inside, Kind, Place, State, Waiting
from app.store.runs import Passed
from app.store.tallies import Tally
from journeys import memory

CHUNK = 2_000

STOPPED = "stopped"  # the reason of a run, and the port in its history
MOVED = "moved"
LEFT = "left:version"

_GOLDEN = 0x9E3779B9  # 2**32 divided by the golden ratio: its multiples fill a stretch evenly, however many are taken
_TURN = 2**32


@dataclass(frozen=True)
class _Work:
    """One part of a change, whose journey and row are held."""

    session: Session
    change: Change
    journey: Journey
    now: datetime
    limit: int

    def went(self, last: int, count: int) -> None:
        """Say how far this part came."""
        self.change.after = last
        self.change.done += count

    def keep(self, **settings: object) -> None:
        """Remember something for the next part."""
        self.change.settings = {**self.change.settings, **settings}

    def finish(self) -> None:
        """Nothing is left to do."""
        self.change.state = State.done.value
        self.change.total = self.change.done
        self.change.finished_at = self.now

    @property
    def on_messages(self) -> bool:
        """Whether all people are dealt with, and their messages come next."""
        return bool(self.change.settings.get("messages"))

    def go_to_messages(self) -> None:
        """All people are dealt with."""
        self.change.after = 0
        self.keep(messages=True)

    def take(self, version_ids: Sequence[int]) -> list[Inside]:
        """The next people."""
        return changes.take(self.session, version_ids, self.change.after, self.limit)

    def count(self, people: Sequence[Inside], port: str) -> list[Tally]:
        """What is counted when people leave where they stand."""
        mine = self.journey.id
        left = [Tally(mine, one.version_id, one.node, tallies.HERE, -1) for one in people]
        left += [
            Tally(mine, one.version_id, node, tallies.ARM, -1) for one in people for node in (one.arms or "").split()
        ]
        return left + [Tally(mine, one.version_id, one.node, f"{tallies.PORT}{port}") for one in people]


def run_chunk(session: Session, change_id: int, now: datetime, limit: int = CHUNK) -> bool:
    """Carry out the next part of a change; whether there is more to do. One that is done already is left alone."""
    held = changes.hold(session, change_id)
    if held is None:
        return False
    change, journey = held
    _CARRY_OUT[Kind(change.kind)](_Work(session, change, journey, now, limit))
    return change.state == State.running


def _resume(work: _Work) -> None:
    """First the timers, then the messages that were due meanwhile, then the journey runs again."""
    clock = Timers(work.change.settings)
    if work.on_messages:
        waiting = changes.take_messages(work.session, work.journey.id, work.change.after, work.now, work.limit)
        changes.queue(work.session, [Waiting(one.id, clock.at_once()) for one in waiting])
        work.went(waiting[-1].id if waiting else work.change.after, 0)
        work.keep(spread=clock.spread)
        if len(waiting) < work.limit:
            lifecycle.run_again(work.journey)
            work.finish()
        return
    people = work.take(changes.versions(work.session, work.journey.id))
    held = [one.id for one in people if one.state == StepState.held]
    woken = changes.heard(work.session, held)
    changes.retime(work.session, [clock.place(one, woken=one.id in woken) for one in people])
    work.keep(spread=clock.spread)
    work.went(people[-1].id if people else work.change.after, len(people))
    if len(people) < work.limit:
        work.go_to_messages()


class Timers:
    """When people go on after a pause. ``spread`` counts those who are due at once, and is kept between parts."""

    def __init__(self, settings: Mapping[str, Any]) -> None:
        self.now = datetime.fromisoformat(settings["now"])
        since = datetime.fromisoformat(settings["since"])
        shifts = settings["timers"] == "shift"
        self.pause = max(self.now - since, timedelta(0)) if shifts else timedelta(0)
        self.ramp = timedelta(minutes=settings["ramp_minutes"])
        self.spread = int(settings.get("spread", 0))

    def place(self, one: Inside, *, woken: bool) -> Place:
        """The same person with their time limit after the pause; ``woken`` by an event while they were held."""
        pause = timedelta(0) if one.state == StepState.frozen else self.pause  # a hold shifts by itself, when it ends
        until = None if one.until is None else one.until + pause
        due_at = one.due_at if until is None or one.due_at != one.until or woken else until
        state = one.state
        if state in {StepState.due, StepState.held} and due_at <= self.now:
            due_at = self.at_once()
        if state == StepState.held and due_at > self.now:
            state = StepState.due  # who is due now stays held until the journey runs, or a batch would hold them again
        kept = memory.shifted(one.memory, pause)
        place = (one.id, one.run_id, one.version_id, one.node, state, due_at, until, one.seq, one.waits)
        return Place(*place, kept, one.arms)

    def at_once(self) -> datetime:
        """When the next of those goes on who are due at once: now, or somewhere on the ramp."""
        place = self.spread * _GOLDEN % _TURN
        self.spread += 1
        return self.now + self.ramp * (place / _TURN)


def _stop(work: _Work) -> None:
    """Everybody is taken off, then what was written is cancelled, also for those who had gone before."""
    why = reason("stopped")
    if work.on_messages:
        if changes.cancel_messages(work.session, work.journey.id, why, work.now, work.limit) < work.limit:
            work.journey.halt = Halt.stopped.value
            work.finish()
        return
    people = work.take(changes.versions(work.session, work.journey.id))
    _take_off(work, people, STOPPED, why)
    work.went(people[-1].id if people else work.change.after, len(people))
    if len(people) < work.limit:
        work.go_to_messages()


def _migrate(work: _Work) -> None:
    """Whoever stands where a rule speaks of moves to the new version or leaves; all others stay where they are."""
    settings = work.change.settings
    target: int = settings["to"]
    rules = {int(version): nodes for version, nodes in settings["rules"].items()}
    people = work.take(sorted(rules))
    leaving: list[Inside] = []
    moving: list[tuple[Inside, Place]] = []
    for one in people:
        rule = rules[one.version_id].get(one.node)
        if rule is None:
            continue
        if rule["act"] == "leave":
            leaving.append(one)
        else:
            moving.append((one, _moved(one, rule, target, work.now)))
    _take_off(work, leaving, LEFT, reason("left"))
    _move(work, moving, target)
    work.went(people[-1].id if people else work.change.after, len(leaving) + len(moving))
    if len(people) < work.limit:
        work.finish()


def _move(work: _Work, moving: Sequence[tuple[Inside, Place]], target: int) -> None:
    before, places = [one for one, _ in moving], [place for _, place in moving]
    _note(work, before, MOVED)
    arrived = [Tally(work.journey.id, target, place.node, tallies.HERE) for place in places]
    arrived += [
        Tally(work.journey.id, target, node, tallies.ARM) for place in places for node in (place.arms or "").split()
    ]
    tallies.add(work.session, work.count(before, MOVED) + arrived, work.now.date())
    changes.migrate(work.session, places, target)
    changes.revive(work.session, [one.id for one, place in moving if place.state != one.state == StepState.failed])


def _moved(one: Inside, rule: Mapping[str, Any], version_id: int, now: datetime) -> Place:
    """Where somebody stands who is moved.

    On a step that is the same they go on as if nothing had happened, but hear the exits of the new version, also
    those that hold already. At any other they arrive now; so does somebody in a fork of which an arm stands on a step
    that is not the same.
    """
    if not rule["same"] or not set((one.arms or "").split()) <= set(rule["intact"]):
        due = StepState.due
        return Place(one.id, one.run_id, version_id, rule["target"], due, now, None, one.seq + 1, None)
    waits, state, due_at = one.waits, one.state, one.due_at
    added = set(rule["waits"]) - set((waits or "").split())
    if one.state == StepState.frozen:
        state, due_at = StepState.due, now  # the new version may hold nobody, or for something else
    if added:
        waits = f" {' '.join(sorted({*(waits or '').split(), *added}))} "
        if state != StepState.failed:
            state, due_at = StepState.due, min(due_at, now)
    place = (one.id, one.run_id, version_id, one.node, state, due_at, one.until, one.seq, waits)
    return Place(*place, one.memory, one.arms)


def _take_off(work: _Work, people: Sequence[Inside], why: str, said: str) -> None:
    """End the runs of these people; ``why`` is also the port in their history, ``said`` what their messages keep."""
    _note(work, people, why)
    changes.take_off(work.session, people, why, work.now)
    messages.cancel_of_runs(work.session, [one.run_id for one in people], said, work.now)
    tasks.cancel_of_runs(work.session, [one.run_id for one in people], work.now)
    ended = [Tally(work.journey.id, one.version_id, "", f"{tallies.ENDED}{why}") for one in people]
    tallies.add(work.session, work.count(people, why) + ended, work.now.date())


def _note(work: _Work, people: Sequence[Inside], port: str) -> None:
    runs.note(work.session, [Passed(one.run_id, one.version_id, one.node, port) for one in people], work.now)


_CARRY_OUT = {Kind.resume: _resume, Kind.stop: _stop, Kind.migrate: _migrate}
