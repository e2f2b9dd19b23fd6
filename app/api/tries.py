"""How often somebody may try to sign in, counted in Redis so that every web process sees every try."""

import structlog
from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import MemoryStorage, RedisStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from redis import ConnectionPool, RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry

BY_ADDRESS = RateLimitItemPerMinute(60, 5)
BY_EMAIL = RateLimitItemPerMinute(10, 15)
PATIENCE = 0.5  # seconds to wait for Redis before counting without it

log = structlog.get_logger()


def connections(redis_url: str) -> ConnectionPool:
    """Connections to Redis for a web request, which must not hang when Redis does."""
    return ConnectionPool.from_url(
        redis_url, socket_connect_timeout=PATIENCE, socket_timeout=PATIENCE, retry=Retry(NoBackoff(), 0)
    )


class Tries:
    """Counts tries; while Redis is away, every process counts on its own, so that nobody may ever try without end."""

    def __init__(self, pool: ConnectionPool) -> None:
        shared = RedisStorage("redis://", connection_pool=pool, key_prefix="cauce:tries")
        self._limiters = (SlidingWindowCounterRateLimiter(shared), SlidingWindowCounterRateLimiter(MemoryStorage()))

    def take(self, limit: RateLimitItem, *who: str) -> bool:
        """Count one try; say whether it may be made."""
        for limiter in self._limiters:
            try:
                return limiter.hit(limit, *who)
            except RedisError as error:
                log.warning("tries are counted without Redis", error=str(error))
        return False

    def forgive(self, limit: RateLimitItem, *who: str) -> None:
        """Forget the tries of somebody who has shown that they are who they say."""
        for limiter in self._limiters:
            try:
                limiter.clear(limit, *who)
            except RedisError as error:
                log.warning("tries could not be forgotten in Redis", error=str(error))
