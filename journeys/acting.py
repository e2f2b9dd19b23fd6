"""What steps share that order an act and wait until it is carried out."""

from collections.abc import Callable

from journeys.walk import Act, Answer, Runner, Stay, Walk

ACT_DONE = "act_done"
WAITING = Stay(None, frozenset({ACT_DONE}))


def acting(order: Callable[[Walk], Act], *, failed: str | None) -> Runner:
    """Order an act on arrival, and leave by ``next`` once it was carried out, by ``failed`` when it could not be.

    Without a way out for failures, people wait until somebody replays the act or skips it.
    """

    def run(walk: Walk) -> Answer:
        answer = walk.answer(ACT_DONE)
        if answer is None:
            walk.acts.append(order(walk))
            return WAITING
        if answer["ok"]:
            return "next"
        return WAITING if failed is None else failed

    return run
