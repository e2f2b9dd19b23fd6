"""The blast guard: pauses a journey that would send one person the same again, or far more than was foreseen.

It looks at what a batch is about to write, in the transaction that would write it, so that nothing of it goes out.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from app.models import Journey, MessageState
from app.reasons import reason
from app.store import audit, limits
from app.store.messages import NewMessage

ACTOR = "guard"
REASONS = ("guard_same_template", "guard_volume")

LOOKS = 20  # the messages of a day are counted again after each such part of what is still free
KEPT = 10_000  # journeys whose count is remembered


@dataclass(frozen=True, slots=True)
class Guard:
    """The limits of one journey.

    Hours of business time before the same template may come again, 0 is at once; and how many messages it may write
    in a day, which is ``factor`` times what its forecast says, and always ``floor``.
    """

    same_template_hours: int = 20
    factor: int = 3
    floor: int = 200

    def allowance(self, forecast: Mapping[str, int] | None) -> int | None:
        """How many messages may be written in a day; None for any number."""
        return None if forecast is None else max(self.floor, self.factor * forecast["messages_per_day"])


@dataclass(slots=True)
class _Day:
    """What a journey wrote on a day: ``counted`` when it was looked up, ``own`` since then by this process."""

    day: date
    counted: int
    own: int = 0


_days: dict[tuple[str, int], _Day] = {}


def of_journey(journey: Journey) -> Guard:
    """The limits of a journey."""
    return Guard(**(journey.guard or {}))


def store(journey: Journey, guard: Guard) -> None:
    """Give a journey, which the caller holds, other limits."""
    journey.guard = asdict(guard)


def is_ours(kept: str | None) -> bool:
    """Whether the reason of a pause is the guard's."""
    return (kept or "").partition(": ")[0] in REASONS


def check(session: Session, new: Sequence[NewMessage], now: datetime) -> dict[int, str]:
    """The journeys that must not write these messages, each with the reason as ``app.reasons`` keeps it.

    Two queries, and one for each journey whose messages of today have to be counted.
    """
    wanted: dict[int, list[NewMessage]] = {}
    for message in new:
        if message.state != MessageState.refused:
            wanted.setdefault(message.journey_id, []).append(message)
    if not wanted:
        return {}
    known = limits.of_journeys(session, list(wanted))
    guards = {number: Guard(**(known[number].guard or {})) for number in known}
    longest = max((guard.same_template_hours for guard in guards.values()), default=0)
    run_ids = sorted({message.run_id for messages in wanted.values() for message in messages})
    before = limits.reached(session, run_ids, now - timedelta(hours=longest)) if longest else {}
    refused: dict[int, str] = {}
    for number, guard in guards.items():
        messages = wanted[number]
        why = _again(messages, guard, before, now)
        why = why or _too_many(session, number, len(messages), guard.allowance(known[number].forecast), now)
        if why is not None:
            refused[number] = why
    return refused


def pause(session: Session, journey_id: int, reason: str, *, now: datetime, wall: datetime) -> bool:
    """Pause a journey that ``check`` refused, with a line in the trail; False while somebody else holds it.

    It never waits, since its caller holds steps. Where it could not pause, the caller holds the people all the same:
    they are let go again, and looked at again.
    """
    if not limits.pause(session, journey_id, reason, now):
        return False
    audit.record(
        session,
        actor=ACTOR,
        action="journey.paused",
        subject="journey",
        subject_id=journey_id,
        details={"reason": reason},
        at=wall,
    )
    return True


def _again(
    messages: Sequence[NewMessage], guard: Guard, before: Mapping[tuple[int, str, str | None], datetime], now: datetime
) -> str | None:
    """Why not, where somebody would get the same template again: in these very messages, or too soon after another."""
    if not guard.same_template_hours:
        return None
    since = now - timedelta(hours=guard.same_template_hours)
    pairs = Counter((message.run_id, message.template, message.item) for message in messages)
    twice = [pair[1] for pair, times in pairs.items() if times > 1 or (pair in before and before[pair] > since)]
    return reason("guard_same_template", min(twice)) if twice else None


def _too_many(session: Session, journey_id: int, count: int, allowed: int | None, now: datetime) -> str | None:
    """Why not, where a journey would write more today than it may."""
    if allowed is None:
        return None
    today = _today(session, journey_id, now.date(), allowed)
    total = today.counted + today.own + count
    if total > allowed:
        return reason("guard_volume", f"{total} > {allowed}")
    today.own += count
    return None


def _today(session: Session, journey_id: int, day: date, allowed: int) -> _Day:
    """What a journey wrote today, counted again once this process alone wrote a good part of what was free.

    In between other processes write as much; so the guard may act that much later, and every batch does not count.
    """
    key = (str(session.get_bind().engine.url), journey_id)
    known = _days.get(key)
    if known is not None and known.day == day and known.own * LOOKS <= allowed - known.counted:
        return known
    if len(_days) >= KEPT:
        _days.clear()
    _days[key] = _Day(day, limits.written(session, journey_id, day))
    return _days[key]
