"""How long to wait before the next attempt: ever longer, and spread out so that a crowd does not come back at once."""

from dataclasses import dataclass
from datetime import timedelta

_MIX = 2_654_435_761  # Knuth's multiplicative hash: neighbouring ids get far-apart delays


@dataclass(frozen=True, slots=True)
class Backoff:
    """``first`` seconds until the second attempt, twice as long each time, ``longest`` seconds at most."""

    first: float
    longest: float
    attempts: int  # after which it is given up

    def delay(self, number: int, attempt: int, speed: float) -> timedelta:
        """Business time after ``attempt`` failed attempts of the thing with this number; ``speed`` is the clock's."""
        seconds = min(self.first * 2.0 ** (attempt - 1), self.longest)
        spread = 0.75 + (number * _MIX % 1_000) / 2_000
        return timedelta(seconds=seconds * spread * speed)
