"""What a batch of moved people has to write, and the writing of it: set-wise, with its counts, in one transaction."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.reasons import reason
from app.store import messages, runs, tallies
from app.store.messages import NewMessage
from app.store.runs import NewStand, Passed, Standing
from app.store.tallies import Tally
from journeys.interpreter import Outcome, Stand

EXIT = "exit:"

Moved = tuple[Standing, int, Outcome]
"""Who moved, on which journey, and how far."""

Failed = tuple[Standing, str]
"""Who could not be moved, and why."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a batch has to write."""

    moved: Sequence[Moved]
    failed: Sequence[Failed]
    new: Sequence[NewMessage]


def write(session: Session, written: Written, now: datetime, speed: float) -> None:
    """Write where everybody stands now, what they passed, which runs ended, and the messages.

    ``speed`` is the clock's: how long people were due is counted in wall time.
    """
    moved, failed, new = written.moved, written.failed, written.new
    messages.write(session, new, now)
    ended = [(standing, outcome.ended) for standing, _, outcome in moved if outcome.ended is not None]
    left = [standing.run_id for standing, why in ended if why.startswith(EXIT)]
    messages.cancel_of_runs(session, left, reason("left"), now)
    runs.note(session, list(_passed(moved)), now)
    runs.move(session, [_stand(one, outcome.stand) for one, _, outcome in moved if outcome.stand is not None], now)
    runs.end(session, [standing for standing, _ in ended], [why for _, why in ended], now)
    runs.fail(session, [standing for standing, _ in failed], [error for _, error in failed], now)
    counted = [*_counted(moved), *_written(moved, new), *_lag(moved, now, speed)]
    tallies.add(session, counted, now.date())


def _passed(moved: Iterable[Moved]) -> Iterator[Passed]:
    for standing, _, outcome in moved:
        run_id, version_id = standing.run_id, standing.version_id
        for left in outcome.trail:
            yield Passed(run_id, version_id, left.node, left.port)


def _stand(standing: Standing, stand: Stand) -> NewStand:
    waits = f" {' '.join(sorted(stand.waits))} " if stand.waits else None
    return NewStand(standing.id, stand.node, stand.due_at, stand.until, stand.seq, stand.mark, waits)


def _counted(moved: Iterable[Moved]) -> Iterator[Tally]:
    """Who went which way, who stands where now, and whose journey ended."""
    here: Counter[tuple[int, int, str]] = Counter()
    ports: Counter[tuple[int, int, str, str]] = Counter()
    ended: Counter[tuple[int, int, str]] = Counter()
    for standing, journey_id, outcome in moved:
        version_id = standing.version_id
        here[journey_id, version_id, standing.node] -= 1
        for left in outcome.trail:
            ports[journey_id, version_id, left.node, left.port] += 1
        if outcome.stand is not None:
            here[journey_id, version_id, outcome.stand.node] += 1
        else:
            ended[journey_id, version_id, outcome.ended or ""] += 1
    for key, n in here.items():
        yield Tally(*key, tallies.HERE, n)
    for (journey_id, version_id, node, port), n in ports.items():
        yield Tally(journey_id, version_id, node, f"{tallies.PORT}{port[: runs.PORT_LENGTH]}", n)
    for (journey_id, version_id, why), n in ended.items():
        yield Tally(journey_id, version_id, "", f"{tallies.ENDED}{why[: runs.PORT_LENGTH]}", n)


def _written(moved: Iterable[Moved], new: Iterable[NewMessage]) -> Iterator[Tally]:
    versions = {standing.run_id: standing.version_id for standing, _, outcome in moved if outcome.sends}
    written = Counter((item.journey_id, versions[item.run_id], item.node, item.state) for item in new)
    for (journey_id, version_id, node, state), n in written.items():
        yield Tally(journey_id, version_id, node, f"{tallies.MESSAGE}{state.value}", n)


def _lag(moved: Iterable[Moved], now: datetime, speed: float) -> Iterator[Tally]:
    """How long people were due before they moved."""
    for at, n in Counter(standing.due_at for standing, _, _ in moved).items():
        name = tallies.bucket((now - at).total_seconds() / speed)
        yield Tally(0, 0, "", f"{tallies.LAG}{name}", n)
