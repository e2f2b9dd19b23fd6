"""What a batch of moved people has to write, and the writing of it: set-wise, with its counts, in one transaction."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from app.reasons import reason
from app.store import acts, messages, runs, tallies, tasks
from app.store.acts import NewAct
from app.store.messages import NewMessage
from app.store.runs import Standing, Stood
from app.store.tallies import Tally
from app.store.tasks import NewTask
from journeys.interpreter import Outcome

EXIT = "exit:"


@dataclass(slots=True)
class Group:
    """People who went the same way from the same node, and stand alike now."""

    journey_id: int
    version_id: int
    node: str
    outcome: Outcome
    members: list[Standing] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Written:
    """What a batch has to write: who moved, who could not and why, and the messages, tasks and acts."""

    moved: Sequence[Group]
    failed: Sequence[tuple[Standing, str]]
    new: Sequence[NewMessage]
    tasks: Sequence[NewTask] = ()
    acts: Sequence[NewAct] = ()


def write(session: Session, written: Written, now: datetime, speed: float) -> None:
    """Write where everybody stands now, what they passed, which runs ended, and the messages.

    ``speed`` is the clock's: how long people were due is counted in wall time.
    """
    moved, failed = written.moved, written.failed
    messages.write(session, written.new, now)
    tasks.write(session, written.tasks, now)
    acts.write(session, written.acts, now)
    _take_back(session, moved, now)
    ended = [(one, group.outcome.ended) for group in moved if group.outcome.ended is not None for one in group.members]
    left = [one.run_id for one, why in ended if why.startswith(EXIT)]
    messages.cancel_of_runs(session, left, reason("left"), now)
    tasks.cancel_of_runs(session, [one.run_id for one, _ in ended], now)
    runs.note_groups(session, _passed(moved), now)
    runs.move(session, _stands(moved), now)
    runs.end(session, [one for one, _ in ended], [why for _, why in ended], now)
    runs.fail(session, [one for one, _ in failed], [error for _, error in failed], now)
    counted = [*_counted(moved), *_written(moved, written.new), *_lag(moved, now, speed)]
    tallies.add(session, counted, now.date())


def _take_back(session: Session, moved: Iterable[Group], now: datetime) -> None:
    """Close the tasks of visits that are over, and cancel the messages of arms that lost."""
    closes: dict[tuple[str, int], list[int]] = {}
    cancels: dict[tuple[str, int], list[int]] = {}
    for group in moved:
        for visits, found in ((group.outcome.closes, closes), (group.outcome.cancels, cancels)):
            for visit in visits:
                found.setdefault(visit, []).extend(one.run_id for one in group.members)
    tasks.close(session, closes, now)
    messages.cancel_of_visits(session, cancels, reason("arm_lost"), now)


def _passed(moved: Iterable[Group]) -> Iterator[tuple[tuple[int, str, str], Sequence[int]]]:
    for group in moved:
        run_ids = [one.run_id for one in group.members]
        for left in group.outcome.trail:
            yield (group.version_id, left.node, left.port), run_ids


def _stands(moved: Iterable[Group]) -> dict[Stood, list[int]]:
    stands: dict[Stood, list[int]] = {}
    for group in moved:
        stand = group.outcome.stand
        if stand is not None:
            had = group.members[0].memory is not None
            place = (stand.node, stand.due_at, stand.until, stand.seq, stand.mark, stand.waits)
            stood = Stood(*place, stand.memory, stand.arms, stand.hold is not None, had)
            stands.setdefault(stood, []).extend([one.id for one in group.members])
    return stands


def _counted(moved: Iterable[Group]) -> Iterator[Tally]:
    """Who went which way, who stands where now, and whose journey ended."""
    for group in moved:
        journey_id, version_id, outcome, n = group.journey_id, group.version_id, group.outcome, len(group.members)
        yield Tally(journey_id, version_id, group.node, tallies.HERE, -n)
        for node in (group.members[0].arms or "").split():
            yield Tally(journey_id, version_id, node, tallies.ARM, -n)
        for left in outcome.trail:
            port = f"{tallies.PORT}{left.port[: runs.PORT_LENGTH]}"
            yield Tally(journey_id, version_id, left.node, port, n)
        if outcome.stand is not None:
            yield Tally(journey_id, version_id, outcome.stand.node, tallies.HERE, n)
            for node in outcome.stand.arms:
                yield Tally(journey_id, version_id, node, tallies.ARM, n)
        else:
            why = f"{tallies.ENDED}{(outcome.ended or '')[: runs.PORT_LENGTH]}"
            yield Tally(journey_id, version_id, "", why, n)


def _written(moved: Iterable[Group], new: Iterable[NewMessage]) -> Iterator[Tally]:
    versions = {one.run_id: group.version_id for group in moved if group.outcome.sends for one in group.members}
    written = Counter((item.journey_id, versions[item.run_id], item.node, item.state) for item in new)
    for (journey_id, version_id, node, state), n in written.items():
        yield Tally(journey_id, version_id, node, f"{tallies.MESSAGE}{state.value}", n)


def _lag(moved: Iterable[Group], now: datetime, speed: float) -> Iterator[Tally]:
    """How long people were due before they moved."""
    for at, n in Counter([one.due_at for group in moved for one in group.members]).items():
        name = tallies.bucket((now - at).total_seconds() / speed)
        yield Tally(0, 0, "", f"{tallies.LAG}{name}", n)
