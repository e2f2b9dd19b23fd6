"""Signs of life for load balancers and monitoring, and the API's own description: what is not below /api/v1."""

import structlog
from flask import Flask, Response, jsonify
from redis import RedisError
from sqlalchemy.exc import SQLAlchemyError

from app.api import document
from app.api.callers import here
from app.api.guard import let_in
from app.api.permissions import Permission
from app.insights.metrics import CONTENT_TYPE, Reading
from app.installation import Installation
from migrations import is_current

log = structlog.get_logger(__name__)


def serve(app: Flask, installation: Installation) -> None:
    """Answer ``/healthz``, ``/readyz``, ``/metrics`` and ``/api/openapi.json``."""
    channels: dict[int, dict[str, str]] = {}

    @app.get("/healthz")
    def healthz() -> Response:
        return jsonify(status="ok")

    @app.get("/readyz")
    def readyz() -> tuple[Response, int]:
        answers, migrated = _database(installation)
        parts = {"database": answers, "migrations": migrated, "redis": _redis_answers(installation)}
        ready = all(parts.values())
        return jsonify(status="ok" if ready else "unavailable", **parts), 200 if ready else 503

    @app.get("/metrics")
    def metrics() -> Response:
        let_in(Permission.operations_read)
        return Response(Reading(here(), channels).text(), content_type=CONTENT_TYPE)

    @app.get("/api/openapi.json")
    def openapi() -> Response:
        return jsonify(document())


def _database(installation: Installation) -> tuple[bool, bool]:
    """Whether the database answers, and whether its tables are those of this version."""
    try:
        return True, is_current(installation.db.engine)
    except SQLAlchemyError as error:
        log.warning("database_unreachable", error=type(error).__name__)
        return False, False


def _redis_answers(installation: Installation) -> bool:
    try:
        installation.queue.redis.ping()
    except RedisError:
        return False
    return True
