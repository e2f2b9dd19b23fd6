"""Sessions that ended before their time. The cookie says who somebody is; signing out must end even a copy of it."""

import structlog
from redis import ConnectionPool, Redis, RedisError

log = structlog.get_logger()


class SignOuts:
    """Remembers in Redis which sessions were signed out, for as long as their cookie would live."""

    def __init__(self, pool: ConnectionPool, lifetime: int) -> None:
        self._redis: Redis = Redis(connection_pool=pool)
        self._lifetime = lifetime  # seconds

    def add(self, session_key: str) -> bool:
        """Remember a session that was signed out; False when Redis could not be told."""
        try:
            self._redis.set(self._key(session_key), 1, ex=self._lifetime)
        except RedisError as error:
            log.warning("a sign-out could not be kept in Redis", error=str(error))
            return False
        return True

    def has(self, session_key: str) -> bool:
        """Whether this session was signed out; while Redis is away, nobody is thrown out."""
        try:
            return bool(self._redis.exists(self._key(session_key)))
        except RedisError as error:
            log.warning("sign-outs could not be read from Redis", error=str(error))
            return False

    @staticmethod
    def _key(session_key: str) -> str:
        return f"cauce:signed-out:{session_key}"
